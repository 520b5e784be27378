// Where what must outlive the process is kept.

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Io } from './io.js';

/** `said` by option; else the environment's, systemd's, or the usual one. Absolute. */
export function chooseStateDir(said: string | undefined, { env, cwd }: Io): string {
  // systemd may give several, joined by colons.
  const named = said ?? env.OFFHOOK_STATE_DIR ?? env.STATE_DIRECTORY?.split(':')[0];
  return resolve(cwd, named ?? usualStateDir(env));
}

function usualStateDir(env: Io['env']): string {
  if (env.XDG_STATE_HOME !== undefined) return join(env.XDG_STATE_HOME, 'offhook');
  return process.getuid?.() === 0 ? '/var/lib/offhook' : join(homedir(), '.local/state/offhook');
}
