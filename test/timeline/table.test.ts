// The table of diagnoses, held by scripts: what a phone did is answered by its row, by no other, and no longer where a
// little of it is different.

import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { diagnose, sightings } from '../../src/timeline/diagnose.js';
import { ROWS, UNSEEN } from '../../src/timeline/rows/table.js';
import { SITE_ROWS } from '../../src/timeline/site-rows.js';
import { tellDiagnosis } from '../../src/timeline/tell-diagnosis.js';
import { ENGLISH } from '../../src/timeline/texts/en/language.js';
import { viewOf } from '../../src/timeline/view.js';
import { SCRIPTS } from './scripts/all.js';
import type { Script } from './scripts/script.js';
import { historyAfter } from './scripts/script.js';

const seen = ({ events, facts, nowMs }: Pick<Script, 'events' | 'facts' | 'nowMs'>) =>
  sightings(viewOf(historyAfter(...events), facts, nowMs));
const idsOf = (script: Pick<Script, 'events' | 'facts' | 'nowMs'>) =>
  seen(script).map(({ id }) => id);

const titled = SCRIPTS.map((script) => {
  const { row, how } = script;
  return [how === undefined ? row : `${row}, ${how}`, script] as const;
});

describe.each(titled)('%s', (_, script) => {
  const { row, events, nowMs, notWhen, beside = {} } = script;
  const severity = ROWS.find(({ id }) => id === row)?.severity;

  it('answers, and nothing else does', () => {
    expect(idsOf(script)).toContain(row);
    expect(
      idsOf(script)
        .filter((id) => id !== row)
        .toSorted(),
    ).toEqual(Object.keys(beside).toSorted());
    const told = diagnose(historyAfter(...events), script.facts, nowMs)?.id;
    if (severity === 'problem') expect(told).toBe(row);
    else expect(told).toBe(idsOf(script)[0]);
  });

  it('says all that it has to say', () => {
    const found = seen(script).find(({ id }) => id === row);
    const said = JSON.stringify(found && tellDiagnosis(found));
    expect(said).not.toMatch(/\{\w+\}|undefined|NaN|Infinity|\bof an address\b/);
    expect(found?.sinceMs).toBeLessThanOrEqual(nowMs);
  });

  if (script.isLimit) {
    it('does not answer a millisecond before', () => {
      expect(idsOf({ ...script, nowMs: nowMs - 1 })).not.toContain(row);
    });
  }

  if (events.length > 0) {
    it(`${script.withoutLast ? 'answers' : 'does not answer'} with one event fewer`, () => {
      const fewer = idsOf({ ...script, events: events.slice(0, -1) });
      expect(fewer.includes(row)).toBe(script.withoutLast !== undefined);
    });
  }

  it.each(Object.entries(notWhen))('does not answer %s', (__, other) => {
    expect(idsOf({ ...script, ...other })).not.toContain(row);
  });
});

/** The table as it was drawn up: what no packet tells and what speaks of a whole site counts as well. */
const DRAWN_UP = {
  D: 20,
  T: 16,
  W: 10,
  F: 11,
  S: 8,
  N: 2,
  G: 6,
};
const SPLIT = ['D3b', 'S6a', 'T8b', 'W5b', 'W9b'];
/** Drawn up since. */
const ADDED = ['T17', 'S9', 'S10', 'S11', 'S12', 'G7', 'G8'];

describe('the table', () => {
  it('has a script for each of its rows', () => {
    const rows = ROWS.map(({ id }) => id);
    expect([...new Set(SCRIPTS.map(({ row }) => row))].toSorted()).toEqual(rows.toSorted());
  });

  it('has for each of its rows a script that is a little different, and which it does not answer', () => {
    const different = SCRIPTS.filter(({ notWhen }) => Object.keys(notWhen).length > 0);
    const without = ROWS.filter(({ id }) => !different.some(({ row }) => row === id));
    expect(without.map(({ id }) => id)).toEqual([]);
    const same = SCRIPTS.flatMap(({ row, facts, events, nowMs, notWhen }) =>
      Object.entries(notWhen)
        .filter(([, other]) =>
          isDeepStrictEqual({ facts, events, nowMs, ...other }, { facts, events, nowMs }),
        )
        .map(([how]) => `${row}: ${how}`),
    );
    expect(same).toEqual([]);
  });

  it('has all rows that were drawn up', () => {
    const ids = [...ROWS, ...UNSEEN, ...SITE_ROWS].map(({ id }) => id);
    const wanted = Object.entries(DRAWN_UP).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
    );
    expect(ids.toSorted()).toEqual([...wanted, ...SPLIT, ...ADDED].toSorted());
  });

  it('has one name a row, and sentences that end as sentences of a line do', () => {
    const names = [...ROWS, ...UNSEEN].map(({ id, name }) => `${id[0]} ${name}`);
    expect(new Set(names).size).toBe(names.length);
    const told = [...Object.values(ENGLISH.rows), ...UNSEEN];
    const texts = told.flatMap(({ means, todo }) => [means, ...(todo === undefined ? [] : [todo])]);
    expect(texts.filter((text) => /[.:;]$|^[A-Z][a-z]/.test(text))).toEqual([]);
  });
});
