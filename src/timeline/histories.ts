// The histories of all phones and of the devices that may be one, with a bound on all of them together.

import type { Mac } from '../core/mac.js';
import type { PhoneEvent } from './events.js';
import { type History, NO_HISTORY } from './history.js';
import { note, STEPS_MAX, shorten } from './note.js';

export interface HistoriesOptions {
  isPhone(mac: Mac): boolean;
  /** Whether a device that the inventory does not have is a phone, as far as what it did tells. */
  isLikePhone(mac: Mac, event: PhoneEvent): boolean;
  /** What is known of a phone from before it was first heard; absent: nothing. */
  before?(mac: Mac): History;
  /** Called when something happened to a phone of the inventory. */
  noted?(mac: Mac, before: History, history: History, event: PhoneEvent): void;
  /** Absent: as many as fit 64 MB. */
  readonly stepsTotal?: number;
  readonly strangersMax?: number;
}

export interface Histories {
  note(mac: Mac, event: PhoneEvent): void;
  get(mac: Mac): History;
  /** Of the inventory, those of which anything is known; least recently heard first. */
  known(): Iterable<readonly [Mac, History]>;
  /** Devices that may be phones, of which the inventory has none; least recently heard first. */
  strangers(): ReadonlyMap<Mac, History>;
  /** Devices that are none, as far as is known; no more than are counted. */
  others(): number;
  /** Another inventory is in force: who was a stranger may be a phone now, and the reverse. */
  sort(): void;
  /** Grows with each event. */
  sequence(): number;
}

/** A step is some 250 bytes: 64 MB with the rest. */
const STEPS_TOTAL = 160_000;
/** What is left of a history whose room another needs. */
const STEPS_FEW = 8;
const STRANGERS_MAX = 1_000;
const OTHERS_MAX = 4_096;

export function createHistories(options: HistoriesOptions): Histories {
  const { isPhone, isLikePhone } = options;
  const { stepsTotal = STEPS_TOTAL, strangersMax = STRANGERS_MAX } = options;
  const { before: knownBefore = () => NO_HISTORY } = options;
  // In the order in which they were last heard: an entry is put in anew.
  const known = new Map<Mac, History>();
  /** Of them, those that could give of their steps. */
  const long = new Set<Mac>();
  const strangers = new Map<Mac, History>();
  const others = new Set<Mac>();
  let steps = 0;
  let sequence = 0;

  function put(histories: Map<Mac, History>, mac: Mac, before: History, history: History): void {
    steps += stepsOf(history) - stepsOf(before);
    histories.delete(mac);
    histories.set(mac, history);
  }

  /** Those heard longest ago give of their steps. */
  function makeRoom(): void {
    for (const mac of long) {
      if (steps <= stepsTotal) return;
      long.delete(mac);
      const history = known.get(mac) ?? NO_HISTORY;
      const shorter = shorten(history, STEPS_FEW);
      steps += stepsOf(shorter) - stepsOf(history);
      known.set(mac, shorter);
    }
  }

  function noteKnown(mac: Mac, event: PhoneEvent): void {
    const before = known.get(mac) ?? knownBefore(mac);
    const history = note(before, event, STEPS_MAX);
    put(known, mac, before, history);
    long.delete(mac);
    if (stepsOf(history) > STEPS_FEW) long.add(mac);
    if (steps > stepsTotal) makeRoom();
    options.noted?.(mac, before, history, event);
  }

  function noteStranger(mac: Mac, event: PhoneEvent): void {
    const before = strangers.get(mac);
    if (before === undefined && !isLikePhone(mac, event)) {
      if (others.size < OTHERS_MAX) others.add(mac);
      return;
    }
    others.delete(mac);
    put(strangers, mac, before ?? NO_HISTORY, note(before ?? NO_HISTORY, event, STEPS_FEW));
    const [oldest] = strangers.size > strangersMax ? strangers : [];
    if (oldest) forget(strangers, oldest[0]);
  }

  function forget(histories: Map<Mac, History>, mac: Mac): void {
    steps -= stepsOf(histories.get(mac) ?? NO_HISTORY);
    histories.delete(mac);
    long.delete(mac);
  }

  return {
    note(mac, event) {
      sequence += 1;
      if (isPhone(mac)) noteKnown(mac, event);
      else noteStranger(mac, event);
    },
    get: (mac) => known.get(mac) ?? strangers.get(mac) ?? knownBefore(mac),
    known: () => known,
    strangers: () => strangers,
    others: () => others.size,
    sort() {
      for (const [mac, history] of strangers) {
        if (!isPhone(mac)) continue;
        strangers.delete(mac);
        known.set(mac, history);
      }
      for (const mac of known.keys()) if (!isPhone(mac)) forget(known, mac);
      for (const mac of others) if (isPhone(mac)) others.delete(mac);
    },
    sequence: () => sequence,
  };
}

function stepsOf({ boot }: History): number {
  return boot?.steps.length ?? 0;
}
