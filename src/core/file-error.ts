// What the system refuses about a file or folder, in words: what is the matter with it, and the way out.

import { type Dir, opendirSync, statSync } from 'node:fs';
import { codeOf } from './coded-error.js';

export interface FileFault {
  readonly what: string;
  readonly hint: string;
}

const LET_USER = 'let this user in ("ls -ld" shows who may), or run as another';
const RAISE = 'raise the limit, "ulimit -n", or LimitNOFILE= of the service';
const FULL = { what: 'the disk is full', hint: 'make room, and run it again' };
const BROKEN = { what: 'the disk fails', hint: 'look at the log of the kernel, "dmesg"' };

const FAULTS: Readonly<Record<string, FileFault>> = {
  EACCES: { what: 'this user may not read or write it', hint: LET_USER },
  EPERM: { what: 'the system forbids it', hint: LET_USER },
  EISDIR: { what: 'it is a folder', hint: 'name a file, or move the folder away' },
  ENOTDIR: {
    what: 'a part of the path is a file, not a folder',
    hint: 'name a folder, or move the file away',
  },
  EEXIST: { what: 'something else is there', hint: 'name another place, or move it away' },
  ENOENT: { what: 'it does not exist', hint: 'check the path' },
  EROFS: { what: 'it lies on a file system that is read-only', hint: 'choose another place' },
  ENOSPC: FULL,
  EDQUOT: FULL,
  EIO: BROKEN,
  EINVAL: { what: 'the system has no such name or number', hint: 'check how it is written' },
  ELOOP: { what: 'links lead in a circle', hint: 'name the file itself' },
  ENAMETOOLONG: { what: 'its name is too long', hint: 'choose a shorter one' },
  EBUSY: { what: 'another program uses it', hint: 'end that, or choose another place' },
  EMFILE: { what: 'too many files are open', hint: RAISE },
  ENFILE: { what: 'too many files are open', hint: 'end other programs, or raise fs.file-max' },
  EILSEQ: { what: 'it is not UTF-8 text', hint: 'save it as UTF-8' },
  EFTYPE: { what: 'it is no regular file', hint: '"--config -" reads standard input' },
};

/** Whatever was to be opened next is not at fault. */
const OF_NO_FILE = new Set(['EMFILE', 'ENFILE']);

const NAME_NOT_UTF8 = { what: 'its name is not UTF-8', hint: 'give it another name' };
/** Stands for bytes of a name that are none of UTF-8, which no file is found by. */
const UNREADABLE = '\ufffd';

/** Undefined: not one of the system's refusals that people meet. `path`: where the error has none. */
export function fileFault(error: unknown, path?: string): FileFault | undefined {
  const code = codeOf(error) ?? '';
  const { path: own = path }: { path?: unknown } = Object(error);
  const isMisread = code === 'ENOENT' && String(own).includes(UNREADABLE);
  // Whoever read it knows what it is in truth.
  const { fault }: { fault?: FileFault } = Object(code === 'EILSEQ' ? error : undefined);
  return isMisread ? NAME_NOT_UTF8 : (fault ?? FAULTS[code]);
}

/** Throws the system's Error where it does not let us see: `existsSync` says then that nothing is there. */
export function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // A part of the path is a file, and nothing lies in one.
    if (codeOf(error) === 'ENOTDIR') return false;
    throw error;
  }
}

/** Whether nothing lies in a folder, or there is none: its names are not listed. Throws the system's Error where it cannot be seen. */
export function isEmptyFolder(path: string): boolean {
  let folder: Dir | undefined;
  try {
    folder = opendirSync(path, { bufferSize: 1 });
    return folder.readSync() === null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw error;
  } finally {
    folder?.closeSync();
  }
}

/** Throws as `isThere` does: before something in a folder is looked for, or that would be named in place of the folder. */
export function refuseUnseen(path: string): void {
  isThere(path);
}

/** What `work` returns. The system does not say which file it was that could be opened and not written: `path` is named. */
export function namingFile<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw withPath(path, error);
  }
}

/**
 * What `work` returns. What is made beside a thing, to take its place or to fill it, is known to nobody: where it cannot
 * be made, `thing` is named. `beside`: how its path begins.
 */
export function inNameOf<T>(thing: string, beside: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asOf(thing, beside, error);
  }
}

/** The same error, of `thing`. Something that has the very name of what was to be made is named itself. */
export function asOf(thing: string, beside: string, error: unknown): unknown {
  if (!(error instanceof Error) || codeOf(error) === 'EEXIST') return error;
  const { path }: { path?: unknown } = Object(error);
  if (typeof path !== 'string' || !path.startsWith(beside)) return error;
  const message = error.message.replace(path, () => thing);
  return Object.assign(error, { path: thing, message });
}

/** What is read of the file at `path`, which an error names: the system does not say what it was that it could not read. */
export async function* namingChunks<T>(path: string, chunks: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* chunks;
  } catch (error) {
    throw withPath(path, error);
  }
}

/** The same error, with `path` where it has none. */
export function withPath(path: string, error: unknown): unknown {
  if (error instanceof Error && codeOf(error) !== undefined && !('path' in error)) {
    Object.assign(error, { path });
  }
  return error;
}

/** One line about an error as Node throws it, with the path; other errors speak for themselves. */
export function describeFileError(error: Error): string {
  const fault = fileFault(error);
  const { syscall, path, dest }: { syscall?: unknown; path?: unknown; dest?: unknown } =
    Object(error);
  if (!fault || typeof syscall !== 'string') return error.message;
  if (OF_NO_FILE.has(codeOf(error) ?? '')) return `${fault.what}; ${fault.hint}`;
  const thing = dest ?? path;
  const what = syscall === 'bind' || thing === undefined ? syscall : String(thing);
  return `${what}: ${fault.what}; ${fault.hint}`;
}
