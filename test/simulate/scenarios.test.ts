// Every scenario that comes with offhook ends in its row, by what the real servers and the real story make of it.

import { describe, expect, it } from 'vitest';
import { needsTeller } from '../../src/simulate/scenario.js';
import { SCENARIOS, WITHOUT_SCENARIO } from '../../src/simulate/scenarios/all.js';
import { AT_A_PBX } from '../../src/simulate/scenarios/at-a-pbx.js';
import { ROWS } from '../../src/timeline/rows/table.js';
import { endOf } from './site-under-test.js';

describe('a pretend phone that', () => {
  it.each(SCENARIOS.map((scenario) => [scenario.does, scenario] as const))(
    '%s',
    async (_, scenario) => {
      const { diagnosis, word } = await endOf(scenario);
      if (scenario.row === undefined)
        expect({ word, problem: diagnosis?.severity }).toEqual({
          word: 'fetched',
          problem: 'note',
        });
      else
        expect({ row: diagnosis?.id, said: diagnosis?.seen }).toMatchObject({ row: scenario.row });
    },
  );
});

describe('the scenarios', () => {
  it('have each a name of their own, and bring about each row that is not known to be beyond them', () => {
    const names = SCENARIOS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9-]+$/.test(name))).toEqual([]);
    const rows = SCENARIOS.flatMap(({ row }) => row ?? []);
    expect([...rows, ...Object.keys(WITHOUT_SCENARIO)].toSorted()).toEqual(
      ROWS.map(({ id }) => id).toSorted(),
    );
  });

  it('that are told name what tells the same at a true PBX, and no others do', () => {
    const told = SCENARIOS.filter(needsTeller).map(({ name }) => name);
    expect(Object.keys(AT_A_PBX).filter((name) => !told.includes(name))).toEqual([]);
  });
});
