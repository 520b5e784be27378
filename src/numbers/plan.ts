// A numbering plan: whose number is it, and which ranges has a code?

import { lowerBound } from '../core/lower-bound.js';
import type { TextFault } from '../core/text-fault.js';
import { type Dialling, digitsOf, keyOf, lengthFault, nationalDigits } from './digits.js';
import type { PlanColumns } from './plan-columns.js';

export interface PlanRange {
  readonly code: string;
  /** Without the code. */
  readonly from: string;
  readonly to: string;
  readonly operator: string;
  readonly region: string;
}

export interface NumberPlan {
  readonly ranges: number;
  /** The digits within the country; else why it is no number of this plan. */
  digitsOf(text: string): string | TextFault;
  /** Why this is no number of the plan, whoever has it: none is as long. Undefined: numbers are. */
  lengthFault(digits: string): TextFault | undefined;
  /** Of digits within the country. */
  rangeOf(digits: string): PlanRange | undefined;
  rangesOfCode(code: string): CodeRanges;
}

/** There may be more than anybody wants in memory at once. */
export interface CodeRanges extends Iterable<PlanRange> {
  readonly count: number;
}

export function createPlan(columns: PlanColumns, dialling: Dialling): NumberPlan {
  const { first, last } = columns;
  const lengths = lengthsOf(first);
  const rangeAt = (row: number): PlanRange => {
    const code = columns.codeDigits[row] ?? 0;
    const begin = digitsOf(first[row] as number);
    return {
      code: begin.slice(0, code),
      from: begin.slice(code),
      to: digitsOf(last[row] as number).slice(code),
      operator: columns.operators[columns.operator[row] as number] ?? '',
      region: columns.regions[columns.region[row] as number] ?? '',
    };
  };
  return {
    ranges: first.length,
    digitsOf: (text) => nationalDigits(text, dialling, lengths),
    lengthFault: (digits) => lengthFault(digits, lengths),
    rangeOf(digits) {
      const key = keyOf(digits);
      const row = lastUpTo(first, key);
      return row >= 0 && (last[row] as number) >= key ? rangeAt(row) : undefined;
    },
    rangesOfCode(code) {
      const rows = () => rowsOfCode(columns, code, lengths);
      let count = 0;
      for (const _ of rows()) count++;
      return {
        count,
        *[Symbol.iterator]() {
          for (const row of rows()) yield rangeAt(row);
        },
      };
    },
  };
}

function* rowsOfCode(
  { first, codeDigits }: PlanColumns,
  code: string,
  lengths: Iterable<number>,
): Iterable<number> {
  for (const length of lengths) {
    if (length < code.length) continue;
    const end = lastUpTo(first, keyOf(code.padEnd(length, '9')));
    let row = lastUpTo(first, keyOf(code.padEnd(length, '0')) - 1) + 1;
    for (; row <= end; row++) if (codeDigits[row] === code.length) yield row;
  }
}

/** The row of the last key that is not above `key`; -1: all are. */
function lastUpTo(keys: Float64Array, key: number): number {
  return lowerBound(keys.length, (row) => (keys[row] as number) <= key) - 1;
}

/** Shorter numbers come first, so each length begins behind the last number of the one before. */
function lengthsOf(first: Float64Array): ReadonlySet<number> {
  const lengths = new Set<number>();
  for (let row = 0; row < first.length; ) {
    const { length } = digitsOf(first[row] as number);
    lengths.add(length);
    row = lastUpTo(first, keyOf('9'.repeat(length))) + 1;
  }
  return lengths;
}
