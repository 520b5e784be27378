// What is told to a thread that writes files: plain data, their bytes in one piece.

import { dirname } from 'node:path';
import { temporaryPath } from './pending.js';
import { type FileRights, writeAtomic } from './write-atomic.js';
import type { FileToWrite } from './write-together.js';

export interface PackedWrites {
  /** One file behind the other. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rows: readonly PackedWrite[];
}

interface PackedWrite {
  readonly path: string;
  readonly length: number;
  readonly rights: FileRights;
}

export function packWrites(files: readonly FileToWrite[]): PackedWrites {
  const bytes = new Uint8Array(files.reduce((sum, file) => sum + file.bytes.length, 0));
  let end = 0;
  const rows = files.map(({ path, bytes: own, rights }) => {
    bytes.set(own, end);
    end += own.length;
    return { path, length: own.length, rights };
  });
  return { bytes, rows };
}

/** `thread`: whose temporary files are its own. Throws the system's Error. */
export function writePacked({ bytes, rows }: PackedWrites, thread: number): void {
  let end = 0;
  for (const { path, length, rights } of rows) {
    const own = bytes.subarray(end, end + length);
    end += length;
    writeAtomic(path, temporaryPath(dirname(path), thread), own, rights);
  }
}
