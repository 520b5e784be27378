// All that an archive holds, whatever its kind, with what archives inside it hold. Writes nothing itself.

import { createReadStream, type Dirent } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { Entry, Visit } from './entry.js';
import { archiveFault, asFault } from './fault.js';
import { KIND_BYTES, kindOf } from './kind.js';
import type { Meter } from './meter.js';
import { pathFault } from './path-fault.js';
import { visitTar } from './read-tar.js';
import { visitZip } from './read-zip.js';

export interface Unpacking {
  readonly meter: Meter;
  /** Where the archive begins in a file that a vendor signed as a whole; undefined: it is none of the vendor's. */
  archiveStart(start: Uint8Array): number | undefined;
  /** Whether a path is that of a file as it is wanted, and no archive whatever it begins with. */
  isWanted(path: string): boolean;
  /** Keeps a file for a while, and returns where; it may not be larger than the meter lets it. */
  keep(entry: Entry): Promise<string>;
}

const ARCHIVE_NAME = /\.(zip|tar|tgz|tar\.gz|gz|cop|sgn)$/i;

/** A file, an archive, or a folder of both. Throws an archive's fault, and the system's Error. */
export async function visitArchive(path: string, doing: Unpacking, visit: Visit): Promise<void> {
  const stat = await lstat(path);
  const name = basename(path);
  const checked = checkedVisit(doing, visit, 1);
  if (stat.isDirectory()) return visitFolder(path, '', checked);
  if (doing.isWanted(name)) return checked(fileEntry(path, name));
  const isKnown = await visitPacked(path, doing, visit, 1);
  if (!isKnown) throw archiveFault('it is no archive: no ZIP, tar or .cop.sgn');
}

/** False: it is no archive. */
async function visitPacked(
  path: string,
  doing: Unpacking,
  visit: Visit,
  depth: number,
): Promise<boolean> {
  const start = await readStart(path);
  const kind = kindOf(start);
  const checked = checkedVisit(doing, visit, depth);
  if (kind === 'zip') await visitZip(path, checked);
  if (kind === 'tar') await visitTar(createReadStream(path), checked);
  if (kind === 'zip' || kind === 'tar') return true;
  const at = kind === 'gzip' ? 0 : doing.archiveStart(start);
  if (at === undefined) return false;
  await visitTar(unpacked(path, at, doing.meter), checked);
  return true;
}

/** Counted, and what is inside an archive in it as well. */
function checkedVisit(doing: Unpacking, visit: Visit, depth: number): Visit {
  return async (entry) => {
    doing.meter.entry();
    const { path, kind } = entry;
    const fault = pathFault(path);
    if (fault !== undefined) throw archiveFault(`"${path}" ${fault}`);
    if (kind !== 'file' || doing.isWanted(path) || !ARCHIVE_NAME.test(path)) return visit(entry);
    doing.meter.archive(depth + 1, path);
    const kept = await doing.keep(entry);
    const isArchive = await visitPacked(kept, doing, visit, depth + 1);
    if (!isArchive) await visit(entry);
  };
}

async function readStart(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(KIND_BYTES), 0, KIND_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** All of it counts, also what nobody wants. */
async function* unpacked(path: string, start: number, meter: Meter): AsyncGenerator<Uint8Array> {
  const source = createReadStream(path, { start });
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  let isFirst = true;
  try {
    for await (const chunk of source.pipe(gunzip)) {
      meter.bytes(chunk.length, 0, path);
      // Parsers of tar unpack by themselves, and count nothing.
      if (isFirst && kindOf(chunk) === 'gzip') throw archiveFault('it is packed twice');
      isFirst = false;
      yield chunk;
    }
  } catch (error) {
    throw asFault(error);
  } finally {
    source.destroy();
  }
}

function fileEntry(path: string, name: string): Entry {
  return { path: name, kind: 'file', read: () => createReadStream(path) };
}

/** Links are not followed. */
async function visitFolder(root: string, below: string, visit: Visit): Promise<void> {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) await visitFolder(root, path, visit);
    else await visit({ ...fileEntry(join(root, path), path), kind: kindOfEntry(entry) });
  }
}

function kindOfEntry(entry: Dirent): Entry['kind'] {
  if (entry.isFile()) return 'file';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
