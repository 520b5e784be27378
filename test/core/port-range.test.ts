import { expect, it } from 'vitest';
import { formatPortRange, parsePortRange } from '../../src/core/port-range.js';

it.each([
  ['40000-40009', { first: 40_000, last: 40_009 }],
  ['69', { first: 69, last: 69 }],
  ['1-65535', { first: 1, last: 65_535 }],
])('ports %s', (text, range) => {
  expect(parsePortRange(text)).toEqual(range);
  expect(formatPortRange(range)).toBe(text);
});

it('of a range may be one, written twice', () => {
  expect(parsePortRange('69-69')).toEqual({ first: 69, last: 69 });
});

it.each(['', '0', '0-5', '5-4', '1-65536', '-5', '5-', 'a-b', '1-2-3', ' 1', '1.5', '1e3'])(
  'ports "%s" are none',
  (text) => {
    expect(parsePortRange(text)).toBeUndefined();
  },
);
