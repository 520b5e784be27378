// The files of the leases, watched while they are written: how long the disk takes, and whether it does.

import type { JournalFile, JournalFiles } from '../../dhcp/journal/journal-files.js';

export interface DiskTold {
  /** What was written before is on the disk, `ms` after that was asked for. */
  flushed(ms: number): void;
  failed(cause: unknown): void;
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
