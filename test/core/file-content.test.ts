import { expect, it } from 'vitest';
import { contentOf, holds } from '../../src/core/file-content.js';

it('what is in memory is read at once, whole', () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const content = contentOf(bytes);
  expect(content.size).toBe(3);
  expect(content.read(1, 2)).toEqual({ bytes, at: 0 });
});

it.each([
  [10, 14, true],
  [11, 12, true],
  [14, 14, true],
  [9, 12, false],
  [13, 15, false],
])('a piece of four bytes at 10 holds %i to %i: %s', (start, end, expected) => {
  expect(holds({ bytes: new Uint8Array(4), at: 10 }, start, end)).toBe(expected);
});
