// How Cisco phones are told to read their files again, and where they listen for it.

import type { ModelFacts } from '../../site/model.js';
import {
  type NotifyAction,
  type NotifyWay,
  REGISTER_CALL_ID,
  type SipEar,
  sipEarOf,
} from '../../site/notify.js';
import type { Phone } from '../../site/site.js';
import { factsOf } from './tables/facts.js';

/** All zeros: whatever it has is old. */
const OLD = '{00000000-0000-0000-0000-000000000000}';

/**
 * What a CallManager sends. Three stamps: a fourth, of feature control, was refused by an 8861 with 14.1.1. That it needs
 * `active`, and a From without a user, owners of later phones report.
 */
const serviceControl = (action: string, source: string): NotifyWay => ({
  event: 'service-control',
  subscriptionState: 'active',
  body: {
    type: 'text/plain',
    lines: [
      `action=${action}`,
      `RegisterCallId={${REGISTER_CALL_ID}}`,
      `ConfigVersionStamp=${OLD}`,
      `DialplanVersionStamp=${OLD}`,
      `SoftkeyVersionStamp=${OLD}`,
    ],
  },
  needsCallId: true,
  restarts: action === 'reset',
  isUnconfirmed: true,
  source,
});

/** No parameter may follow: all of it is compared. */
const CHECK_SYNC = { event: 'check-sync', needsCallId: false } as const;

/** The 7940 and 7960, which know no service-control that does anything. */
const FIRST_GENERATION: Readonly<Record<NotifyAction, readonly NotifyWay[]>> = {
  resync: [
    {
      ...CHECK_SYNC,
      restarts: false,
      isUnconfirmed: true,
      source:
        "Cisco's guide to the 7960G and 7940G: it reads syncinfo.xml when it has been idle for 20 s, and starts anew only where that says so",
    },
  ],
  restart: [],
};

const LATER: Readonly<Record<NotifyAction, readonly NotifyWay[]>> = {
  resync: [
    serviceControl('restart', 'usecallmanager.nz, and owners of a 7975G with 9.4.2'),
    {
      ...CHECK_SYNC,
      restarts: true,
      isUnconfirmed: true,
      source:
        "one owner's guide to the 7942G to 7965G: it says 200, reads its files and starts anew",
    },
  ],
  restart: [serviceControl('reset', 'usecallmanager.nz, and owners of a 7975G with 9.4.2')],
};

/** Known without any data. */
export function notifyWays(model: ModelFacts, action: NotifyAction): readonly NotifyWay[] {
  return (factsOf(model).isFirstGeneration ? FIRST_GENERATION : LATER)[action];
}

export function sipEar(phone: Phone): SipEar {
  const ear = sipEarOf(phone, Number(phone.settings.voipControlPort));
  return phone.settings.proxy === 'callManager' ? { ...ear, isFirstLineOnly: true } : ear;
}
