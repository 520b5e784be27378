// One file, replaced whole or not at all.

import {
  closeSync,
  fchmodSync,
  fchownSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { inNameOf, namingFile } from '../core/file-error.js';

export interface FileRights {
  readonly mode: number;
  /** Undefined: as the system gives it. */
  readonly gid: number | undefined;
  /** Absent: ours. Only root may give a file away. */
  readonly uid?: number;
}

const OWNER_ONLY = 0o600;

/**
 * A text is written as UTF-8. A reader sees the old file or the new one, never a part, and a link at `path` is replaced, not followed.
 * `temporary` lies in the same folder and does not exist. There is no fsync: after a power cut the folder
 * is generated again. Throws the system's Error, of `path`, leaving the old file and no litter.
 */
export function writeAtomic(
  path: string,
  temporary: string,
  data: Uint8Array | string,
  { mode, gid, uid }: FileRights,
): void {
  const fd = inNameOf(path, temporary, () => openSync(temporary, 'wx', OWNER_ONLY));
  try {
    try {
      namingFile(path, () => {
        writeFileSync(fd, data);
        if (gid !== undefined || uid !== undefined) {
          fchownSync(fd, uid ?? process.getuid?.() ?? -1, gid ?? process.getgid?.() ?? -1);
        }
        fchmodSync(fd, mode); // whatever the umask
      });
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
