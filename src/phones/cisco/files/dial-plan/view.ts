// A dial plan -> what its template prints.

import type { DialPlan, DialRule } from './section.js';

const USERS = { phone: 'Phone', ip: 'IP' } as const;

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
