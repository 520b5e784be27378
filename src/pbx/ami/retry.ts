// When a manager interface that was lost is tried again. Pure: chance is an argument.

import type { Clock } from '../../core/clock.js';

/** A login that was refused is refused again: fail2ban and the like count how often. */
const FIRST_MS = { lost: 1_000, refused: 60_000 };
const LAST_MS = { lost: 60_000, refused: 600_000 };
/** A connection that lasted so long has worked: what comes after it is a new trouble. */
export const SETTLED_MS = 10_000;

/**
 * Milliseconds until the next attempt. `failures`: in a row, this one included. `random`: from 0 up to 1, so that the links
 * of many servers do not come back in one moment.
 */
export function retryDelayMs(failures: number, code: string, random: number): number {
  const kind = code === LOGIN_REFUSED ? 'refused' : 'lost';
  const doubled = FIRST_MS[kind] * 2 ** Math.min(failures - 1, 20);
  return Math.round(Math.min(doubled, LAST_MS[kind]) * (0.75 + random / 2));
}

/** By what a client tries again. */
export interface RetryOptions {
  readonly clock?: Clock;
  /** From 0 up to 1. */
  readonly random?: () => number;
  /** Until the next attempt; absent: as `retryDelayMs` says. */
  readonly delayMs?: typeof retryDelayMs;
}

/** `code` of the fault. */
export const LOGIN_REFUSED = 'EACCES';
