// Reading an inventory can wait a little, phones that ask cannot: where there are fewer cores than work, they go first.

import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { basename } from 'node:path';

/**
 * Lowers the priority of this thread alone, for good. On Linux each thread has a number and a priority of its own;
 * elsewhere all stays as it is.
 */
export function stepBack(): void {
  try {
    const thread = Number(basename(readlinkSync('/proc/thread-self')));
    setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // No Linux, or a system call filter: then threads take their turns as the system gives them.
  }
}
