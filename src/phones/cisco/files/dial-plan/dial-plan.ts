// The dial template: which digits are a whole number, and what is sent for them. Adds no rule of its own.

import { type Diagnostic, diagnostic } from '../../../../findings/finding.js';
import type { DialPlan, DialRule } from '../../../../site/site.js';

const BELLCORE = [
  'Inside',
  'Outside',
  'Busy',
  'Alerting',
  'BusyVerify',
  'Stutter',
  'MsgWaiting',
  'Reorder',
  'CallWaiting',
  'Cw2',
  'Cw3',
  'Cw4',
  'Hold',
  'Confirmation',
  'Permanent',
  'Reminder',
  'None',
];
const CISCO = ['Zip', 'ZipZip', 'BeepBonk'];
/** Tones that the firmware knows by name. */
export const TONES: readonly string[] = [
  ...BELLCORE.map((name) => `Bellcore-${name}`),
  ...CISCO.map((name) => `Cisco-${name}`),
];
const USERS = { phone: 'Phone', ip: 'IP' } as const;

/** Digits, `#`, `.` any one, `*` any more, `\*` the key, `,` second dial tone. */
export function isPattern(text: string): boolean {
  return /^(?:[0-9#.,*]|\\\*)*$/.test(text);
}

/** `*97` is how people write the code of a feature. */
export function isStarKeyMeant(match: string): boolean {
  return /^\*[0-9]/.test(match);
}

/** `%0` to `%5` are groups of what was dialled, `%%` and `%.` the characters; anything else is sent as it stands. */
export function isRewrite(text: string): boolean {
  return !/%(?![0-5%.])/.test(text.replaceAll('%%', ''));
}

/** What its template shows: attributes in the order in which the vendor writes them, only those that are said. */
export function dialPlanView({ rules }: DialPlan): object {
  return { rules: rules.map((rule) => ({ attributes: attributesOf(rule) })) };
}

function attributesOf({ match, timeoutSeconds, user, rewrite, route, tones }: DialRule) {
  const [tone] = tones;
  const values = {
    MATCH: match,
    Timeout: timeoutSeconds,
    User: user && USERS[user],
    Rewrite: rewrite,
    Route: route,
    Tone: tone,
  };
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({ name, value }));
}

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
