// The histories of all phones and of the devices that may be one, with a bound on all of them together.

import { type Mac, macToNumber } from '../core/mac.js';
import { createNewest } from '../core/newest.js';
import { type Chain, createBacklog, newChain } from './backlog.js';
import type { DhcpEvent, PhoneEvent } from './events.js';
import { type History, NO_HISTORY } from './history.js';
import { createLapTable, NOWHERE } from './lap-table.js';
import { lapOf, takesAddress, withLaps } from './laps.js';
import { note, shorten } from './note.js';
import { continued } from './records.js';

export interface HistoriesOptions {
  isPhone(mac: Mac): boolean;
  /** Whether a device that the inventory does not have is a phone, as far as what it did tells. */
  isLikePhone(mac: Mac, event: PhoneEvent): boolean;
  /** Whether one that `isPhone` takes for a phone is one that nobody wrote down; absent: none is. */
  isStranger?(mac: Mac): boolean;
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
  /** How many phones may start over and over, and be told so: a power of two. */
  readonly lapsMax?: number;
}

export interface Histories {
  /** Of a phone that starts over and over, by its MAC as a number; NOWHERE: it does not. */
  placeOf(macNumber: number): number;
  /**
   * true: it says the next of what it says over and over; nothing more is to be noted of it. `mark` is equal to that of what it said
   * before where it says the same.
   */
  goesOn(mac: Mac, place: number, mark: number, atMs: number): boolean;
  /** `mark`: as above, of an exchange that is to be compared with the next ones. */
  note(mac: Mac, event: PhoneEvent, mark?: number): void;
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
  /** What it did since. */
  readonly chain: Chain;
  /** Of what it said last when it asked for an address, and when it took one. */
  asked: number;
  taken: number;
  /** In the table of laps, while it starts over and over, and its chain is empty. */
  place: number;
}

export function createHistories(options: HistoriesOptions): Histories {
  const { isPhone, isLikePhone } = options;
  const { stepsTotal = STEPS_TOTAL, strangersMax = STRANGERS_MAX } = options;
  const { before: knownBefore = () => NO_HISTORY } = options;
  const known = new Map<Mac, Known>();
  /** Of them, those that could give of their steps; least recently heard first. */
  const long = new Set<Mac>();
  const strangers = createNewest<History, Mac>(strangersMax);
  const others = new Set<Mac>();
  const backlog = createBacklog(options.backlogMax ?? BACKLOG_MAX);
  const table = createLapTable(options.lapsMax);
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
    const history = knownBefore(mac);
    const marks = { asked: Number.NaN, taken: Number.NaN };
    const phone: Known = { history, chain: newChain(), ...marks, place: NOWHERE };
    known.set(mac, phone);
    return phone;
  }

  function noteKnown(mac: Mac, phone: Known, event: PhoneEvent, mark: number): void {
    const { chain } = phone;
    if (phone.place !== NOWHERE) leaveLaps(mac, phone);
    if (event.kind === 'dhcp' && backlog.add(chain, event)) {
      keepMark(phone, event, mark);
      if (chain.length === 1) options.heard?.(mac);
      else if (chain.length === CHAIN_MAX || beginsAgain(chain, event)) bringUpToDate(mac, phone);
      return;
    }
    bringUpToDate(mac, phone);
    append(mac, phone, [event]);
    options.heard?.(mac);
  }

  function leaveLaps(mac: Mac, phone: Known): void {
    bringUpToDate(mac, phone);
    closeLaps(phone);
  }

  function closeLaps(phone: Known): void {
    if (phone.place !== NOWHERE) table.close(phone.place);
    phone.place = NOWHERE;
  }

  function bringUpToDate(mac: Mac, phone: Known): void {
    const { chain, place, history } = phone;
    if (chain.length > 0) append(mac, phone, backlog.take(chain));
    const count = place === NOWHERE ? 0 : table.count(place);
    const lap = count === 0 ? undefined : lapOf(history.boot);
    if (!lap) return;
    const timeOf = (at: number) => table.timeOf(place, at);
    follow(mac, phone, withLaps(history, lap, count, timeOf), lap.taken);
  }

  function append(mac: Mac, phone: Known, events: readonly PhoneEvent[]): void {
    let { history } = phone;
    const isStranger = options.isStranger?.(mac) ?? false;
    for (const event of events) history = note(history, event, isStranger);
    const last = events.at(-1);
    if (last) follow(mac, phone, history, last);
  }

  /** `last`: the latest event of those after which it is this. */
  function follow(mac: Mac, phone: Known, history: History, last: PhoneEvent): void {
    const before = phone.history;
    put(phone, history);
    followLaps(mac, phone);
    long.delete(mac);
    if (stepsOf(history) > STEPS_FEW) long.add(mac);
    if (steps > stepsTotal) makeRoom();
    options.noted?.(mac, before, history, last);
  }

  function followLaps(mac: Mac, phone: Known): void {
    if (lapOf(phone.history.boot) === undefined) closeLaps(phone);
    else if (phone.place === NOWHERE) phone.place = table.open(macToNumber(mac), phone);
    else table.begin(phone.place);
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
    strangers.set(mac, note(before ?? NO_HISTORY, event, true, STEPS_FEW));
  }

  function forget(mac: Mac, phone: Known): void {
    backlog.take(phone.chain);
    closeLaps(phone);
    put(phone, NO_HISTORY);
    known.delete(mac);
    long.delete(mac);
  }

  return {
    placeOf: table.placeOf,
    goesOn(mac, place, mark, atMs) {
      const count = table.goesOn(place, mark, atMs);
      if (count === 0) return false;
      sequence += 1;
      if (count === 1) options.heard?.(mac);
      return true;
    },
    note(mac, event, mark = Number.NaN) {
      sequence += 1;
      const phone = known.get(mac) ?? (isPhone(mac) ? meet(mac) : undefined);
      if (phone) noteKnown(mac, phone, event, mark);
      else noteStranger(mac, event);
    },
    get: (mac) => historyOf(mac) ?? strangers.get(mac) ?? knownBefore(mac),
    *known() {
      for (const [mac, { history }] of known) yield [mac, history];
    },
    strangers: () => strangers.all,
    others: () => others.size,
    sort() {
      for (const [mac, history] of strangers.all) {
        if (!isPhone(mac)) continue;
        strangers.delete(mac);
        put(meet(mac), history);
      }
      for (const [mac, phone] of known) {
        // What it said may mean another network now.
        if (phone.place !== NOWHERE) table.end(phone.place);
        if (!isPhone(mac)) forget(mac, phone);
      }
      for (const mac of others) if (isPhone(mac)) others.delete(mac);
    },
    recall() {
      // What waits in a chain is noted after it.
      for (const [mac, phone] of known) put(phone, continued(knownBefore(mac), phone.history));
    },
    sequence: () => sequence,
  };
}

function keepMark(phone: Known, { type }: DhcpEvent, mark: number): void {
  if (type === 'DISCOVER') phone.asked = mark;
  else phone.taken = mark;
}

/** Whether it starts over and over is seen at its history. */
function beginsAgain({ length }: Chain, event: DhcpEvent): boolean {
  return length > 2 && takesAddress(event);
}

function stepsOf({ boot }: History): number {
  return boot?.steps.length ?? 0;
}
