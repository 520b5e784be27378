// A rule: one row with an identity, the evidence for it, and how it is judged. Knows nothing of phones.

import type { Mac } from '../core/mac.js';
import type { CodeRow, FindingId } from './evidence.js';
import { type Finding, findingBy, type Place, type Related } from './finding.js';

/** What a rule has to say. `At` is where: a place in an inventory, or a position in a text. */
export interface Complaint<At> {
  readonly at: At;
  /** One line, never a secret. */
  readonly message: string;
  /** Stands in for the rule's general hint. */
  readonly hint?: string;
  readonly related?: readonly Related[];
  readonly device?: Mac;
  readonly fix?: Fix;
}

/** What makes it right, where there is exactly one way. */
export type Fix = TextFix | NameFix;

/**
 * `to` is to stand in place of `from`: the text of the element at the complaint's place, the value of the attribute there,
 * or what stands there itself.
 */
export interface TextFix {
  readonly from: string;
  readonly to: string;
}

/** The file is to be called this. */
export interface NameFix {
  readonly rename: string;
}

/** A text, and where it stands. */
export interface Said<At> {
  readonly text: string;
  readonly at: At;
}

export interface Rule<Subject, At> extends CodeRow {
  /** Absent: it applies to every subject. */
  applies?(subject: Subject): boolean;
  run(subject: Subject): readonly Complaint<At>[];
}

export type Rules<Subject, At> = Readonly<Record<FindingId, Rule<Subject, At>>>;

export interface Found<At> extends Complaint<At> {
  readonly id: FindingId;
  readonly row: CodeRow;
}

/** All rules of these tables, in their order. */
export function judgeBy<Subject, At>(
  ...tables: readonly Rules<Subject, At>[]
): (subject: Subject) => readonly Found<At>[] {
  const rows = tables.flatMap(entriesOf<Rule<Subject, At>>).map(([id, rule]) => ({ id, rule }));
  return (subject) => {
    const found: Found<At>[] = [];
    for (const { id, rule } of rows) {
      if (rule.applies && !rule.applies(subject)) continue;
      const complaints = rule.run(subject);
      // Nearly always there are none.
      if (complaints.length === 0) continue;
      for (const complaint of complaints) found.push({ ...complaint, id, row: rule });
    }
    return found;
  };
}

export function entriesOf<T>(
  table: Readonly<Record<FindingId, T>>,
): readonly (readonly [FindingId, T])[] {
  return Object.entries(table) as unknown as readonly (readonly [FindingId, T])[];
}

/** Of rules on an inventory. */
export function findingOf({ id, row, at, message, ...details }: Found<Place>): Finding {
  return findingBy(id, row, at, message, details);
}
