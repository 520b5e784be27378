// One boot as rows: what the phone did when, where it is stuck, and in grey what it would do next.

import type { Expected } from './expected.js';
import type { Here } from './here.js';
import type { Boot } from './history.js';
import { stepText } from './step-text.js';
import { beganMs, type Step } from './steps.js';
import { ENGLISH } from './texts/en/language.js';
import { print, printCount } from './texts/print.js';
import { say } from './texts/said.js';
import type { Language } from './texts/shape.js';

export interface TimelineRow {
  /** Since the boot began; absent: it has not happened, and nobody knows when it should. */
  readonly atMs?: number;
  readonly what: string;
  readonly outcome: string;
  readonly count: number;
  /** `×4, every 30 s`; empty: once. */
  readonly repeats: string;
  readonly mark?: 'running' | 'stuck' | 'waits' | 'expected' | 'left-out';
}

/** `here`: where the phone is stuck or waits. */
export function describeBoot(
  boot: Boot,
  expected: readonly Expected[],
  nowMs: number,
  here?: Here,
  language: Language = ENGLISH,
): readonly TimelineRow[] {
  const rows = boot.steps.map((step) => rowOf(boot, step, here, language));
  return [
    ...withLeftOut(rows, boot.leftOut, language),
    ...expected.map((each) => greyRow(boot, each, nowMs, language)),
  ];
}

function rowOf(boot: Boot, step: Step, here: Here | undefined, language: Language): TimelineRow {
  const { first, last, count, everyMs } = step;
  const isRunning = last.kind === 'file' && last.outcome === 'running';
  const mark = here?.step === step ? here.mark : isRunning ? 'running' : undefined;
  return {
    atMs: beganMs(first) - boot.beganMs,
    ...stepText(last, language),
    count,
    repeats: repeatsText(count, everyMs, language),
    ...(mark && { mark }),
  };
}

/** What stands behind such a row on a terminal; empty: nothing. */
export function markText(mark: TimelineRow['mark']): string {
  return mark === 'stuck' || mark === 'waits' ? `  <- ${mark}` : '';
}

/** `×4, every 30 s`; empty: once. */
export function repeatsText(
  times: number,
  everyMs: number | undefined,
  language: Language = ENGLISH,
): string {
  if (times === 1) return '';
  const count = String(times);
  return everyMs === undefined
    ? print(say('repeated', { count }), language)
    : print(say('repeatedEvery', { count, every: { ms: everyMs } }), language);
}

/** Steps are let go in the middle. */
function withLeftOut(
  rows: readonly TimelineRow[],
  leftOut: number,
  language: Language,
): readonly TimelineRow[] {
  if (leftOut === 0) return rows;
  const what = printCount(leftOut, 'stepsMore', language);
  const outcome = print(say('notKept'), language);
  const gap = { what, outcome, count: leftOut, repeats: '', mark: 'left-out' } as const;
  return rows.toSpliced(rows.length >> 1, 0, gap);
}

function greyRow(boot: Boot, expected: Expected, nowMs: number, language: Language): TimelineRow {
  const { dueMs } = expected;
  const { what, purpose } = expectedText(expected, language);
  const row = { what, count: 0, repeats: '', mark: 'expected' } as const;
  if (dueMs === undefined) return { ...row, outcome: purpose };
  const when =
    dueMs <= nowMs
      ? say('expectedAgo', { purpose, time: { ms: nowMs - dueMs } })
      : say('expectedWithin', { purpose, time: { ms: dueMs - nowMs } });
  return { ...row, atMs: dueMs - boot.beganMs, outcome: print(when, language) };
}

/** What would come next, and what it is for. */
export function expectedText(
  { what, purpose }: Pick<Expected, 'what' | 'purpose'>,
  language: Language = ENGLISH,
): { readonly what: string; readonly purpose: string } {
  return {
    what: typeof what === 'string' ? what : print(what, language),
    purpose: language.purposes[purpose] ?? purpose,
  };
}
