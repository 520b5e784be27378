// What an Asterisk has now, asked by its lists and taken entry by entry: those who are served have their turn between.

import type { Clock } from '../../core/clock.js';
import { createTurns } from '../../core/turns.js';
import { type AmiMessage, refusalOf } from '../../pbx/ami/message.js';
import type { AmiAsking } from '../../pbx/ami/session.js';
import type { ListTaken, Registrations } from '../../pbx/lines/registrations.js';

/** `absent`: such an Asterisk has no such thing; `denied`: its user may not ask for it. */
export type Answered = 'there' | 'absent' | 'denied';

export interface ListsTaken {
  /** Of PJSIP. */
  readonly contacts: Answered;
  /** Of chan_sip. */
  readonly peers: Answered;
  /** What lines are doing. */
  readonly uses: Answered;
}

export interface Lists {
  contacts(): Promise<Answered>;
  peers(): Promise<Answered>;
  uses(): Promise<Answered>;
  /** SIPshowpeer: where one of chan_sip's is registered. */
  look(account: string): Promise<void>;
}

/** Each rejects when the connection is lost meanwhile. */
export function listsOf(asking: AmiAsking, registrations: Registrations, clock: Clock): Lists {
  const now = () => clock.monotonicMs();

  async function takeAll(
    action: string,
    list: ListTaken,
    empty: RegExp = NEVER,
  ): Promise<Answered> {
    const { response, events } = await asking.list(action);
    const refusal = refusalOf(response);
    if (refusal !== undefined && !empty.test(refusal)) return answeredBy(refusal);
    const { next } = createTurns();
    for (const entry of events) {
      list.take(entry, now());
      await next();
    }
    list.end(now());
    return 'there';
  }

  return {
    contacts: () => takeAll('PJSIPShowContacts', registrations.beginContacts(), NO_CONTACTS),
    peers: () => takeAll('SIPpeers', registrations.beginPeers()),
    uses: () => takeAll('DeviceStateList', { take: registrations.use, end() {} }),
    async look(account) {
      const response: AmiMessage = await asking.ask('SIPshowpeer', [['Peer', account]]);
      registrations.looked(account, response, now(), clock.wallMs());
    },
  };
}

/** What PJSIP refuses a list with that would be empty. */
const NO_CONTACTS = /^No Contacts found/i;
const NEVER = /^\b$/;

function answeredBy(refusal: string): Answered {
  return /permission denied/i.test(refusal) ? 'denied' : 'absent';
}

/** One after another, as they would be answered anyway. `before`: what was not there is not asked for again. */
export async function takeLists(lists: Lists, before?: ListsTaken): Promise<ListsTaken> {
  const taken = { contacts: 'absent', peers: 'absent', uses: 'absent', ...before };
  for (const name of ['contacts', 'peers', 'uses'] as const) {
    if (before?.[name] !== 'absent') taken[name] = await lists[name]();
  }
  return taken as ListsTaken;
}
