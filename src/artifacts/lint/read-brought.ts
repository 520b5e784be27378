// Reads a file that somebody brings, so much of it as is looked at, and waits for nobody.

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { codedError } from '../../core/coded-error.js';
import { readContent } from '../../phones/recognise/content.js';

export interface ReadFile {
  readonly bytes: Uint8Array;
  /** Of all of it. */
  readonly size: number;
}

/** Enough to see what it is: of pictures and firmware no more is read. */
const START_BYTES = 64 * 1024;
/** No file that a phone reads as text is half as large: exports of all settings have some 140 KB. */
export const MAX_BYTES = 2 * 1024 * 1024;

/** `most`: bytes. Throws the system's Error, EFTYPE for what is neither file nor folder. */
export function readBrought(path: string, most = MAX_BYTES): ReadFile {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(fd);
    if (stat.isDirectory()) throw codedError('EISDIR', `${path} is a folder`);
    if (!stat.isFile()) throw codedError('EFTYPE', `${path} is no regular file`);
    const start = readUpTo(fd, Math.min(stat.size, START_BYTES, most));
    const isAll = start.length >= Math.min(stat.size, most) || isNoText(start);
    return { bytes: isAll ? start : readUpTo(fd, Math.min(stat.size, most)), size: stat.size };
  } finally {
    closeSync(fd);
  }
}

/** A zero alone does not tell: every other byte of UTF-16 is one, and one may have slipped into a text. */
function isNoText(start: Uint8Array): boolean {
  return start.includes(0) && readContent(start).text === undefined;
}

/** From the beginning. */
function readUpTo(fd: number, most: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(most);
  let filled = 0;
  while (filled < most) {
    const count = readSync(fd, bytes, filled, most - filled, filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}
