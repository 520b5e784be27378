// Is the folder of the leases fit for them? Judged from what was seen there.

import type { HeldLock, LockState } from '../../dhcp/journal/journal-lock.js';
import type { Danger } from '../prepare-state.js';
import { stateAdvice } from '../state-error.js';
import { type Check, ok, problem, warning } from './check.js';

export type Lock = LockState | { readonly kind: 'unreadable' };

export interface StateFacts {
  readonly path: string;
  /** False: it would be made, in the nearest folder above that exists. */
  readonly isThere: boolean;
  readonly lock: Lock;
  /** How others could change what is kept there. */
  readonly danger?: Danger;
  /** Why nothing can be written there: the system's code, and the folder that was tried. */
  readonly refusal?: { readonly code: string; readonly at: string };
  /** Absent: nothing could be written. */
  readonly disk?: {
    /** Of a line each, one after the other. */
    readonly flushesMs: readonly number[];
    readonly freeBytes: number;
  };
}

/** A phone waits four seconds for its answer, and a whole site shares the disk; spinning disks take 10 to 25. */
const SLOW_FLUSH_MS = 50;
/** A large site's journal before it is written anew, and its successor beside it. */
const LITTLE_ROOM_BYTES = 64 << 20;

export function judgeState(facts: StateFacts): readonly Check[] {
  const { lock, disk } = facts;
  return [
    judgeFolder(facts),
    judgeLock(lock),
    ...(disk ? [judgeFlush(median(disk.flushesMs)), judgeRoom(disk.freeBytes)] : []),
  ];
}

function judgeFolder({ path, isThere, refusal, danger }: StateFacts): Check {
  if (refusal !== undefined) {
    return problem(
      'state-folder',
      `cannot write in ${refusal.at} (${refusal.code}), so leases cannot be kept in ${path}`,
      stateAdvice(refusal.code),
    );
  }
  if (danger !== undefined) return problem('state-folder', danger.seen, danger.todo);
  return ok('state-folder', isThere ? path : `${path} will be made`);
}

function judgeLock(lock: Lock): Check {
  switch (lock.kind) {
    case 'free':
      return ok('state-lock', 'nobody has the leases open');
    case 'stale':
      return ok('state-lock', 'a crash left its lock behind; the next start takes it over');
    case 'held':
      return judgeHeld(lock);
    case 'unreadable':
      return warning(
        'state-lock',
        'cannot see whether somebody has the leases open',
        'run it as the user who serves, or as root',
      );
  }
}

function judgeHeld({ pid, isElsewhere, isGuess }: HeldLock): Check {
  const who = `process ${pid}${isElsewhere ? ' of another container' : ''}`;
  if (!isGuess) return ok('state-lock', `${who} has the leases open: a server runs already`);
  return warning(
    'state-lock',
    `${who} had the leases open, and whether it still runs cannot be seen from here`,
    'install the optional package koffi, or remove leases.jsonl.lock when it does not run',
  );
}

function judgeFlush(medianMs: number): Check {
  const seen = `a line is on the disk after ${medianMs.toFixed(1)} ms`;
  if (medianMs < SLOW_FLUSH_MS) return ok('state-flush', seen);
  return warning(
    'state-flush',
    `${seen}, which is slow: each DHCP answer waits for that`,
    'put the folder on a faster disk with --state-dir; a memory card is a poor place for it',
  );
}

function judgeRoom(freeBytes: number): Check {
  const seen = `${Math.floor(freeBytes / (1 << 20))} MB free`;
  if (freeBytes >= LITTLE_ROOM_BYTES) return ok('state-room', seen);
  return warning(
    'state-room',
    seen,
    'make room: when there is none, no new address of a pool is given away',
  );
}

/** Of an odd number of values the middle one; else the greater of the two there. 0 of none. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
