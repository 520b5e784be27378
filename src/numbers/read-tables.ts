// Tables of ranges, as registries publish them, chunk by chunk -> ranges, and what is wrong with the rows.

import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { detectDelimiter } from '../core/delimiter.js';
import { type Finding, type Place, wholeFile } from '../findings/finding.js';
import { finding } from './codes.js';
import type { RangeCollector } from './collect-ranges.js';
import { type FoundColumns, findColumns, type Mapping, type Registry } from './columns.js';
import { type Range, type RowFault, readRow } from './read-row.js';

/** A file that can be read from its beginning more than once. */
export interface Table {
  /** As the user knows it. */
  readonly name: string;
  open(): AsyncIterable<Uint8Array>;
}

export interface ReadOptions {
  readonly mapping?: Mapping;
  /** Of a whole number; absent: as the registry has it, or as many as are written. */
  readonly digits?: number;
  readonly onRow?: () => void;
}

export interface ReadTables {
  readonly findings: readonly Finding[];
  /** Known by the header of one of the tables. */
  readonly registry?: Registry;
}

/** Rows of a file that are told of; the others are counted. */
const TOLD_MAX = 10;
/** A row is never longer; a quote that nobody closed would take all that follows. */
const ROW_MAX = 65_536;

/** Throws the system's Error. */
export async function readTables(
  tables: readonly Table[],
  into: RangeCollector,
  options: ReadOptions,
): Promise<ReadTables> {
  const findings: Finding[] = [];
  let registry: Registry | undefined;
  for (const [file, table] of tables.entries()) {
    const read = await readTable(table, options, (range, line) => into.add(range, { file, line }));
    findings.push(...read.findings);
    registry ??= read.registry;
  }
  return { findings, ...(registry && { registry }) };
}

async function readTable(
  table: Table,
  { mapping, digits, onRow }: ReadOptions,
  add: (range: Range, line: number) => void,
): Promise<ReadTables> {
  const faults = tellingFew(table.name);
  let found: FoundColumns | undefined;
  for await (const row of rowsOf(table)) {
    if (isFinding(row)) {
      faults.end(row);
      break;
    }
    if (found === undefined) {
      const answer = findColumns(row.cells, mapping);
      if (typeof answer === 'string') {
        faults.end(finding('numbers/columns', placeOf(table.name, row, 0), answer));
        break;
      }
      found = answer;
      if (answer.isHeader) continue;
    }
    const range = readRow(row.cells, found.columns, digits ?? found.registry?.digits);
    if ('what' in range) faults.tell(range, row);
    else add(range, row.line);
    onRow?.();
  }
  return { findings: faults.findings(), ...(found?.registry && { registry: found.registry }) };
}

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

function isFinding(row: Row | Finding): row is Finding {
  return 'code' in row;
}

/** What is wrong with the text ends it. */
async function* rowsOf(table: Table): AsyncIterable<Row | Finding> {
  const texts = textsOf(table, await encodingOf(table));
  const first = await firstLine(texts);
  let end = 0;
  const parser = parse({
    on_record: (record, { lines }) => {
      end = lines;
      return record;
    },
    bom: true,
    info: true,
    delimiter: detectDelimiter(first),
    // Operators are written with quotes in their names, and without quotes around them.
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: ROW_MAX,
  });
  // What goes wrong on the way comes out of the parser.
  pipeline(Readable.from(again(first, texts)), parser, () => {});
  try {
    for await (const { record, info } of parser) yield { cells: record, line: info.lines };
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    // The parser notices it where the file ends, or where a row became too long: what it could not read begins here.
    const place = { file: table.name, line: end + 1, col: 1 };
    yield finding('numbers/csv', place, `the table cannot be read from here on (${cause.code})`, {
      hint: 'look for a quote in this line, or just below it, that nothing closes',
    });
  }
}

/** All of it, and what came with its end. */
async function firstLine(texts: AsyncGenerator<string>): Promise<string> {
  let text = '';
  while (!/[\r\n]/.test(text) && text.length < ROW_MAX) {
    const { value, done } = await texts.next();
    if (done) break;
    text += value;
  }
  return text;
}

async function* again(first: string, rest: AsyncIterable<string>): AsyncIterable<string> {
  yield first;
  yield* rest;
}

/** What is not UTF-8 is what Russia's registry was written in before. */
type Encoding = 'utf-8' | 'utf-16le' | 'windows-1251';

async function encodingOf({ open }: Table): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  try {
    for await (const chunk of open()) {
      if (isFirst && chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
      isFirst = false;
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return 'utf-8';
  } catch (cause) {
    if (cause instanceof TypeError) return 'windows-1251';
    throw cause;
  }
}

async function* textsOf({ open }: Table, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of open()) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function tellingFew(file: string) {
  const told: Finding[] = [];
  let others = 0;
  return {
    /** Nothing is read behind it. */
    end(found: Finding): void {
      told.push(found);
    },
    tell({ column, what }: RowFault, row: Row): void {
      if (told.length < TOLD_MAX)
        told.push(finding('numbers/range', placeOf(file, row, column), what));
      else others++;
    },
    findings(): readonly Finding[] {
      if (others === 0) return told;
      const message = `${others} more rows are no ranges`;
      return [...told, finding('numbers/range', wholeFile(file), message)];
    },
  };
}

/** A row with quotes around its cells is told of at its beginning. */
function placeOf(file: string, { cells, line }: Row, column: number): Place {
  const before = cells.slice(0, column);
  return { file, line, col: before.reduce((sum, cell) => sum + cell.length + 1, 1) };
}
