// A file beside the inventory that offhook alone adds to, on the disk: what it says, and how it is written.

import { randomBytes } from 'node:crypto';
import { accessSync, constants, lstatSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { codedError, codeOf } from '../core/coded-error.js';
import { createDisk } from './disk.js';
import { writeAtomic } from './write-atomic.js';

/** Undefined: there is none. Throws the system's Error. */
export function readOwn(path: string): string | undefined {
  try {
    return createDisk().readText(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether we may put a file there, as far as the system tells. */
export function mayWrite(path: string): boolean {
  try {
    accessSync(dirname(path), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whole or not at all, for those who may read the inventory. `before`: what it was made from, which must be there still.
 * Throws an Error with a code.
 */
export function writeOwn(
  path: string,
  inventory: string,
  before: string | undefined,
  text: string,
): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw codedError(
      'EEXIST',
      `${path} is a link, and would be one no longer: write into what it leads to`,
    );
  }
  if (readOwn(path) !== before) {
    throw codedError('EAGAIN', `${path} was changed meanwhile: say it again`);
  }
  const { mode, gid, uid } = statSync(before === undefined ? inventory : path);
  const isOurGroup = gid === process.getgid?.();
  const isRoot = process.getuid?.() === 0;
  const temporary = `${path}.offhook-${randomBytes(6).toString('hex')}`;
  writeAtomic(path, temporary, Buffer.from(text), {
    mode: mode & 0o777,
    gid: isOurGroup ? undefined : gid,
    // An inventory that somebody edits is not to have files that only root may edit.
    ...(isRoot && { uid }),
  });
}
