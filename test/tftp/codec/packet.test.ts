import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodePacket,
  encodePacket,
  type MalformedPacket,
  type Packet,
} from '../../../src/tftp/codec/packet.js';
import { soak } from '../../soak.js';

const ascii = (text: string): Buffer => Buffer.from(text.replaceAll('|', '\0'), 'latin1');

interface Case {
  readonly name: string;
  readonly bytes: Buffer;
  readonly value: Packet;
}

/** Both ways. `|` stands for a zero byte. */
const BOTH_WAYS: readonly Case[] = [
  {
    name: 'the read request of an old phone',
    bytes: ascii('|\x01SEP5CFC665D4F9A.cnf.xml|octet|'),
    value: { type: 'RRQ', fileName: 'SEP5CFC665D4F9A.cnf.xml', mode: 'octet', options: [] },
  },
  {
    name: 'a read request with options',
    bytes: ascii('|\x01a|octet|tsize|0|BlkSize|1428|'),
    value: {
      type: 'RRQ',
      fileName: 'a',
      mode: 'octet',
      options: [
        { name: 'tsize', value: '0' },
        { name: 'BlkSize', value: '1428' },
      ],
    },
  },
  {
    name: 'a write request',
    bytes: ascii('|\x02up|NETASCII|'),
    value: { type: 'WRQ', fileName: 'up', mode: 'NETASCII', options: [] },
  },
  {
    name: 'a name that is not ASCII',
    bytes: Buffer.concat([ascii('|\x01'), Buffer.from('мелодия'), ascii('|octet|')]),
    value: { type: 'RRQ', fileName: 'мелодия', mode: 'octet', options: [] },
  },
  {
    name: 'an empty name',
    bytes: ascii('|\x01|octet|'),
    value: { type: 'RRQ', fileName: '', mode: 'octet', options: [] },
  },
  {
    name: 'data',
    bytes: ascii('|\x03\x12\x34abc'),
    value: { type: 'DATA', block: 0x1234, data: ascii('abc') },
  },
  {
    name: 'the empty last block',
    bytes: ascii('|\x03\xff\xff'),
    value: { type: 'DATA', block: 65_535, data: Buffer.alloc(0) },
  },
  { name: 'an ACK', bytes: ascii('|\x04||'), value: { type: 'ACK', block: 0 } },
  { name: 'a high ACK', bytes: ascii('|\x04\x80\x01'), value: { type: 'ACK', block: 0x8001 } },
  {
    name: 'an error',
    bytes: ascii('|\x05|\x01file not found|'),
    value: { type: 'ERROR', code: 1, message: 'file not found' },
  },
  {
    name: 'an OACK',
    bytes: ascii('|\x06blksize|1428|tsize|9000|'),
    value: {
      type: 'OACK',
      options: [
        { name: 'blksize', value: '1428' },
        { name: 'tsize', value: '9000' },
      ],
    },
  },
  { name: 'an empty OACK', bytes: ascii('|\x06'), value: { type: 'OACK', options: [] } },
];

/** Understood, though we would write it otherwise. */
const ONE_WAY: readonly Case[] = [
  {
    name: 'an error without its closing zero',
    bytes: ascii('|\x05|\x04stop'),
    value: { type: 'ERROR', code: 4, message: 'stop' },
  },
  {
    name: 'an error without text',
    bytes: ascii('|\x05|\x03'),
    value: { type: 'ERROR', code: 3, message: '' },
  },
  {
    name: 'bytes after the last zero of a request',
    bytes: ascii('|\x01a|octet|pad'),
    value: { type: 'RRQ', fileName: 'a', mode: 'octet', options: [] },
  },
  {
    name: 'an option without a value',
    bytes: ascii('|\x01a|octet|tsize|0|blksize|'),
    value: { type: 'RRQ', fileName: 'a', mode: 'octet', options: [{ name: 'tsize', value: '0' }] },
  },
];

const MALFORMED = [
  { name: 'nothing', bytes: ascii(''), fault: 'too-short' },
  { name: 'one byte', bytes: ascii('|'), fault: 'too-short' },
  { name: 'an ACK without a block', bytes: ascii('|\x04|'), fault: 'too-short' },
  { name: 'data without a block', bytes: ascii('|\x03'), fault: 'too-short' },
  { name: 'an error without a code', bytes: ascii('|\x05'), fault: 'too-short' },
  { name: 'opcode 0', bytes: ascii('||abc|octet|'), fault: 'opcode' },
  { name: 'opcode 7', bytes: ascii('|\x07||'), fault: 'opcode' },
  { name: 'an opcode above 255', bytes: ascii('\x01\x01a|octet|'), fault: 'opcode' },
  { name: 'a request without a mode', bytes: ascii('|\x01name|'), fault: 'request' },
  { name: 'a request whose mode does not end', bytes: ascii('|\x01name|octet'), fault: 'request' },
  { name: 'a request of nothing', bytes: ascii('|\x02'), fault: 'request' },
  {
    name: 'a request of 513 bytes',
    bytes: ascii(`|\x01${'n'.repeat(513 - 9)}|octet|`),
    fault: 'request',
  },
  { name: 'the largest datagram', bytes: Buffer.alloc(65_507, 1), fault: 'opcode' },
  { name: 'an OACK with half an option', bytes: ascii('|\x06blksize|'), fault: 'options' },
] as const;

describe('a TFTP packet', () => {
  it.each(BOTH_WAYS)('is read: $name', ({ bytes, value }) => {
    expect(decodePacket(bytes)).toEqual(value);
  });

  it.each(BOTH_WAYS)('is written: $name', ({ bytes, value }) => {
    expect(Buffer.from(encodePacket(value))).toEqual(bytes);
  });

  it.each(ONE_WAY)('is read with patience: $name', ({ bytes, value }) => {
    expect(decodePacket(bytes)).toEqual(value);
  });

  it.each(MALFORMED)('is refused: $name', ({ bytes, fault }) => {
    expect(decodePacket(bytes)).toEqual({ type: 'malformed', fault });
  });

  it('reads a request of 512 bytes, the most that RFC 2347 allows', () => {
    const name = 'n'.repeat(512 - 9);
    const bytes = ascii(`|\x01${name}|octet|`);
    expect(bytes.length).toBe(512);
    expect(decodePacket(bytes)).toMatchObject({ type: 'RRQ', fileName: name });
  });

  it('reads a view in the middle of a larger buffer', () => {
    const within = ascii('xx|\x01a|octet|yy').subarray(2, -2);
    expect(decodePacket(within)).toMatchObject({ fileName: 'a', mode: 'octet' });
  });
});

/** A view and an array of equal bytes are the same to us. */
const plain = (packet: Packet | MalformedPacket) =>
  packet.type === 'DATA' ? { ...packet, data: [...packet.data] } : packet;

const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((each) => !each.includes('\0'));
const word = fc.integer({ min: 0, max: 65_535 });
const options = fc.array(fc.record({ name: text, value: text }), { maxLength: 3 });
const anyPacket: fc.Arbitrary<Packet> = fc.oneof(
  fc.record({ type: fc.constant('RRQ' as const), fileName: text, mode: text, options }),
  fc.record({ type: fc.constant('WRQ' as const), fileName: text, mode: text, options }),
  fc.record({ type: fc.constant('DATA' as const), block: word, data: fc.uint8Array() }),
  fc.record({ type: fc.constant('ACK' as const), block: word }),
  fc.record({ type: fc.constant('ERROR' as const), code: word, message: text }),
  fc.record({ type: fc.constant('OACK' as const), options }),
);

describe('the TFTP codec', () => {
  it('reads back whatever it wrote', () => {
    fc.assert(
      fc.property(anyPacket, (packet) => {
        const bytes = encodePacket(packet);
        fc.pre(packet.type === 'DATA' || bytes.length <= 512);
        expect(plain(decodePacket(bytes))).toEqual(plain(packet));
      }),
    );
  });

  it('never throws, and keeps what it accepts through another round', () => {
    const opcode = fc.integer({ min: 0, max: 8 }).map((low) => [0, low]);
    const bytes = fc
      .tuple(fc.oneof(opcode, fc.constant([])), fc.uint8Array({ maxLength: 600 }))
      .map(([head, tail]) => Uint8Array.from([...head, ...tail]));
    fc.assert(
      fc.property(bytes, (datagram) => {
        const once = decodePacket(datagram);
        if (once.type === 'malformed') return;
        const written = encodePacket(once);
        fc.pre(written.length <= 512);
        expect(plain(decodePacket(written))).toEqual(plain(once));
      }),
      { numRuns: soak(500, 2_000) },
    );
  });
});
