// One phone's diagnosis: the first row of the table that its view fits. What was seen is a value; a language says it when asked.

import type { History } from './history.js';
import type { Grade, Row } from './rows/row.js';
import { maskOf, signsOf } from './rows/signs.js';
import { ROWS } from './rows/table.js';
import type { Step } from './steps.js';
import type { Said, Values } from './texts/said.js';
import { type PhoneFacts, type View, viewOf } from './view.js';

export interface Diagnosis {
  readonly id: Row['id'];
  readonly name: string;
  readonly severity: Row['severity'];
  readonly grade: Grade;
  readonly source: string;
  readonly sinceMs: number;
  readonly seen: Said;
  /** Of the boot: which shows that; absent: none does. */
  readonly step?: Step;
  /** What `{…}` in the row's texts stands for. */
  readonly values: Values;
}

interface Asked {
  readonly row: Row;
  readonly mask: number;
}

const asked = (row: Row): Asked => ({ row, mask: maskOf(row.on) });
const PROBLEMS = ROWS.filter(({ severity }) => severity === 'problem').map(asked);
const NOTES = ROWS.filter(({ severity }) => severity === 'note').map(asked);

/** The problem if there is one, else what explains what is normal; undefined: nothing needs a word. */
export function diagnose(
  history: History,
  facts: PhoneFacts,
  nowMs: number,
): Diagnosis | undefined {
  const signs = signsOf(history, facts, nowMs);
  const view = viewOf(history, facts, nowMs);
  return firstOf(PROBLEMS, signs, view) ?? firstOf(NOTES, signs, view);
}

function firstOf(rows: readonly Asked[], signs: number, view: View): Diagnosis | undefined {
  for (const { row, mask } of rows) {
    const found = (signs & mask) === 0 ? undefined : diagnosisOf(row, view);
    if (found) return found;
  }
  return undefined;
}

/** All rows that fit, in the order of the table, whatever is seen at a glance. */
export function sightings(view: View): readonly Diagnosis[] {
  return ROWS.flatMap((row) => diagnosisOf(row, view) ?? []);
}

function diagnosisOf(row: Row, view: View): Diagnosis | undefined {
  const { vendor } = view.facts.model ?? {};
  if (row.vendor !== undefined && vendor !== undefined && row.vendor !== vendor) return undefined;
  const sighting = row.seen(view);
  if (!sighting) return undefined;
  const { id, name, severity, grade, source } = row;
  const { seen, sinceMs, step, values } = sighting;
  return { id, name, severity, grade, source, sinceMs, seen, ...(step && { step }), values };
}
