// The program `ip` of iproute2, which makes wires.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { codedError } from '../core/coded-error.js';

const run = promisify(execFile);

/** Rejects, with what it said. `whatFor`: how that begins, `no wire can be made: `. */
export async function ip(whatFor: string, ...words: readonly string[]): Promise<void> {
  try {
    await run('ip', [...words]);
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : cause;
    throw codedError('EPERM', `${whatFor}ip ${words.join(' ')}: ${said}`, cause);
  }
}
