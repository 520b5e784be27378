// A finding in the text of a phone's file, whoever made the file.

import {
  type Evidence,
  type FindingId,
  type Severity,
  severityOf,
} from '../../findings/evidence.js';
import type { Fix, Found } from '../../findings/rule.js';
import type { Position } from '../../render/xml/tree.js';

/** With the position inside the file. */
export interface LintFinding extends Position {
  readonly rule: FindingId;
  readonly evidence: Evidence;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  /** Other places of the same file. */
  readonly related?: readonly Note[];
  /** What makes it right, where there is exactly one way. */
  readonly fix?: Fix;
}

export interface Note extends Position {
  readonly message: string;
}

/** What `Found` has no room for. */
export type LintDetails = Pick<LintFinding, 'related' | 'fix'>;

export function lintFindingOf(found: Found<Position>): LintFinding {
  return lintFindingWith(found, found.fix ? { fix: found.fix } : {});
}

export function lintFindingWith(
  { id, row, at, message, hint }: Omit<Found<Position>, 'related'>,
  details: LintDetails,
): LintFinding {
  return {
    ...details,
    rule: id,
    evidence: row.evidence,
    severity: severityOf(row),
    message,
    hint: hint ?? row.hint,
    line: at.line,
    col: at.col,
  };
}
