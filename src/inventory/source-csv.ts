// CSV, one row a phone. A column's header is a path into the phone's entry; `line` and `line.*` are its account.

import { CsvError, parse } from 'csv-parse/sync';
import { type Diagnostic, diagnostic, type Place } from '../core/diagnostic.js';
import type { Path, Source } from './source.js';

const DELIMITERS = [',', ';', '\t'];
/** Columns whose cell holds several names. */
const LISTS = new Set(['groups', 'ntp', 'codecs']);

interface Row {
  readonly cells: readonly string[];
  /** Line of the row's first character, from 1. */
  readonly line: number;
}

interface Table {
  readonly header: readonly string[];
  readonly rows: readonly Row[];
  readonly delimiter: string;
}

/** The value has the shape of an inventory file: `{ phones: […], lines: {…} }`. */
export function parseCsvSource(file: string, text: string): Source {
  const diagnostics: Diagnostic[] = [];
  const table = readTable(file, text, diagnostics);
  const columns = table.header.map((name) => name.split('.'));
  const phones = table.rows.map((row) => phoneOf(row, columns));
  const rowOfLine = new Map<string, number>();
  const lines = linesOf(file, table, columns, rowOfLine, diagnostics);
  const textLines = text.split(/\r\n|\n|\r/);

  const placeAt = (row: number, column: number): Place => {
    const line = table.rows[row]?.line ?? 1;
    return { file, line, col: cellColumn(textLines[line - 1] ?? '', column, table.delimiter) };
  };
  const find = (path: Path): { row: number; column: number } | undefined => {
    const [area, key, ...rest] = path;
    const row = area === 'lines' ? rowOfLine.get(String(key)) : Number(key ?? 0);
    if (row === undefined || Number.isNaN(row)) return undefined;
    const wanted = area === 'lines' ? ['line', ...rest.map(String)] : rest.map(String);
    return { row, column: columnOf(columns, wanted) };
  };
  return {
    file,
    value: { phones, lines },
    diagnostics,
    untyped: true,
    locate: (path) => {
      const cell = find(path);
      return cell ? placeAt(cell.row, cell.column) : { file, line: 1, col: 1 };
    },
    written: (path) => {
      const cell = find(path);
      return cell && table.rows[cell.row]?.cells[cell.column];
    },
  };
}

function readTable(file: string, text: string, diagnostics: Diagnostic[]): Table {
  const delimiter = detectDelimiter(text);
  try {
    const records = parse(text, {
      bom: true,
      info: true,
      delimiter,
      trim: true,
      skip_empty_lines: true,
      relax_column_count_less: true,
    }) as unknown as readonly { readonly record: string[]; readonly info: { lines: number } }[];
    const [head, ...body] = records;
    let end = head?.info.lines ?? 1;
    const rows = body.map(({ record, info }) => {
      const row = { cells: record, line: firstLineOf(record, end, info.lines) };
      end = info.lines;
      return row;
    });
    return { header: head?.record ?? [], rows, delimiter };
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = Number(cause.lines ?? 1);
    diagnostics.push(diagnostic('source/csv', { file, line, col: 1 }, cause.message));
    return { header: [], rows: [], delimiter };
  }
}

/** `lines` of csv-parse is a record's last line; quoted cells may hold line breaks. */
function firstLineOf(record: readonly string[], previousEnd: number, end: number): number {
  const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
  return Math.max(previousEnd + 1, end - breaks);
}

/** The one that splits the header most often; a header holds no quoted text. */
function detectDelimiter(text: string): string {
  const header = text.split(/\r|\n/, 1)[0] ?? '';
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, each) => (count(each) > count(best) ? each : best), ',');
}

function phoneOf(row: Row, columns: readonly (readonly string[])[]): object {
  const phone: Record<string, unknown> = {};
  for (const [index, path] of columns.entries()) {
    const cell = row.cells[index];
    if (!cell) continue;
    if (path[0] !== 'line') setAt(phone, path, LISTS.has(path.join('.')) ? splitList(cell) : cell);
    else if (path.length === 1) setAt(phone, ['keys', '1', 'line'], cell);
  }
  return phone;
}

/** Accounts named in `line` columns. The same number in several rows must say the same thing. */
function linesOf(
  file: string,
  table: Table,
  columns: readonly (readonly string[])[],
  rowOfLine: Map<string, number>,
  diagnostics: Diagnostic[],
): object {
  const lines: Record<string, object> = {};
  const number = columns.findIndex((path) => path.length === 1 && path[0] === 'line');
  if (number < 0 || !columns.some((path) => path.length > 1 && path[0] === 'line')) return lines;
  for (const [index, row] of table.rows.entries()) {
    const name = row.cells[number];
    if (!name) continue;
    const entry: Record<string, unknown> = {};
    for (const [column, path] of columns.entries()) {
      const cell = row.cells[column];
      if (cell && path[0] === 'line' && path.length > 1) setAt(entry, path.slice(1), cell);
    }
    const first = rowOfLine.get(name);
    if (first === undefined) {
      rowOfLine.set(name, index);
      lines[name] = entry;
    } else if (Object.keys(entry).length > 0 && !sameEntry(lines[name], entry)) {
      diagnostics.push(
        diagnostic(
          'inventory/duplicate-name',
          { file, line: row.line, col: 1 },
          `line "${name}" is described differently in two rows`,
          {
            related: [
              {
                place: { file, line: table.rows[first]?.line ?? 1, col: 1 },
                message: 'first here',
              },
            ],
          },
        ),
      );
    }
  }
  return lines;
}

function sameEntry(a: object | undefined, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function splitList(cell: string): readonly string[] {
  return cell.split(/[|\s]+/).filter((name) => name !== '');
}

/** Own properties only, so that a column named `__proto__` is data like any other. */
function setAt(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [step = '', ...rest] = path;
  if (rest.length === 0) {
    Object.defineProperty(target, step, { value, enumerable: true, writable: true });
    return;
  }
  const inner = Object.hasOwn(target, step) ? target[step] : undefined;
  const next = typeof inner === 'object' && inner !== null ? inner : {};
  if (next !== inner) {
    Object.defineProperty(target, step, { value: next, enumerable: true, writable: true });
  }
  setAt(next as Record<string, unknown>, rest, value);
}

/** The column that holds `path`, or one that begins it; key 1's line is the `line` column. */
function columnOf(columns: readonly (readonly string[])[], path: readonly string[]): number {
  const wanted = path.join('.') === 'keys.1.line' ? ['line'] : path;
  for (let length = wanted.length; length > 0; length--) {
    const part = wanted.slice(0, length).join('.');
    const found = columns.findIndex((column) => column.join('.') === part);
    if (found >= 0) return found;
  }
  return Math.max(
    0,
    columns.findIndex((column) => column[0] === wanted[0]),
  );
}

/** Where the n-th cell of a row's first line begins, from 1. */
function cellColumn(line: string, column: number, delimiter: string): number {
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
