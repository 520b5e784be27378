// Whether each line of an Asterisk's is registered, by whom, and why not: lists and events in, events of phones out. Time is an
// argument; what has to be asked for is told to whoever asks.

import type { Mac } from '../../core/mac.js';
import type { SipEvent } from '../../timeline/events.js';
import type { AmiMessage } from '../ami/message.js';
import { createAccounts, type Held } from './accounts.js';
import { createChallenges } from './challenges.js';
import type { ListedContact, Use } from './contact.js';
import { type Attempt, type AttemptKind, type Heard, readEvent } from './read-event.js';
import { readContactEntry, readPeer, readPeerEntry } from './read-list.js';
import { createRenewals } from './renewals.js';
import { createSources } from './sources.js';
import { createVerdicts } from './verdicts.js';
import type { Directory } from './who.js';

export interface RegistrationsOptions {
  readonly directory: Directory;
  tell(mac: Mac, event: SipEvent): void;
  /** What one of its lines does is other than it was: nothing to be told, and something to be shown. */
  used(mac: Mac): void;
  /** Something is to be asked for: `takeWants` says what. */
  wanting(): void;
  /** To be done when a moment has passed, by when a PBX has told all that one request came to. */
  soon(act: () => void): void;
}

/** What is to be asked for. */
export interface Wants {
  /** PJSIPShowContacts. */
  readonly contacts: boolean;
  /** SIPpeers. */
  readonly peers: boolean;
  /** SIPshowpeer of each of these. */
  readonly looks: readonly string[];
}

/** One line of a phone. */
export interface LineSeen {
  readonly account: string;
  readonly use: Use | undefined;
  /** Where the phone has registered it; absent: nowhere. */
  readonly contact: Held | undefined;
  /** Its REGISTER came from this other address. */
  readonly source: string | undefined;
}

/** The entries of a list, one by one. */
export interface ListTaken {
  take(entry: AmiMessage, atMs: number): void;
  end(atMs: number): void;
}

export interface Registrations {
  hear(event: AmiMessage, atMs: number): void;
  /** To be begun before PJSIPShowContacts, or SIPpeers, is asked. */
  beginContacts(): ListTaken;
  beginPeers(): ListTaken;
  /** An entry of DeviceStateList. */
  use(entry: AmiMessage): void;
  /** What SIPshowpeer says of an account. */
  looked(account: string, response: AmiMessage, atMs: number, wallMs: number): void;
  /** What is wanted cannot be had: what events say has to do. */
  doWithout(atMs: number): void;
  takeWants(): Wants;
  /** The connection was lost: what lines are doing is not known any more. */
  lost(): void;
  /** Another inventory is in force: names of accounts, to be settled one by one. */
  names(): Iterable<string>;
  settle(account: string, atMs: number): void;
  /** What is known of this line, as this phone has it. */
  seen(mac: Mac, line: string): LineSeen | undefined;
  /** Accounts that somebody has registered and the PBX reaches. */
  registered(): number;
}

/** A challenge may be lost on its way. */
const CHALLENGES_MIN = 2;

export function createRegistrations(options: RegistrationsOptions): Registrations {
  const { directory, tell } = options;
  const accounts = createAccounts((name) => directory.lineOf(name) !== undefined);
  const challenges = createChallenges();
  const sources = createSources();
  const { settle, refuse, ownersOf, lineOf } = createVerdicts(accounts, sources, directory, tell);
  const renewals = createRenewals(accounts, settle, options.soon);
  const looks = new Set<string>();
  /** By line: the account that it is, where that is called otherwise. */
  const named = new Map<string, string>();
  let wantsContacts = false;
  let wantsPeers = false;
  /** Names of chan_sip's peers; undefined: nobody listed them. */
  let peerNames: ReadonlySet<string> | undefined;

  function open(name: string) {
    const { line } = lineOf(name);
    if (line !== name) named.set(line, name);
    return accounts.open(name);
  }

  function accept(attempt: Attempt, atMs: number): void {
    const { account: name, callId, driver } = attempt;
    sources.accepted(attempt);
    const account = accounts.get(name);
    // Of chan_sip a registration is told as such.
    if (driver === 'SIP' || !account) return;
    const contact = [...account.contacts.values()].find(
      (each) => callId !== undefined && each.callId === callId,
    );
    if (!contact) {
      // A phone that has started keeps its contact, of which nothing is told, and names itself by another Call-ID.
      if (account.contacts.size > 0) want(() => (wantsContacts = true));
      return;
    }
    renewals.hold(name, contact.uri, atMs);
  }

  function want(note: () => void): void {
    note();
    options.wanting();
  }

  function hearContact(heard: Heard & { kind: 'contact' }, atMs: number): void {
    const { account: name, uri, address, status, isReached } = heard;
    const account = open(name);
    if (!account) return;
    if (status === 'removed') renewals.drop(name, uri);
    else renewals.release(name);
    const before = account.contacts.get(uri);
    if (status === 'removed') accounts.drop(account, uri);
    else if (before) accounts.put(account, { ...before, status, isReached }, before);
    else {
      const contact = { uri, address, status, isReached };
      accounts.put(account, contact, { isListed: false, sinceMs: atMs });
      want(() => (wantsContacts = true));
      return;
    }
    settle(name, atMs);
  }

  function hearPeer(heard: Heard & { kind: 'peer' }, atMs: number): void {
    const { account: name, status, address } = heard;
    const account = open(name);
    if (!account) return;
    const before = account.contacts.get(name);
    if (status === 'unregistered') accounts.drop(account, name);
    else if (status === 'registered') {
      const isKnown = before?.isListed === true && before.address === address;
      const contact = { ...(isKnown && before), uri: name, address, status: 'reachable' } as const;
      accounts.put(account, contact, { isListed: isKnown, sinceMs: atMs });
      if (!isKnown) want(() => looks.add(name));
    } else if (before) accounts.put(account, { ...before, status }, before);
    settle(name, atMs, status === 'registered' ? 'renewed' : 'heard');
  }

  function hearUse(heard: Heard & { kind: 'use' }): void {
    const account = open(heard.account);
    if (!account || account.use === heard.use) return;
    account.use = heard.use;
    for (const mac of new Set([...lineOf(account.name).macs, ...ownersOf(account).keys()])) {
      options.used(mac);
    }
  }

  function hear(heard: Heard, atMs: number): void {
    if (heard.kind === 'contact') hearContact(heard, atMs);
    else if (heard.kind === 'peer') hearPeer(heard, atMs);
    else if (heard.kind === 'use') hearUse(heard);
    else hearAttempt(heard, atMs);
  }

  function hearAttempt(attempt: Attempt & { readonly kind: AttemptKind }, atMs: number): void {
    const { kind, account, address } = attempt;
    if (kind === 'challenged') {
      const count = challenges.sent(account, address, atMs);
      if (count >= CHALLENGES_MIN) refuse(kind, attempt, atMs);
      return;
    }
    challenges.answered(account, address);
    if (kind === 'accepted') accept(attempt, atMs);
    else refuse(isUnknownPeer(attempt) ? 'no-account' : kind, attempt, atMs);
  }

  /** chan_sip says of an account that it does not have that the password is wrong. */
  function isUnknownPeer({ driver, account }: Attempt): boolean {
    const isUnknown = driver === 'SIP' && peerNames !== undefined && !peerNames.has(account);
    // Somebody may have made it since.
    if (isUnknown) want(() => (wantsPeers = true));
    return isUnknown;
  }

  /** What SIPpeers does not say of it is what it was, or has to be asked for. */
  function knownPeer(contact: ListedContact): ListedContact {
    const { account } = contact;
    const before = accounts.get(account)?.contacts.get(account);
    if (before?.isListed && before.address === contact.address) {
      return { ...contact, agent: before.agent, expiresMs: before.expiresMs };
    }
    looks.add(account);
    return { ...contact, isPart: true };
  }

  function begin(
    isOurs: IsOurs,
    read: (entry: AmiMessage) => ListedContact | undefined,
  ): ListTaken {
    const list = accounts.begin(isOurs, accounts.mark());
    return {
      take(entry, atMs) {
        const listed = read(entry);
        if (!listed || !open(listed.account)) return;
        renewals.release(listed.account);
        const change = list.take(listed, atMs);
        if (change) settle(listed.account, atMs, change === 'renewed' ? 'renewed' : 'heard');
      },
      end(atMs) {
        for (const name of list.end()) settle(name, atMs, 'asked');
        if (looks.size > 0) options.wanting();
      },
    };
  }

  function beginPeers(): ListTaken {
    const names = new Set<string>();
    const list = begin(
      (uri, account) => !isOfPjsip(uri, account),
      (entry) => {
        const peer = readPeerEntry(entry);
        if (peer) names.add(peer.account);
        return peer?.contact && knownPeer(peer.contact);
      },
    );
    return {
      take: list.take,
      end(atMs) {
        peerNames = names;
        list.end(atMs);
      },
    };
  }

  return {
    hear(message, atMs) {
      const heard = readEvent(message);
      if (heard) hear(heard, atMs);
    },
    beginContacts: () => begin(isOfPjsip, readContactEntry),
    beginPeers,
    use(entry) {
      const heard = readEvent(entry);
      if (heard?.kind === 'use') hearUse(heard);
    },
    looked(name, response, atMs, wallMs) {
      const account = accounts.get(name);
      const before = account?.contacts.get(name);
      if (!account || !before) return;
      const { agent, expiresMs } = readPeer(response, wallMs) ?? {};
      const { sinceMs } = before;
      accounts.put(account, { ...before, agent, expiresMs }, { isListed: true, sinceMs });
      settle(name, atMs);
    },
    doWithout(atMs) {
      for (const account of accounts.all()) {
        for (const contact of account.contacts.values()) {
          if (!contact.isListed) accounts.put(account, contact, { ...contact, isListed: true });
        }
        settle(account.name, atMs);
      }
    },
    takeWants() {
      const wants = { contacts: wantsContacts, peers: wantsPeers, looks: [...looks] };
      wantsContacts = false;
      wantsPeers = false;
      looks.clear();
      return wants;
    },
    lost() {
      renewals.releaseAll();
      for (const account of accounts.all()) account.use = undefined;
    },
    *names() {
      for (const { name } of accounts.all()) yield name;
    },
    settle,
    seen(mac, line) {
      const account = accounts.get(named.get(line) ?? line);
      if (!account) return undefined;
      const { name, use } = account;
      const contact = ownersOf(account).get(mac);
      return { account: name, use, contact, source: contact && sources.behind(contact) };
    },
    registered: accounts.registered,
  };
}

type IsOurs = (uri: string, account: string) => boolean;

/** chan_sip's contacts are known by the name of their peer. */
const isOfPjsip: IsOurs = (uri, account) => uri !== account;
