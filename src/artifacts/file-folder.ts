// A folder of plain files, read-only: firmware, ring tones. No name from the wire leads out of it, and to nothing
// that is private.

import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { sep } from 'node:path';
import { type Clock, systemClock } from '../core/clock.js';
import { codeOf } from '../core/coded-error.js';
import { CHANGED, type FileContent } from '../core/file-content.js';
import type { OpenFiles } from './open-files.js';
import type { FoundFile } from './private-files.js';

export type PlainFile =
  /** To be released by whoever asked. */
  | { readonly kind: 'file'; readonly content: FileContent }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'unreadable'; readonly why: string };

export interface FileFolder {
  /**
   * Looks at the disk each time: a file that appears, changes or goes is seen at the next request. Takes a second
   * for one that was written just now: it may not be complete.
   */
  open(name: string): PlainFile | Promise<PlainFile>;
}

export interface FileFolderOptions {
  readonly files: OpenFiles;
  /** Whether a file is nobody's to fetch; it is then as if it were not there. */
  readonly isPrivate?: (file: FoundFile) => boolean;
  /** Told of each file that somebody is given, every time. */
  readonly given?: (file: Pick<FoundFile, 'path' | 'stat'>) => void;
  readonly clock?: Clock;
}

const NOT_FOUND: PlainFile = { kind: 'not-found' };
const ABSENT_IS_NORMAL = { throwIfNoEntry: false } as const;
/** FIFOs and devices must not make us wait, and the last step must be the file itself. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
/** What says that the way to a file does not exist, as opposed to being closed to us. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'ENXIO']);
/** A file that was not written for so long is taken for complete: whoever copies writes all the time. */
const SETTLE_MS = 1_000;

/** `dir` need not exist yet. */
export function createFileFolder(
  dir: string,
  { files, isPrivate = () => false, given, clock = systemClock }: FileFolderOptions,
): FileFolder {
  const prefix = below(dir);
  function find(name: string): Found | PlainFile {
    // What is absent is asked for all the time, and an error is dear. A device or a FIFO is not even opened: that
    // alone may do something.
    if (!statSync(prefix + name, ABSENT_IS_NORMAL)?.isFile()) return NOT_FOUND;
    const root = realpathSync.native(dir);
    const inside = below(root);
    const path = realpathSync.native(inside + name);
    if (!path.startsWith(inside)) return NOT_FOUND;
    const fd = openSync(path, OPEN_FLAGS);
    const stat = fstatSync(fd);
    if (stat.isFile() && !isPrivate({ name, root, path, stat }))
      return { kind: 'found', path, fd, stat };
    closeSync(fd);
    return NOT_FOUND;
  }
  function give({ path, fd, stat }: Found): PlainFile {
    const content = files.adopt(fd, stat);
    if (!content) return TOO_MANY;
    given?.({ path, stat });
    return { kind: 'file', content };
  }
  async function giveSettled(name: string, before: Stats): Promise<PlainFile> {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    return orRefusal(() => {
      const found = find(name);
      if (found.kind !== 'found') return found;
      if (isSame(found.stat, before)) return give(found);
      closeSync(found.fd);
      return UNSETTLED;
    });
  }
  return {
    open(name) {
      if (!isRelativeName(name)) return NOT_FOUND;
      return orRefusal(() => {
        const found = find(name);
        if (found.kind !== 'found') return found;
        const ageMs = clock.wallMs() - found.stat.mtimeMs;
        if (ageMs >= SETTLE_MS || files.knows(found.stat)) return give(found);
        closeSync(found.fd);
        return giveSettled(name, found.stat);
      });
    },
  };
}

/** What the paths of all that is in a folder begin with. */
function below(dir: string): string {
  return dir.endsWith(sep) ? dir : dir + sep;
}

interface Found {
  readonly kind: 'found';
  readonly path: string;
  readonly fd: number;
  readonly stat: Stats;
}

const UNSETTLED: PlainFile = { kind: 'unreadable', why: 'it is still being written' };
const TOO_MANY: PlainFile = { kind: 'unreadable', why: 'too many files are being sent' };

function orRefusal<T>(look: () => T): T | PlainFile {
  try {
    return look();
  } catch (cause) {
    if (cause instanceof Error && cause.message === CHANGED) return UNSETTLED;
    const code = codeOf(cause);
    if (code === undefined) throw cause;
    return ABSENT.has(code) ? NOT_FOUND : { kind: 'unreadable', why: code };
  }
}

/** Steps joined by single slashes, none of them special to any system. */
function isRelativeName(name: string): boolean {
  return (
    !/[\\\0]/.test(name) &&
    name.split('/').every((step) => step !== '' && step !== '.' && step !== '..')
  );
}

function isSame(now: Stats, before: Stats): boolean {
  return now.ino === before.ino && now.size === before.size && now.mtimeMs === before.mtimeMs;
}
