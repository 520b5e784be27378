// Which phones are listed, in which order, and that the list on the screen does not change by itself.

import { describe, expect, it } from 'vitest';
import { choicesOf, createFinder, driftOf, type Rows, windowOf } from '../../src/face/listing.js';
import { keepPhones } from '../../src/face/phones.js';
import { NO_FILTER, type Sort } from '../../src/face/route.js';
import type { PhoneRow } from '../../src/page/wire/phone.js';
import { macOf } from './pretend-site.js';

const row = (at: number, part: Partial<PhoneRow> = {}): PhoneRow => ({
  ...{ mac: macOf(at), label: `Desk ${at}`, lines: [`70${at}`], groups: [], word: 'registered' },
  ...{ stage: 'registration', sentence: 'registered', sync: 'current' },
  ...part,
});
const mapOf = (...rows: readonly PhoneRow[]): Rows => new Map(rows.map((each) => [each.mac, each]));
const ROWS = mapOf(
  row(1, { label: 'Hall 10', word: 'fetched', address: '10.20.1.10', model: 'fanvil-x4' }),
  row(2, {
    label: 'Hall 9',
    word: 'stuck',
    address: '10.20.1.9',
    diagnosis: 'T9',
    groups: ['lab'],
  }),
  row(3, {
    label: 'Иванова',
    word: 'stuck',
    network: '10.20.1.0/24',
    heard: '2026-11-28T12:00:00Z',
  }),
  row(4, { label: undefined as never, word: 'unseen', heard: '2026-11-28T12:00:05Z' }),
);
const finder = createFinder('en', (word) => (word === 'stuck' ? 'застрял' : word));
const listed = (part: Partial<typeof NO_FILTER>, rows = ROWS) => {
  const filter = { ...NO_FILTER, ...part };
  return finder
    .find(rows, finder.order(rows, filter.sort), filter)
    .map((mac) => Number.parseInt(mac.slice(-2), 16));
};

describe('the list', () => {
  it('has first who needs somebody, and numbers in names count as numbers', () => {
    expect(listed({})).toEqual([2, 3, 4, 1]);
  });

  it.each<[Sort, readonly number[]]>([
    ['label', [2, 1, 3, 4]],
    ['line', [1, 2, 3, 4]],
    ['model', [1, 2, 3, 4]],
    ['address', [2, 1, 3, 4]],
    ['heard', [4, 3, 1, 2]],
  ])('is sorted by %s, without one last', (sort, order) => {
    expect(listed({ sort })).toEqual(order);
  });

  it.each([
    ['hall', [2, 1]],
    ['HALL stuck', [2]],
    ['застрял', [2, 3]],
    ['иванова', [3]],
    ['5cfc66000004', [4]],
    ['5c:fc:66:00:00:04', [4]],
    ['t9', [2]],
    ['10.20.1.9', [2]],
    ['nothing of it', []],
  ])('is filtered by %j', (text, found) => {
    expect(listed({ text })).toEqual(found);
  });

  it('is filtered by what is chosen', () => {
    expect(listed({ words: ['unseen', 'fetched'] })).toEqual([4, 1]);
    expect(listed({ model: 'fanvil-x4' })).toEqual([1]);
    expect(listed({ network: '10.20.1.0/24' })).toEqual([3]);
    expect(listed({ group: 'lab' })).toEqual([2]);
  });

  it('offers what there is to choose', () => {
    expect(choicesOf(ROWS)).toEqual({
      ...{ models: ['fanvil-x4'], networks: ['10.20.1.0/24'], groups: ['lab'] },
    });
  });

  it('finds what a phone says now, not what it said', () => {
    const changed = mapOf(row(1, { sentence: 'asks again' }));
    expect(listed({ text: 'asks again' }, changed)).toEqual([1]);
    const again = mapOf(row(1, { sentence: 'is well' }));
    expect(listed({ text: 'asks again' }, again)).toEqual([]);
  });
});

describe('what the screen does not show', () => {
  it.each([
    ['nothing', ['a', 'b'], ['a', 'b'], { more: 0, isMoved: false }],
    ['one that came', ['a', 'b'], ['c', 'a', 'b'], { more: 1, isMoved: false }],
    ['one that fits no more', ['a', 'b', 'c'], ['a', 'c'], { more: 0, isMoved: false }],
    ['another order', ['a', 'b', 'c'], ['b', 'a', 'c'], { more: 0, isMoved: true }],
  ])('is %s', (_, shown, now, drift) => {
    expect(driftOf(shown, now)).toEqual(drift);
  });
});

describe('the rows that are drawn', () => {
  it('are those that are seen, and a few around', () => {
    expect(windowOf(3_000, 600, 30, 10_000)).toEqual({ first: 94, end: 126 });
    expect(windowOf(0, 600, 30, 3)).toEqual({ first: 0, end: 3 });
    expect(windowOf(9_000, 600, 30, 10)).toEqual({ first: 10, end: 10 });
  });
});

describe('what is known of all phones', () => {
  const change = (phones: readonly PhoneRow[], more = false) => ({
    seq: 1,
    phones,
    gone: [],
    more,
  });

  it('is whole with the last piece', () => {
    const phones = keepPhones();
    phones.take(change([row(1)], true));
    expect(phones.isWhole).toBe(false);
    phones.take(change([row(2)]));
    expect(phones.isWhole).toBe(true);
    expect(phones.rows.size).toBe(2);
  });

  it('stays while it is told again, and who is not told again has gone', () => {
    const phones = keepPhones();
    phones.take(change([row(1), row(2)]));
    phones.beginAgain();
    phones.take(change([row(2)], true));
    expect([...phones.rows.keys()]).toEqual([macOf(1), macOf(2)]);
    phones.take(change([row(3)]));
    expect([...phones.rows.keys()]).toEqual([macOf(2), macOf(3)]);
  });

  it('changes by what is told of some, and nobody else goes', () => {
    const phones = keepPhones();
    phones.take(change([row(1), row(2)]));
    const { generation } = phones;
    phones.take(change([row(1, { word: 'stuck' })]));
    expect(phones.rows.get(macOf(1))?.word).toBe('stuck');
    expect([phones.rows.size, phones.generation]).toEqual([2, generation]);
    phones.take({ ...change([]), gone: [macOf(2)] });
    expect([...phones.rows.keys()]).toEqual([macOf(1)]);
    expect(phones.generation).toBeGreaterThan(generation);
  });
});
