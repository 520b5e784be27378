// What becomes of an account's contacts and of refused attempts: events of the phones whose doing it is.

import type { Mac } from '../../core/mac.js';
import type { SipEvent } from '../../timeline/events.js';
import type { Account, Accounts, Held } from './accounts.js';
import type { Attempt } from './read-event.js';
import type { Sources } from './sources.js';
import { createTold } from './told.js';
import { type Directory, type LineHeld, whoSent } from './who.js';

export interface Verdicts {
  /** Tells what is new of an account. */
  settle(name: string, atMs: number, how?: Learned): void;
  refuse(state: Refusal, attempt: Attempt, atMs: number): void;
  /** Whose line it is, and who has registered it: by phone the contact that says most. */
  ownersOf(account: Account): ReadonlyMap<Mac, Held>;
  lineOf(name: string): LineHeld;
}

/** Asked for its password without end; and what it is refused for. */
export type Refusal = 'challenged' | 'bad-password' | 'no-account';

/** `renewed`: it has registered again just now, which is told as well. `asked`: a list was asked for and does not have it. */
export type Learned = 'heard' | 'renewed' | 'asked';

export function createVerdicts(
  accounts: Pick<Accounts, 'get'>,
  sources: Pick<Sources, 'behind'>,
  directory: Directory,
  report: (mac: Mac, event: SipEvent) => void,
): Verdicts {
  const told = createTold(report);
  const lineOf = (name: string): LineHeld =>
    directory.lineOf(name) ?? { line: name, macs: NOBODY.macs };

  function ownersOf({ name, contacts }: Account): ReadonlyMap<Mac, Held> {
    const owners = new Map<Mac, Held>();
    for (const contact of contacts.values()) {
      // An address behind a NAT may be another phone's here.
      const address = sources.behind(contact) ?? contact.address;
      const sender = { ...contact, account: name, contact: contact.uri, address };
      const mac = whoSent(sender, directory)?.mac;
      const before = mac && owners.get(mac);
      if (mac !== undefined && (!before || isBetter(contact, before))) owners.set(mac, contact);
    }
    return owners;
  }

  function tellContact(mac: Mac, line: string, contact: Held, atMs: number, how: Learned) {
    const before = told.last(mac, line);
    if (before && isRefusal(before) && contact.sinceMs <= before.atMs) return;
    const state = contact.status === 'reachable' ? 'registered' : 'unreachable';
    const source = contact.isReached ? undefined : sources.behind(contact);
    const event = sipEvent(line, state, contact, atMs);
    told.tell(mac, { ...event, ...(source !== undefined && { source }) }, how === 'renewed');
  }

  /** It has not registered itself; where the line is its alone, another device may have. */
  function tellWithout(
    mac: Mac,
    line: string,
    others: ReadonlyMap<Mac, Held>,
    atMs: number,
    how: Learned,
  ) {
    const before = told.last(mac, line);
    if (before && isRefusal(before)) return;
    const [other] = others;
    if (other) {
      const [by, contact] = other;
      told.tell(mac, { ...sipEvent(line, 'registered', contact, atMs), by });
    } else if (before && before.state !== 'unregistered') {
      const event: SipEvent = { kind: 'sip', atMs, line, state: 'unregistered' };
      told.tell(mac, how === 'asked' ? { ...event, asked: true } : event);
    }
  }

  return {
    lineOf,
    ownersOf,
    settle(name, atMs, how = 'heard') {
      const account = accounts.get(name);
      // Who it is will be known in a moment.
      if (!account || [...account.contacts.values()].some(({ isListed }) => !isListed)) return;
      const { line, macs } = lineOf(name);
      const owners = ownersOf(account);
      const others = macs.length === 1 ? owners : NOBODY.owners;
      for (const mac of new Set([...macs, ...owners.keys()])) {
        const contact = owners.get(mac);
        if (contact) tellContact(mac, line, contact, atMs, how);
        else tellWithout(mac, line, others, atMs, how);
      }
    },
    refuse(state, attempt, atMs) {
      const { account: name, address } = attempt;
      const found = whoSent(attempt, directory);
      if (!found) return;
      const { mac, by } = found;
      const account = accounts.get(name);
      const own = account && ownersOf(account).get(mac);
      // Somebody else tries the line of a phone that is well.
      if (by === 'line' && own?.status === 'reachable' && own.address !== address) return;
      const event: SipEvent = { kind: 'sip', atMs, line: lineOf(name).line, state };
      told.tell(mac, address === undefined ? event : { ...event, address }, true);
    },
  };
}

const NOBODY = { macs: [] as readonly Mac[], owners: new Map<Mac, Held>() };

function isRefusal({ state }: SipEvent): boolean {
  return state === 'challenged' || state === 'bad-password' || state === 'no-account';
}

function isBetter(contact: Held, other: Held): boolean {
  if (contact.status !== other.status) return contact.status === 'reachable';
  return contact.sinceMs > other.sinceMs;
}

function sipEvent(
  line: string,
  state: SipEvent['state'],
  { agent, address }: Held,
  atMs: number,
): SipEvent {
  return {
    ...{ kind: 'sip', atMs, line, state },
    ...(agent !== undefined && { agent }),
    ...(address !== undefined && { address }),
  };
}
