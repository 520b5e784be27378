// How the program ends: sysexits(3) where it has a word for it, so that a service manager can tell a mistake, which
// stays one at the next start, from an accident. docs/serving.md and the systemd unit say the same; tests hold them to it.

import { codeOf } from '../core/coded-error.js';

export interface ExitCode {
  readonly code: number;
  /** For docs/serving.md. */
  readonly meaning: string;
  /**
   * What a service manager does: `never` starts it again, for that would fail as well; `restart`, within limits.
   * Absent: the code is none of `serve`'s, or its end was wanted.
   */
  readonly service?: 'never' | 'restart';
}

export const EXIT_CODES = {
  ok: { code: 0, meaning: 'done, or stopped by SIGTERM, SIGINT or SIGHUP' },
  findings: {
    code: 1,
    meaning: 'there is something to see to: findings, a problem, a missing file',
  },
  failed: {
    code: 2,
    meaning: 'could not run: wrong usage, or what was named is not there or cannot be read',
    service: 'never',
  },
  unavailable: {
    code: 69,
    meaning:
      'an address, port or state folder is taken, another DHCP server is on the wire, or memory, threads or descriptors are short',
    service: 'restart',
  },
  unexpected: {
    code: 70,
    meaning: 'an error that nobody expected; its stack is in the log',
    service: 'restart',
  },
  disk: { code: 74, meaning: 'a disk is full, read-only or failing', service: 'restart' },
  noPermission: { code: 77, meaning: 'a right is missing', service: 'never' },
  badConfig: {
    code: 78,
    meaning:
      'the inventory has errors, the lease file is something else, or the page has no token or certificate to go by',
    service: 'never',
  },
} as const satisfies Readonly<Record<string, ExitCode>>;

export type ExitName = keyof typeof EXIT_CODES;

/** The number of each. */
export const EXIT = Object.fromEntries(
  Object.entries(EXIT_CODES).map(([name, { code }]) => [name, code]),
) as { readonly [Name in ExitName]: (typeof EXIT_CODES)[Name]['code'] };

/** What the system refuses, by what it means for a server. */
const REFUSED: Readonly<Record<string, ExitName>> = {
  EACCES: 'noPermission',
  EBADMSG: 'badConfig',
  EPERM: 'noPermission',
  EADDRINUSE: 'unavailable',
  EADDRNOTAVAIL: 'unavailable',
  EAGAIN: 'unavailable',
  EBUSY: 'unavailable',
  ENOMEM: 'unavailable',
  EMFILE: 'unavailable',
  ENFILE: 'unavailable',
  EIO: 'disk',
  ENOSPC: 'disk',
  EDQUOT: 'disk',
  EROFS: 'disk',
  EEXIST: 'failed',
  EINVAL: 'failed',
  ENOENT: 'failed',
  ENOTDIR: 'failed',
  EISDIR: 'failed',
  ELOOP: 'failed',
  ENAMETOOLONG: 'failed',
};

const SHORTAGES = new Set(['EAGAIN', 'ENOMEM', 'EMFILE', 'ENFILE']);

/** The machine lacks something, and nothing that was named is at fault. */
export function isShortage(cause: unknown): boolean {
  return SHORTAGES.has(codeOf(cause) ?? '');
}

/** How `serve` ends when this kept it from starting or from going on. */
export function exitNameOf(cause: unknown): ExitName {
  return REFUSED[codeOf(cause) ?? ''] ?? 'unexpected';
}
