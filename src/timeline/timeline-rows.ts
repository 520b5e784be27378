// One boot as rows: what the phone did when, where it is stuck, and in grey what it would do next.

import type { Diagnosis } from './diagnose.js';
import type { Expected } from './expected.js';
import { type Boot, latestOf } from './history.js';
import { stepText } from './step-text.js';
import { beganMs, type Step } from './steps.js';
import { spell } from './words.js';

export interface TimelineRow {
  /** Since the boot began; absent: it has not happened, and nobody knows when it should. */
  readonly atMs?: number;
  readonly what: string;
  readonly outcome: string;
  readonly count: number;
  /** `×4, every 30 s`; empty: once. */
  readonly repeats: string;
  readonly mark?: 'running' | 'stuck' | 'expected' | 'left-out';
}

/** `diagnosis`: of the phone, for the row at which it is stuck. */
export function describeBoot(
  boot: Boot,
  expected: readonly Expected[],
  nowMs: number,
  diagnosis?: Diagnosis,
): readonly TimelineRow[] {
  const stuck = diagnosis?.severity === 'problem' ? latestOf(boot) : undefined;
  const rows = boot.steps.map((step) => rowOf(boot, step, step === stuck));
  return [
    ...withLeftOut(rows, boot.leftOut),
    ...expected.map((each) => greyRow(boot, each, nowMs)),
  ];
}

function rowOf(boot: Boot, step: Step, isStuck: boolean): TimelineRow {
  const { first, last, count, everyMs } = step;
  const isRunning = last.kind === 'file' && last.outcome === 'running';
  const mark = isStuck ? 'stuck' : isRunning ? 'running' : undefined;
  return {
    atMs: beganMs(first) - boot.beganMs,
    ...stepText(last),
    count,
    repeats: repeatsText(count, everyMs),
    ...(mark && { mark }),
  };
}

/** `×4, every 30 s`; empty: once. */
export function repeatsText(count: number, everyMs: number | undefined): string {
  if (count === 1) return '';
  return everyMs === undefined ? `×${count}` : `×${count}, every ${spell(everyMs)}`;
}

/** Steps are let go in the middle. */
function withLeftOut(rows: readonly TimelineRow[], leftOut: number): readonly TimelineRow[] {
  if (leftOut === 0) return rows;
  const what = leftOut === 1 ? 'one step more' : `${leftOut} steps more`;
  const gap = { what, outcome: 'not kept', count: leftOut, repeats: '', mark: 'left-out' } as const;
  return rows.toSpliced(rows.length >> 1, 0, gap);
}

function greyRow(boot: Boot, { what, purpose, dueMs }: Expected, nowMs: number): TimelineRow {
  const row = { what, count: 0, repeats: '', mark: 'expected' } as const;
  if (dueMs === undefined) return { ...row, outcome: purpose };
  const when =
    dueMs <= nowMs
      ? `expected ${spell(nowMs - dueMs)} ago`
      : `expected within ${spell(dueMs - nowMs)}`;
  return { ...row, atMs: dueMs - boot.beganMs, outcome: `${purpose}, ${when}` };
}
