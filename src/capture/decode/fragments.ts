// IP fragments put together again (RFC 815). What came first stays where two overlap. Bounded in number, bytes and time:
// a capture may hold any number of first fragments without a last.

import { createExpiring } from '../expiring.js';
import type { Notes } from '../notes.js';
import type { Fragment, IpPacket } from './ip.js';

/** RFC 1122 section 3.3.2 has 60 to 120 seconds for what may still come; a phone has asked again long before. */
const WAIT_MS = 30_000;
/**
 * Datagrams that wait; bytes of one, of what IP can carry, so that all together are bounded as well; and its parts: an
 * Ethernet frame carries more than such a part, but for the last.
 */
const MAX = { waiting: 256, bytes: 65_535, parts: 256 } as const;

interface Part {
  readonly start: number;
  readonly bytes: Uint8Array;
}

interface Waiting {
  /** In order, and none over another. */
  parts: readonly Part[];
  length: number | undefined;
  /** Of the first fragment: what the whole is said to be. */
  first: IpPacket | undefined;
}

export interface Reassembly {
  /** The whole, where this was the last that lacked. */
  add(packet: IpPacket, fragment: Fragment, nowMs: number): IpPacket | undefined;
  pass(nowMs: number): void;
  end(): void;
}

export function createReassembly(notes: Notes): Reassembly {
  const waiting = createExpiring<Waiting>({
    max: MAX.waiting,
    afterMs: WAIT_MS,
    gone: (_, _key, why) => notes.add(why === 'late' ? 'fragments-lost' : 'crowded'),
  });
  return {
    add(packet, fragment, nowMs) {
      // Of what was cut nothing whole can be made.
      const isCut = packet.payload.length < packet.length;
      const end = fragment.offset + packet.length;
      if (isCut || end > MAX.bytes) return undefined;
      const { source, destination } = packet;
      // Of IPv6 only the first tells the protocol.
      const protocol = source.includes(':') ? '' : packet.protocol;
      const key = `${source} ${destination} ${protocol} ${fragment.id}`;
      const known = waiting.get(key);
      const datagram = known ?? { parts: [], length: undefined, first: undefined };
      if (datagram.parts.length >= MAX.parts) return undefined;
      if (fragment.offset === 0) datagram.first ??= packet;
      if (!fragment.more) datagram.length ??= end;
      datagram.parts = insert(datagram.parts, fragment.offset, packet.payload);
      const whole = wholeOf(datagram);
      if (whole) waiting.delete(key);
      else if (known === undefined) waiting.set(key, datagram, nowMs);
      return whole;
    },
    pass: (nowMs) => waiting.pass(nowMs),
    end: () => waiting.pass(Number.POSITIVE_INFINITY),
  };
}

/** The bytes are copied: they are a view of much more. */
function insert(parts: readonly Part[], start: number, bytes: Uint8Array): readonly Part[] {
  const end = start + bytes.length;
  const added: Part[] = [];
  let at = start;
  for (const part of parts) {
    const partEnd = part.start + part.bytes.length;
    if (partEnd <= at || part.start >= end) continue;
    if (part.start > at) {
      added.push({ start: at, bytes: bytes.slice(at - start, part.start - start) });
    }
    at = partEnd;
  }
  if (at < end) added.push({ start: at, bytes: bytes.slice(at - start) });
  return [...parts, ...added].toSorted((a, b) => a.start - b.start);
}

function wholeOf({ parts, length, first }: Waiting): IpPacket | undefined {
  if (length === undefined || !first) return undefined;
  let at = 0;
  for (const part of parts) {
    if (part.start !== at) return undefined;
    at += part.bytes.length;
  }
  if (at < length) return undefined;
  const payload = new Uint8Array(
    Buffer.concat(parts.map(({ bytes }) => bytes)).subarray(0, length),
  );
  const { fragment: _, ...whole } = first;
  return { ...whole, payload, length };
}
