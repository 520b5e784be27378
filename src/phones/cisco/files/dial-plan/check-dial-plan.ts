// A dial plan as the phone would read it: told before the file is made. Adds no rule of its own to the plan.

import { rejected, risky } from '../../../../findings/evidence.js';
import type { Diagnostic, Place } from '../../../../findings/finding.js';
import { diagnosticOf, judgeBy, type Rule } from '../../../../findings/rule.js';
import { isPattern, isRewrite, isStarKeyMeant, TONES } from './patterns.js';
import type { DialPlan, DialRule } from './section.js';

export const DIAL_PLAN_RULES = {
  'cisco/dial-pattern': {
    ...rejected(
      'A dial rule with a pattern that the phone cannot read',
      'digits, #, . * \\* and , are',
    ),
    run: ({ match, place }) =>
      isPattern(match) ? [] : [{ at: place, message: `"${match}" is no pattern of the phone` }],
  },
  'cisco/star-key': {
    ...risky(
      'A * that stands for digits where the key may be meant',
      'write a \\ before it if the * key is meant',
    ),
    run({ match, place }) {
      if (!isStarKeyMeant(match)) return [];
      const message = `"${match}" means any digits and then ${match.slice(1)}, for * stands for digits`;
      return [{ at: place, message, hint: `write "\\${match}" if the * key is meant` }];
    },
  },
  'cisco/dial-rewrite': {
    ...rejected('A rewriting that the phone cannot do', 'after % comes 0 to 5, %, or .'),
    run: ({ rewrite, place }) =>
      rewrite === undefined || isRewrite(rewrite)
        ? []
        : [{ at: place, message: `the phone cannot rewrite to "${rewrite}"` }],
  },
  'cisco/dial-tone': {
    ...rejected('A tone that the phone does not know', `one of: ${TONES.join(', ')}`),
    run: ({ tones, place }) =>
      tones
        .filter((name) => !TONES.includes(name))
        .map((tone) => ({ at: place, message: `the phone knows no tone "${tone}"` })),
  },
  'cisco/several-tones': {
    ...rejected('Several tones in one dial rule', 'name one tone'),
    run({ tones, place }) {
      const message = 'how the phone tells several tones of one rule apart is not known';
      return tones.length > 1 ? [{ at: place, message }] : [];
    },
  },
} as const satisfies Readonly<Record<`cisco/${string}`, Rule<DialRule, Place>>>;

const judge = judgeBy<DialRule, Place>(DIAL_PLAN_RULES);

export function checkDialPlan(plan: DialPlan): readonly Diagnostic[] {
  return plan.rules.flatMap(judge).map(diagnosticOf);
}
