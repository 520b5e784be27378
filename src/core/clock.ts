// Time as an argument. Deciding code takes numbers; only shells hold a Clock.

export interface Clock {
  /** Milliseconds since 1970, for leases and logs. May jump. */
  wallMs(): number;
  /** Milliseconds since some start, never going back, for deadlines and durations. */
  monotonicMs(): number;
}

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};

/** Before this program was written: a clock that says less has not been set. */
export const EARLIEST_MS = Date.UTC(2026, 0, 1);
