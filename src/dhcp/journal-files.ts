// The few file operations that the journal stands on, each a seam at which a test can make it fail.

import { constants, fdatasync, writeSync } from 'node:fs';
import { copyFile, type FileHandle, link, open, rename, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { codedError, codeOf } from '../core/coded-error.js';

export interface JournalFile {
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
  /** For appending; made if it is not there. */
  open(path: string): Promise<JournalFile>;
  rename(from: string, to: string): Promise<void>;
  /** Gives a file a second name, or makes a copy where there can be none. false: `to` is there already. */
  link(from: string, to: string): Promise<boolean>;
  /** Returns when the names in the folder are on the disk. */
  syncFolder(path: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** false: the file is there already. */
  createExclusive(path: string, text: string): Promise<boolean>;
}

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;
const flush = promisify(fdatasync);
/** Leases say who sits where: for the owner only. */
const MODE = 0o600;

export const nodeJournalFiles: JournalFiles = {
  async read(path) {
    try {
      const file = await openRegular(path, O_RDONLY);
      try {
        return await file.readFile();
      } finally {
        await file.close();
      }
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  },
  open: async (path) => journalFile(await openRegular(path, O_WRONLY | O_APPEND | O_CREAT)),
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
};

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
  const file = await open(path, flags | O_NOFOLLOW | O_NONBLOCK, MODE);
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw codedError('EINVAL', `${path} is no regular file: move it away`);
}

/** Into the page cache, which takes microseconds; a thread of its own would cost each ACK more than that. */
function appendNow(fd: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(fd, bytes, written);
  }
}

function journalFile(handle: FileHandle): JournalFile {
  return {
    append: async (text) => appendNow(handle.fd, Buffer.from(text)),
    // The shorter way to the same call: an ACK waits for it.
    sync: () => flush(handle.fd),
    truncate: (size) => handle.truncate(size),
    close: () => handle.close(),
  };
}
