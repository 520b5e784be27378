// Messages in a stream of TCP: what arrived -> whole messages, by Content-Length (RFC 3261 section 18.3). Bounded, no socket.

import { lengthOf } from './check.js';
import { DEFAULT_LIMITS, HEAD_END, malformed, readHead, type SipLimits } from './head.js';
import type { MalformedSip, SipMessage } from './message.js';
import { parseSip, startOf } from './parse.js';

export interface Framed {
  /** Messages that came to their end, in order; a malformed one among them does not break the stream. */
  readonly messages: readonly (SipMessage | MalformedSip)[];
  /** Line ends of the other side's that stood alone, two to each: it wants to know whether we are there (RFC 5626 section 4.4.1). */
  readonly pings: number;
  /** Nobody can tell where the next message begins: the connection has to be closed. Completes "the stream …". */
  readonly broken?: string;
}

export interface Framing {
  /** `chunk` is copied as far as it is kept. Once broken, nothing more comes out. */
  push(chunk: Uint8Array): Framed;
}

const PING_BYTES = 4;

export function createFraming(limits: SipLimits = DEFAULT_LIMITS): Framing {
  let held: Buffer = Buffer.alloc(0);
  let broken: string | undefined;
  /** Up to here no end of a head was found: it is not looked for twice. */
  let searched = 0;

  /** What is still to come is waited for as undefined. */
  function next(): { readonly end: number } | { readonly broken: string } | undefined {
    const headEnd = held.indexOf(HEAD_END, Math.max(0, searched - HEAD_END.length + 1));
    if (headEnd < 0) {
      searched = held.length;
      return held.length > limits.maxBytes ? { broken: 'has no end of headers' } : undefined;
    }
    searched = headEnd;
    const head = readHead(held.subarray(0, headEnd), limits);
    if ('kind' in head) return { broken: head.reason };
    const length = lengthOf(head);
    if (typeof length !== 'number')
      return { broken: length ?? 'has a message without Content-Length' };
    const end = headEnd + HEAD_END.length + length;
    if (end > limits.maxBytes) return { broken: 'has a message that is too long' };
    return end > held.length ? undefined : { end };
  }

  function skipLineEnds(): number {
    const skipped = startOf(held);
    if (skipped > 0) searched = 0;
    held = held.subarray(skipped);
    return Math.floor(skipped / PING_BYTES);
  }

  return {
    push(chunk) {
      if (broken !== undefined) return { messages: [], pings: 0, broken };
      held = Buffer.concat([held, chunk]);
      const messages: (SipMessage | MalformedSip)[] = [];
      let pings = skipLineEnds();
      for (let found = next(); found !== undefined; found = next()) {
        if ('broken' in found) {
          broken = found.broken;
          held = Buffer.alloc(0);
          messages.push(malformed(broken));
          return { messages, pings, broken };
        }
        messages.push(parseSip(held.subarray(0, found.end), limits));
        held = held.subarray(found.end);
        searched = 0;
        pings += skipLineEnds();
      }
      return { messages, pings };
    },
  };
}
