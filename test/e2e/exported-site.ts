// `offhook export dhcp`, run as a person would.

import { join } from 'node:path';
import { OFFHOOK, runProgram } from './programs.js';

/** The folder that it wrote into. */
export function runExport(folder: string, server: string, ...options: readonly string[]): string {
  const out = join(folder, server);
  const words = ['export', 'dhcp', '--for', server, '-o', out, '--quiet', '--force', ...options];
  runProgram(process.execPath, [OFFHOOK, ...words], folder);
  return out;
}
