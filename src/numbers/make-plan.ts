// Tables of ranges -> the bytes of a plan, or what is in the way.

import { type Finding, hasErrors, wholeFile } from '../findings/finding.js';
import { finding } from './codes.js';
import { collectRanges, type Overlap } from './collect-ranges.js';
import type { Dialling } from './digits.js';
import { encodePlan } from './plan-file.js';
import { type ReadOptions, readTables, type Table } from './read-tables.js';

export interface MakeOptions extends ReadOptions {
  /** Beside what the registry is known for, and before it. */
  readonly dialling?: Dialling;
}

export interface MadePlan {
  readonly findings: readonly Finding[];
  /** Absent: there is an error. */
  readonly bytes?: Uint8Array;
  readonly ranges: number;
  /** That have a name. */
  readonly operators: number;
  readonly regions: number;
  /** Rows that stood there before, word for word. */
  readonly repeated: number;
}

const OVERLAPS_MAX = 10;

/** Throws the system's Error. */
export async function makePlan(
  tables: readonly Table[],
  { dialling, ...options }: MakeOptions,
): Promise<MadePlan> {
  const ranges = collectRanges();
  const read = await readTables(tables, ranges, options);
  const findings = [...read.findings];
  const isEmpty = ranges.count === 0 && findings.length === 0;
  const [{ name = '' } = {}] = tables;
  if (isEmpty)
    findings.push(finding('numbers/none', wholeFile(name), 'no range of numbers stands in it'));
  const plan = ranges.finish(OVERLAPS_MAX);
  findings.push(...plan.overlaps.map((overlap) => overlapFinding(overlap, tables)));
  const counts = {
    ranges: plan.first.length,
    operators: named(plan.operators),
    regions: named(plan.regions),
    repeated: plan.repeated,
  };
  if (hasErrors(findings)) return { findings, ...counts };
  return {
    findings,
    ...counts,
    bytes: encodePlan(plan, { ...read.registry?.dialling, ...dialling }),
  };
}

function named(texts: readonly string[]): number {
  return texts.filter((text) => text !== '').length;
}

function overlapFinding({ kept, leftOut }: Overlap, tables: readonly Table[]): Finding {
  const place = (at: Overlap['kept']) => ({
    file: tables[at.file]?.name ?? '',
    line: at.line,
    col: 1,
  });
  return finding('numbers/overlap', place(leftOut), 'numbers of this range stand in another, too', {
    related: [{ place: place(kept), message: 'this one is kept' }],
  });
}
