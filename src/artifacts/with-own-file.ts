// An inventory with a file of ours beside it, as it would be with what is to be added: asked before anything is written.

import { dirname, join, resolve } from 'node:path';
import { howToInclude } from '../inventory/write/how-to-include.js';
import { createDisk } from './disk.js';
import { diskWith } from './disk-with.js';
import { readOwn } from './own-file.js';
import { readSnapshot, type SnapshotSource } from './read-snapshot.js';
import type { Snapshot, SnapshotInputs } from './snapshot.js';

/** The file as it is. */
export interface OwnFileNow {
  readonly name: string;
  /** As messages show it. */
  readonly path: string;
  readonly absolute: string;
  /** What it says; undefined: it is not there. */
  readonly before: string | undefined;
}

/** Throws the system's Error. */
export function ownFileNow(
  { cwd, file }: Pick<SnapshotSource, 'cwd' | 'file'>,
  name: string,
): OwnFileNow {
  const path = join(dirname(file), name);
  const absolute = resolve(cwd, path);
  return { name, path, absolute, before: readOwn(absolute) };
}

/** An inventory that reads it, whether it says so or not. */
export interface WithOwnFile {
  readonly snapshot: Snapshot;
  /** What to write so that the inventory reads that file; undefined: it does. */
  readonly toInclude: string | undefined;
}

/** Where the file says `text`. Throws as readSnapshot does. */
export function readWithOwnFile(
  source: SnapshotSource,
  { name, path, absolute }: OwnFileNow,
  text: string,
  details: Pick<SnapshotInputs, 'keptSources'> = {},
): WithOwnFile {
  const disk = diskWith(createDisk(), absolute, text);
  const { cwd, file } = source;
  const snapshot = readSnapshot({ ...source, also: path }, disk, details);
  if (!snapshot.isAdded) return { snapshot, toInclude: undefined };
  const others = snapshot.sources.slice(0, -1);
  // The inventory may write its path otherwise, and then the file was read twice.
  if (others.some((each) => resolve(cwd, each) === absolute))
    return { snapshot: readSnapshot(source, disk, details), toInclude: undefined };
  return { snapshot, toInclude: howToInclude(name, file, others.length > 1) };
}
