// What a thread that writes files beside us does.

import { dirname } from 'node:path';
import { oncePerKey } from '../core/once-per.js';
import { wholeText } from './file-text.js';
import { temporaryPath } from './pending.js';
import { writeAtomic } from './write-atomic.js';
import type { FileToWrite } from './write-together.js';

/** `thread`: whose temporary files are its own. Throws the system's Error. */
export function writeAll(files: readonly FileToWrite[], thread: number): void {
  const temporaryIn = oncePerKey((dir: string) => temporaryPath(dir, thread));
  for (const { path, text, rights } of files) {
    writeAtomic(path, temporaryIn(dirname(path)), wholeText(text), rights);
  }
}
