// Lines of a table that are none: separated by another sign, or without anything that somebody wrote.

import { withoutBadCharacters } from '../../core/characters.js';
import type { Finding } from '../../findings/finding.js';
import { finding } from './codes.js';
import type { CsvRow } from './csv-plain.js';

export interface CellFault {
  readonly what: string;
  readonly hint: string;
}

/** Rows that are none of this table, with what is said of them: all in the first cell, or nothing that anybody wrote. */
export function straysIn(
  rows: readonly CsvRow[],
  header: readonly string[],
  delimiter: string,
): ReadonlyMap<CsvRow, CellFault> {
  return new Map(
    rows.flatMap((row) => {
      const [only = '', ...others] = row.cells;
      if (only === '' || others.some((cell) => cell !== '')) return [];
      if (withoutBadCharacters(only).trim() === '') return [[row, NO_TEXT]];
      const sign = SEPARATORS.find((each) => isDividedBy(only, each, header.length));
      return sign === undefined ? [] : [[row, otherSign(sign, delimiter)]];
    }),
  );
}

const SEPARATORS = [',', ';', '\t', '|'];

function isDividedBy(cell: string, sign: string, columns: number): boolean {
  return columns > 1 && cell.split(sign).length >= Math.min(columns, 3);
}

const NO_TEXT: CellFault = {
  what: 'nothing but control characters stands in this line',
  hint: 'remove it: old programs end a file so',
};

function otherSign(sign: string, delimiter: string): CellFault {
  const what = `the cells of this line are separated by ${shownSign(sign)}, and the names in the first row by ${shownSign(delimiter)}`;
  return { what, hint: 'separate all lines by the same sign' };
}

function shownSign(sign: string): string {
  return sign === '\t' ? 'tabs' : `"${sign}"`;
}

/** Each at the first line of which it is so. */
export function toldOnce(file: string, strays: ReadonlyMap<CsvRow, CellFault>): readonly Finding[] {
  const told = new Map<string, Finding>();
  for (const [{ line }, { what, hint }] of strays) {
    if (!told.has(what))
      told.set(what, finding('source/csv', { file, line, col: 1 }, what, { hint }));
  }
  return [...told.values()];
}

/** A header of one column, which holds what separates columns elsewhere. */
export function otherDelimiter(
  header: readonly string[],
  delimiter: string,
): CellFault | undefined {
  const [only = '', ...others] = header;
  const sign = /[,;\t|]/.exec(only)?.[0];
  if (others.some((name) => name !== '') || sign === undefined) return undefined;
  return {
    what: `its columns are separated by ${shownSign(sign)}, and it is read as if by "${delimiter}"`,
    hint: `separate them by commas, semicolons or tabs, or name the separator in the first line: sep=${sign}`,
  };
}
