// CSV, one row a phone. A column's header is a path into the phone's entry; `line` and `line.*` are its account.

import { type Diagnostic, diagnostic } from '../core/diagnostic.js';
import { type CsvRow, type CsvTable, readCsvTable } from './csv-table.js';
import type { Path, Source } from './source.js';

/** Columns whose cell holds several names. */
const LISTS = new Set(['groups', 'ntp', 'codecs']);
/** How spreadsheets write a flag. */
const FLAGS: ReadonlyMap<string, string> = new Map([
  ['TRUE', 'true'],
  ['FALSE', 'false'],
]);

/** The value has the shape of an inventory file: `{ phones: […], lines: {…} }`. */
export function parseCsvSource(file: string, text: string): Source {
  const table = readCsvTable(file, text);
  const diagnostics: Diagnostic[] = [...table.diagnostics];
  const columns = table.header.map((name) => name.split('.'));
  const phones = table.rows.map((row) => phoneOf(row, columns));
  const rowOfLine = new Map<string, number>();
  const lines = linesOf(table, columns, rowOfLine, diagnostics);

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
    locate: (path, part) => {
      const cell = find(path);
      if (!cell) return { file, line: 1, col: 1 };
      return table.placeOf(part === 'name' ? 'header' : cell.row, cell.column);
    },
    written: (path) => {
      const cell = find(path);
      return cell && table.rows[cell.row]?.cells[cell.column];
    },
  };
}

function phoneOf(row: CsvRow, columns: readonly (readonly string[])[]): object {
  const phone: Record<string, unknown> = {};
  for (const [index, path] of columns.entries()) {
    const cell = row.cells[index];
    if (!cell) continue;
    if (path[0] !== 'line') setAt(phone, path, readCell(cell, path));
    else if (path.length === 1) setAt(phone, ['keys', '1', 'line'], cell);
  }
  return phone;
}

/** Accounts named in `line` columns. The same number in several rows must say the same thing. */
function linesOf(
  { rows, placeOf }: CsvTable,
  columns: readonly (readonly string[])[],
  rowOfLine: Map<string, number>,
  diagnostics: Diagnostic[],
): object {
  const lines: Record<string, object> = {};
  const number = columns.findIndex((path) => path.length === 1 && path[0] === 'line');
  if (number < 0 || !columns.some((path) => path.length > 1 && path[0] === 'line')) return lines;
  for (const [index, row] of rows.entries()) {
    const name = row.cells[number];
    if (!name) continue;
    const entry = accountOf(row, columns);
    const first = rowOfLine.get(name);
    if (first === undefined) {
      rowOfLine.set(name, index);
      define(lines, name, entry);
    } else if (Object.keys(entry).length > 0 && !sameEntry(lines[name], entry)) {
      const message = `line "${name}" is described differently in two rows`;
      const related = [{ place: placeOf(first, 0), message: 'first here' }];
      diagnostics.push(
        diagnostic('inventory/duplicate-name', placeOf(index, 0), message, { related }),
      );
    }
  }
  return lines;
}

function accountOf(row: CsvRow, columns: readonly (readonly string[])[]): object {
  const account: Record<string, unknown> = {};
  for (const [column, [area, ...path]] of columns.entries()) {
    const cell = row.cells[column];
    if (cell && area === 'line' && path.length > 0) setAt(account, path, readCell(cell, path));
  }
  return account;
}

function sameEntry(a: object | undefined, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function readCell(cell: string, path: readonly string[]): string | readonly string[] {
  return LISTS.has(path.join('.')) ? splitList(cell) : (FLAGS.get(cell) ?? cell);
}

function splitList(cell: string): readonly string[] {
  return cell.split(/[|\s]+/).filter((name) => name !== '');
}

function setAt(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [step = '', ...rest] = path;
  if (rest.length === 0) {
    define(target, step, value);
    return;
  }
  const inner = Object.hasOwn(target, step) ? target[step] : undefined;
  const next = typeof inner === 'object' && inner !== null ? inner : {};
  if (next !== inner) define(target, step, next);
  setAt(next as Record<string, unknown>, rest, value);
}

/** An own property like any other, also for a column named `__proto__`. */
function define(target: object, name: string, value: unknown): void {
  const descriptor = { value, enumerable: true, writable: true, configurable: true };
  Object.defineProperty(target, name, descriptor);
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
