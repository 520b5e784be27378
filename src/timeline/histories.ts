// The histories of all phones and of the devices that may be one, with a bound on all of them together.

import type { Mac } from '../core/mac.js';
import { type Chain, createBacklog, newChain } from './backlog.js';
import type { PhoneEvent } from './events.js';
import { type History, NO_HISTORY } from './history.js';
import { note, shorten } from './note.js';
import { noteAll } from './note-all.js';
import { continued } from './records.js';

export interface HistoriesOptions {
  isPhone(mac: Mac): boolean;
  /** Whether a device that the inventory does not have is a phone, as far as what it did tells. */
  isLikePhone(mac: Mac, event: PhoneEvent): boolean;
  /** What is known of a phone from before it was first heard; absent: nothing. */
  before?(mac: Mac): History;
  /** Called when something happened to a phone of the inventory; once until somebody asks for its history. */
  heard?(mac: Mac): void;
  /** Called when what happened became part of its history. */
  noted?(mac: Mac, before: History, history: History, last: PhoneEvent): void;
  /** Absent: as many as fit 64 MB. */
  readonly stepsTotal?: number;
  readonly strangersMax?: number;
  /** Of all phones: exchanges that are written down, and are no part of a history before somebody asks. */
  readonly backlogMax?: number;
}

export interface Histories {
  note(mac: Mac, event: PhoneEvent): void;
  /** With all that happened. */
  get(mac: Mac): History;
  /** Of the inventory, those that were heard, each as it was when somebody last asked for it. */
  known(): Iterable<readonly [Mac, History]>;
  /** Devices that may be phones, of which the inventory has none; least recently heard first. */
  strangers(): ReadonlyMap<Mac, History>;
  /** Devices that are none, as far as is known; no more than are counted. */
  others(): number;
  /** Another inventory is in force: who was a stranger may be a phone now, and the reverse. */
  sort(): void;
  /** What was before is known only now: of each phone that was heard already, it is what comes before that. */
  recall(): void;
  /** Grows with each event. */
  sequence(): number;
}

/** A step is some 250 bytes: 64 MB with the rest. */
const STEPS_TOTAL = 160_000;
/** What is left of a history whose room another needs. */
const STEPS_FEW = 8;
const STRANGERS_MAX = 1_000;
const OTHERS_MAX = 4_096;
/** Some 4 MB. */
const BACKLOG_MAX = 32_768;
/** Of one phone. */
const CHAIN_MAX = 32;

/** Of the inventory. */
interface Known {
  history: History;
  readonly chain: Chain;
}

export function createHistories(options: HistoriesOptions): Histories {
  const { isPhone, isLikePhone } = options;
  const { stepsTotal = STEPS_TOTAL, strangersMax = STRANGERS_MAX } = options;
  const { before: knownBefore = () => NO_HISTORY } = options;
  const known = new Map<Mac, Known>();
  /** Of them, those that could give of their steps; least recently heard first. */
  const long = new Set<Mac>();
  /** Least recently heard first. */
  const strangers = new Map<Mac, History>();
  const others = new Set<Mac>();
  const backlog = createBacklog(options.backlogMax ?? BACKLOG_MAX);
  let steps = 0;
  let sequence = 0;

  /** Those heard longest ago give of their steps. */
  function makeRoom(): void {
    for (const mac of long) {
      if (steps <= stepsTotal) return;
      long.delete(mac);
      const phone = known.get(mac);
      if (phone) put(phone, shorten(phone.history, STEPS_FEW));
    }
  }

  function put(phone: Known, history: History): void {
    steps += stepsOf(history) - stepsOf(phone.history);
    phone.history = history;
  }

  function meet(mac: Mac): Known {
    const phone = { history: knownBefore(mac), chain: newChain() };
    known.set(mac, phone);
    return phone;
  }

  function noteKnown(mac: Mac, phone: Known, event: PhoneEvent): void {
    const { chain } = phone;
    if (event.kind === 'dhcp' && backlog.add(chain, event)) {
      if (chain.length === 1) options.heard?.(mac);
      else if (chain.length === CHAIN_MAX) bringUpToDate(mac, phone);
      return;
    }
    bringUpToDate(mac, phone);
    append(mac, phone, [event]);
    options.heard?.(mac);
  }

  function bringUpToDate(mac: Mac, phone: Known): void {
    if (phone.chain.length > 0) append(mac, phone, backlog.take(phone.chain));
  }

  function append(mac: Mac, phone: Known, events: readonly PhoneEvent[]): void {
    const before = phone.history;
    const history = noteAll(before, events);
    put(phone, history);
    long.delete(mac);
    if (stepsOf(history) > STEPS_FEW) long.add(mac);
    if (steps > stepsTotal) makeRoom();
    const last = events.at(-1);
    if (last) options.noted?.(mac, before, history, last);
  }

  function historyOf(mac: Mac): History | undefined {
    const phone = known.get(mac);
    if (phone) bringUpToDate(mac, phone);
    return phone?.history;
  }

  function noteStranger(mac: Mac, event: PhoneEvent): void {
    const before = strangers.get(mac);
    if (before === undefined && !isLikePhone(mac, event)) {
      if (others.size < OTHERS_MAX) others.add(mac);
      return;
    }
    others.delete(mac);
    strangers.delete(mac);
    strangers.set(mac, note(before ?? NO_HISTORY, event, STEPS_FEW));
    const [oldest] = strangers.size > strangersMax ? strangers.keys() : [];
    if (oldest !== undefined) strangers.delete(oldest);
  }

  function forget(mac: Mac, phone: Known): void {
    backlog.take(phone.chain);
    put(phone, NO_HISTORY);
    known.delete(mac);
    long.delete(mac);
  }

  return {
    note(mac, event) {
      sequence += 1;
      const phone = known.get(mac) ?? (isPhone(mac) ? meet(mac) : undefined);
      if (phone) noteKnown(mac, phone, event);
      else noteStranger(mac, event);
    },
    get: (mac) => historyOf(mac) ?? strangers.get(mac) ?? knownBefore(mac),
    *known() {
      for (const [mac, { history }] of known) yield [mac, history];
    },
    strangers: () => strangers,
    others: () => others.size,
    sort() {
      for (const [mac, history] of strangers) {
        if (!isPhone(mac)) continue;
        strangers.delete(mac);
        put(meet(mac), history);
      }
      for (const [mac, phone] of known) if (!isPhone(mac)) forget(mac, phone);
      for (const mac of others) if (isPhone(mac)) others.delete(mac);
    },
    recall() {
      // What waits in a chain is noted after it.
      for (const [mac, phone] of known) put(phone, continued(knownBefore(mac), phone.history));
    },
    sequence: () => sequence,
  };
}

function stepsOf({ boot }: History): number {
  return boot?.steps.length ?? 0;
}
