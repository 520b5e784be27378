// How fast phones fetch, over the last seconds in which somebody looked.

import type { Mac } from '../core/mac.js';

export interface Rates {
  /** Bytes a second, rounded; undefined: it has not moved yet. `sinceMs`: when `bytes` was nothing. */
  of(mac: Mac, bytes: number, sinceMs: number, nowMs: number): number | undefined;
  /** It fetches nothing any more. */
  forget(mac: Mac): void;
}

interface Sample {
  readonly atMs: number;
  readonly bytes: number;
}

const OVER_MS = 10_000;
const BETWEEN_MS = 1_000;

export function createRates(): Rates {
  const samples = new Map<Mac, readonly Sample[]>();
  return {
    of(mac, bytes, sinceMs, nowMs) {
      const before = samples.get(mac) ?? [{ atMs: sinceMs, bytes: 0 }];
      const latest = before.at(-1);
      // It has begun another set, or the same anew.
      if (latest && latest.bytes > bytes) {
        samples.set(mac, [{ atMs: nowMs, bytes }]);
        return undefined;
      }
      // One that is older is the beginning of that time.
      const kept = before.filter((_, at) => {
        const next = before[at + 1];
        return next === undefined || next.atMs > nowMs - OVER_MS;
      });
      const last = kept.at(-1);
      const isNew = last === undefined || nowMs - last.atMs >= BETWEEN_MS;
      samples.set(mac, isNew ? [...kept, { atMs: nowMs, bytes }] : kept);
      const [first] = kept;
      if (!first || nowMs <= first.atMs || bytes <= first.bytes) return undefined;
      return Math.round(((bytes - first.bytes) * 1_000) / (nowMs - first.atMs));
    },
    forget: (mac) => void samples.delete(mac),
  };
}
