// Where somebody is in the page, as its address says it; and what keys do.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyboard } from '../../src/face/keys.js';
import { NO_FILTER, readRoute, routeHash, SORTS, tokenOf } from '../../src/face/route.js';
import { WORDS } from '../../src/timeline/word-table.js';
import { anyText } from '../any-text.js';

const MAC = '5c:fc:66:5d:4f:9a';
const words = Object.keys(WORDS) as (keyof typeof WORDS)[];

describe('the address of the page', () => {
  it('says what is looked at, and is read as it was written', () => {
    const texts = fc.oneof(anyText, fc.constantFrom('state', 'a,b&c=d+e%25', ''));
    const filters = fc.record({
      ...{ text: texts, model: texts, network: texts, group: texts },
      ...{ words: fc.uniqueArray(fc.constantFrom(...words)), sort: fc.constantFrom(...SORTS) },
    });
    fc.assert(
      fc.property(filters, fc.constantFrom(undefined, MAC), (filter, mac) => {
        const route = { view: 'phones', filter, ...(mac && { mac }) } as const;
        expect(readRoute(routeHash(route))).toEqual(route);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['', 'phones', undefined],
    ['#/phones', 'phones', undefined],
    [`#/phones/${MAC}?q=hall`, 'phones', MAC],
    [`#/new/${MAC}`, 'new', MAC],
    [`#/findings/${MAC}`, 'findings', undefined],
    ['#/phones/../../etc/passwd', 'phones', undefined],
    ['#/nowhere', 'phones', undefined],
    ['#/constructor', 'phones', undefined],
  ])('%j is %s', (hash, view, mac) => {
    const route = readRoute(hash);
    expect([route.view, route.mac]).toEqual([view, mac]);
  });

  it('knows the words, and no others', () => {
    expect(readRoute('#/phones?state=stuck,toString,stale').filter).toEqual({
      ...NO_FILTER,
      words: ['stuck', 'stale'],
    });
  });

  it('has a token only where it is all', () => {
    expect(tokenOf('#token=abc_DEF-123')).toBe('abc_DEF-123');
    expect([tokenOf('#/phones?token=a'), tokenOf('#token='), tokenOf('#token=<b>')]).toEqual([
      ...[undefined, undefined, undefined],
    ]);
  });
});

describe('keys', () => {
  it('go to a view after g, in time', () => {
    const { press } = createKeyboard();
    expect(press('g', 0)).toBeUndefined();
    expect(press('f', 500)).toEqual({ act: 'go', view: 'findings' });
    expect(press('f', 600)).toBeUndefined();
    press('g', 1_000);
    expect(press('n', 9_000)).toEqual({ act: 'go', view: 'new' });
  });

  it('move, and n alone goes to new phones', () => {
    const { press } = createKeyboard();
    expect([press('j', 0), press('k', 0), press('n', 0)]).toEqual([
      { act: 'move', by: 1 },
      { act: 'move', by: -1 },
      { act: 'go', view: 'new' },
    ]);
  });
});
