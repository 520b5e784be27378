// One row of a table -> a range of numbers, or what is wrong with the row.

import type { Columns } from './columns.js';
import { DIGITS_MAX, keyOf } from './digits.js';

export interface Range {
  /** As `keyOf` makes them; both within it. */
  readonly first: number;
  readonly last: number;
  /** So many of the digits are the code. */
  readonly codeDigits: number;
  readonly operator: string;
  readonly region: string;
}

export interface RowFault {
  readonly column: number;
  readonly what: string;
}

/** `digits`: of a whole number; undefined: as many as are written. */
export function readRow(
  cells: readonly string[],
  columns: Columns,
  digits: number | undefined,
): Range | RowFault {
  const cell = (column: number) => (column < 0 ? '' : (cells[column] ?? '').trim());
  const code = cell(columns.code);
  const from = cell(columns.from);
  // A block that is written as its beginning alone.
  const to = columns.to < 0 ? from : cell(columns.to);
  for (const [column, text] of [
    [columns.code, code],
    [columns.from, from],
    [columns.to, to],
  ] as const) {
    if (column < 0 || /^\d+$/.test(text)) continue;
    const what = text === '' ? 'no number stands here' : `"${text}" is not written in digits`;
    return { column, what };
  }
  const [first, last] = columns.to < 0 ? block(code + from, digits) : pair(code, from, to, digits);
  const column = Math.max(columns.from, 0);
  if (first.length !== last.length) {
    return { column, what: `${from} and ${to} have not as many digits` };
  }
  if (first.length > (digits ?? DIGITS_MAX)) {
    return { column, what: `${first} has ${first.length} digits: too many for a number` };
  }
  if (first > last) return { column, what: `the range begins at ${from}, behind its end ${to}` };
  return {
    first: keyOf(first),
    last: keyOf(last),
    codeDigits: code.length,
    operator: cell(columns.operator),
    region: cell(columns.region),
  };
}

/** Zeros that a spreadsheet took away are put back. */
function pair(
  code: string,
  from: string,
  to: string,
  digits: number | undefined,
): [string, string] {
  const own = digits === undefined ? 0 : digits - code.length;
  return [code + from.padStart(own, '0'), code + to.padStart(own, '0')];
}

function block(begin: string, digits: number | undefined): [string, string] {
  const length = digits ?? begin.length;
  return [begin.padEnd(length, '0'), begin.padEnd(length, '9')];
}
