// A folder of plain files, read-only: firmware, ring tones. No name from the wire leads out of it.

import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  realpathSync,
  type Stats,
} from 'node:fs';
import { join, sep } from 'node:path';
import { codeOf } from '../core/coded-error.js';
import { type ByteCache, createByteCache } from './byte-cache.js';

export type PlainFile =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'unreadable'; readonly why: string };

export interface FileFolder {
  /** Looks at the disk each time: a file that appears, changes or goes is seen at the next request. */
  open(name: string): PlainFile;
}

const NOT_FOUND: PlainFile = { kind: 'not-found' };
/** A phone's whole firmware is some 6 MB; several models' fit. */
const CACHE_BYTES = 128 * 1024 * 1024;
/** FIFOs and devices must not make us wait, and the last step must be the file itself. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
/** What says that the way to a file does not exist, as opposed to being closed to us. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'ENXIO']);

export function createFileFolder(dir: string): FileFolder {
  const cache = createByteCache(CACHE_BYTES);
  return {
    open(name) {
      if (!isRelativeName(name)) return NOT_FOUND;
      try {
        const root = realpathSync.native(dir);
        const path = realpathSync.native(join(root, name));
        return path.startsWith(join(root, sep)) ? readRegular(path, cache) : NOT_FOUND;
      } catch (cause) {
        const code = codeOf(cause);
        if (code === undefined) throw cause;
        return ABSENT.has(code) ? NOT_FOUND : { kind: 'unreadable', why: code };
      }
    },
  };
}

/** Steps joined by single slashes, none of them special to any system. */
function isRelativeName(name: string): boolean {
  return (
    !/[\\\0]/.test(name) &&
    name.split('/').every((step) => step !== '' && step !== '.' && step !== '..')
  );
}

function readRegular(path: string, cache: ByteCache): PlainFile {
  const fd = openSync(path, OPEN_FLAGS);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return NOT_FOUND;
    const version = `${path}\0${versionOf(stat)}`;
    const known = cache.get(version);
    if (known) return { kind: 'file', bytes: known };
    const bytes = readFileSync(fd);
    cache.set(version, bytes);
    return { kind: 'file', bytes };
  } finally {
    closeSync(fd);
  }
}

/** A file written again is another version, even with the same size in the same second. */
function versionOf({ dev, ino, size, mtimeMs, ctimeMs }: Stats): string {
  return [dev, ino, size, mtimeMs, ctimeMs].join(' ');
}
