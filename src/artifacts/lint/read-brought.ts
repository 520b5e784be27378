// Reads a file that somebody brings, so much of it as is looked at, and waits for nobody.

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { codedError } from '../../core/coded-error.js';

export interface ReadFile {
  readonly bytes: Uint8Array;
  /** Of all of it. */
  readonly size: number;
}

/** No file that a phone reads as text is half as large: exports of all settings have some 140 KB. */
export const MAX_BYTES = 2 * 1024 * 1024;

/** `most`: bytes. Throws the system's Error, EFTYPE for what is neither file nor folder. */
export function readBrought(path: string, most = MAX_BYTES): ReadFile {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(fd);
    if (stat.isDirectory()) throw codedError('EISDIR', `${path} is a folder`);
    if (!stat.isFile()) throw codedError('EFTYPE', `${path} is no regular file`);
    const bytes = Buffer.allocUnsafe(Math.min(stat.size, most));
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(fd, bytes, filled, bytes.length - filled, filled);
      if (count === 0) break;
      filled += count;
    }
    return { bytes: bytes.subarray(0, filled), size: stat.size };
  } finally {
    closeSync(fd);
  }
}
