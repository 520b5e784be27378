// Both formats in all their variants, cut into chunks of any size, ended too early, and damaged.

import { describe, expect, it } from 'vitest';
import { createCaptureReader, isCapture } from '../../../src/capture/file/read-capture.js';
import { createNotes } from '../../../src/capture/notes.js';
import type { CapturedPacket } from '../../../src/capture/packet.js';
import { join, type Made, pcap, pcapng, u16, u32 } from '../packets.js';

const MADE: readonly Made[] = [
  { atMs: 1_796_000_000_123.456, bytes: Buffer.from('first') },
  { atMs: 1_796_000_000_999.999, bytes: Buffer.from('second one'), length: 1_500 },
  { atMs: 1_796_000_001_000, bytes: Buffer.alloc(0) },
  { atMs: 1_796_000_002_500.25, bytes: Buffer.alloc(3_000, 7) },
];

function read(file: Uint8Array, chunk = file.length) {
  const notes = createNotes();
  const packets: CapturedPacket[] = [];
  const reader = createCaptureReader((packet) => packets.push(packet), notes);
  for (let at = 0; at < file.length; at += chunk) {
    if (!reader.take(file.subarray(at, at + chunk))) break;
  }
  reader.end();
  const plain = packets.map(({ frame, atMs, linkType, bytes, length }) => ({
    ...{ frame, linkType, length },
    atMs: Math.round(atMs * 1e3) / 1e3,
    bytes: Buffer.from(bytes).toString('latin1'),
  }));
  return { packets: plain, notes: notes.list() };
}

const expected = (linkType: number) =>
  MADE.map(({ atMs, bytes, length = bytes.length }, index) => ({
    ...{ frame: index + 1, linkType, length, atMs },
    bytes: Buffer.from(bytes).toString('latin1'),
  }));

const VARIANTS: Readonly<Record<string, Buffer>> = Object.fromEntries(
  [true, false].flatMap((littleEndian) => [
    ...[true, false].map((nanoseconds) => [
      `pcap ${littleEndian ? 'little' : 'big'} ${nanoseconds ? 'ns' : 'µs'}`,
      pcap(MADE, { littleEndian, nanoseconds, linkType: 113 }),
    ]),
    ...[undefined, 6, 9, 0x94].map((resolution) => [
      `pcapng ${littleEndian ? 'little' : 'big'} ${resolution}`,
      pcapng(MADE, { littleEndian, resolutions: [resolution], linkType: 113 }),
    ]),
    [
      `pcapng ${littleEndian ? 'little' : 'big'} old blocks`,
      pcapng(MADE, { littleEndian, block: 'old', linkType: 113 }),
    ],
  ]),
);

describe.each(Object.entries(VARIANTS))('%s', (name, file) => {
  const near = (packets: ReturnType<typeof read>['packets']) =>
    // A clock of 2^-20 s has no thousandths of its own.
    packets.map((packet) => ({
      ...packet,
      atMs: name.endsWith('148') ? Math.round(packet.atMs * 500) / 500 : packet.atMs,
    }));

  it.each([1, 7, 64, 1_000, file.length])('comes out the same in chunks of %i', (chunk) => {
    const { packets, notes } = read(file, chunk);
    expect(notes).toEqual([]);
    if (name.endsWith('148')) {
      expect(near(packets).map(({ bytes }) => bytes)).toEqual(
        expected(113).map(({ bytes }) => bytes),
      );
      for (const [index, { atMs }] of packets.entries()) {
        expect(Math.abs(atMs - (MADE[index]?.atMs ?? 0))).toBeLessThan(0.002);
      }
      return;
    }
    expect(packets).toEqual(expected(113));
  });

  it('says where it was cut, and gives what is whole', () => {
    const cut = file.subarray(0, file.length - 1_000);
    const { packets, notes } = read(cut, 97);
    expect(packets.length).toBeGreaterThanOrEqual(3);
    expect(notes).toMatchObject([{ code: 'truncated', count: 1, first: { unit: 'byte' } }]);
  });
});

describe('pcapng', () => {
  it('takes simple packets, which have no time, as late as the one before', () => {
    // How much was kept of one that was cut, such a block does not say.
    const whole = MADE.map(({ atMs, bytes }) => ({ atMs, bytes }));
    const { packets } = read(pcapng(whole, { block: 'simple' }));
    expect(packets.map(({ atMs }) => atMs)).toEqual([0, 0, 0, 0]);
    expect(packets.map(({ bytes }) => bytes)).toEqual(expected(1).map(({ bytes }) => bytes));
  });

  it('gives each section its own interfaces and order of bytes', () => {
    const file = join(
      pcapng(MADE, { littleEndian: true, linkType: 1 }),
      pcapng(MADE, { littleEndian: false, resolutions: [9], linkType: 101 }),
    );
    const { packets, notes } = read(file, 333);
    expect(notes).toEqual([]);
    expect(packets.map(({ linkType }) => linkType)).toEqual([1, 1, 1, 1, 101, 101, 101, 101]);
    expect(packets.map(({ atMs }) => atMs)).toEqual([...MADE, ...MADE].map(({ atMs }) => atMs));
  });

  it('reads packets of several interfaces, each by its own clock', () => {
    const mixed = MADE.map((made, index) => ({ ...made, interface: index % 2 }));
    const { packets } = read(pcapng(mixed, { resolutions: [6, 9] }));
    expect(packets.map(({ atMs }) => atMs)).toEqual(MADE.map(({ atMs }) => atMs));
  });

  it('counts packets of interfaces that nobody described', () => {
    const { packets, notes } = read(pcapng(MADE.map((made) => ({ ...made, interface: 3 }))));
    expect(packets).toEqual([]);
    expect(notes).toMatchObject([{ code: 'no-interface', count: 4, first: { number: 1 } }]);
  });
});

describe('what is damaged', () => {
  const good = pcap(MADE);
  const firstRecord = 24;

  it('is told with its place, and what came before it is kept', () => {
    const bad = Buffer.from(good);
    const second = firstRecord + 16 + 5;
    bad.writeUInt32LE(0x7fffffff, second + 8);
    const { packets, notes } = read(bad);
    expect(packets).toHaveLength(1);
    expect(notes).toMatchObject([{ code: 'damaged', first: { unit: 'byte', number: second } }]);
  });

  it.each([
    [
      'a block whose lengths differ',
      join(pcapng(MADE), u32(6, true), u32(32, true), Buffer.alloc(24)),
    ],
    [
      'a block of no whole words',
      join(pcapng(MADE), u32(6, true), u32(33, true), Buffer.alloc(64)),
    ],
    ['a block shorter than its frame', join(pcapng(MADE), u32(6, true), u32(8, true))],
  ])('is %s', (_, file) => {
    const { packets, notes } = read(file);
    expect(packets).toHaveLength(4);
    expect(notes).toMatchObject([
      { code: 'damaged', first: { unit: 'byte', number: pcapng(MADE).length } },
    ]);
  });

  it('is a section without its mark of the order of bytes', () => {
    const file = join(u32(0x0a0d0d0a), Buffer.alloc(60));
    expect(read(file)).toMatchObject({ packets: [], notes: [{ code: 'damaged' }] });
  });
});

it('a capture ends in the middle of the head of a packet', () => {
  const file = join(pcap(MADE), Buffer.alloc(3));
  expect(read(file)).toMatchObject({
    packets: MADE.map(() => ({})),
    notes: [{ code: 'truncated', first: { number: file.length - 3 } }],
  });
});

it('a capture ends between two packets without a word', () => {
  expect(read(pcap(MADE.slice(0, 2))).notes).toEqual([]);
  expect(read(pcap([])).notes).toEqual([]);
});

it('knows a capture at its first bytes, and nothing else', () => {
  for (const file of Object.values(VARIANTS)) expect(isCapture(file)).toBe(true);
  for (const other of ['', 'abc', '{"kind":"dhcp"}\n', '<device>']) {
    expect(isCapture(Buffer.from(other))).toBe(false);
  }
  expect(isCapture(join(u16(0x1f8b), u16(0x0800)))).toBe(false);
});
