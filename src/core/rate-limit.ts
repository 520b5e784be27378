// A token bucket per key, in bounded memory. Time is an argument; knows nothing of sockets or requests.

export interface RateLimitOptions {
  /** Tokens in a full bucket. */
  readonly burst: number;
  readonly perSecond: number;
  /** Buckets kept. Beyond that the one unused for longest is forgotten, which fills it. */
  readonly maxKeys: number;
}

export interface RateLimit {
  /** False: the bucket is empty. */
  take(key: string, nowMs: number): boolean;
  /** The token that was taken, or a part of it. */
  giveBack(key: string, part: number): void;
}

/**
 * A bucket is one number, the time at which it will be full again (the virtual scheduling form of ITU-T
 * I.371's generic cell rate algorithm): taking a token moves it ahead, and it may not be further ahead than
 * filling an empty bucket takes.
 */
export function createRateLimit({ burst, perSecond, maxKeys }: RateLimitOptions): RateLimit {
  const fullAtMs = new Map<string, number>();
  const tokenMs = 1_000 / perSecond;
  return {
    take(key, nowMs) {
      const next = Math.max(fullAtMs.get(key) ?? nowMs, nowMs) + tokenMs;
      if (next - nowMs > burst * tokenMs) return false;
      fullAtMs.delete(key);
      fullAtMs.set(key, next);
      if (fullAtMs.size > maxKeys) forgetOldest(fullAtMs);
      return true;
    },
    giveBack(key, part) {
      const next = fullAtMs.get(key);
      if (next !== undefined) fullAtMs.set(key, next - part * tokenMs);
    },
  };
}

function forgetOldest(map: Map<string, number>): void {
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}
