import { expect, it } from 'vitest';
import { createWindowCache, type Windows } from '../../src/artifacts/window-cache.js';

const piece = (length: number) => ({ bytes: new Uint8Array(length), at: 0 });
const kept = (...files: Windows[]) => files.map((windows) => [...windows.keys()]);

it('keeps what is used, of whichever file, within its budget', () => {
  const cache = createWindowCache(30);
  const [one, other]: Windows[] = [new Map(), new Map()];
  if (one === undefined || other === undefined) throw new Error('two files');
  cache.add(one, 0, piece(10));
  const popular = cache.add(one, 1, piece(10));
  cache.add(other, 0, piece(10));
  // All count as used when they are new: the oldest goes.
  cache.add(other, 1, piece(10));
  expect(kept(one, other)).toEqual([[1], [0, 1]]);
  popular.used = true;
  cache.add(other, 2, piece(10));
  expect(kept(one, other)).toEqual([[1], [1, 2]]);
  cache.add(other, 3, piece(10));
  expect(kept(one, other)).toEqual([[1], [2, 3]]);
});

it('keeps nothing that is larger than all of it', () => {
  const cache = createWindowCache(10);
  const windows: Windows = new Map();
  const huge = cache.add(windows, 0, piece(11));
  expect(huge.bytes).toHaveLength(11);
  cache.add(windows, 1, piece(4));
  expect(kept(windows)).toEqual([[1]]);
});
