// A dotted file as its template sees it: first line, version, names and values.

import type { Assignment } from './assignment.js';
import type { DottedForm } from './data.js';
import { fill } from './key-names.js';
import { findDottedProblem } from './raw.js';

export interface DottedView {
  readonly header: string;
  readonly version: string;
  readonly entries: readonly { readonly key: string; readonly value: string }[];
}

export interface DottedInput {
  readonly form: DottedForm;
  readonly version: string;
  readonly assignments: readonly Assignment[];
  readonly raw: Readonly<Record<string, string>>;
}

/** A raw name stands in for ours, or follows at the end. */
export function createDottedView({ form, version, assignments, raw }: DottedInput): DottedView {
  const named = assignments.flatMap(({ row, at, value }) =>
    row.dotted === undefined ? [] : [[fill(row.dotted, at), value] as const],
  );
  const added = Object.entries(raw).filter(([name]) => !findDottedProblem(name));
  const values = new Map([...named, ...added]);
  return {
    header: form.firstLine,
    version,
    entries: [...values].map(([key, value]) => ({ key, value })),
  };
}
