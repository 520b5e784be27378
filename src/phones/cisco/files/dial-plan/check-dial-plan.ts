// A dial plan as the phone would read it: told before the file is made.

import type { Finding, Place } from '../../../../findings/finding.js';
import { findingOf, judgeBy } from '../../../../findings/rule.js';
import { DIAL_RULES, type DialRuleView } from './dial-rules.js';
import { type PatternAt, SAME_PATTERN_RULES } from './same-pattern.js';
import type { DialPlan, DialRule } from './section.js';

const judge = judgeBy<DialRuleView<Place>, Place>(DIAL_RULES);
const judgePatterns = judgeBy<readonly PatternAt<Place>[], Place>(SAME_PATTERN_RULES);

export function checkDialPlan({ rules }: DialPlan): readonly Finding[] {
  const twice = judgePatterns(rules.map(({ match, places }) => ({ match, at: places.match })));
  return [...rules.map(viewOf).flatMap(judge), ...twice].map(findingOf);
}

function viewOf({ match, rewrite, tones, places }: DialRule): DialRuleView<Place> {
  return {
    patterns: [{ text: match, at: places.match }],
    rewrites: rewrite === undefined ? [] : [{ text: rewrite, at: places.rewrite }],
    tones: tones.map((text, index) => ({ text, at: places.tones[index] ?? places.match })),
  };
}
