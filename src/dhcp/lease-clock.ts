// The time by which leases run: the wall's, but only as it passes, not as it is set.
//
// A clock that is set, by NTP after a start in 1970 or by hand, must not end leases early or hold them for years.
// Leases therefore go by time that cannot jump; when the wall has been set, they and their clock move with it, so
// that what is on the disk holds after the next start, too.

import type { Clock } from '../core/clock.js';

export interface LeaseClock {
  /** Whole milliseconds since 1970. */
  now(): number;
  /** By how much the wall was set, and `now` with it, since it was last asked; 0: not worth moving leases. */
  follow(): number;
}

/** NTP that slews drifts by less in an hour; whoever sets a clock means more. */
const SET_MS = 5000;

export function createLeaseClock(clock: Clock): LeaseClock {
  let baseMs = clock.wallMs() - clock.monotonicMs();
  const now = (): number => Math.floor(baseMs + clock.monotonicMs());
  return {
    now,
    follow() {
      const stepMs = Math.round(clock.wallMs() - now());
      if (Math.abs(stepMs) < SET_MS) return 0;
      baseMs += stepMs;
      return stepMs;
    },
  };
}
