// Where the steps of a boot stand on a line from its beginning to its end, as shares of that line.

import type { BootAnswer } from '../../page/wire/phone.js';

export type Scale = 'log' | 'linear';

export interface Place {
  readonly from: number;
  readonly to: number;
  /** Each time that it happened, where it happened often. */
  readonly marks: readonly number[];
}

export interface Layout {
  readonly steps: readonly Place[];
  /** Of what should come; undefined: nobody knows when. */
  readonly next: readonly (Place | undefined)[];
}

/** The first tenth of a second and the first ten seconds are as long as each other, as far as that goes. */
const LOG_FROM_MS = 100;
const MARKS_MAX = 30;

/** `runsForMs`: how long it has gone on, where it is not over. */
export function layOut(boot: BootAnswer, scale: Scale, runsForMs?: number): Layout {
  const due = boot.next.flatMap(({ dueMs }) => dueMs ?? []);
  const endMs = Math.max(1, runsForMs ?? 0, ...due, ...boot.steps.map(({ lastMs }) => lastMs));
  const at = (ms: number) => shareOf(Math.min(Math.max(ms, 0), endMs), endMs, scale);
  const steps = boot.steps.map(({ atMs, lastMs, count }) => ({
    from: at(atMs),
    to: at(lastMs),
    marks: marksOf(atMs, lastMs, count).map(at),
  }));
  const next = boot.next.map(({ dueMs }) =>
    dueMs === undefined ? undefined : { from: at(dueMs), to: at(endMs), marks: [] },
  );
  return { steps, next };
}

function shareOf(ms: number, endMs: number, scale: Scale): number {
  if (scale === 'linear') return ms / endMs;
  return Math.log1p(ms / LOG_FROM_MS) / Math.log1p(endMs / LOG_FROM_MS);
}

function marksOf(atMs: number, lastMs: number, count: number): readonly number[] {
  const marks = Math.min(count, MARKS_MAX);
  if (marks < 2) return [];
  return Array.from({ length: marks }, (_, at) => atMs + ((lastMs - atMs) * at) / (marks - 1));
}
