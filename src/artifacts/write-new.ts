// Several files that were not there before: all of them or none.

import { closeSync, lstatSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codedError, codeOf } from '../core/coded-error.js';
import { namingFile } from '../core/file-error.js';
import { makeFolder, removeEmpty } from './make-folder.js';

export interface NewFile {
  /** Below the folder. */
  readonly path: string;
  readonly text: string;
  /** For its owner alone. */
  readonly secret?: true;
}

/** The system says of a folder, too, that something is there. */
function openNew(path: string, mode: number): number {
  try {
    return openSync(path, 'wx', mode);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' || !isFolder(path)) throw error;
    throw Object.assign(codedError('EISDIR', `${path} is a folder`, error), {
      path,
      syscall: 'open',
    });
  }
}

/** What was begun is taken back before the system's Error is thrown. */
export function writeNew(root: string, files: readonly NewFile[]): void {
  const folders: string[] = [];
  const written: string[] = [];
  try {
    for (const { path, text, secret } of files) {
      const target = join(root, path);
      folders.push(...makeFolder(dirname(target)));
      const fd = openNew(target, secret ? 0o600 : 0o644);
      written.push(target);
      try {
        namingFile(target, () => writeFileSync(fd, text));
      } finally {
        closeSync(fd);
      }
    }
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    removeEmpty(folders);
    throw error;
  }
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
