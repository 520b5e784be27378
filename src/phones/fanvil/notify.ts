// How Fanvil phones are told to read their files again, and where they listen for it.

import type { NotifyWay, SipEar } from '../../site/notify.js';
import { sipEarOf } from '../../site/notify.js';
import type { Phone } from '../../site/site.js';

/** No key is known that says another. */
export const SIP_PORT = 5060;

/** For both: there is nothing by which they only read. What the key NotifyReboot makes of it is its default, 1, in all files seen. */
const WAYS: readonly NotifyWay[] = [
  {
    event: 'check-sync',
    needsCallId: false,
    restarts: true,
    isUnconfirmed: true,
    source: 'operators of other PBXs: it starts anew at once, and reads its files as it does so',
  },
];

/** Known without any data. */
export function notifyWays(): readonly NotifyWay[] {
  return WAYS;
}

export function sipEar(phone: Phone): SipEar {
  return sipEarOf(phone, SIP_PORT);
}
