import { describe, expect, it } from 'vitest';
import type { Mac } from '../../src/core/mac.js';
import { createSeenAt } from '../../src/serve/story/seen-at.js';

const [ONE, OTHER] = ['5c:fc:66:00:00:01', '5c:fc:66:00:00:02'] as [Mac, Mac];
const HOUR = 3_600_000;

describe('who was seen at an address', () => {
  it('is who asked for its own file from there, for an hour', () => {
    const seen = createSeenAt();
    seen.note('10.0.0.9', ONE, 0);
    expect(seen.at('10.0.0.9', HOUR)).toBe(ONE);
    expect(seen.at('10.0.0.9', HOUR + 1)).toBeUndefined();
    expect(seen.at('10.0.0.8', 0)).toBeUndefined();
  });

  it('is nobody where two ask one soon after the other, and the second where the first is long gone', () => {
    const seen = createSeenAt();
    seen.note('10.0.0.9', ONE, 0);
    seen.note('10.0.0.9', OTHER, 599_999);
    expect(seen.at('10.0.0.9', 600_000)).toBeUndefined();
    seen.note('10.0.0.9', OTHER, 600_001);
    expect(seen.at('10.0.0.9', 600_001)).toBeUndefined();
    seen.note('10.0.0.9', ONE, 2 * HOUR);
    expect(seen.at('10.0.0.9', 2 * HOUR)).toBe(ONE);
  });

  it('is forgotten for others, the longest ago first', () => {
    const seen = createSeenAt();
    for (let each = 0; each <= 20_000; each += 1) seen.note(`a${each}`, ONE, each);
    expect(seen.at('a0', 20_000)).toBeUndefined();
    expect(seen.at('a1', 20_000)).toBe(ONE);
  });
});
