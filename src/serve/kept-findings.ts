// What is found of the inventory that is in force, and of one that was refused since: for who asks later.

import { withoutConsequences } from '../artifacts/without-consequences.js';
import type { Mac } from '../core/mac.js';
import { type Finding, formatPlace } from '../findings/finding.js';
import type { FindingAnswer, FindingsAnswer } from '../page/wire/lists.js';

export interface KeptFindings {
  /** This was read, and is in force. */
  taken(findings: readonly Finding[]): void;
  /** More of what is in force, found later. */
  more(findings: readonly Finding[]): void;
  /** This was read, and is not taken; empty: it could not be read at all. */
  refused(findings: readonly Finding[]): void;
  answer(): FindingsAnswer;
}

export function createKeptFindings(first: readonly Finding[]): KeptFindings {
  let inForce = first;
  let refused: readonly Finding[] | undefined;
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
    answer: () => ({
      findings: findingAnswers(inForce),
      ...(refused && { refused: findingAnswers(refused) }),
    }),
  };
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
