// A dotted file as its template sees it: first line, version, names and values.

import { type Content, oncePerKey } from '../../settings/assignment.js';
import { fill } from '../../tables/key-names.js';
import type { DottedLayout } from './dotted-tables.js';
import { findDottedProblem } from './raw-dotted.js';

export interface DottedView {
  readonly header: string;
  readonly version: string;
  readonly entries: readonly { readonly key: string; readonly value: string }[];
}

/** For the files of one model, whose names are made once. */
export function createDottedViews(layout: DottedLayout): (content: Content) => DottedView {
  const nameOf = oncePerKey(({ row, at }) => row.names.dotted && fill(row.names.dotted, at));
  return ({ version, assignments, raw }) => {
    const values = new Map<string, string>();
    for (const assignment of assignments) {
      const name = nameOf(assignment);
      if (name !== undefined) values.set(name, assignment.value);
    }
    // A raw name stands in for ours, or follows at the end.
    for (const [name, value] of Object.entries(raw)) {
      if (!findDottedProblem(name)) values.set(name, value);
    }
    return {
      header: layout.firstLine,
      version,
      entries: [...values].map(([key, value]) => ({ key, value })),
    };
  };
}
