// One connection that is kept: when it is tried again, by how it went until now.

import type { Clock } from '../../core/clock.js';
import { type RetryOptions, SETTLED_MS } from './retry.js';

export interface Retries {
  /** An attempt begins. */
  began(): void;
  /** It has failed, or its connection is lost: milliseconds until the next, which `work` is then. `code`: of why. */
  after(code: string, work: () => void): number;
  /** Who waits for the next attempt begins it now. */
  now(): void;
  /** There is no next. */
  stop(): void;
}

export interface RetriesOptions extends Pick<Required<RetryOptions>, 'random' | 'delayMs'> {
  readonly clock: Pick<Clock, 'monotonicMs'>;
}

export function createRetries({ clock, random, delayMs }: RetriesOptions): Retries {
  /** In a row. */
  let failures = 0;
  let beganMs = clock.monotonicMs();
  let waiting: { readonly timer: NodeJS.Timeout; readonly work: () => void } | undefined;

  function stop(): void {
    clearTimeout(waiting?.timer);
    waiting = undefined;
  }

  function now(): void {
    const next = waiting;
    stop();
    next?.work();
  }

  return {
    began() {
      stop();
      beganMs = clock.monotonicMs();
    },
    after(code, work) {
      stop();
      const hasSettled = clock.monotonicMs() - beganMs >= SETTLED_MS;
      failures = hasSettled ? 1 : failures + 1;
      const inMs = delayMs(failures, code, random());
      waiting = { timer: setTimeout(now, inMs), work };
      return inMs;
    },
    now,
    stop,
  };
}
