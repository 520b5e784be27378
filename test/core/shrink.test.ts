import { describe, expect, it } from 'vitest';
import { losesMost } from '../../src/core/shrink.js';

describe('what loses most', () => {
  it.each([
    [10, 6, 4, true],
    [10, 5, 5, false],
    [5, 3, 2, true],
    [4, 3, 1, false],
    [4, 4, 0, true],
    [1, 1, 0, true],
    [1, 1, 1, false],
    [0, 0, 0, false],
  ])('of %d loses %d, with %d afterwards: %s', (before, lost, left, isMost) => {
    expect(losesMost(before, lost, left)).toBe(isMost);
  });
});
