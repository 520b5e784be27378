// A pattern that two rules of one dial plan have, in an inventory and in a file: which of them the phone takes is not known.

import { type CodeRow, risky } from '../../../../findings/evidence.js';
import type { Complaint } from '../../../../findings/rule.js';
import { saidBy } from '../../tables/sources.js';

/** `At`: where it is said, a place of the inventory or a position in the file. */
export interface PatternAt<At> {
  readonly match: string;
  /** The line for which alone it is; absent: for all. */
  readonly line?: string;
  readonly at: At;
}

interface RuleOfPatterns extends CodeRow {
  run<At>(rules: readonly PatternAt<At>[]): readonly Complaint<At>[];
}

export const SAME_PATTERN_RULES = {
  'cisco/dial-rule-twice': {
    ...risky('Two dial rules with one pattern', 'keep the one that is meant', saidBy('cisco')),
    run(rules) {
      const seen = new Set<string>();
      return rules.flatMap(({ match, line, at }) => {
        const key = JSON.stringify([match, line]);
        const message = `two rules have the pattern "${match}": which the phone takes is not known`;
        if (seen.has(key)) return [{ at, message }];
        seen.add(key);
        return [];
      });
    },
  },
} as const satisfies Readonly<Record<`cisco/${string}`, RuleOfPatterns>>;
