// The accounts of one Asterisk with their contacts, as its lists and events tell of them.

import { alike } from '../../core/alike.js';
import { createNewest } from '../../core/newest.js';
import type { Contact, ListedContact, Use } from './contact.js';

export interface Held extends Contact {
  /** Who it is was asked for: an event does not tell its User-Agent. */
  readonly isListed: boolean;
  /** When it registered last, as far as was seen. */
  readonly sinceMs: number;
  /** Number of the change that made it what it is. */
  readonly change: number;
}

export interface Account {
  readonly name: string;
  readonly contacts: Map<string, Held>;
  use: Use | undefined;
}

/** Entries of a list, piece by piece. */
export interface TakenList {
  /**
   * Whether something is other than before with its account. `renewed`: it has registered anew under another Call-ID, as a phone
   * does that has started.
   */
  take(entry: ListedContact, atMs: number): 'renewed' | 'changed' | undefined;
  /** That was all. Returns the accounts of which a contact is not there any more. */
  end(): ReadonlySet<string>;
}

export interface Accounts {
  get(name: string): Account | undefined;
  /** Made where it is not there yet, in place of one that need not be kept where there are too many; undefined: all have to be. */
  open(name: string): Account | undefined;
  all(): Iterable<Account>;
  /** How many somebody has registered and the PBX reaches. */
  registered(): number;
  /** A contact is there, or has gone; returns whether it is a new one. */
  put(account: Account, contact: Contact, more: Pick<Held, 'isListed' | 'sinceMs'>): boolean;
  drop(account: Account, uri: string): void;
  /** Of all changes so far: what a list says that is asked for now is older than those that follow. */
  mark(): number;
  /** A list of all contacts of `isOurs` that was asked for at `mark`: what was heard since stands. */
  begin(isOurs: (uri: string, account: string) => boolean, mark: number): TakenList;
}

/** What is news of a contact. */
const OF_A_CONTACT = ['status', 'isReached', 'agent', 'address', 'callId', 'expiresMs'] as const;
/** More than an Asterisk has; and a phone, or several of one account, register no more contacts. */
const ACCOUNTS_MAX = 65_536;
const CONTACTS_MAX = 32;
/** How many accounts go at once where there are too many. */
const ROOM = 1_024;

/** `isKept`: it is a line of a phone's. Whoever makes up others does not keep those away. */
export function createAccounts(isKept: (name: string) => boolean): Accounts {
  const accounts = new Map<string, Account>();
  /** Contacts that have gone, by account and URI, and with which change, as far back as a list may reach that is on its way. */
  const gone = createNewest<number>(ACCOUNTS_MAX);
  let changes = 0;

  function open(name: string): Account | undefined {
    const known = accounts.get(name);
    if (known || (accounts.size >= ACCOUNTS_MAX && !makeRoom())) return known;
    const account = { name, contacts: new Map<string, Held>(), use: undefined };
    accounts.set(name, account);
    return account;
  }

  /** Of those that need not be kept the first go, some at once: what was deleted from the front of a map is stepped over each time. */
  function makeRoom(): boolean {
    const before = accounts.size;
    let left = before;
    for (const [name, account] of accounts) {
      accounts.delete(name);
      // It is behind now, and not looked at again soon.
      if (isKept(name)) accounts.set(name, account);
      left -= 1;
      if (left === 0 || before - accounts.size >= ROOM) break;
    }
    return accounts.size < before;
  }

  function put(account: Account, contact: Contact, more: Pick<Held, 'isListed' | 'sinceMs'>) {
    const { contacts } = account;
    const before = contacts.get(contact.uri);
    if (!before && contacts.size >= CONTACTS_MAX) return false;
    changes += 1;
    const { isListed, sinceMs } = more;
    const isReached = reachedAt(contact, before);
    contacts.set(contact.uri, { ...contact, isReached, isListed, sinceMs, change: changes });
    return !before;
  }

  function take(entry: ListedContact, mark: number, atMs: number): ReturnType<TakenList['take']> {
    const account = open(entry.account);
    const before = account?.contacts.get(entry.uri);
    if (!account || (gone.get(keyOf(entry.account, entry.uri)) ?? -1) > mark) {
      return undefined;
    }
    const { account: _, isPart = false, ...listed } = entry;
    const heardSince = before !== undefined && before.change > mark;
    const status = heardSince ? before.status : listed.status;
    const contact = { ...listed, status, isReached: reachedAt(listed, before) };
    const sinceMs = before && !isRenewed(before, listed) ? before.sinceMs : atMs;
    const isKnown = before?.isListed === true && !isPart;
    if (isKnown && alike<Contact>(OF_A_CONTACT, before, contact) && sinceMs === before.sinceMs)
      return undefined;
    put(account, contact, { isListed: !isPart, sinceMs });
    return before && hasStarted(before, listed) ? 'renewed' : 'changed';
  }

  return {
    get: (name) => accounts.get(name),
    open,
    all: () => accounts.values(),
    registered() {
      let count = 0;
      for (const { contacts } of accounts.values()) {
        if ([...contacts.values()].some(({ status }) => status === 'reachable')) count += 1;
      }
      return count;
    },
    put,
    drop(account, uri) {
      changes += 1;
      account.contacts.delete(uri);
      gone.set(keyOf(account.name, uri), changes);
    },
    mark: () => changes,
    begin(isOurs, mark) {
      const there = new Set<string>();
      return {
        take(entry, atMs) {
          there.add(keyOf(entry.account, entry.uri));
          return take(entry, mark, atMs);
        },
        end() {
          const changed = new Set<string>();
          for (const { name, contacts } of accounts.values()) {
            for (const { uri, change } of contacts.values()) {
              if (change > mark || !isOurs(uri, name) || there.has(keyOf(name, uri))) continue;
              contacts.delete(uri);
              changed.add(name);
            }
          }
          gone.clear();
          return changed;
        },
      };
    },
  };
}

function keyOf(account: string, uri: string): string {
  return `${account} ${uri}`;
}

/** Once it has answered there, that it does not is no sign that it cannot be reached. */
function reachedAt({ isReached }: Contact, before: Held | undefined): true | undefined {
  return isReached ?? before?.isReached;
}

/** A device has registered anew since: each REGISTER moves the end. */
function isRenewed(before: Held, listed: Contact): boolean {
  const isLonger = (listed.expiresMs ?? 0) > (before.expiresMs ?? 0);
  return before.isListed && (isLonger || hasStarted(before, listed));
}

/** A boot makes another Call-ID. */
function hasStarted(before: Held, listed: Contact): boolean {
  return before.isListed && listed.callId !== before.callId;
}
