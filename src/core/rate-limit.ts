// A token bucket per key, in bounded memory. Time is an argument; knows nothing of sockets or requests.

export interface RateLimitOptions {
  /** Tokens in a full bucket. */
  readonly burst: number;
  readonly perSecond: number;
  /** The buckets used last that are kept at least, and at most twice as many. One that is forgotten is full again. */
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
  const tokenMs = 1_000 / perSecond;
  const fullAtMs = createRecent(maxKeys);
  return {
    take(key, nowMs) {
      const next = Math.max(fullAtMs.get(key) ?? nowMs, nowMs) + tokenMs;
      if (next - nowMs > burst * tokenMs) return false;
      fullAtMs.set(key, next);
      return true;
    },
    giveBack(key, part) {
      const next = fullAtMs.get(key);
      if (next !== undefined) fullAtMs.set(key, next - part * tokenMs);
    },
  };
}

/**
 * Two generations in place of an order of use, which costs each use a deletion: what was used moves to the young one,
 * and when that is full, what stayed in the old one is forgotten. The last `maxKeys` that were used are kept.
 */
function createRecent(maxKeys: number) {
  let young = new Map<string, number>();
  let old = new Map<string, number>();
  return {
    get: (key: string): number | undefined => young.get(key) ?? old.get(key),
    set(key: string, value: number): void {
      young.set(key, value);
      if (young.size <= maxKeys) return;
      old = young;
      young = new Map([[key, value]]);
      old.delete(key);
    },
  };
}
