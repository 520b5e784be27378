// Ranges as they are read -> a plan in order, in columns that hold a million of them in little room.

import type { PlanColumns } from './plan-columns.js';
import type { Range } from './read-row.js';

/** Where a range was read. */
export interface Origin {
  /** Which of the files, from 0. */
  readonly file: number;
  readonly line: number;
}

/** Both have a number; the second is left out. */
export interface Overlap {
  readonly kept: Origin;
  readonly leftOut: Origin;
}

export interface Collected extends PlanColumns {
  /** Ranges that were there before, word for word. */
  readonly repeated: number;
  readonly overlaps: readonly Overlap[];
}

export interface RangeCollector {
  add(range: Range, origin: Origin): void;
  readonly count: number;
  /** Once. `overlapsMax`: so many are listed. */
  finish(overlapsMax: number): Collected;
}

const ROOM_AT_FIRST = 4_096;

export function collectRanges(): RangeCollector {
  const columns = growing();
  const operators = interning();
  const regions = interning();
  let count = 0;
  return {
    add(range, { file, line }) {
      columns.reserve(count + 1);
      const { all } = columns;
      all.first[count] = range.first;
      all.last[count] = range.last;
      all.codeDigits[count] = range.codeDigits;
      all.operator[count] = operators.idOf(range.operator);
      all.region[count] = regions.idOf(range.region);
      all.file[count] = file;
      all.line[count] = line;
      count++;
    },
    get count() {
      return count;
    },
    finish(overlapsMax) {
      const { all } = columns;
      const chosen = withoutOverlaps(all, inOrder(all.first, count), overlapsMax);
      return {
        first: Float64Array.from(chosen.rows, (row) => all.first[row] as number),
        last: Float64Array.from(chosen.rows, (row) => all.last[row] as number),
        codeDigits: Uint8Array.from(chosen.rows, (row) => all.codeDigits[row] as number),
        operator: Uint32Array.from(chosen.rows, (row) => all.operator[row] as number),
        region: Uint32Array.from(chosen.rows, (row) => all.region[row] as number),
        operators: operators.all,
        regions: regions.all,
        repeated: chosen.repeated,
        overlaps: chosen.overlaps,
      };
    },
  };
}

type Rows = ReturnType<typeof roomFor>;

function roomFor(rows: number) {
  return {
    first: new Float64Array(rows),
    last: new Float64Array(rows),
    codeDigits: new Uint8Array(rows),
    operator: new Uint32Array(rows),
    region: new Uint32Array(rows),
    file: new Uint16Array(rows),
    line: new Uint32Array(rows),
  };
}

function growing() {
  let all = roomFor(ROOM_AT_FIRST);
  return {
    get all() {
      return all;
    },
    reserve(rows: number): void {
      if (rows <= all.first.length) return;
      const larger = roomFor(all.first.length * 2);
      for (const name of Object.keys(larger) as (keyof Rows)[]) larger[name].set(all[name]);
      all = larger;
    },
  };
}

function interning() {
  const ids = new Map<string, number>();
  const all: string[] = [];
  return {
    all,
    idOf(text: string): number {
      const known = ids.get(text);
      if (known !== undefined) return known;
      ids.set(text, all.length);
      return all.push(text) - 1;
    },
  };
}

/** Rows by their first number, and those of one by when they were read. */
function inOrder(first: Float64Array, count: number): Uint32Array {
  const rows = Uint32Array.from({ length: count }, (_, row) => row);
  let isSorted = true;
  for (let row = 1; row < count && isSorted; row++) {
    isSorted = (first[row - 1] as number) <= (first[row] as number);
  }
  if (isSorted) return rows;
  return rows.sort((a, b) => (first[a] as number) - (first[b] as number) || a - b);
}

/** Of two ranges that have a number in common the one that was read first stays. */
function withoutOverlaps(all: Rows, ordered: Uint32Array, overlapsMax: number) {
  const rows = new Uint32Array(ordered.length);
  const overlaps: Overlap[] = [];
  let kept = 0;
  let repeated = 0;
  for (const row of ordered) {
    const before = kept === 0 ? undefined : (rows[kept - 1] as number);
    if (before === undefined || (all.last[before] as number) < (all.first[row] as number)) {
      rows[kept++] = row;
    } else if (isSame(all, before, row)) repeated++;
    else {
      const [stays, goes] = before < row ? [before, row] : [row, before];
      rows[kept - 1] = stays;
      if (overlaps.length < overlapsMax) {
        overlaps.push({ kept: originOf(all, stays), leftOut: originOf(all, goes) });
      }
    }
  }
  return { rows: rows.subarray(0, kept), overlaps, repeated };
}

function isSame(all: Rows, a: number, b: number): boolean {
  return (['first', 'last', 'codeDigits', 'operator', 'region'] as const).every(
    (name) => all[name][a] === all[name][b],
  );
}

function originOf({ file, line }: Rows, row: number): Origin {
  return { file: file[row] as number, line: line[row] as number };
}
