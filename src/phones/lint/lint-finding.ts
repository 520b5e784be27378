// A finding in the text of a phone's file, whoever made the file.

import {
  type Evidence,
  type FindingId,
  type Severity,
  severityOf,
} from '../../findings/evidence.js';
import type { Found } from '../../findings/rule.js';
import type { Position } from '../../render/xml/tree.js';

/** With the position inside the file. */
export interface LintFinding extends Position {
  readonly rule: FindingId;
  readonly evidence: Evidence;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
}

export function lintFindingOf({ id, row, at, message, hint }: Found<Position>): LintFinding {
  return {
    rule: id,
    evidence: row.evidence,
    severity: severityOf(row),
    message,
    hint: hint ?? row.hint,
    line: at.line,
    col: at.col,
  };
}
