// How many descriptors this process may have, and who may have how many of them. Whoever holds all of them would keep
// files from being opened, for everyone and in each protocol.

import { readFileSync } from 'node:fs';
import { DEFAULT_FILE_LIMITS } from '../artifacts/open-files.js';
import { DEFAULT_LIMITS } from '../http/connections.js';

export interface DescriptorShares {
  /** For large plain files that are being sent. */
  readonly files: number;
  /** For connections of HTTP. */
  readonly connections: number;
}

/** For sockets, the journal, small files, a reload. */
const RESERVED = 128;
/** Of a limit that is too small for that. */
const RESERVED_SHARE = 1 / 4;
/** Whatever the limit: Node and our sockets have some 26 before anybody asks, and a thread that reads takes eight. */
const RESERVED_MIN = 48;

/** `limit`: of descriptors; undefined: not known, or none. At least one for each. */
export function descriptorShares(limit: number | undefined): DescriptorShares {
  const usual = {
    files: DEFAULT_FILE_LIMITS.descriptors,
    connections: DEFAULT_LIMITS.connections,
  };
  if (limit === undefined) return usual;
  const reserved = Math.max(RESERVED_MIN, Math.min(RESERVED, Math.ceil(limit * RESERVED_SHARE)));
  const left = Math.max(limit - reserved, 0);
  const files = Math.max(Math.min(usual.files, Math.floor(left / 2)), 1);
  return { files, connections: Math.max(Math.min(usual.connections, left - files), 1) };
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
