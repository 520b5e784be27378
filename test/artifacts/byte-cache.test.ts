import { expect, it } from 'vitest';
import { createByteCache } from '../../src/artifacts/byte-cache.js';

const bytes = (length: number) => new Uint8Array(length);

it('keeps what was used last, within its limit', () => {
  const cache = createByteCache(10);
  cache.set('a', bytes(4));
  cache.set('b', bytes(4));
  cache.get('a');
  cache.set('c', bytes(4));
  expect(['a', 'b', 'c'].map((key) => cache.get(key)?.length)).toEqual([4, undefined, 4]);
});

it('counts a replaced entry once', () => {
  const cache = createByteCache(10);
  for (let round = 0; round < 5; round++) cache.set('a', bytes(6));
  cache.set('b', bytes(4));
  expect(['a', 'b'].map((key) => cache.get(key)?.length)).toEqual([6, 4]);
});

it('does not throw out everything for what it cannot hold', () => {
  const cache = createByteCache(10);
  cache.set('a', bytes(6));
  cache.set('huge', bytes(11));
  expect(['a', 'huge'].map((key) => cache.get(key)?.length)).toEqual([6, undefined]);
});
