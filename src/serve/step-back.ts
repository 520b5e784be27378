// Reading an inventory can wait a little, phones that ask cannot: where there are fewer cores than work, they go first.

import { readlinkSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { basename } from 'node:path';

/**
 * Lowers the priority of this thread alone. On Linux each thread has a number and a priority of its own; elsewhere all
 * stays as it is.
 */
export function stepBack(): void {
  setNice(constants.priority.PRIORITY_BELOW_NORMAL);
}

/** As the process is. Whoever is not root may do so where the limit of nice values lets them: LimitNICE= of a unit. */
export function stepForward(): void {
  setNice(getPriority(process.pid));
}

function setNice(nice: number): void {
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), nice);
  } catch {
    // No Linux, no right, or a system call filter: then threads take their turns as they are.
  }
}
