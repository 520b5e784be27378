// A pattern that two rules of one dial plan have, in an inventory and in a file: which of them the phone takes is not known.

import { risky } from '../../../../findings/evidence.js';
import type { Complaint, Found } from '../../../../findings/rule.js';
import { saidBy } from '../../tables/sources.js';

/** `At`: where it is said, a place of the inventory or a position in the file. */
export interface PatternAt<At> {
  readonly match: string;
  /** The line for which alone it is; absent: for all. */
  readonly line?: string;
  readonly at: At;
}

const ID = 'cisco/dial-rule-twice';

export const SAME_PATTERN_RULES = {
  [ID]: risky('Two dial rules with one pattern', 'keep the one that is meant', saidBy('cisco')),
} as const;

export function judgePatterns<At>(rules: readonly PatternAt<At>[]): readonly Found<At>[] {
  const seen = new Set<string>();
  return rules.flatMap((rule) => {
    const key = JSON.stringify([rule.match, rule.line]);
    if (seen.has(key)) return [{ ...twice(rule), id: ID, row: SAME_PATTERN_RULES[ID] }];
    seen.add(key);
    return [];
  });
}

function twice<At>({ match, at }: PatternAt<At>): Complaint<At> {
  return {
    at,
    message: `two rules have the pattern "${match}": which the phone takes is not known`,
  };
}
