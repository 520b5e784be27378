// The few file operations that the journal stands on, each a seam at which a test can make it fail.

import { constants, fdatasync, lstatSync, writeSync } from 'node:fs';
import {
  copyFile,
  type FileHandle,
  link,
  open,
  readdir,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { promisify } from 'node:util';
import { codedError, codeOf } from '../../core/coded-error.js';
import type { Libc } from '../../udp/libc.js';

/** Which file it is, of all that there are as long as it is open or has a name. */
export type FileIdentity = string;

export interface SeenFile {
  readonly identity: FileIdentity;
  readonly bytes: number;
}

export type FlockAnswer = 'granted' | 'refused';

export interface JournalFile {
  readonly identity: FileIdentity;
  /** By flock(2), until it is closed or this process ends. undefined: there is no such thing here. */
  hold(): Promise<FlockAnswer | undefined>;
  /** All of it, or it throws and an unknown part of it is there. */
  append(text: string): Promise<void>;
  /** Returns when all that was appended is on the disk. */
  sync(): Promise<void>;
  truncate(size: number): Promise<void>;
  close(): Promise<void>;
}

export interface JournalFiles {
  /** undefined: no such file. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** What has that name now, in microseconds. undefined: nothing. */
  look(path: string): Promise<SeenFile | undefined>;
  /** For appending; made if it is not there. On a read-only disk it can be read, and appended to when that has changed. */
  open(path: string): Promise<JournalFile>;
  rename(from: string, to: string): Promise<void>;
  /** Gives a file a second name, or makes a copy where there can be none. false: `to` is there already. */
  link(from: string, to: string): Promise<boolean>;
  /** Returns when the names in the folder are on the disk. */
  syncFolder(path: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** false: the file is there already. */
  createExclusive(path: string, text: string): Promise<boolean>;
  /** The names in a folder. */
  list(path: string): Promise<readonly string[]>;
  /** By flock(2), until it is released or this process ends. undefined: there is no such thing here. */
  hold(path: string): Promise<HeldFile | undefined>;
  /** Whether somebody holds it so. undefined: that cannot be known here. */
  isHeld(path: string): Promise<boolean | undefined>;
}

export interface HeldFile {
  release(): Promise<void>;
}

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;
const flush = promisify(fdatasync);
/** Leases say who sits where: for the owner only. */
const MODE = 0o600;

const LOCK_SHARED = 1;
const LOCK_EXCLUSIVE = 2;
const LOCK_WITHOUT_WAITING = 4;

/** undefined: neither; this system has none, or the file's. */
type Flock = (file: FileHandle, kind: number) => FlockAnswer | undefined;

/** undefined: no such file. */
export async function readJournalFile(path: string): Promise<Uint8Array | undefined> {
  const file = await unlessMissing(openRegular(path, O_RDONLY));
  try {
    return await file?.readFile();
  } finally {
    await file?.close();
  }
}

/** Those of this machine. `libc` has flock(2); undefined: it cannot be called here. */
export function createJournalFiles(libc: Libc | undefined): JournalFiles {
  const flock: Flock = ({ fd }, kind) => {
    if (libc === undefined) return undefined;
    if (libc.flock(fd, kind | LOCK_WITHOUT_WAITING) === 0) return 'granted';
    return libc.failure() === 'EAGAIN' ? 'refused' : undefined;
  };
  return {
    read: readJournalFile,
    async look(path) {
      try {
        const { dev, ino, size } = lstatSync(path, { bigint: true });
        return { identity: identityOf(dev, ino), bytes: Number(size) };
      } catch (error) {
        if (GONE.has(codeOf(error))) return undefined;
        throw error;
      }
    },
    async open(path) {
      try {
        return await journalFile(await openRegular(path, O_WRONLY | O_APPEND | O_CREAT), flock);
      } catch (error) {
        if (codeOf(error) !== 'EROFS') throw error;
        return readOnlyFile(path, flock, error);
      }
    },
    rename,
    link: (from, to) =>
      unlessThere(() =>
        link(from, to).catch((error: unknown) => {
          if (!NO_SECOND_NAMES.has(codeOf(error))) throw error;
          return copyFile(from, to, constants.COPYFILE_EXCL);
        }),
      ),
    async syncFolder(path) {
      const folder = await open(path, 'r');
      try {
        await folder.sync();
      } finally {
        await folder.close();
      }
    },
    remove: (path) => rm(path, { force: true }),
    createExclusive: (path, text) =>
      unlessThere(() => writeFile(path, text, { flag: 'wx', mode: MODE })),
    list: (path) => readdir(path),
    async hold(path) {
      const file = await openRegular(path, O_RDONLY);
      if (flock(file, LOCK_EXCLUSIVE) === 'granted') return { release: () => file.close() };
      await file.close();
      return undefined;
    },
    async isHeld(path) {
      const file = await unlessMissing(openRegular(path, O_RDONLY));
      if (file === undefined) return false;
      try {
        const answer = flock(file, LOCK_SHARED);
        return answer === undefined ? undefined : answer === 'refused';
      } finally {
        await file.close();
      }
    },
  };
}

async function unlessMissing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The name, or a folder in it, leads nowhere. */
const GONE: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR']);
/** What the system says of other things than files and folders. */
const NOT_OPENED: ReadonlySet<string | undefined> = new Set(['ENXIO', 'ENODEV']);
/** What file systems without hard links say: FAT, and some from other machines. */
const NO_SECOND_NAMES: ReadonlySet<string | undefined> = new Set(['EPERM', 'ENOTSUP', 'ENOSYS']);

async function unlessThere(make: () => Promise<void>): Promise<boolean> {
  try {
    await make();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Never through a link, which may lead to a file of somebody else's, and never a pipe, where opening would wait for
 * its other end.
 */
async function openRegular(path: string, flags: number): Promise<FileHandle> {
  const file = await openIfRead(path, flags | O_NOFOLLOW | O_NONBLOCK);
  if (file && (await file.stat()).isFile()) return file;
  await file?.close();
  throw codedError('EINVAL', `${path} is no regular file: move it away`);
}

/** undefined: a pipe that nobody reads, a socket, or a device that is not there. */
async function openIfRead(path: string, flags: number): Promise<FileHandle | undefined> {
  try {
    return await open(path, flags, MODE);
  } catch (error) {
    if (NOT_OPENED.has(codeOf(error))) return undefined;
    throw error;
  }
}

/** Into the page cache, which takes microseconds; a thread of its own would cost each ACK more than that. */
function appendNow(fd: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(fd, bytes, written);
  }
}

function identityOf(device: bigint, inode: bigint): FileIdentity {
  return `${device}:${inode}`;
}

async function journalFile(handle: FileHandle, flock: Flock): Promise<JournalFile> {
  const { dev, ino } = await handle.stat({ bigint: true });
  return {
    identity: identityOf(dev, ino),
    hold: async () => flock(handle, LOCK_EXCLUSIVE),
    append: async (text) => appendNow(handle.fd, Buffer.from(text)),
    // The shorter way to the same call: an ACK waits for it.
    sync: () => flush(handle.fd),
    truncate: (size) => handle.truncate(size),
    close: () => handle.close(),
  };
}

/** Of a disk that cannot be written now: each operation tries it anew. */
async function readOnlyFile(path: string, flock: Flock, refusal: unknown): Promise<JournalFile> {
  const reader = await unlessMissing(openRegular(path, O_RDONLY));
  if (reader === undefined) throw refusal;
  const { identity, hold } = await journalFile(reader, flock);
  let opened: JournalFile | undefined;
  async function writer(): Promise<JournalFile> {
    opened ??= await journalFile(await openRegular(path, O_WRONLY | O_APPEND), flock);
    return opened;
  }
  return {
    identity,
    hold,
    append: async (text) => (await writer()).append(text),
    sync: async () => (await writer()).sync(),
    truncate: async (size) => (await writer()).truncate(size),
    async close() {
      await opened?.close();
      await reader.close();
    },
  };
}
