import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectRanges } from '../../src/numbers/collect-ranges.js';
import { keyOf } from '../../src/numbers/digits.js';
import { createPlan } from '../../src/numbers/plan.js';
import { decodePlan, encodePlan } from '../../src/numbers/plan-file.js';
import type { Range } from '../../src/numbers/read-row.js';

function range(first: string, last: string, operator = 'A', codeDigits = 1): Range {
  return { first: keyOf(first), last: keyOf(last), codeDigits, operator, region: 'R' };
}

function collect(ranges: readonly Range[]) {
  const collector = collectRanges();
  for (const [index, each] of ranges.entries()) collector.add(each, { file: 0, line: index + 1 });
  return collector.finish(10);
}

const planOf = (ranges: readonly Range[]) => createPlan(collect(ranges), {});

describe('ranges that were collected', () => {
  it('are in order, whatever the order of the rows, and more than there was room for', () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => {
      const begin = String(((index * 7_919) % 5_000) * 10).padStart(6, '0');
      return range(begin, begin.replace(/0$/, '9'), `operator ${index % 7}`);
    });
    const { first, operators } = collect(rows);
    expect(first).toEqual(Float64Array.from(rows, (row) => row.first).sort());
    expect(operators).toHaveLength(7);
  });

  it('are kept once where they stand twice word for word', () => {
    const { first, repeated, overlaps } = collect([range('10', '19'), range('10', '19')]);
    expect([first.length, repeated, overlaps]).toEqual([1, 1, []]);
  });

  it.each([
    ['the same range of another operator', range('10', '19'), range('10', '19', 'B')],
    ['the end of the other', range('10', '19'), range('19', '25')],
    ['all of the other', range('12', '13'), range('10', '19')],
    ['a part of the other', range('10', '19'), range('12', '13')],
  ])('give way to what was read before: %s', (_, before, after) => {
    const plan = collect([before, after]);
    expect([...plan.first]).toEqual([before.first]);
    const [kept, leftOut] = [1, 2].map((line) => ({ file: 0, line }));
    expect(plan.overlaps).toEqual([{ kept, leftOut }]);
  });

  it('have no number in common, and each number that one alone had', () => {
    const row = fc
      .tuple(fc.integer({ min: 100, max: 199 }), fc.integer({ min: 0, max: 15 }))
      .map(([begin, more]) =>
        range(String(begin), String(Math.min(199, begin + more)), `${begin}`),
      );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const { first, last } = collect(rows);
        for (let at = 1; at < first.length; at++) {
          expect(first[at]).toBeGreaterThan(last[at - 1] as number);
        }
        const plan = planOf(rows);
        for (let number = 100; number < 200; number++) {
          const owners = rows.filter((each) => holds(each, number));
          const isAlone = owners.every(
            (each) => rows.filter((other) => meet(each, other)).length === 1,
          );
          if (isAlone) {
            expect(plan.rangeOf(String(number))?.operator).toBe(owners[0]?.operator);
          }
        }
      }),
    );
  });
});

function holds({ first, last }: Range, number: number): boolean {
  return first <= keyOf(String(number)) && keyOf(String(number)) <= last;
}

function meet(a: Range, b: Range): boolean {
  return a.first <= b.last && b.first <= a.last;
}

describe('a plan', () => {
  const plan = planOf([
    range('4951000', '4951999', 'North', 3),
    range('4953000', '4953999', 'South', 3),
    range('49510', '49519', 'Short', 3),
    range('4961000', '4961999', 'East', 3),
    range('4950', '4950', 'Long code', 4),
  ]);

  it.each([
    ['4951000', 'North'],
    ['4951999', 'North'],
    ['4952000', undefined],
    ['4953500', 'South'],
    ['49515', 'Short'],
    ['4950999', undefined],
    ['0000000', undefined],
    ['9999999', undefined],
    ['1', undefined],
  ])('knows whose %s is: %s', (number, operator) => {
    expect(plan.rangeOf(number)?.operator).toBe(operator);
  });

  it('has the ranges of a code, and of no code that begins as it does', () => {
    expect([...plan.rangesOfCode('495')].map(({ operator }) => operator)).toEqual([
      ...['Short', 'North', 'South'],
    ]);
    expect([...plan.rangesOfCode('4950')]).toMatchObject([
      { from: '', to: '', operator: 'Long code' },
    ]);
    expect(plan.rangesOfCode('49').count).toBe(0);
    expect(plan.rangesOfCode('').count).toBe(0);
  });

  it('says code and ends of a range apart', () => {
    expect(plan.rangeOf('4951234')).toEqual({
      ...{ code: '495', from: '1000', to: '1999', operator: 'North', region: 'R' },
    });
  });

  it('knows how long its numbers are', () => {
    const lengths = [3, 4, 5, 6, 7, 8];
    expect(lengths.filter((length) => !plan.lengthFault('1'.repeat(length)))).toEqual([4, 5, 7]);
    expect(plan.lengthFault('111111')).toEqual({
      what: 'has 6 digits, and numbers of this plan have 4, 5 or 7',
      hint: 'write the whole number',
    });
    expect(plan.lengthFault('11111111')?.hint).toMatch(/as it is dialled within the country/);
    const one = planOf([range('10', '19', 'A')]);
    expect(one.lengthFault('1')?.what).toBe('has 1 digit, and numbers of this plan have 2');
  });

  it('of nothing knows nothing', () => {
    const empty = planOf([]);
    expect([empty.rangeOf('1'), empty.rangesOfCode('1').count, empty.ranges]).toEqual([
      ...[undefined, 0, 0],
    ]);
  });
});

describe('the file of a plan', () => {
  const columns = collect([range('10', '19', 'Ёлка "и" Ко'), range('0200', '0299', 'B')]);
  const bytes = encodePlan(columns, { country: '7', trunk: '8' });

  it('gives back what was written, wherever it begins in memory', () => {
    for (const before of [0, 1, 8]) {
      const moved = Buffer.concat([Buffer.alloc(before), bytes]).subarray(before);
      const read = decodePlan(moved);
      if (typeof read === 'string') throw new Error(read);
      expect(read).toMatchObject({ dialling: { country: '7', trunk: '8' } });
      expect(createPlan(read, read.dialling).rangeOf('0250')?.operator).toBe('B');
      expect(createPlan(read, read.dialling).rangeOf('15')?.operator).toBe('Ёлка "и" Ко');
    }
  });

  it('is the same for the same ranges', () => {
    expect(encodePlan(columns, { country: '7', trunk: '8' })).toEqual(bytes);
  });

  it('is known to be damaged wherever a bit fell over, or an end is missing', () => {
    for (let at = 0; at < bytes.length; at++) {
      // The last four bytes of the head say nothing.
      if (at >= 8 && at < 16) continue;
      const damaged = Uint8Array.from(bytes);
      damaged[at] = (damaged[at] as number) ^ 0x10;
      expect(decodePlan(damaged), `byte ${at}`).toBeTypeOf('string');
      expect(decodePlan(bytes.subarray(0, at)), `cut at ${at}`).toBeTypeOf('string');
    }
  });
});
