// The grammar against the table of elements that people publish and firmware knows. Runs where that table is at hand.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ElementRule } from '../../../../../src/phones/cisco/tables/element-tree.js';
import { corpusOf } from '../../../../corpus.js';
import { found, PACKS } from '../../cisco-under-test.js';

const { folder, present } = corpusOf('../spec');

const ELEMENTS = 'cisco/elements.json';
const ROWS: Readonly<Record<string, ElementRule>> = JSON.parse(
  found(PACKS.tree.get(ELEMENTS), ELEMENTS).text,
);

interface Fact {
  readonly path: string;
  /** Whether a firmware 8.5 has the name; `?`: nobody looked, or it is too common a word. */
  readonly parser: string;
}

const facts: readonly Fact[] = present
  ? readFileSync(join(folder, 'cisco-elements.tsv'), 'utf8')
      .split('\n')
      .slice(1)
      .filter((line) => line !== '')
      .map((line) => line.split('\t'))
      .map(([path = '', , parser = '']) => ({ path: path.slice(1), parser }))
  : [];

describe.runIf(present)('each published element', () => {
  it('is one of many', () => expect(facts.length).toBeGreaterThan(400));

  it('has its row', () => {
    expect(facts.filter(({ path }) => ROWS[path] === undefined)).toEqual([]);
  });

  it('that firmware 8.5 does not have is no element of 8.5', () => {
    const known = facts.filter(({ path, parser }) => {
      const { passed, only } = ROWS[path] ?? {};
      return parser === 'unknown' && passed === undefined && only?.from === undefined;
    });
    expect(known.map(({ path }) => path)).toEqual([]);
  });
});

const SIDE = 'cisco/side-elements.json';

/** What holds for rows of each kind, wherever they come from. */
describe.each([ELEMENTS, SIDE])('a row of %s', (table) => {
  const text = found(PACKS.tree.get(table), table).text;
  const rows: readonly [string, ElementRule][] = Object.entries(JSON.parse(text));

  it.each<[string, (row: ElementRule) => boolean]>([
    ['says who says so', ({ source }) => source.length > 0],
    ['has values where it is one of several', (row) => row.type !== 'enum' || !!row.values],
    ['has its most only of what there may be several', ({ most, many }) => !most || many === true],
    ['has its ends in order', ({ min = 0, max = min }) => min <= max],
    ['that phones pass over is known to none of them', (row) => !row.passed || !row.only],
    [
      'means something by values that it may have',
      ({ type, means = {}, min = 0, max = 255 }) =>
        Object.keys(means).every((value) =>
          type === 'boolean' ? /^(true|false)$/.test(value) : +value >= min && +value <= max,
        ),
    ],
    [
      'has a default that it may have',
      ({ type, default: value = '', min, max, values }) =>
        value === '' ||
        (type !== 'integer' && (values?.includes(value) ?? true)) ||
        (+value >= (min ?? 0) && +value <= (max ?? Number(value))),
    ],
  ])('%s', (_, holds) => {
    expect(rows.filter(([, row]) => !holds(row)).map(([path]) => path)).toEqual([]);
  });
});
