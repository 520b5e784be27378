// One number for what was said: the same where the same was said, another where anything that the story keeps is another.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ipv4 } from '../../src/core/ipv4.js';
import { macNumberOf, macToBytes, macToNumber } from '../../src/core/mac.js';
import { parseRequest } from '../../src/dhcp/decide/request.js';
import type { DhcpExchange } from '../../src/dhcp/exchange.js';
import { eventOfExchange } from '../../src/serve/story/event-of-exchange.js';
import { markOf } from '../../src/serve/story/mark-of.js';
import { createStory } from '../../src/serve/story/story.js';
import { hex } from '../dhcp/bytes.js';
import { ip, message, PHONE, SERVER } from '../dhcp/wire-under-test.js';
import { LAB, servedSiteOf } from './snapshot-under-test.js';
import { storyOptions } from './story-options.js';

interface Given {
  readonly type: 'DISCOVER' | 'REQUEST';
  readonly reply?: DhcpExchange['reply'];
  readonly why: DhcpExchange['why'];
  readonly address?: Ipv4;
  readonly server?: Ipv4;
  readonly requested?: Ipv4;
  readonly extra: ReadonlyMap<number, Uint8Array>;
  readonly ciaddr?: Ipv4;
  readonly relayAgent?: Ipv4;
  readonly secs?: number;
}

/** From a packet that was read anew. */
function exchange({ type, reply, why, address, relayAgent, extra, ...more }: Given): DhcpExchange {
  const { secs = 0, ...asked } = more;
  const parsed = parseRequest({ ...message(type, { ...asked, extra: new Map(extra) }), secs });
  if (!parsed.ok) throw new Error(parsed.fault);
  const { request } = parsed;
  return {
    ...{ request, mac: PHONE, type, why, ms: 1 },
    ...(request.vendorClass !== undefined && { vendorClass: request.vendorClass }),
    ...(reply && { reply }),
    ...(address && { address }),
    ...(relayAgent && { relayAgent }),
  };
}

const address = fc.constantFrom(undefined, ip('10.20.1.153'), ip('10.20.1.154'), ip('10.20.1.1'));
const text = fc.constantFrom('53', '5345', '534550', '455053', '50455345');
const given: fc.Arbitrary<Given> = fc
  .record({
    type: fc.constantFrom('DISCOVER' as const, 'REQUEST' as const),
    reply: fc.constantFrom(undefined, 'OFFER' as const, 'ACK' as const, 'NAK' as const),
    why: fc.constantFrom('pooled' as const, 'reserved' as const),
    address,
    server: fc.constantFrom(undefined, SERVER),
    requested: address,
    ciaddr: fc.constantFrom(undefined, ip('10.20.1.153')),
    relayAgent: fc.constantFrom(undefined, ip('10.20.2.1')),
    secs: fc.nat(3),
    options: fc.dictionary(fc.constantFrom('12', '55', '60'), text),
  })
  .map(({ options, ...each }) => {
    const known = Object.entries(each).filter(([, value]) => value !== undefined);
    const extra = new Map(Object.entries(options).map(([code, digits]) => [+code, hex(digits)]));
    return { ...Object.fromEntries(known), extra } as unknown as Given;
  });

const { networks } = servedSiteOf(LAB);
const eventOf = (each: Given) => JSON.stringify(eventOfExchange(exchange(each), networks, 0));

describe('a mark', () => {
  it('is the same where the same was said, and another where not', () => {
    fc.assert(
      fc.property(given, given, (one, other) => {
        expect(markOf(exchange(one))).toBe(markOf(exchange(one)));
        const isSame = eventOf(one) === eventOf(other);
        expect(markOf(exchange(one)) === markOf(exchange(other))).toBe(isSame);
      }),
      { numRuns: 1_000 },
    );
  });

  it('tells each of all that can be said from the others', () => {
    const all = new Map(fc.sample(given, 3_000).map((each) => [eventOf(each), each]));
    expect(new Set([...all.values()].map((each) => markOf(exchange(each)))).size).toBe(all.size);
  });
});

describe('a phone that starts over and over', () => {
  it('has the history that it would have without any mark', () => {
    const site = servedSiteOf(LAB);
    const time = { ms: 0 };
    const options = { ...storyOptions(site), now: () => time.ms };
    const [story, other] = [createStory(options), createStory(options)];
    const at = { address: ip('10.20.1.53'), why: 'reserved', extra: new Map() } as const;
    for (let lap = 0; lap < 40; lap += 1) {
      const said = [
        { ...at, type: 'DISCOVER', reply: 'OFFER', secs: lap === 30 ? 4 : 0 },
        { ...at, type: 'REQUEST', reply: 'ACK', server: SERVER, requested: at.address },
      ] as const;
      for (const each of said) {
        time.ms += 100;
        story.exchange(exchange(each));
        other.note(PHONE, eventOfExchange(exchange(each), networks, time.ms));
      }
      if (lap === 20) expect(story.of(PHONE).history).toEqual(other.of(PHONE).history);
    }
    expect(story.of(PHONE).history.boot?.number).toBe(40);
    expect(story.of(PHONE).history).toEqual(other.of(PHONE).history);
    expect(story.histories.sequence()).toBe(other.histories.sequence());
  });

  it('is told of as a defect where we stumble over it, and the next exchange is heard', () => {
    const failures: unknown[] = [];
    const site = servedSiteOf(LAB);
    const story = createStory({ ...storyOptions(site), failed: (cause) => failures.push(cause) });
    const said = { type: 'DISCOVER', why: 'reserved', extra: new Map() } as const;
    story.exchange({ ...exchange(said), request: undefined } as unknown as DhcpExchange);
    story.exchange(exchange(said));
    expect([failures.length, story.of(PHONE).history.boot?.number]).toEqual([1, 1]);
  });

  it('is told of as a defect where we stumble over what others note, and they go on', () => {
    const failures: unknown[] = [];
    const defect = new Error('a defect');
    const told = () => {
      throw defect;
    };
    const failed = (cause: unknown) => failures.push(cause);
    const story = createStory({ ...storyOptions(servedSiteOf(LAB)), told, failed });
    story.note(PHONE, { kind: 'sip', atMs: 1, line: '7001', state: 'registered' });
    expect(failures).toEqual([defect]);
  });
});

describe('the number of a MAC', () => {
  it('is the same from its bytes and from its text', () => {
    expect(macNumberOf(macToBytes(PHONE))).toBe(macToNumber(PHONE));
    expect(macNumberOf(hex('ff02030405fe'))).toBe(0xff02030405fe);
  });
});
