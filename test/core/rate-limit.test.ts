import { describe, expect, it } from 'vitest';
import { createRateLimit } from '../../src/core/rate-limit.js';

const OPTIONS = { burst: 3, perSecond: 10, maxKeys: 2 };

describe('the rate limit', () => {
  it('lets a burst through, then one token at a time', () => {
    const limit = createRateLimit(OPTIONS);
    const take = (nowMs: number): boolean => limit.take('a', nowMs);
    expect([take(0), take(0), take(0), take(0)]).toEqual([true, true, true, false]);
    expect([take(99), take(100), take(100)]).toEqual([false, true, false]);
  });

  it('fills up again, and never beyond the burst', () => {
    const limit = createRateLimit(OPTIONS);
    const fourAt = (nowMs: number): boolean[] => [1, 2, 3, 4].map(() => limit.take('a', nowMs));
    fourAt(0);
    expect(fourAt(1_000_000)).toEqual([true, true, true, false]);
  });

  it('counts each key for itself', () => {
    const limit = createRateLimit({ ...OPTIONS, burst: 1 });
    expect([limit.take('a', 0), limit.take('a', 0), limit.take('b', 0)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('takes a token back', () => {
    const limit = createRateLimit({ ...OPTIONS, burst: 1 });
    limit.take('a', 0);
    limit.giveBack('a', 1);
    expect([limit.take('a', 0), limit.take('a', 0)]).toEqual([true, false]);
  });

  it('takes a part of a token back', () => {
    const limit = createRateLimit({ ...OPTIONS, burst: 2 });
    const granted = Array.from({ length: 10 }, () => {
      const isGranted = limit.take('a', 0);
      if (isGranted) limit.giveBack('a', 0.75);
      return isGranted;
    });
    // Each takes a quarter of the two tokens, and the last needs a whole one to begin with.
    expect(granted.filter((each) => each)).toHaveLength(5);
  });

  it('does not save up tokens that came back late', () => {
    const limit = createRateLimit({ ...OPTIONS, burst: 1 });
    limit.take('a', 0);
    limit.giveBack('a', 1);
    limit.giveBack('a', 1);
    expect([limit.take('a', 5_000), limit.take('a', 5_000)]).toEqual([true, false]);
  });

  it('keeps what was used last, and forgets what was not, when there are too many keys', () => {
    const limit = createRateLimit({ ...OPTIONS, burst: 2 });
    for (const key of ['used', 'used', 'unused', 'unused', 'new']) limit.take(key, 0);
    for (const key of ['used', 'newer']) limit.take(key, 100);
    expect(limit.take('used', 100)).toBe(false);
    expect([limit.take('unused', 100), limit.take('unused', 100)]).toEqual([true, true]);
  });

  it('keeps no more than two generations of keys', () => {
    const limit = createRateLimit({ burst: 1, perSecond: 1, maxKeys: 10 });
    const keys = Array.from({ length: 1000 }, (_, index) => `${index}`);
    for (const key of keys) limit.take(key, 0);
    const known = keys.toReversed().filter((key) => !limit.take(key, 0));
    expect(known.length).toBeGreaterThanOrEqual(10);
    expect(known.length).toBeLessThanOrEqual(20);
  });
});
