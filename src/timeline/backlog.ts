// Exchanges that are not yet part of a history: a server under load writes their numbers and texts into rows that are there
// already, and they become events when somebody wants to know. Of one phone they are a chain.

import type { Ipv4 } from '../core/ipv4.js';
import type { DhcpEvent } from './events.js';

/** Of one phone. */
export interface Chain {
  /** Rows; NONE: it has none. */
  first: number;
  last: number;
  length: number;
  /** What it said last: it says the same again and again, and one of each is kept. */
  vendorClass: string | undefined;
  hostName: string | undefined;
  asked: readonly number[] | undefined;
}

export interface Backlog {
  /** false: no row is left. */
  add(chain: Chain, event: DhcpEvent): boolean;
  /** In the order in which they came; the chain is empty then. */
  take(chain: Chain): readonly DhcpEvent[];
}

const NONE = -1;
/** Of a row: numbers, and texts or lists. */
const NUMBERS = 8;
const TEXTS = 7;

export const newChain = (): Chain => ({
  first: NONE,
  last: NONE,
  length: 0,
  vendorClass: undefined,
  hostName: undefined,
  asked: undefined,
});

/** Rows to begin with; there are twice as many when they are not enough. */
const ROWS_MIN = 256;

/** A row is 124 bytes. */
export function createBacklog(rowsMax: number): Backlog {
  let rows = 0;
  let numbers = new Float64Array(0);
  /** Of the same chain, or of those that are free. */
  let next = new Int32Array(0);
  const texts: unknown[] = [];
  let free = NONE;
  /** Rows that were ever in use. */
  let used = 0;

  function grow(): void {
    rows = Math.min(Math.max(rows * 2, ROWS_MIN), rowsMax);
    const [before, nextBefore] = [numbers, next];
    numbers = new Float64Array(rows * NUMBERS);
    numbers.set(before);
    next = new Int32Array(rows);
    next.set(nextBefore);
  }

  function takeRow(): number {
    const row = free;
    if (row !== NONE) {
      free = next[row] ?? NONE;
      return row;
    }
    if (used === rowsMax) return NONE;
    if (used === rows) grow();
    used += 1;
    return used - 1;
  }

  function write(row: number, event: DhcpEvent): void {
    const at = row * NUMBERS;
    numbers[at] = event.atMs;
    numbers[at + 1] = event.secs;
    numbers[at + 2] = event.renews === undefined ? NONE : Number(event.renews);
    numbers[at + 3] = event.address ?? NONE;
    numbers[at + 4] = event.leaseSeconds ?? NONE;
    numbers[at + 5] = event.relayAgent ?? NONE;
    numbers[at + 6] = event.serverId ?? NONE;
    numbers[at + 7] = event.requestedAddress ?? NONE;
  }

  function writeTexts(row: number, event: DhcpEvent, chain: Chain): void {
    const at = row * TEXTS;
    texts[at] = event.type;
    texts[at + 1] = event.reply;
    texts[at + 2] = event.why;
    texts[at + 3] = event.network;
    texts[at + 4] = chain.vendorClass;
    texts[at + 5] = chain.hostName;
    texts[at + 6] = chain.asked;
  }

  /** All events have one shape. */
  function eventOf(row: number): DhcpEvent {
    const [at, textsAt] = [row * NUMBERS, row * TEXTS];
    const number = (column: number) => numberOf(numbers[at + column]);
    const text = <T>(column: number) => texts[textsAt + column] as T;
    return {
      kind: 'dhcp',
      atMs: numbers[at] ?? 0,
      type: text(0),
      reply: text(1),
      why: text(2),
      address: number(3) as Ipv4 | undefined,
      network: text(3),
      leaseSeconds: number(4),
      relayAgent: number(5) as Ipv4 | undefined,
      serverId: number(6) as Ipv4 | undefined,
      requestedAddress: number(7) as Ipv4 | undefined,
      renews: renewsOf(numbers[at + 2]),
      secs: numbers[at + 1] ?? 0,
      vendorClass: text(4),
      hostName: text(5),
      asked: text(6),
    };
  }

  return {
    add(chain, event) {
      const row = takeRow();
      if (row === NONE) return false;
      next[row] = NONE;
      keepTexts(chain, event);
      write(row, event);
      writeTexts(row, event, chain);
      if (chain.last === NONE) chain.first = row;
      else next[chain.last] = row;
      chain.last = row;
      chain.length += 1;
      return true;
    },
    take(chain) {
      const events: DhcpEvent[] = [];
      for (let row = chain.first; row !== NONE; row = next[row] ?? NONE) events.push(eventOf(row));
      if (chain.last !== NONE) {
        next[chain.last] = free;
        free = chain.first;
      }
      chain.first = NONE;
      chain.last = NONE;
      chain.length = 0;
      return events;
    },
  };
}

/** Of equal texts the old one stays: the new one lives no longer than its packet. */
function keepTexts(chain: Chain, { vendorClass, hostName, asked }: DhcpEvent): void {
  if (vendorClass !== chain.vendorClass) chain.vendorClass = vendorClass;
  if (hostName !== chain.hostName) chain.hostName = hostName;
  if (!isSame(asked, chain.asked)) chain.asked = asked;
}

function isSame(one: readonly number[] | undefined, other: readonly number[] | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.length === other.length && one.every((code, at) => code === other[at]);
}

function numberOf(number: number | undefined): number | undefined {
  return number === NONE ? undefined : number;
}

function renewsOf(number: number | undefined): boolean | undefined {
  return number === NONE ? undefined : number === 1;
}
