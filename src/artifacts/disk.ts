// Reads texts and folders, and keeps what the disk answered: whoever asks later sees whether it would answer otherwise.

import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { codedError, codeOf } from '../core/coded-error.js';
import { versionOf } from '../core/file-version.js';
import { utf8In } from '../core/no-utf8.js';
import type { FileId } from './known-files.js';

/** Something asked of the disk, and what it answered. */
export interface Observation {
  /** The file or folder that it is about. */
  readonly path: string;
  /** Of a folder: the names that matter, as the source of an expression. */
  readonly wanted: string | undefined;
  /** A version, names, or the system's code for "no". */
  readonly answer: string;
}

/** Many of them in one text: a hundred thousand cross to another thread as one. */
export type Observations = string & { readonly __brand: 'Observations' };

export interface FileStart {
  readonly bytes: Uint8Array;
  /** Of all of the file. */
  readonly size: number;
}

export interface Disk {
  /**
   * Of a regular file, without a byte order mark. Throws the system's Error; EILSEQ for what is not UTF-8, EFTYPE
   * for what is neither file nor folder: a pipe would make us wait for whoever writes to it.
   */
  readText(path: string): string;
  /** Folders, and what has a name that `wanted` matches; undefined: there is no such folder. Throws the system's Error. */
  list(path: string, wanted: RegExp): readonly Dirent[] | undefined;
  /** Whether there is something other than a folder. Throws the system's Error. */
  isFileLike(path: string): boolean;
  /** The first bytes of a file, `most` of them. Throws the system's Error. */
  readStart(path: string, most: number): FileStart;
  /** Which file was read last at a path, or lies there if none was; undefined: none. */
  idOf(path: string): FileId | undefined;
  /** Also of what then threw. The first answer stands: what was read is not newer. */
  observations(): Observations;
}

/** Paths are absolute. */
export function createDisk(): Disk {
  const seen = new Map<string, Observation>();
  const ids = new Map<string, FileId>();
  function note(path: string, wanted: RegExp | undefined, answer: string): void {
    const question = `${path}\0${wanted?.source ?? ''}`;
    if (!seen.has(question)) seen.set(question, { path, wanted: wanted?.source, answer });
  }
  /** Throws `error` where it says anything else. */
  function absent(path: string, wanted: RegExp | undefined, error: unknown): undefined {
    note(path, wanted, answerOf(error));
    if (!ABSENT.has(codeOf(error))) throw error;
  }
  /** Before anything is done with it: what is read then is not older. */
  function look(path: string): Stats | undefined {
    try {
      const stats = statSync(path);
      note(path, undefined, versionHere(stats));
      return stats;
    } catch (error) {
      return absent(path, undefined, error);
    }
  }
  return {
    readText(path) {
      look(path);
      return readRegular(path, (stats) => ids.set(path, idIn(stats)));
    },
    list(path, wanted) {
      try {
        const entries = selected(readdirSync(path, { withFileTypes: true }), wanted);
        note(path, wanted, namesOf(entries));
        return entries;
      } catch (error) {
        return absent(path, wanted, error);
      }
    },
    readStart(path, most) {
      look(path);
      return readStart(path, most);
    },
    isFileLike: (path) => look(path)?.isDirectory() === false,
    idOf: (path) => ids.get(path) ?? idAt(path),
    observations: () => joinObservations(seen.values()),
  };
}

/** What the disk answers now, without keeping anyone waiting. */
export async function askAgain({ path, wanted }: Observation): Promise<string> {
  try {
    if (wanted === undefined) return versionHere(await stat(path));
    return namesOf(selected(await readdir(path, { withFileTypes: true }), patternOf(wanted)));
  } catch (error) {
    return answerOf(error);
  }
}

/** No path and no answer holds a NUL. */
export function joinObservations(observations: Iterable<Observation>): Observations {
  const parts: string[] = [];
  for (const { path, wanted = '', answer } of observations) parts.push(path, wanted, answer, '');
  return parts.join('\0') as Observations;
}

export function* splitObservations(joined: Observations): Iterable<Observation> {
  let at = 0;
  const next = (): string => {
    const end = joined.indexOf('\0', at);
    const part = joined.slice(at, end < 0 ? joined.length : end);
    at = end < 0 ? joined.length : end + 1;
    return part;
  };
  while (at < joined.length) {
    const [path, wanted, answer] = [next(), next(), next()];
    next();
    yield { path, wanted: wanted === '' ? undefined : wanted, answer };
  }
}

/** Of names that matter: a dot is any character, and a character is one whatever its code. */
export function patternOf(source: string): RegExp {
  return new RegExp(source, 'su');
}

/** Stats are ten times larger. */
function idIn({ dev, ino, birthtimeMs }: Stats): FileId {
  return { dev, ino, birthtimeMs };
}

function idAt(path: string): FileId | undefined {
  try {
    return idIn(statSync(path));
  } catch {
    return undefined;
  }
}

function readRegular(path: string, opened: (stats: Stats) => void): string {
  // Without O_NONBLOCK the opening alone waits for a pipe's other end.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile() && !stats.isDirectory()) throw notRegular(path, stats);
    opened(stats);
    return decode(path, readFileSync(fd));
  } finally {
    closeSync(fd);
  }
}

function readStart(path: string, most: number): FileStart {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile()) throw notRegular(path, stats);
    const { size } = stats;
    const bytes = new Uint8Array(Math.min(most, size));
    return { bytes: bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, 0)), size };
  } finally {
    closeSync(fd);
  }
}

function notRegular(path: string, stats: Stats): Error {
  const what = stats.isFIFO() ? 'a named pipe' : 'a device';
  return codedError('EFTYPE', `${path} is ${what}, not a file; "--config -" reads standard input`);
}

/** Bytes that are not UTF-8 would become other characters in silence. */
function decode(path: string, bytes: Uint8Array): string {
  const text = utf8In(bytes);
  if (typeof text === 'string') return text;
  const fault = text;
  throw Object.assign(codedError('EILSEQ', `${path}: ${fault.what}; ${fault.hint}`), { fault });
}

function versionHere(stats: Stats): string {
  return stats.isDirectory() ? 'a folder' : versionOf(stats);
}

function selected(entries: readonly Dirent[], wanted: RegExp): readonly Dirent[] {
  return entries.filter((entry) => entry.isDirectory() || wanted.test(entry.name));
}

function namesOf(entries: readonly Dirent[]): string {
  return entries
    .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
    .sort()
    .join('/');
}

function answerOf(error: unknown): string {
  return codeOf(error) ?? 'unknown';
}

const ABSENT = new Set<string | undefined>(['ENOENT', 'ENOTDIR', 'ELOOP']);
