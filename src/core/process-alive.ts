// Is there a process of this number? Asked by whoever finds what another process has left.

import { codeOf } from './coded-error.js';

/** One of another user is alive, too. */
export function isProcessAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
