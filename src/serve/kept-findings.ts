// What is found of the inventory that is in force, and of one that was refused since: for who asks later.

import { withoutConsequences } from '../artifacts/without-consequences.js';
import type { Mac } from '../core/mac.js';
import type { Severity } from '../findings/evidence.js';
import { type Finding, formatPlace } from '../findings/finding.js';
import type { FindingAnswer, FindingsAnswer } from '../page/wire/lists.js';

export interface KeptFindings {
  /** This was read, and is in force. */
  taken(findings: readonly Finding[]): void;
  /** More of what is in force, found later. */
  more(findings: readonly Finding[]): void;
  /** This was read, and is not taken; empty: it could not be read at all, or nothing in it is wrong by itself. */
  refused(findings: readonly Finding[]): void;
  answer(): FindingsAnswer;
  /** Of what is in force. */
  counts(): SeverityCounts;
}

export type SeverityCounts = Readonly<Record<Severity, number>>;

export function createKeptFindings(first: readonly Finding[]): KeptFindings {
  let inForce = first;
  let refused: readonly Finding[] | undefined;
  let counted: { readonly of: readonly Finding[]; readonly counts: SeverityCounts } | undefined;
  return {
    taken(findings) {
      inForce = findings;
      refused = undefined;
    },
    more(findings) {
      inForce = [...inForce, ...findings];
    },
    refused(findings) {
      refused = findings;
    },
    counts() {
      counted = counted?.of === inForce ? counted : { of: inForce, counts: countOf(inForce) };
      return counted.counts;
    },
    answer: () => ({
      findings: findingAnswers(inForce),
      ...(refused && { refused: findingAnswers(refused) }),
    }),
  };
}

function countOf(findings: readonly Finding[]): SeverityCounts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of withoutConsequences(findings)) counts[severity] += 1;
  return counts;
}

export function findingAnswers(findings: readonly Finding[]): readonly FindingAnswer[] {
  return withoutConsequences(findings).map(
    ({ code, severity, message, hint, place, device, others = [] }) => ({
      ...{ code, severity, message, hint },
      place: formatPlace(place),
      phones: [...(device === undefined ? [] : [device]), ...others] as readonly Mac[],
    }),
  );
}
