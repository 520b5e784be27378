import { expect, it } from 'vitest';
import { createNewest } from '../../src/core/newest.js';

it('forgets first that of which something was noted longest ago', () => {
  const newest = createNewest<number>(2);
  for (const [key, value] of [
    ['a', 1],
    ['b', 2],
    ['a', 3],
    ['c', 4],
  ] as const)
    newest.set(key, value);
  expect(['a', 'b', 'c'].map(newest.get)).toEqual([3, undefined, 4]);
});

it('has room again for what was taken away', () => {
  const newest = createNewest<number>(2);
  newest.set('a', 1);
  newest.set('b', 2);
  newest.delete('b');
  newest.set('c', 3);
  expect(['a', 'b', 'c'].map(newest.get)).toEqual([1, undefined, 3]);
  newest.clear();
  expect(['a', 'b', 'c'].map(newest.get)).toEqual([undefined, undefined, undefined]);
});
