// A dial plan as the phone would read it: told before the file is made. Adds no rule of its own.

import { type Diagnostic, diagnostic } from '../../../../findings/finding.js';
import { isPattern, isRewrite, isStarKeyMeant, TONES } from './patterns.js';
import type { DialPlan, DialRule } from './section.js';

export function checkDialPlan(plan: DialPlan): readonly Diagnostic[] {
  return plan.rules.flatMap(checkRule);
}

function checkRule({ match, rewrite, tones, place }: DialRule): readonly Diagnostic[] {
  const findings: Diagnostic[] = [];
  const bad = (message: string, hint: string) =>
    findings.push(diagnostic('inventory/bad-value', place, message, { hint }));
  if (!isPattern(match)) {
    bad(`"${match}" is no pattern of the phone`, 'digits, #, . * \\* and , are');
  }
  if (isStarKeyMeant(match)) {
    const message = `"${match}" means any digits and then ${match.slice(1)}, for * stands for digits`;
    const hint = `write "\\${match}" if the * key is meant`;
    findings.push(diagnostic('inventory/doubtful-value', place, message, { hint }));
  }
  if (rewrite !== undefined && !isRewrite(rewrite)) {
    bad(`the phone cannot rewrite to "${rewrite}"`, 'after % comes 0 to 5, %, or .');
  }
  for (const tone of tones.filter((name) => !TONES.includes(name))) {
    bad(`the phone knows no tone "${tone}"`, `one of: ${TONES.join(', ')}`);
  }
  if (tones.length > 1) {
    const message = 'how the phone tells several tones of one rule apart is not known';
    findings.push(diagnostic('inventory/unsupported', place, message, { hint: 'name one tone' }));
  }
  return findings;
}
