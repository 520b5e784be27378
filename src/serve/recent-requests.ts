// The last requests, for who looks on: each is written over the oldest one, so that nothing is made for it.

import type { Ipv4 } from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';
import type { DhcpExchange } from '../dhcp/exchange.js';
import type { ServedRequest } from './request-log.js';

/** One that was answered, or left without an answer. What is not of its protocol is undefined. */
export interface RecentRequest {
  readonly seq: number;
  /** On the clock of whoever keeps them. */
  readonly atMs: number;
  readonly protocol: 'dhcp' | 'tftp' | 'http';
  readonly mac: Mac | undefined;
  readonly ms: number;
  readonly dhcp: Pick<DhcpExchange, 'type' | 'reply' | 'why' | 'address'> | undefined;
  readonly file: Pick<ServedRequest, 'address' | 'fileName' | 'outcome' | 'bytes'> | undefined;
}

export interface RecentRequests {
  exchange(exchange: DhcpExchange): void;
  /** `mac`: whose it was, as far as anybody knows. */
  request(request: ServedRequest, mac: Mac | undefined): void;
  /** Of the latest; 0: there was none. */
  readonly seq: number;
  /** Those after `seq` that are still known, oldest first. Of another server's number all. */
  since(seq: number): readonly RecentRequest[];
}

export const REQUESTS_KEPT = 500;

interface Slot {
  seq: number;
  atMs: number;
  protocol: RecentRequest['protocol'];
  mac: Mac | undefined;
  ms: number;
  type: DhcpExchange['type'];
  reply: DhcpExchange['reply'];
  why: DhcpExchange['why'];
  given: Ipv4 | undefined;
  address: string;
  fileName: string;
  outcome: string;
  bytes: number;
}

/** All have one shape from the start. */
const EMPTY: Slot = {
  seq: 0,
  atMs: 0,
  protocol: 'dhcp',
  mac: undefined,
  ms: 0,
  type: 'DISCOVER',
  reply: undefined,
  why: 'pooled',
  given: undefined,
  address: '',
  fileName: '',
  outcome: '',
  bytes: 0,
};

export function createRecentRequests(
  now: () => number,
  kept: number = REQUESTS_KEPT,
): RecentRequests {
  const slots = Array.from({ length: kept }, (): Slot => ({ ...EMPTY }));
  let seq = 0;

  function next(protocol: Slot['protocol'], mac: Mac | undefined, ms: number): Slot {
    seq += 1;
    const slot = slots[seq % kept] as Slot;
    slot.seq = seq;
    slot.atMs = now();
    slot.protocol = protocol;
    slot.mac = mac;
    slot.ms = ms;
    return slot;
  }

  return {
    exchange({ mac, type, reply, why, address, ms }) {
      const slot = next('dhcp', mac, ms);
      slot.type = type;
      slot.reply = reply;
      slot.why = why;
      slot.given = address;
    },
    request({ protocol, address, fileName, outcome, bytes, durationMs }, mac) {
      const slot = next(protocol, mac, durationMs);
      slot.address = address;
      slot.fileName = fileName;
      slot.outcome = outcome;
      slot.bytes = bytes;
    },
    get seq() {
      return seq;
    },
    since(last) {
      const after = last > seq ? 0 : last;
      return slots
        .filter((slot) => slot.seq > after)
        .sort((a, b) => a.seq - b.seq)
        .map(tell);
    },
  };
}

function tell(slot: Slot): RecentRequest {
  const { seq, atMs, protocol, mac, ms } = slot;
  const { type, reply, why, given, address, fileName, outcome, bytes } = slot;
  const isDhcp = protocol === 'dhcp';
  return {
    ...{ seq, atMs, protocol, mac, ms },
    dhcp: isDhcp
      ? { type, why, ...(reply && { reply }), ...(given && { address: given }) }
      : undefined,
    file: isDhcp ? undefined : { address, fileName, outcome, bytes },
  };
}
