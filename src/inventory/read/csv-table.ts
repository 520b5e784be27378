// CSV text -> header and rows that know their place. Knows nothing of phones but that each row has a MAC.

import { CsvError, parse } from 'csv-parse/sync';
import { withoutUnseen } from '../../core/characters.js';
import { detectDelimiter } from '../../core/delimiter.js';
import { parseMac } from '../../core/mac.js';
import { onceWhileSame } from '../../core/once-per.js';
import { spreadsheetFault } from '../../core/spreadsheet.js';
import type { Finding, Place } from '../../findings/finding.js';
import { finding } from './codes.js';
import { blanksAround } from './csv-blanks.js';
import { type CsvRow, cutPlainTable, isCleanTable } from './csv-plain.js';
import { type QuoteFault, quoteFault } from './csv-quotes.js';
import { otherDelimiter, straysIn, toldOnce } from './csv-strays.js';

export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
  readonly diagnostics: readonly Finding[];
  /** As of a source. */
  readonly isClean?: boolean;
  /** Where a cell stands; `header`: its column's name. */
  placeOf(row: number | 'header', column: number): Place;
}

/** Never throws for what stands in the text. */
export function readCsvTable(file: string, written: string): CsvTable {
  const { text, delimiter } = readDelimiter(written);
  const read = readRecords(file, text, delimiter);
  const { records, diagnostics } = withoutComments(file, read.records, read.diagnostics);
  const [head, ...below] = records;
  const header = head?.cells ?? [];
  const strays = straysIn(below, header, delimiter);
  const again = new Set(below.filter(({ cells }) => isHeaderAgain(cells, header)));
  const rows = below.filter((row) => !again.has(row) && !strays.has(row));
  const linesIn = onceWhileSame((whole: string) => whole.split(/\r\n|\n|\r/));
  const placeOf: CsvTable['placeOf'] = (row, column) => {
    const line = (row === 'header' ? head : rows[row])?.line ?? 1;
    // A row as a whole is asked for most often.
    if (column === 0) return { file, line, col: 1 };
    return { file, line, col: cellColumn(linesIn(text)[line - 1] ?? '', column, delimiter) };
  };
  const other = otherDelimiter(header, delimiter);
  if (other) {
    const fault = finding('source/csv', placeOf('header', 0), other.what, { hint: other.hint });
    return { header: [], rows: [], diagnostics: [fault], placeOf };
  }
  const faults = headerFaults(header, placeOf);
  // Which of two columns is meant cannot be told, so their cells say nothing.
  if (hasTwice(header)) return { header: [], rows: [], diagnostics: faults, placeOf };
  diagnostics.push(
    ...faults,
    ...headersAgain(file, [...again]),
    ...toldOnce(file, strays),
    ...surplusCells(header, rows, placeOf),
  );
  const isClean = read.isPlain && isCleanTable(text, header);
  return { header, rows, diagnostics, isClean, placeOf };
}

/** Nobody who writes a comment means a phone. Told once. */
function withoutComments(
  file: string,
  all: readonly CsvRow[],
  before: readonly Finding[],
): { readonly records: readonly CsvRow[]; readonly diagnostics: Finding[] } {
  const comments = all.filter(isComment);
  const [first] = comments;
  if (!first) return { records: all, diagnostics: [...before] };
  const more = comments.length === 1 ? '' : `, as do ${comments.length - 1} more`;
  const found = finding(
    'source/csv',
    { file, line: first.line, col: 1 },
    `this line begins with "#"${more}, and a table has no comments`,
    { hint: 'remove it: every line is a phone' },
  );
  return { records: all.filter((row) => !isComment(row)), diagnostics: [...before, found] };
}

function isComment({ cells }: CsvRow): boolean {
  const [first = ''] = cells;
  return first.startsWith('#') && spreadsheetFault(first, false) === undefined;
}

/** Where tables were put one below the other. */
function headersAgain(file: string, [first, ...others]: readonly CsvRow[]): readonly Finding[] {
  if (!first) return [];
  const more = others.length === 0 ? '' : `, as at ${others.length} more`;
  const message = `the names of the columns stand again at this line${more}, as if they were a phone`;
  const place = { file, line: first.line, col: 1 };
  return [finding('source/csv', place, message, { hint: 'remove the line' })];
}

function isHeaderAgain(cells: readonly string[], header: readonly string[]): boolean {
  const isSame = (cell: string, at: number) => cell.toLowerCase() === header[at]?.toLowerCase();
  return header.includes('mac') && cells.every((cell, at) => isSame(cell, at));
}

function readRecords(file: string, text: string, delimiter: string) {
  const diagnostics: Finding[] = [];
  const blanks = blanksAround(text, delimiter);
  const plain = blanks.cast ? undefined : cutPlainTable(text, delimiter);
  if (plain) return { records: plain, diagnostics, isPlain: true };
  const wrong = quoteFault(text, delimiter);
  if (wrong?.isRead) return unread(atQuote(file, wrong));
  try {
    const parsed = parse(blanks.beforeReading(quoteFormulas(text)), {
      bom: true,
      info: true,
      delimiter,
      cast: blanks.cast ?? false,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      relax_column_count: true,
    }) as unknown as readonly { readonly record: string[]; readonly info: { lines: number } }[];
    let end = 0;
    const records = parsed.map(({ record, info }): CsvRow => {
      const line = firstLineOf(record, end, info.lines);
      const row = { cells: record.map(withoutFormula), line };
      end = info.lines;
      return row;
    });
    return { records, diagnostics, isPlain: false };
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    if (wrong) return unread(atQuote(file, wrong));
    const place = { file, line: Number(cause.lines ?? 1), col: 1 };
    // Its own words may quote a cell, and a cell may be a password.
    return unread(finding('source/csv', place, `it cannot be read (${cause.code})`));
  }
}

function unread(found: Finding) {
  return { records: [], diagnostics: [found], isPlain: false };
}

function atQuote(file: string, { line, col, what, hint }: QuoteFault): Finding {
  return finding('source/csv', { file, line, col }, what, { hint });
}

/** `lines` of csv-parse is a record's last line; quoted cells may hold line breaks. */
function firstLineOf(record: readonly string[], previousEnd: number, end: number): number {
  const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
  return Math.max(previousEnd + 1, end - breaks);
}

/** `="0701"`: so spreadsheets are kept from making a number of a text. */
const FORMULA = /^="(.*)"$/s;

function withoutFormula(cell: string): string {
  return FORMULA.exec(cell)?.[1] ?? cell;
}

/** A text formula outside quotes is no CSV: it is quoted here. What is quoted stays as it is. */
function quoteFormulas(text: string): string {
  if (!text.includes('="')) return text;
  return text.replace(/"[^"]*"|="[^"\r\n]*"/g, (cell) =>
    cell.startsWith('=') ? `"${cell.replaceAll('"', '""')}"` : cell,
  );
}

/** Excel's own first row, `sep=;`; other programs that save it again add separators to it. */
const DELIMITER_ROW = /^\ufeff?"?sep=([^"\r\n])"?[,;\t]*(?=\r|\n|$)/i;

/** A row that names the delimiter becomes an empty one, so that the others keep their lines. */
function readDelimiter(text: string): { readonly text: string; readonly delimiter: string } {
  const [row, delimiter] = DELIMITER_ROW.exec(text) ?? [];
  if (row === undefined || delimiter === undefined) {
    return { text, delimiter: detectDelimiter(text) };
  }
  return { text: text.slice(row.length), delimiter };
}

export const NO_MAC = 'no column is named "mac": the first row names the columns';

/** How a column of MACs is named elsewhere. */
const OF_MACS = /^(?:mac|ethernet|hardware|hw)[ _-]?(?:addr(?:ess)?|adresse)?$/i;

function noMac(header: readonly string[], placeOf: CsvTable['placeOf']): Finding {
  const at = placeOf('header', 0);
  if (header.some((cell) => parseMac(cell) !== undefined)) {
    const hint = 'write a row of names above this one, such as mac,model,line';
    return finding('source/csv', at, NO_MAC, { hint });
  }
  const column = header.findIndex((name) => OF_MACS.test(name));
  if (column < 0) return finding('source/csv', at, NO_MAC);
  const hint = `name the column "${header[column]}" mac`;
  return finding('source/csv', placeOf('header', column), NO_MAC, { hint });
}

function hasTwice(header: readonly string[]): boolean {
  return header.some((name, column) => name !== '' && header.indexOf(name) < column);
}

/** What is wrong with the names of the columns: told once, not for each row. */
function headerFaults(header: readonly string[], placeOf: CsvTable['placeOf']): Finding[] {
  if (header.length === 0) return [];
  const twice = header.flatMap((name, column) =>
    name !== '' && header.indexOf(name) < column
      ? [
          finding('source/csv', placeOf('header', column), `two columns are named "${name}"`, {
            hint: 'give one of them another name, or remove it',
          }),
        ]
      : [],
  );
  if (header.includes('mac')) return twice;
  // With signs in it that nobody sees; the rule for those says so.
  if (header.some((name) => withoutUnseen(name) === 'mac')) return twice;
  return [noMac(header, placeOf), ...twice];
}

const SURPLUS_HINT =
  'put a cell that has the separator in it into quotes, or name the column in the first row';

/** Cells in columns without a name. */
function surplusCells(
  header: readonly string[],
  rows: readonly CsvRow[],
  placeOf: CsvTable['placeOf'],
): Finding[] {
  const allNamed = !header.includes('');
  return rows.flatMap(({ cells }, row) => {
    if (allNamed && cells.length <= header.length) return [];
    const column = cells.findIndex((cell, index) => cell !== '' && !header[index]);
    if (column < 0) return [];
    const hint = SURPLUS_HINT;
    return [finding('source/csv', placeOf(row, column), 'a cell that no column names', { hint })];
  });
}

/** Where the n-th cell of a row's first line begins, from 1. */
function cellColumn(line: string, column: number, delimiter: string): number {
  if (!line.includes('"')) return plainColumn(line, column, delimiter);
  let quoted = false;
  let left = column;
  for (let index = 0; index < line.length; index++) {
    if (left === 0) return index + 1;
    const char = line[index];
    if (char === '"') quoted = !quoted;
    else if (char === delimiter && !quoted) left--;
  }
  return left === 0 ? line.length + 1 : 1;
}

function plainColumn(line: string, column: number, delimiter: string): number {
  let start = 0;
  for (let left = column; left > 0; left--) {
    start = line.indexOf(delimiter, start) + 1;
    if (start === 0) return 1;
  }
  return start + 1;
}
