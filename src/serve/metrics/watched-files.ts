// The files of the leases, watched while they are written: how long the disk takes, and whether it does.

import { messageOf } from '../../core/coded-error.js';
import type { JournalFile, JournalFiles } from '../../dhcp/journal/journal-files.js';

export interface DiskTold {
  /** What was written before is on the disk, `ms` after that was asked for. */
  flushed(ms: number): void;
  failed(cause: unknown): void;
}

/** The disk that the leases are on. */
export interface LeaseDisk {
  watchFiles(files: JournalFiles): JournalFiles;
  /** Why the last write failed; undefined: it did not. */
  fault(): string | undefined;
}

/** `now`: milliseconds that never go back. */
export function watchDisk(now: () => number, flushed?: (ms: number) => void): LeaseDisk {
  let fault: string | undefined;
  return {
    watchFiles: (files) =>
      watchFiles(files, now, {
        flushed(ms) {
          fault = undefined;
          flushed?.(ms);
        },
        failed(cause) {
          fault = messageOf(cause);
        },
      }),
    fault: () => fault,
  };
}

/** `now`: milliseconds that never go back. */
export function watchFiles(files: JournalFiles, now: () => number, told: DiskTold): JournalFiles {
  async function noted<T>(done: Promise<T>): Promise<T> {
    try {
      return await done;
    } catch (cause) {
      told.failed(cause);
      throw cause;
    }
  }
  const watched = (file: JournalFile): JournalFile => ({
    ...file,
    append: (text) => noted(file.append(text)),
    async sync() {
      const beganMs = now();
      await noted(file.sync());
      told.flushed(now() - beganMs);
    },
  });
  return { ...files, open: async (path) => watched(await noted(files.open(path))) };
}
