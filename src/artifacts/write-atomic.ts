// One file, replaced whole or not at all.

import { closeSync, fchmodSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * A reader sees the old file or the new one, never a part, and a link at `path` is replaced, not followed.
 * `temporary` lies in the same folder and does not exist. There is no fsync: after a power cut the folder
 * is generated again. Throws the system's Error, leaving the old file and no litter.
 */
export function writeAtomic(
  path: string,
  temporary: string,
  bytes: Uint8Array,
  mode: number,
): void {
  const fd = openSync(temporary, 'wx', mode);
  try {
    try {
      fchmodSync(fd, mode); // whatever the umask
      writeFileSync(fd, bytes);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
