// CSV, one row a phone. A column's header is a path into the phone's entry; `line` and `line.*` are its account.

import { withoutApostrophe } from '../../core/csv-row.js';
import { describeLookAlike, looksLike } from '../../core/look-alike.js';
import { oncePerKey } from '../../core/once-per.js';
import { type Finding, wholeFile } from '../../findings/finding.js';
import { finding as shapeFinding } from '../shape/codes.js';
import type { FieldNames } from '../shape/field-names.js';
import { finding } from './codes.js';
import { noPhonesIn } from './csv-no-phones.js';
import type { CsvRow } from './csv-plain.js';
import { type CsvTable, NO_MAC, readCsvTable } from './csv-table.js';
import type { Path, Source } from './source.js';
import { syntaxError } from './source-fault.js';
import { conflictMarker } from './yaml-text.js';

/** Columns whose cell holds several names. */
const LISTS = new Set(['groups', 'ntp', 'codecs']);
/** What `export csv` may have put an apostrophe in front of. In a password it is what somebody chose. */
const NAMES = new Set(['label', 'name']);
/** How spreadsheets write a flag. */
const FLAGS: ReadonlyMap<string, string> = new Map([
  ['TRUE', 'true'],
  ['FALSE', 'false'],
]);

/** The value has the shape of an inventory file: `{ phones: […], lines: {…} }`. */
export function parseCsvSource(file: string, text: string, known: FieldNames): Source {
  const conflict = conflictMarker(text);
  const table = withHeader(spelt(readCsvTable(file, conflict ? '' : text), known));
  const noPhones = noPhonesIn(table);
  const diagnostics: Finding[] = conflict
    ? [syntaxError(file, text, conflict)]
    : [...table.diagnostics, ...noPhones.diagnostics, ...twoLines(table)];
  if (diagnostics.length === 0 && table.rows.length === 0) diagnostics.push(nothingIn(table, file));
  const columns = table.header.map(readHeader);
  const ofPhones = [...table.rows.keys()].filter((row) => !noPhones.rows.has(row));
  const phones = ofPhones.map((row) => entryOf(table.rows[row], columns, 'phone'));
  const rowOfLine = new Map<string, number>();
  const lines = linesOf(table, columns, rowOfLine, noPhones.rows, diagnostics);

  // A row as a whole stands where it begins, and not in a column without a name.
  const columnAt = oncePerKey((name: string) =>
    name === '' ? 0 : columnOf(table.header, name.split('\n')),
  );
  const find = (path: Path): { row: number; column: number } | undefined => {
    const [area, key, ...rest] = path;
    const row = area === 'lines' ? rowOfLine.get(String(key)) : ofPhones[Number(key ?? 0)];
    if (row === undefined) return undefined;
    const wanted = area === 'lines' ? ['line', ...rest.map(String)] : rest.map(String);
    return { row, column: columnAt(wanted.join('\n')) };
  };
  return {
    file,
    value: { phones, lines },
    diagnostics,
    untyped: true,
    isClean: table.isClean ?? false,
    columns: table.header,
    locate: (path, part) => {
      const cell = find(path);
      if (!cell) return wholeFile(file);
      // The name of an account is a cell of its own.
      const isNamedAbove = part === 'name' && !(path[0] === 'lines' && path.length === 2);
      return table.placeOf(isNamedAbove ? 'header' : cell.row, cell.column);
    },
    holds: (path, place) => {
      const cell = find(path);
      return place.file === file && cell !== undefined && table.rows[cell.row]?.line === place.line;
    },
    written: (path) => {
      const cell = find(path);
      return cell && table.rows[cell.row]?.cells[cell.column];
    },
  };
}

/** Without the names of its columns nothing else can be said of a table; they may stand below a title. */
function withHeader(table: CsvTable): CsvTable {
  const fault = table.diagnostics.find(({ message }) => message === NO_MAC);
  if (!fault) return table;
  const row = table.rows.findIndex(({ cells }) => cells.some((cell) => /^mac$/i.test(cell)));
  const line = table.rows[row]?.line;
  const hint = `remove what stands above line ${line}, which names them`;
  const said = line === undefined ? fault : { ...fault, hint };
  return { ...table, header: [], rows: [], diagnostics: [said] };
}

/** Names of columns in another case, or in letters of another alphabet, count as those that are meant, and are told of. */
function spelt(table: CsvTable, names: FieldNames): CsvTable {
  if (!table.header.some((name) => /[A-Z]|[^\p{ASCII}]/u.test(name))) return table;
  const known = names();
  const byLowerCase = new Map([...known].map((name) => [name.toLowerCase(), name]));
  const spell = (step: string) =>
    known.has(step)
      ? step
      : (byLowerCase.get(step.toLowerCase()) ?? looksLike(step, known) ?? step);
  const header = table.header.map((name) => {
    const [area = '', ...rest] = name.split('.');
    const first = spell(area);
    // The names of settings are the model's, and those under `raw` the vendor's.
    return [first, ...(OF_MODELS.has(first) ? rest : rest.map(spell))].join('.');
  });
  const wrong = table.header.flatMap((name, column) => (name === header[column] ? [] : [column]));
  if (wrong.length === 0) return table;
  const isAlike = (column: number) => !/^\p{ASCII}*$/u.test(table.header[column] ?? '');
  const found = [
    ...otherCase(
      table,
      header,
      wrong.filter((column) => !isAlike(column)),
    ),
    ...wrong.filter(isAlike).map((column) => otherAlphabet(table, header, column)),
  ];
  const missing = table.diagnostics.filter(
    ({ message }) => !(header.includes('mac') && message === NO_MAC),
  );
  return { ...table, header, diagnostics: [...found, ...missing] };
}

function otherCase(
  table: CsvTable,
  header: readonly string[],
  columns: readonly number[],
): readonly Finding[] {
  const [first] = columns;
  if (first === undefined) return [];
  const pairs = columns.map((each) => `"${table.header[each]}" is ${header[each]}`).join(', ');
  const place = table.placeOf('header', first);
  const hint = `write the first row as ${header.join(',')}`;
  return [finding('source/csv', place, `columns in another case: ${pairs}`, { hint })];
}

function otherAlphabet(table: CsvTable, header: readonly string[], column: number): Finding {
  const meant = header[column] ?? '';
  const message = `a name ${describeLookAlike(table.header[column] ?? '', meant)}`;
  const place = table.placeOf('header', column);
  return shapeFinding('inventory/look-alike', place, message, { hint: `write ${meant}` });
}

const OF_MODELS = new Set(['settings', 'raw']);

/** `line` is key 1's line: a row that names both has to mean one. */
function twoLines({ header, rows, placeOf }: CsvTable): readonly Finding[] {
  const [line, key] = [header.indexOf('line'), header.indexOf('keys.1.line')];
  if (line < 0 || key < 0) return [];
  return rows.flatMap(({ cells }, row) => {
    if (!cells[line] || !cells[key] || cells[line] === cells[key]) return [];
    const message = `key 1 is line "${cells[line]}" by one column and "${cells[key]}" by another`;
    const hint = 'keep one of the columns line and keys.1.line';
    return [finding('inventory/duplicate-key', placeOf(row, key), message, { hint })];
  });
}

function nothingIn({ header }: CsvTable, file: string): Finding {
  const what =
    header.length === 0 ? 'nothing is written in it' : 'there is no row under its header';
  return finding('source/empty', wholeFile(file), `${file} is empty: ${what}`);
}

/** What a column sets: in the row's phone or in its account. */
interface Column {
  readonly of: 'phone' | 'account';
  readonly path: readonly string[];
  read(cell: string): string | readonly string[] | null;
}

function readHeader(name: string): Column {
  const [area, ...rest] = name.split('.');
  if (area !== 'line') return { of: 'phone', path: name.split('.'), read: readerOf(name) };
  if (rest.length > 0) return { of: 'account', path: rest, read: readerOf(rest.join('.')) };
  return { of: 'phone', path: ['keys', '1', 'line'], read: (cell) => cell };
}

/** A column of a whole key can only take it away. */
const WHOLE_KEY = /^keys\.\d+$/;

function readerOf(name: string): Column['read'] {
  if (WHOLE_KEY.test(name)) return (cell) => (cell === 'null' ? null : cell);
  if (NAMES.has(name)) return withoutApostrophe;
  return LISTS.has(name) ? splitList : (cell) => FLAGS.get(cell) ?? cell;
}

function entryOf(row: CsvRow | undefined, columns: readonly Column[], of: Column['of']): object {
  const entry: Record<string, unknown> = {};
  for (let index = 0; index < columns.length; index++) {
    const [cell, column] = [row?.cells[index], columns[index]];
    if (cell && column?.of === of && column.path[0] !== '')
      setAt(entry, column.path, column.read(cell));
  }
  return entry;
}

/** Accounts named in `line` columns. The same number in several rows must say the same thing. */
function linesOf(
  { header, rows, placeOf }: CsvTable,
  columns: readonly Column[],
  rowOfLine: Map<string, number>,
  noPhones: ReadonlySet<number>,
  diagnostics: Finding[],
): object {
  const lines: Record<string, object> = {};
  const number = header.indexOf('line');
  if (number < 0 || columns.every((column) => column.of === 'phone')) return lines;
  for (const [index, row] of rows.entries()) {
    const name = row.cells[number];
    if (!name) continue;
    const entry = entryOf(row, columns, 'account');
    // A sum may stand in the column of the numbers.
    if (noPhones.has(index) && Object.keys(entry).length === 0) continue;
    const first = rowOfLine.get(name);
    if (first === undefined) {
      rowOfLine.set(name, index);
      define(lines, name, entry);
    } else if (Object.keys(entry).length > 0 && !sameEntry(lines[name], entry)) {
      const message = `line "${name}" is described differently in two rows`;
      const related = [{ place: placeOf(first, 0), message: 'first here' }];
      diagnostics.push(
        finding('inventory/duplicate-name', placeOf(index, 0), message, { related }),
      );
    }
  }
  return lines;
}

function sameEntry(a: object | undefined, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function splitList(cell: string): readonly string[] {
  return cell.split(/[|,;\s]+/).filter((name) => name !== '');
}

function setAt(
  target: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
  from = 0,
): void {
  const step = path[from] ?? '';
  if (from === path.length - 1) {
    define(target, step, value);
    return;
  }
  const inner = Object.hasOwn(target, step) ? target[step] : undefined;
  const next = typeof inner === 'object' && inner !== null ? inner : {};
  if (next !== inner) define(target, step, next);
  setAt(next as Record<string, unknown>, path, value, from + 1);
}

/** An own property like any other, also for a column named `__proto__`. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') target[name] = value;
  else {
    const descriptor = { value, enumerable: true, writable: true, configurable: true };
    Object.defineProperty(target, name, descriptor);
  }
}

/** The column that holds `path`, or one that begins it; key 1's line is the `line` column. */
function columnOf(header: readonly string[], path: readonly string[]): number {
  const wanted = path.join('.') === 'keys.1.line' ? ['line'] : path;
  for (let length = wanted.length; length > 0; length--) {
    const found = header.indexOf(wanted.slice(0, length).join('.'));
    if (found >= 0) return found;
  }
  return Math.max(
    0,
    header.findIndex((name) => name.split('.')[0] === wanted[0]),
  );
}
