// How many descriptors this process may have, and how many of them HTTP may spend on connections. Whoever holds all of
// them would keep files from being opened, for everyone and in each protocol.

import { readFileSync } from 'node:fs';
import { DEFAULT_FILE_LIMITS } from '../artifacts/open-files.js';
import { DEFAULT_LIMITS } from '../http/connections.js';

/** For plain files that are being sent, and sockets, the journal, a reload. */
const RESERVED = DEFAULT_FILE_LIMITS.descriptors + 128;
/** Of a limit that is too small for that. */
const LEAST_SHARE = 1 / 4;

/** `limit`: of descriptors; undefined: not known, or none. */
export function connectionsWithin(limit: number | undefined): number {
  if (limit === undefined) return DEFAULT_LIMITS.connections;
  const granted = Math.max(limit - RESERVED, Math.floor(limit * LEAST_SHARE), 1);
  return Math.min(DEFAULT_LIMITS.connections, granted);
}

/** The soft limit RLIMIT_NOFILE; Node raises it to the hard one when it starts. Undefined: none, or not told here. */
export function openFilesLimit(read: () => string = readLimits): number | undefined {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(read()) ?? [];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}

/** proc_pid_limits(5). */
function readLimits(): string {
  return readFileSync('/proc/self/limits', 'latin1');
}
