import { expect, it } from 'vitest';
import { createKnownFiles, packFileIds, unpackFileIds } from '../../src/artifacts/known-files.js';

const secret = { dev: 1, ino: 7, birthtimeMs: 1000.5 };

it('a file is known by its numbers, whatever was done to it', () => {
  const known = createKnownFiles();
  known.add(secret);
  expect(known.has({ ...secret, ctimeMs: 1000.5 })).toBe(true);
  expect(known.has({ ...secret, ctimeMs: 5000 })).toBe(true);
  expect(known.has({ ...secret, dev: 2, ctimeMs: 5000 })).toBe(false);
  expect(known.has({ ...secret, ino: 8, ctimeMs: 5000 })).toBe(false);
});

it.each([
  ['born later', 2000, 3000, false],
  ['of which no birth is known', 0, 3000, true],
  ['whose birth may be its last change', 3000, 3000, true],
])('a file with the number of one that is gone, %s', (_, birthtimeMs, ctimeMs, expected) => {
  const known = createKnownFiles();
  known.add(secret);
  expect(known.has({ ...secret, birthtimeMs, ctimeMs })).toBe(expected);
});

it('a file without a birth is known all the same', () => {
  const known = createKnownFiles();
  known.add({ ...secret, birthtimeMs: 0 });
  expect(known.has({ ...secret, birthtimeMs: 0, ctimeMs: 9 })).toBe(true);
});

it('too many are forgotten from the one that was told of longest ago', () => {
  const known = createKnownFiles(2);
  for (const ino of [1, 2, 1, 3]) known.add({ ...secret, ino });
  const isKnown = (ino: number) => known.has({ ...secret, ino, ctimeMs: 5000 });
  expect([1, 2, 3].map(isKnown)).toEqual([true, false, true]);
});

it('ids cross as numbers, those of no file left out', () => {
  const other = { ...secret, ino: 9 };
  expect([...unpackFileIds(packFileIds([secret, undefined, other]))]).toEqual([secret, other]);
});
