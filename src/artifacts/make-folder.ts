// A folder and those above it, or an error. Node's own `recursive` asks without end where the system denies that a
// folder can be made although the one above is there, as in /proc.

import { mkdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { codedError, codeOf } from '../core/coded-error.js';

/** Returns the folders that were made, the uppermost first. Throws the system's Error, leaving none that it made. */
export function makeFolder(dir: string): readonly string[] {
  if (isFolder(dir)) return [];
  const above = dirname(dir);
  const made = above === dir ? [] : makeFolder(above);
  try {
    mkdirSync(dir);
    return [...made, dir];
  } catch (error) {
    // Somebody else has made it meanwhile.
    if (codeOf(error) === 'EEXIST' && isFolder(dir)) return made;
    removeEmpty(made);
    if (codeOf(error) !== 'ENOENT') throw error;
    throw codedError('ENOENT', `${dir}: no folder can be made there; choose another place`, error);
  }
}

/** What others have put into them stays. */
export function removeEmpty(folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      return;
    }
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (ABSENT.has(codeOf(error) ?? '')) return false;
    throw error;
  }
}

const ABSENT = new Set(['ENOENT', 'ENOTDIR']);
