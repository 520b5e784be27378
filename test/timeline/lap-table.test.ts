// The table of those who start over and over: whom it has room for, and what it knows of each.

import { describe, expect, it } from 'vitest';
import { createLapTable, LAP, NOWHERE, TIMES } from '../../src/timeline/lap-table.js';

const MARKS = { asked: 7, taken: 9 };
const keys = (count: number) => Array.from({ length: count }, (_, n) => 0x0200_0000_0000 + n);

describe('a table of laps', () => {
  it('knows what comes next, and when the last ones were', () => {
    const table = createLapTable();
    const place = table.open(0x0200_0000_0001, MARKS);
    expect(table.placeOf(0x0200_0000_0001)).toBe(place);
    expect(table.goesOn(place, MARKS.taken, 10)).toBe(0);
    const said = Array.from({ length: TIMES + 3 }, (_, at) =>
      table.goesOn(place, at % LAP === 0 ? MARKS.asked : MARKS.taken, at * 10),
    );
    expect(said).toEqual(Array.from(said, (_, at) => at + 1));
    expect(table.count(place)).toBe(TIMES + 3);
    expect(table.timeOf(place, TIMES + 2)).toBe((TIMES + 2) * 10);
    expect(table.timeOf(place, 3)).toBe(30);
    table.begin(place);
    expect([table.count(place), table.goesOn(place, MARKS.asked, 500)]).toEqual([0, 1]);
  });

  it('has no room for more than it has places, and gives none twice', () => {
    const table = createLapTable(16);
    const places = keys(40).map((key) => table.open(key, MARKS));
    const given = places.filter((place) => place !== NOWHERE);
    expect(given.length).toBeGreaterThan(8);
    expect(given.length).toBeLessThanOrEqual(16);
    expect(new Set(given).size).toBe(given.length);
    expect(keys(40).map(table.placeOf)).toEqual(places);
    for (const place of given) table.close(place);
    expect(keys(40).map(table.placeOf)).toEqual(places.map(() => NOWHERE));
    expect(table.open(0x0200_0000_0063, MARKS)).not.toBe(NOWHERE);
  });

  it('keeps what was said by those of whom nothing goes on', () => {
    const table = createLapTable(16);
    const place = table.open(0x0200_0000_0001, MARKS);
    table.goesOn(place, MARKS.asked, 10);
    table.end(place);
    expect(table.goesOn(place, MARKS.taken, 20)).toBe(0);
    expect([table.count(place), table.timeOf(place, 0)]).toEqual([1, 10]);
  });
});
