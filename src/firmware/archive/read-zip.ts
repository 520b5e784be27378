// ZIP, by yauzl: which checks names and sizes; the sums of the files are checked here.

import { constants } from 'node:fs';
import { crc32 } from 'node:zlib';
import { openPromise, type Entry as ZipEntry, type ZipFile } from 'yauzl';
import type { Entry, Visit } from './entry.js';
import { archiveFault, asFault } from './fault.js';

/** Throws an archive's fault, and the system's Error. */
export async function visitZip(path: string, visit: Visit): Promise<void> {
  const zip = await orFault(openPromise(path, { autoClose: false }));
  try {
    const entries = zip.eachEntry();
    for (;;) {
      const { value, done } = await orFault(entries.next());
      if (done) return;
      await visit(toEntry(zip, value));
    }
  } finally {
    zip.close();
  }
}

function toEntry(zip: ZipFile, entry: ZipEntry): Entry {
  const { fileName: path } = entry;
  return { path, kind: kindOf(entry), read: () => readEntry(zip, entry) };
}

const UNIX = 3;
/** By the type in a file's mode; without one it is a file. */
const KINDS: ReadonlyMap<number, Entry['kind']> = new Map([
  [0, 'file'],
  [constants.S_IFREG, 'file'],
  [constants.S_IFDIR, 'folder'],
  [constants.S_IFLNK, 'link'],
]);

/** Only archives of Unix say more than the slash at a folder's end. */
function kindOf({ fileName, versionMadeBy, externalFileAttributes }: ZipEntry): Entry['kind'] {
  if (fileName.endsWith('/')) return 'folder';
  if (versionMadeBy >>> 8 !== UNIX) return 'file';
  return KINDS.get((externalFileAttributes >>> 16) & constants.S_IFMT) ?? 'other';
}

async function* readEntry(zip: ZipFile, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const { fileName: name } = entry;
  if (entry.isEncrypted()) throw archiveFault(`${name} is encrypted: unpack it with its password`);
  if (!entry.canDecodeFileData())
    throw archiveFault(`${name} is packed in a way that is not known`);
  const stream = await orFault(zip.openReadStreamPromise(entry), name);
  let sum = 0;
  try {
    for await (const chunk of stream) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch (error) {
    throw asFault(error, name);
  } finally {
    stream.destroy();
  }
  if (sum !== entry.crc32) throw archiveFault(`${name} is damaged: its sum is another`);
}

async function orFault<T>(work: Promise<T>, name?: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw asFault(error, name);
  }
}
