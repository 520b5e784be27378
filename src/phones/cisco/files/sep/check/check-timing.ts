// Numbers that are each within their limits, and make no sense together.

import { risky } from '../../../../../findings/evidence.js';
import type { Place } from '../../../../../findings/finding.js';
import type { Phone } from '../../../../../site/site.js';
import { saidBy } from '../../../tables/sources.js';
import { pbxOf } from '../view.js';
import type { PhoneRules } from './subject.js';

export const TIMING_RULES = {
  'cisco/odd-timing': {
    ...risky(
      'Two numbers that do not go together',
      'change one of them, or leave them out',
      saidBy('rfc3261'),
    ),
    run: ({ phone }) =>
      PAIRS.flatMap(({ lower, upper, why }) => {
        const [low, high] = [lower, upper].map((name) => numberOf(phone, name));
        if (low === undefined || high === undefined || low <= high) return [];
        const place = [lower, upper].map((name) => placeOfNumber(phone, name)).find(Boolean);
        const message = `${lower} ${low} is more than ${upper} ${high}: ${why}`;
        return [{ at: place ?? phone.placeOf(), message }];
      }),
  },
} as const satisfies PhoneRules;

/** Beside settings, `registerExpires` of the PBX. RFC 3261 section 17.1.1.1 for T1 and T2. */
const PAIRS = [
  {
    lower: 'timerRegisterDelta',
    upper: 'registerExpires',
    why: 'the phone would register again before it has',
  },
  {
    lower: 'timerSubscribeDelta',
    upper: 'timerSubscribeExpires',
    why: 'the phone would subscribe again before it has',
  },
  { lower: 'timerT1', upper: 'timerT2', why: 'T2 is the longest that T1 grows to' },
  { lower: 'busyTrigger', upper: 'maxNumCalls', why: 'the line is never busy' },
] as const;

function placeOfNumber(phone: Phone, name: string): Place | undefined {
  return name === 'registerExpires'
    ? pbxOf(phone)?.saidAt.registerExpires
    : phone.saidAt('settings', name);
}

function numberOf(phone: Phone, name: string): number | undefined {
  if (name === 'registerExpires') return pbxOf(phone)?.registerExpiresSeconds;
  const value = phone.settings[name];
  return typeof value === 'number' ? value : undefined;
}
