import { expect, it } from 'vitest';
import { alike } from '../../src/core/alike.js';

it('looks at what matters alone, and takes nothing for a field that is not there', () => {
  const one: { a?: number; b?: string; c: object } = { a: 1, b: 'x', c: {} };
  expect(alike(['a', 'b'], one, { ...one, c: {} })).toBe(true);
  expect(alike(['a', 'c'], one, { ...one, c: {} })).toBe(false);
  expect(alike(['a', 'b'], one, { ...one, b: 'y' })).toBe(false);
  expect(alike(['a', 'b'], one, { a: 1, c: {} })).toBe(false);
});
