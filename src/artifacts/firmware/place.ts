// Puts unpacked files where they are served: all of them or none, and never in place of another in silence.

import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { codedError, codeOf } from '../../core/coded-error.js';
import { makeFolder, removeEmpty } from '../make-folder.js';
import type { StagedFile } from './stage.js';

export interface Placed {
  /** Names, of each kind. */
  readonly added: readonly string[];
  /** They were there already, byte for byte. */
  readonly same: readonly string[];
  /** They stand in place of others now. */
  readonly replaced: readonly string[];
  /** Others are there under these names, and nothing was done. */
  readonly refused: readonly string[];
}

/** `staging` is in the same file system. Throws the system's Error, and then all is as it was. */
export function placeFiles(
  files: readonly StagedFile[],
  folder: string,
  staging: string,
  force: boolean,
): Placed {
  const sorted = files.map((file) => ({ file, is: compare(file, folder) }));
  const namesOf = (wanted: Standing) =>
    sorted.filter(({ is }) => is === wanted).map(({ file }) => file.name);
  const same = namesOf('same');
  const others = namesOf('other');
  if (others.length > 0 && !force) return { added: [], same, replaced: [], refused: others };
  const todo = sorted.filter(({ is }) => is !== 'same').map(({ file }) => file);
  putAll(todo.toSorted(listsLast), folder, staging);
  return { added: namesOf('none'), same, replaced: others, refused: [] };
}

/** A phone that finds the list asks for its parts at once. */
function listsLast(a: StagedFile, b: StagedFile): number {
  return Number(a.name.endsWith('.loads')) - Number(b.name.endsWith('.loads'));
}

type Standing = 'none' | 'same' | 'other';

function compare({ name, bytes, digest }: StagedFile, folder: string): Standing {
  refuseLinks(folder, name);
  const path = join(folder, name);
  const stat = statOf(path);
  if (!stat) return 'none';
  if (stat.isDirectory()) throw codedError('EISDIR', `${path} is a folder; move it away`);
  return stat.isFile() && stat.size === bytes && digestOf(path) === digest ? 'same' : 'other';
}

/** A link on the way would have us write elsewhere. */
function refuseLinks(folder: string, name: string): void {
  for (let dir = dirname(join(folder, name)); dir.length > folder.length; dir = dirname(dir)) {
    if (statOf(dir)?.isSymbolicLink()) {
      throw codedError('ELOOP', `${dir} is a link; name the folder itself with --firmware`);
    }
  }
}

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

const CHUNK_BYTES = 1 << 20;

function digestOf(path: string): string {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    for (let count = -1; count !== 0; ) {
      count = readSync(fd, chunk, 0, chunk.length, null);
      hash.update(chunk.subarray(0, count));
    }
  } finally {
    closeSync(fd);
  }
  return hash.digest('hex');
}

function putAll(files: readonly StagedFile[], folder: string, staging: string): void {
  const undo: (() => void)[] = [];
  try {
    for (const [index, { name, path }] of files.entries()) {
      const target = join(folder, name);
      const made = makeFolder(dirname(target));
      undo.push(() => removeEmpty(made));
      if (statOf(target)) {
        const before = join(staging, `before-${index}`);
        keepBefore(target, before);
        undo.push(() => renameSync(before, target));
        renameSync(path, target);
      } else {
        putNew(path, target);
        undo.push(() => rmSync(target, { force: true }));
      }
    }
  } catch (error) {
    for (const step of undo.toReversed()) step();
    throw error;
  }
}

/** Somebody may have put another there just now: a link does not replace it. */
function putNew(path: string, target: string): void {
  try {
    linkSync(path, target);
  } catch (error) {
    // Some file systems have one name for each file.
    if (!NO_LINKS.has(codeOf(error) ?? '') || statOf(target)) throw error;
    renameSync(path, target);
  }
}

const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

function keepBefore(target: string, before: string): void {
  if (statOf(target)?.isSymbolicLink()) renameSync(target, before);
  else copyFileSync(target, before, constants.COPYFILE_EXCL);
}
