// Says the first of many alike at once, and then how many there were, once in a while.

/** `now` in milliseconds. */
export interface Occasional {
  /** Calls `say` with how many there were since it last spoke, this one included; or stays quiet. */
  note(kind: string, nowMs: number, say: (count: number) => void): void;
}

/** `kind`s must be of a closed set: each is remembered. */
export function createOccasional(intervalMs: number): Occasional {
  const kinds = new Map<string, { saidMs: number; count: number }>();
  return {
    note(kind, nowMs, say) {
      const known = kinds.get(kind) ?? { saidMs: Number.NEGATIVE_INFINITY, count: 0 };
      known.count += 1;
      kinds.set(kind, known);
      if (nowMs - known.saidMs < intervalMs) return;
      say(known.count);
      known.saidMs = nowMs;
      known.count = 0;
    },
  };
}
