// What each phone is doing, while it is served: all observers tell it, and log, socket and page ask it.

import type { Mac } from '../../core/mac.js';
import type { DhcpExchange } from '../../dhcp/exchange.js';
import { readName } from '../../phones/registry.js';
import type { RunningTransfer } from '../../tftp/server/report.js';
import { type Diagnosis, diagnose } from '../../timeline/diagnose.js';
import type { PhoneEvent } from '../../timeline/events.js';
import { createHistories, type Histories } from '../../timeline/histories.js';
import type { History } from '../../timeline/history.js';
import type { PhoneFacts, Transfer } from '../../timeline/view.js';
import { type Word, wordOf } from '../../timeline/word.js';
import type { SiteChanges } from '../compare-sites.js';
import { makerOf } from '../dhcp-policy.js';
import type { ServedSite } from '../served-site.js';
import { eventOfExchange } from './event-of-exchange.js';
import { eventOfRequest, type ObservedRequest } from './event-of-request.js';
import { digitsApart, factsOf, type Surroundings } from './facts.js';
import { type KnownAs, knownAs } from './known-as.js';
import { oneSlipFrom } from './one-slip.js';

export interface StoryOptions {
  readonly site: ServedSite;
  readonly dhcp: boolean;
  /** Milliseconds that never go back. */
  now(): number;
  /** Who is behind an address or a file name. */
  macOf(address: string, fileName: string): Mac | undefined;
  /** TFTP's, to this address. */
  transfersTo(address: string): Iterable<RunningTransfer>;
  /** Called when something was heard of a phone of the inventory. */
  heard(mac: Mac): void;
}

/** One phone at this moment. */
export interface PhoneStory {
  readonly mac: Mac;
  /** What people call it; absent: nobody wrote it down. */
  readonly label?: string;
  readonly groups: readonly string[];
  readonly history: History;
  readonly facts: PhoneFacts;
  readonly diagnosis?: Diagnosis;
  readonly word: Word;
}

export interface Story {
  exchange(exchange: DhcpExchange): void;
  request(request: ObservedRequest): void;
  /** What somebody did about a phone. */
  note(mac: Mac, event: PhoneEvent): void;
  /** Another inventory is in force. */
  reloaded(site: ServedSite, changes: SiteChanges): void;
  /** Of the inventory or not. */
  of(mac: Mac): PhoneStory;
  /** Of the inventory, by ascending MAC. */
  phones(): Iterable<PhoneStory>;
  /** What a phone is that nobody wrote down. */
  knownAs(mac: Mac): KnownAs | undefined;
  /** A phone of the inventory that was never heard, and whose MAC is this one with one slip of who typed it. */
  similarTo(mac: Mac): Mac | undefined;
  readonly histories: Pick<Histories, 'strangers' | 'others' | 'sequence'>;
}

/** A MAC that was read wrong differs so much from the right one. */
const TYPO_DIGITS = 2;

export function createStory(options: StoryOptions): Story {
  const { now, macOf } = options;
  let { site } = options;
  const histories = createHistories({
    isPhone: (mac) => site.phones.has(mac),
    isLikePhone: (mac, event) => isLikePhone(site, mac, event),
  });
  const around: Surroundings = {
    get site() {
      return site;
    },
    dhcp: options.dhcp,
    transfersTo,
    similarTo: (mac) => {
      for (const stranger of histories.strangers().keys()) {
        if (digitsApart(stranger, mac) <= TYPO_DIGITS) return stranger;
      }
      return undefined;
    },
  };

  function transfersTo(address: string): readonly Transfer[] {
    return Array.from(
      options.transfersTo(address),
      ({ fileName: name, bytes, size = 0, beganMs }) => {
        const role = readName(name, site.models)?.role ?? 'other';
        return { name, role, beganMs, bytes, size };
      },
    );
  }

  function of(mac: Mac): PhoneStory {
    const history = histories.get(mac);
    const texts = site.phones.textsOf(mac);
    const facts = factsOf(mac, history, texts, around);
    const nowMs = now();
    const diagnosis = diagnose(history, facts, nowMs);
    const word = wordOf(history, facts, diagnosis, false, nowMs);
    const { label, groups = [] } = texts ?? {};
    return {
      mac,
      ...(label && { label }),
      groups,
      history,
      facts,
      word,
      ...(diagnosis && { diagnosis }),
    };
  }

  function note(mac: Mac, event: PhoneEvent): void {
    histories.note(mac, event);
    if (site.phones.has(mac)) options.heard(mac);
  }

  return {
    exchange(exchange) {
      note(exchange.mac, eventOfExchange(exchange, site.networks, now()));
    },
    request(request) {
      const event = eventOfRequest(request, site.models, now());
      const mac = macOf(request.address, request.fileName) ?? event.namedMac;
      if (mac !== undefined) note(mac, event);
    },
    note,
    reloaded(next, { came, changed }) {
      site = next;
      histories.sort();
      const atMs = now();
      for (const mac of changed) histories.note(mac, { kind: 'inventory', atMs, what: 'changed' });
      for (const mac of came) histories.note(mac, { kind: 'inventory', atMs, what: 'added' });
    },
    of,
    *phones() {
      for (const mac of site.phones.macs()) yield of(mac);
    },
    knownAs: (mac) => knownAs(mac, histories.get(mac), site.models),
    similarTo(mac) {
      for (const each of oneSlipFrom(mac)) {
        if (site.phones.has(each) && !histories.get(each).boot) return each;
      }
      return undefined;
    },
    histories,
  };
}

/** By its option 60, its maker's block of MACs, or a file that only phones ask for. */
function isLikePhone(site: ServedSite, mac: Mac, event: PhoneEvent): boolean {
  if (event.kind === 'dhcp') return makerOf(site, mac, event.vendorClass) !== undefined;
  return event.kind === 'file' && event.role !== 'other';
}
