// The time by which leases run: the wall's at the start, and from then on as it passes, not as it is set.
//
// A clock that is set, by NTP after a start in 1970 or by hand, must not end leases early or hold them for years.
// Leases therefore go by time that cannot jump. The disk goes by the wall's, for the next start knows no other: what
// is on it moves when the wall has been set.

import type { Clock } from '../../core/clock.js';

export interface LeaseClock {
  /** Whole milliseconds since 1970, as the wall had it at the start. */
  now(): number;
  /** What the wall has more than `now`, as far as `follow` has seen; 0 if it was never set. */
  readonly aheadMs: number;
  /** By how much the wall was set since it was last asked; 0: not worth moving leases. */
  follow(): number;
}

/** NTP that slews drifts by less in an hour; whoever sets a clock means more. */
const SET_MS = 5000;

export function createLeaseClock(clock: Clock): LeaseClock {
  const baseMs = clock.wallMs() - clock.monotonicMs();
  let aheadMs = 0;
  const now = (): number => Math.floor(baseMs + clock.monotonicMs());
  return {
    now,
    get aheadMs() {
      return aheadMs;
    },
    follow() {
      const stepMs = Math.round(clock.wallMs() - now() - aheadMs);
      if (Math.abs(stepMs) < SET_MS) return 0;
      aheadMs += stepMs;
      return stepMs;
    },
  };
}
