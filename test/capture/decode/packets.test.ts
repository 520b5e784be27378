// From frames to messages: links, tags, IP of both versions with what may stand between, fragments, UDP.

import { describe, expect, it } from 'vitest';
import { formatIpv6 } from '../../../src/capture/decode/ip.js';
import * as make from '../packets.js';
import { replayed } from '../replay-under-test.js';

const RRQ = make.tftp({
  type: 'RRQ',
  fileName: 'SEP001BD4000001.cnf.xml',
  mode: 'octet',
  options: [],
});
const ASKED = make.udp(49_152, 69, RRQ);
const TO_SERVER = { source: '10.20.1.53', destination: '10.20.1.1' };
const PACKET = make.ipv4(TO_SERVER, make.UDP, ASKED);
const V6 = ['fd000000000000000000000000000053', 'fd000000000000000000000000000001'] as const;

/** Names of files that were asked for, and by whom. */
function askedIn(frames: readonly Uint8Array[], linkType = 1) {
  const { told, notes } = replayed(
    frames.map((bytes, index) => ({ atMs: 1_000 + index * 10, bytes })),
    linkType,
  );
  const asked = told.map(({ event }) => event.kind === 'file' && [event.address, event.name]);
  return { asked, notes: notes.map(({ code }) => code) };
}

const ONCE = { asked: [['10.20.1.53', 'SEP001BD4000001.cnf.xml']], notes: [] };

describe('a frame', () => {
  it.each(Object.keys(make.ON_LINK).map(Number))('is read on a link of type %i', (linkType) => {
    const frame = make.ON_LINK[linkType]?.(PACKET) ?? Buffer.alloc(0);
    expect(askedIn([frame], linkType)).toEqual(ONCE);
  });

  it.each([
    ['one tag', [[0x8100, 20]]],
    [
      'a tag of a provider and one inside',
      [
        [0x88a8, 7],
        [0x8100, 20],
      ],
    ],
    [
      'three of an old kind',
      [
        [0x9100, 1],
        [0x9100, 2],
        [0x8100, 3],
      ],
    ],
  ] as const)('is read behind %s', (_, tags) => {
    expect(askedIn([make.ethernet(PACKET, { tags })])).toEqual(ONCE);
  });

  it('of a link that is not read is counted', () => {
    expect(askedIn([PACKET, PACKET], 127)).toEqual({ asked: [], notes: ['link-type'] });
  });

  it('ends where IP says, whatever Ethernet fills it up with', () => {
    const frame = make.join(make.ethernet(PACKET), Buffer.alloc(30, 65));
    expect(askedIn([frame])).toEqual(ONCE);
  });
});

describe('IPv4', () => {
  it('has options', () => {
    const packet = make.ipv4(TO_SERVER, make.UDP, ASKED, undefined, [7, 7, 4, 0, 0, 0, 0, 0]);
    expect(askedIn([make.ethernet(packet)])).toEqual(ONCE);
  });

  it.each([
    ['a version that it is not', [0x55]],
    ['a header shorter than any', [0x44]],
  ])('with %s is malformed', (_, start) => {
    const packet = make.join(start, PACKET.subarray(1));
    expect(askedIn([make.ethernet(packet)])).toEqual({ asked: [], notes: ['malformed'] });
  });

  it('with a datagram longer than itself is malformed', () => {
    const lying = Buffer.from(ASKED);
    lying.writeUInt16BE(2_000, 4);
    const packet = make.ipv4(TO_SERVER, make.UDP, lying);
    expect(askedIn([make.ethernet(packet)])).toEqual({ asked: [], notes: ['malformed'] });
  });
});

describe('fragments', () => {
  const pieces = make
    .fragments({ ...TO_SERVER, id: 77 }, make.UDP, ASKED, 8)
    .map((piece) => make.ethernet(piece));

  it.each([
    ['in their order', (all: readonly Buffer[]) => all],
    ['the last first', (all: readonly Buffer[]) => all.toReversed()],
    ['each twice', (all: readonly Buffer[]) => all.flatMap((each) => [each, each]).slice(0, -1)],
  ])('become whole: %s', (_, arrange) => {
    expect(pieces.length).toBeGreaterThan(3);
    expect(askedIn(arrange(pieces))).toEqual(ONCE);
  });

  it('that overlap keep what came first', () => {
    const forged = make.ipv4({ ...TO_SERVER, id: 77 }, make.UDP, Buffer.alloc(24, 88), {
      offset: 8,
      more: true,
    });
    const [head, second, ...rest] = pieces;
    const frames = [head, second, make.ethernet(forged), ...rest].filter(
      (each) => each !== undefined,
    );
    const { asked } = askedIn(frames);
    // The byte ranges of the forged one that nobody had said before are its own.
    expect(asked).toHaveLength(1);
    expect(String(asked[0])).toMatch(/^10\.20\.1\.53,SEP001XXXXX/);
  });

  it('of which one was cut are never whole', () => {
    const packets = pieces.map((bytes, index) => ({
      atMs: 1_000 + index,
      bytes: index === 1 ? bytes.subarray(0, -2) : bytes,
      length: bytes.length,
    }));
    const { told, notes } = replayed(packets);
    expect(told).toEqual([]);
    expect(notes.map(({ code }) => code)).toEqual(['fragments-lost']);
  });

  it('of which one lacks are told, and forgotten', () => {
    expect(askedIn(pieces.slice(1))).toEqual({ asked: [], notes: ['fragments-lost'] });
  });

  it('without an end do not fill memory', () => {
    const heads = Array.from({ length: 2_000 }, (_, id) =>
      make.ethernet(
        make.ipv4({ ...TO_SERVER, id }, make.UDP, Buffer.alloc(8), { offset: 0, more: true }),
      ),
    );
    expect(askedIn(heads).notes.toSorted()).toEqual(['crowded', 'fragments-lost']);
  });
});

describe('IPv6', () => {
  const frame = (packet: Uint8Array) => make.ethernet(packet, {}, 0x86dd);
  const ONCE_V6 = { asked: [['fd00::53', 'SEP001BD4000001.cnf.xml']], notes: [] };

  it('carries datagrams', () => {
    expect(askedIn([frame(make.ipv6(...V6, make.UDP, ASKED))])).toEqual(ONCE_V6);
  });

  it('has headers between', () => {
    const headers = [
      { number: 0, rest: Buffer.alloc(7) },
      { number: 60, rest: make.join([1], Buffer.alloc(14)) },
      { number: 43, rest: Buffer.alloc(7) },
      { number: 51, rest: make.join([1], Buffer.alloc(10)) },
    ];
    expect(askedIn([frame(make.ipv6(...V6, make.UDP, ASKED, headers))])).toEqual(ONCE_V6);
  });

  it('has fragments', () => {
    const piece = (offset: number, more: boolean, bytes: Uint8Array) => {
      const rest = make.join([0], make.u16(offset + (more ? 1 : 0)), make.u32(9));
      return frame(make.ipv6(...V6, make.UDP, bytes, [{ number: 44, rest }]));
    };
    const frames = [piece(16, false, ASKED.subarray(16)), piece(0, true, ASKED.subarray(0, 16))];
    expect(askedIn(frames)).toEqual(ONCE_V6);
  });

  it('with headers without end is malformed', () => {
    const headers = Array.from({ length: 60 }, () => ({ number: 60, rest: Buffer.alloc(7) }));
    const endless = make.ipv6(...V6, make.UDP, ASKED, headers);
    expect(askedIn([frame(endless)])).toEqual({ asked: [], notes: ['malformed'] });
  });

  it.each([
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000000000001', '::1'],
    ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
    ['20010db8000100010001000100010001', '2001:db8:1:1:1:1:1:1'],
    ['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
    ['20010db8000000000000000000000000', '2001:db8::'],
  ])('%s is written %s', (hex, text) => {
    expect(formatIpv6(Buffer.from(hex, 'hex'))).toBe(text);
  });
});

it('a message captured twice is told once', () => {
  const again = make.ethernet(make.ipv4({ ...TO_SERVER, ttl: 63 }, make.UDP, ASKED), {
    source: make.SERVER,
  });
  const packets = [make.ethernet(PACKET), again].map((bytes) => ({ atMs: 1_000, bytes }));
  const [{ event } = { event: undefined }] = replayed(packets).told;
  expect(event).toMatchObject({ kind: 'file', repeats: 0 });
});

it('the same answer to another question is no copy', () => {
  const ask = (fileName: string) =>
    make.ethernet(
      make.ipv4(
        TO_SERVER,
        make.UDP,
        make.udp(49_152, 69, make.tftp({ type: 'RRQ', fileName, mode: 'octet', options: [] })),
      ),
    );
  const miss = make.ethernet(
    make.ipv4(
      { source: TO_SERVER.destination, destination: TO_SERVER.source },
      make.UDP,
      make.udp(69, 49_152, make.tftp({ type: 'ERROR', code: 1, message: 'file not found' })),
    ),
  );
  const packets = [ask('a'), ask('a'), miss, miss, ask('b'), miss, miss];
  const { told } = replayed(packets.map((bytes, index) => ({ atMs: 1_000 + index / 10, bytes })));
  expect(told.map(({ event }) => event.kind === 'file' && [event.name, event.outcome])).toEqual([
    ['a', 'not-found'],
    ['b', 'not-found'],
  ]);
});

it('what was cut when it was captured is told', () => {
  const frame = make.ethernet(PACKET);
  const { notes } = replayed([{ atMs: 1, bytes: frame.subarray(0, -4), length: frame.length }]);
  expect(notes).toMatchObject([{ code: 'cut', count: 1, first: { unit: 'packet', number: 1 } }]);
});
