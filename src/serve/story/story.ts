// What each phone is doing, while it is served: all observers tell it, and log, socket and page ask it.

import { type Mac, macNumberOf } from '../../core/mac.js';
import { remembered } from '../../core/remembered.js';
import type { DhcpExchange } from '../../dhcp/exchange.js';
import type { SyncState } from '../../page/wire/phone.js';
import { roleOf } from '../../phones/registry.js';
import type { Network } from '../../site/site.js';
import { type PhoneEvent, whoDid } from '../../timeline/events.js';
import { createHistories, type Histories } from '../../timeline/histories.js';
import {
  fetchAddressOf,
  type History,
  type Lease,
  lastHeardMs,
  NO_HISTORY,
} from '../../timeline/history.js';
import { NOWHERE } from '../../timeline/lap-table.js';
import { createRates } from '../../timeline/rates.js';
import { historyOf as historyBefore } from '../../timeline/records.js';
import { beganMs } from '../../timeline/steps.js';
import type { LineUse, Transfer } from '../../timeline/view.js';
import type { ContactSeen } from '../../timeline/where-is.js';
import type { SiteChanges } from '../compare-sites.js';
import type { ServedSite } from '../served-site.js';
import { eventOfExchange } from './event-of-exchange.js';
import { eventOfRequest, type ObservedRequest, readRequestedName } from './event-of-request.js';
import { type KnownAs, knownAs } from './known-as.js';
import { isLikePhone } from './like-phone.js';
import { type Looked, lookAt, type PbxLink } from './look-at.js';
import { markOf } from './mark-of.js';
import { meantName } from './meant-name.js';
import { recordOf } from './record-of.js';
import type { Records } from './records-file.js';
import { createSeenAt } from './seen-at.js';
import type { Syncs } from './sync.js';
import { createTypingErrors } from './typing-error.js';

export interface StoryOptions {
  readonly site: ServedSite;
  readonly dhcp: boolean;
  /** Milliseconds that never go back, and since 1970. */
  now(): number;
  wall(): number;
  /** Whose file has this name. */
  namedBy(fileName: string): Mac | undefined;
  /** Who has an address. */
  holderOf(address: string): Mac | undefined;
  /** Files under way to this address. */
  transfersTo(address: string): Iterable<RunningFile>;
  /** Whether PBXes tell us of their lines; absent: none does. */
  linkOf?(pbxes: readonly string[]): PbxLink;
  /** What PBXes tell of its lines now; absent: nobody tells. */
  linesOf?(mac: Mac): LinesNow;
  /** Called with all that happens, but for what a phone does over and over. */
  told?(event: PhoneEvent, mac: Mac): void;
  /** Called when something was heard of a phone of the inventory, and when it leaves it: then nothing is to be kept of it. */
  heard(mac: Mac): void;
  /** Told what the story stumbled over at an exchange, or at what others note; absent: whoever tells it stumbles. */
  failed?(cause: unknown): void;
  /** As of `createHistories`. */
  readonly lapsMax?: number;
}

export interface LinesNow {
  /** What the most occupied of them does; absent: nothing. */
  readonly use?: LineUse | undefined;
  /** Where they are registered. */
  readonly contacts: readonly ContactSeen[];
}

/** As both servers tell it. */
export interface RunningFile {
  readonly fileName: string;
  readonly size?: number;
  readonly beganMs: number;
  readonly bytes: number;
}

/** What outlives the server. */
export interface Memory {
  readonly records: Pick<
    Records,
    'get' | 'put' | 'touch' | 'follow' | 'all' | 'rollouts' | 'putRollout'
  >;
  readonly syncs: Syncs;
  /** What each phone was last given, until a time since 1970; of those that have not been heard since. */
  readonly leases: Map<Mac, Lease>;
}

/** One phone at this moment. */
export interface PhoneStory extends Looked {
  readonly mac: Mac;
  /** Whether it has what it would be given now. */
  readonly sync: SyncState;
}

export interface Story {
  /** Who asked lately from this address for a file that is one phone's: where nobody else tells whose it is. */
  seenAt(address: string): Mac | undefined;
  exchange(exchange: DhcpExchange): void;
  request(request: ObservedRequest): void;
  /** What somebody did about a phone. */
  note(mac: Mac, event: PhoneEvent): void;
  /** Another inventory is in force. */
  reloaded(site: ServedSite, changes: SiteChanges): void;
  /** What was kept is known from now on, and what happens is kept. */
  recall(memory: Memory): void;
  /** Keeps what has not been kept of each phone: the server is about to end. */
  keepAll(): void;
  /** Of the inventory or not. */
  of(mac: Mac): PhoneStory;
  /** Of the inventory, by ascending MAC; those only that were heard since then. */
  phones(sinceMs?: number): Iterable<PhoneStory>;
  /** Of the inventory, by ascending MAC, and how many those are. */
  macs(): Iterable<Mac>;
  size(): number;
  /** What a phone is that nobody wrote down. */
  knownAs(mac: Mac): KnownAs | undefined;
  /** A phone of the inventory that was never heard, and is likely to be this one with a MAC that was typed wrong. */
  similarTo(mac: Mac): Mac | undefined;
  readonly histories: Pick<Histories, 'get' | 'known' | 'strangers' | 'others' | 'sequence'>;
  /** As they are served now. */
  networks(): readonly Network[];
  readonly memory: Memory | undefined;
}

export const NO_LINK: PbxLink = { pbxLink: false };

export function createStory(options: StoryOptions): Story {
  const { now, wall, namedBy, holderOf } = options;
  let { site } = options;
  let memory: Memory | undefined;
  const rates = createRates();
  /** When 1970 was on the other clock. */
  const epochMs = () => now() - wall();
  const histories = createHistories({
    isPhone: (mac) => site.phones.has(mac),
    isLikePhone: (mac, event) => isLikePhone(site, mac, event),
    heard: options.heard,
    noted,
    before: historyOfBefore,
    ...(options.lapsMax !== undefined && { lapsMax: options.lapsMax }),
  });
  const seen = createSeenAt();
  const says = remembered((name) => readRequestedName(name, { models: site.models, namedBy }));
  const meantBy = (name: string, mac: Mac | undefined) => meantName(site, name, mac);

  function historyOfBefore(mac: Mac): History {
    if (!memory) return NO_HISTORY;
    return historyBefore(memory.records.get(mac), epochMs(), memory.leases.get(mac));
  }

  /** Who has its address by now is another, where its lease has run out. */
  const isAt = (mac: Mac, address: string): boolean => (holderOf(address) ?? mac) === mac;

  function transfersTo(address: string): readonly Transfer[] {
    return Array.from(
      options.transfersTo(address),
      ({ fileName: name, bytes, size = 0, beganMs: began }) => {
        return { name, role: roleOf(name, site.models), beganMs: began, bytes, size };
      },
    );
  }

  const isUnheard = (mac: Mac): boolean => {
    if (!site.phones.has(mac)) return false;
    const { boot, past, lease } = histories.get(mac);
    return boot === undefined && past.length === 0 && lease === undefined;
  };
  const typing = createTypingErrors({
    strangers: histories.strangers,
    isPhone: (mac) => site.phones.has(mac),
    isUnheard,
  });

  function of(mac: Mac): PhoneStory {
    const history = histories.get(mac);
    const address = fetchAddressOf(history);
    const served = memory?.records.get(mac).served;
    const sync = memory?.syncs.of(mac) ?? 'unknown';
    const known = {
      dhcp: options.dhcp,
      linkOf: options.linkOf ?? (() => NO_LINK),
      ...options.linesOf?.(mac),
      transfers: address !== undefined && isAt(mac, address) ? transfersTo(address) : [],
      // Of phones alone that were never heard.
      similar: isUnheard(mac) ? typing.strangerFor(mac) : undefined,
      configuredMs: served && served.atMs + epochMs(),
    };
    const nowMs = now();
    const rateOf = (bytes: number, sinceMs: number) => rates.of(mac, bytes, sinceMs, nowMs);
    const moment = { nowMs, isStale: sync === 'stale', rateOf };
    const looked = lookAt(mac, history, site, known, moment);
    if (looked.word !== 'upgrading') rates.forget(mac);
    return { mac, ...looked, sync };
  }

  /** The one way of all that happens. */
  function note(mac: Mac, event: PhoneEvent, mark?: number): void {
    histories.note(mac, event, mark);
    options.told?.(event, mac);
  }

  function stumbled(cause: unknown): void {
    if (!options.failed) throw cause;
    options.failed(cause);
  }

  function noteExchange(exchange: DhcpExchange, atMs: number): void {
    const { mac, request } = exchange;
    const { chaddr, ciaddr } = request.message;
    const place = histories.placeOf(macNumberOf(chaddr));
    if (place !== NOWHERE && histories.goesOn(mac, place, markOf(exchange), atMs)) return;
    // Who renews what it has does not start over, and of devices that nobody wrote down nothing is compared.
    const mark = ciaddr === 0 && site.phones.has(mac) ? markOf(exchange) : undefined;
    note(mac, eventOfExchange(exchange, site.networks, atMs), mark);
  }

  /** Of phones of the inventory. */
  function noted(mac: Mac, before: History, { boot }: History, last: PhoneEvent): void {
    if (!memory) return;
    memory.leases.delete(mac);
    const isConfigured = boot?.configuredMs !== before.boot?.configuredMs;
    if (isConfigured && boot?.configuredMs !== undefined) memory.syncs.sent(mac, beganMs(last));
    if (isConfigured || boot?.number !== before.boot?.number) memory.records.touch(mac);
  }

  return {
    exchange(exchange) {
      try {
        noteExchange(exchange, now());
      } catch (cause) {
        stumbled(cause);
      }
    },
    request(request) {
      const event = eventOfRequest(request, says.of(request.fileName), meantBy, now());
      const { address, namedMac, atMs } = event;
      if (namedMac !== undefined) seen.note(address, namedMac, atMs);
      const mac = whoDid(event, holderOf(address));
      const guess = mac ?? seen.at(address, atMs);
      if (guess !== undefined) note(guess, mac === undefined ? { ...event, guessed: true } : event);
    },
    note(mac, event) {
      try {
        note(mac, event);
      } catch (cause) {
        stumbled(cause);
      }
    },
    reloaded(next, changes) {
      site = next;
      says.forget();
      histories.sort();
      const atMs = now();
      for (const mac of changes.changed) note(mac, { kind: 'inventory', atMs, what: 'changed' });
      for (const mac of changes.came) note(mac, { kind: 'inventory', atMs, what: 'added' });
      memory?.syncs.serve(next, changes);
      for (const mac of changes.went) options.heard(mac);
    },
    recall(given) {
      memory = given;
      histories.recall();
      for (const [mac, { boot }] of histories.known()) {
        given.leases.delete(mac);
        if (boot) given.records.touch(mac);
        options.heard(mac);
      }
      // Of one that is only ignored, or was not heard, nothing is new.
      given.records.follow((mac, record) => {
        const history = histories.get(mac);
        return history.boot ? recordOf(record, history, epochMs()) : record;
      });
      given.syncs.serve(site);
    },
    keepAll() {
      for (const [mac] of histories.known()) {
        if (histories.get(mac).boot) memory?.records.touch(mac);
      }
    },
    of,
    *phones(sinceMs = Number.NEGATIVE_INFINITY) {
      for (const mac of site.phones.macs()) {
        if (lastHeardMs(histories.get(mac)) >= sinceMs) yield of(mac);
      }
    },
    macs: () => site.phones.macs(),
    size: () => site.phones.size,
    seenAt: (address) => seen.at(address, now()),
    knownAs: (mac) => knownAs(mac, histories.get(mac), site.models),
    similarTo: typing.phoneFor,
    networks: () => site.networks,
    get memory() {
      return memory;
    },
    histories,
  };
}
