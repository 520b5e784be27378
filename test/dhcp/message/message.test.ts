import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ipv4 } from '../../../src/core/ipv4.js';
import {
  type DhcpMessage,
  decodeMessage,
  encodeMessage,
} from '../../../src/dhcp/message/message.js';
import { encodeOptions, optionSize } from '../../../src/dhcp/message/option-list.js';
import { soak } from '../../soak.js';
import { hex, toHex } from '../bytes.js';

/** A DISCOVER as a 7931 behind a relay would send it. */
const DISCOVER_BYTES = hex(`
  01 01 06 01          # op, htype, hlen, hops
  deadbeef             # xid
  0007 8000            # secs, flags: broadcast
  00000000 00000000 00000000
  0a140101             # giaddr
  5cfc665d4f9a 00000000000000000000
  ${'00'.repeat(64)}   # sname
  ${'00'.repeat(128)}  # file
  63825363
  35 01 01
  3d 07 01 5cfc665d4f9a
  3c 05 4369736300     # with Cisco's NUL
  52 04 01020a0b
  ff
  ${'00'.repeat(34)}   # to 300 bytes
`);

const DISCOVER: DhcpMessage = {
  op: 'request',
  htype: 1,
  chaddr: hex('5cfc665d4f9a'),
  hops: 1,
  xid: 0xdeadbeef,
  secs: 7,
  flags: 0x8000,
  ciaddr: 0 as Ipv4,
  yiaddr: 0 as Ipv4,
  siaddr: 0 as Ipv4,
  giaddr: 0x0a140101 as Ipv4,
  sname: '',
  file: '',
  options: new Map([
    [53, hex('01')],
    [61, hex('015cfc665d4f9a')],
    [60, hex('4369736300')],
    [82, hex('01020a0b')],
  ]),
};

const ACK_BYTES = hex(`
  02 01 06 00
  00000001
  0000 0000
  0a140199 0a140199 0a140101 00000000
  00a859db0462 00000000000000000000
  70627800 ${'00'.repeat(60)}
  612e636667 00 ${'00'.repeat(122)}
  63825363
  35 01 05  36 04 0a140101  33 04 00007080  96 08 0a140101 0a140102  ff
  ${'00'.repeat(34)}
`);

const ACK: DhcpMessage = {
  op: 'reply',
  htype: 1,
  chaddr: hex('00a859db0462'),
  hops: 0,
  xid: 1,
  secs: 0,
  flags: 0,
  ciaddr: 0x0a140199 as Ipv4,
  yiaddr: 0x0a140199 as Ipv4,
  siaddr: 0x0a140101 as Ipv4,
  giaddr: 0 as Ipv4,
  sname: 'pbx',
  file: 'a.cfg',
  options: new Map([
    [53, hex('05')],
    [54, hex('0a140101')],
    [51, hex('00007080')],
    [150, hex('0a1401010a140102')],
  ]),
};

/** Used both ways. */
const CASES = [
  { name: 'a relayed DISCOVER', bytes: DISCOVER_BYTES, message: DISCOVER },
  { name: 'an ACK with names in its fields', bytes: ACK_BYTES, message: ACK },
];

describe('the message', () => {
  it.each(CASES)('decodes: $name', ({ bytes, message }) => {
    expect(decodeMessage(bytes)).toEqual({ ok: true, message });
  });

  it.each(CASES)('encodes: $name', ({ bytes, message }) => {
    expect(toHex(encodeMessage(message))).toBe(toHex(bytes));
  });

  it('decodes from the middle of a larger buffer', () => {
    const buffer = Buffer.concat([Buffer.alloc(5, 7), ACK_BYTES, Buffer.alloc(5, 7)]);
    expect(decodeMessage(buffer.subarray(5, 5 + ACK_BYTES.length))).toEqual({
      ok: true,
      message: ACK,
    });
  });

  it.each([
    ['nothing', new Uint8Array(), 'too-short'],
    ['one byte short of the options', ACK_BYTES.slice(0, 239), 'too-short'],
    ['an op of 3', changed(ACK_BYTES, 0, '03'), 'bad-header'],
    ['a hardware address of 17 bytes', changed(ACK_BYTES, 2, '11'), 'bad-header'],
    ['another cookie', changed(ACK_BYTES, 236, '63825364'), 'bad-cookie'],
    ['an option cut off by the end', ACK_BYTES.slice(0, 262), 'option-overrun'],
    ['a code without a length', ACK_BYTES.slice(0, 244), 'option-overrun'],
    ['an overload of 4', changed(ACK_BYTES, 240, '340104'), 'bad-option'],
    ['an overload of two bytes', changed(ACK_BYTES, 240, '34020101'), 'bad-option'],
  ] as const)('faults %s', (_name, bytes, fault) => {
    expect(decodeMessage(bytes)).toEqual({ ok: false, fault });
  });

  it('forgives a missing End, and knows nothing behind one', () => {
    const open = Buffer.concat([ACK_BYTES.slice(0, 240), hex('350105')]);
    const closed = Buffer.concat([open, hex('ff 35 01 01 35')]);
    for (const bytes of [open, closed]) {
      const decoded = decodeMessage(bytes);
      expect(decoded.ok && [...decoded.message.options]).toEqual([[53, hex('05')]]);
    }
  });

  it('skips pads, also between options', () => {
    const decoded = decodeMessage(
      Buffer.concat([ACK_BYTES.slice(0, 240), hex('00 350105 0000 0c0141 00')]),
    );
    expect(decoded.ok && [...decoded.message.options]).toEqual([
      [53, hex('05')],
      [12, hex('41')],
    ]);
  });

  it('reads options out of file and sname, in that order, and joins them (RFC 3396)', () => {
    const bytes = Uint8Array.from(ACK_BYTES);
    bytes.fill(0, 44, 236);
    bytes.set(hex('0c 02 4344 ff'), 44); // sname
    bytes.set(hex('0c 02 4142 ff'), 108); // file
    const options = hex('34 01 03  35 01 05  0c 01 2e  ff');
    const decoded = decodeMessage(Buffer.concat([bytes.slice(0, 240), options]));
    expect(decoded.ok && decoded.message.options.get(12)).toEqual(hex('2e 4142 4344'));
    expect(decoded.ok && decoded.message.options.has(52)).toBe(false);
    expect(decoded.ok && [decoded.message.sname, decoded.message.file]).toEqual(['', '']);
  });

  it('reads only the field that the overload names', () => {
    const bytes = Buffer.concat([ACK_BYTES.slice(0, 240), hex('340102 350105 ff')]);
    bytes.fill(0, 44, 108);
    const decoded = decodeMessage(bytes);
    expect(decoded.ok && decoded.message.file).toBe('a.cfg');
  });

  it('refuses to encode what does not fit a field', () => {
    expect(() => encodeMessage({ ...ACK, sname: 'x'.repeat(65) })).toThrow(RangeError);
    expect(() => encodeMessage({ ...ACK, chaddr: new Uint8Array(17) })).toThrow(RangeError);
  });
});

describe('the list of options', () => {
  it('splits a long option into pieces of 255 (RFC 3396)', () => {
    const encoded = encodeOptions(new Map([[43, new Uint8Array(300).fill(0x61)]]));
    expect(toHex(encoded)).toBe(`2bff${'61'.repeat(255)}2b2d${'61'.repeat(45)}ff`);
    expect(optionSize(300)).toBe(encoded.length - 1);
  });

  it.each([
    [0, '2b00ff'],
    [1, '2b0161ff'],
    [255, `2bff${'61'.repeat(255)}ff`],
    [256, `2bff${'61'.repeat(255)}2b0161ff`],
  ])('writes a value of %i bytes', (length, expected) => {
    expect(toHex(encodeOptions(new Map([[43, new Uint8Array(length).fill(0x61)]])))).toBe(expected);
    expect(optionSize(length)).toBe(expected.length / 2 - 1);
  });

  it('keeps the given order, but for the relay agent option at the end', () => {
    const options = new Map([
      [82, hex('aa')],
      [53, hex('05')],
      [3, hex('0a000001')],
      [1, hex('ff000000')],
    ]);
    expect(toHex(encodeOptions(options))).toBe(
      '350105 03040a000001 0104ff000000 5201aa ff'.replaceAll(' ', ''),
    );
  });
});

describe('any message', () => {
  const u8 = fc.nat({ max: 255 });
  const address = fc.nat({ max: 0xffffffff }).map((value) => value as Ipv4);
  const code = fc.integer({ min: 1, max: 254 }).filter((each) => each !== 52 && each !== 82);
  const options = fc
    .uniqueArray(fc.tuple(code, fc.uint8Array({ maxLength: 600 })), {
      selector: ([key]) => key,
      maxLength: 12,
    })
    .chain((list) =>
      fc
        .option(fc.uint8Array({ maxLength: 40 }), { nil: undefined })
        .map((relay) => new Map(relay === undefined ? list : [...list, [82, relay] as const])),
    );
  const field = (maxLength: number) =>
    fc.stringMatching(/^[ -ÿ]*$/).map((text) => text.slice(0, maxLength));
  const message: fc.Arbitrary<DhcpMessage> = fc.record({
    op: fc.constantFrom('request', 'reply'),
    htype: u8,
    chaddr: fc.uint8Array({ maxLength: 16 }),
    hops: u8,
    xid: fc.nat({ max: 0xffffffff }),
    secs: fc.nat({ max: 0xffff }),
    flags: fc.nat({ max: 0xffff }),
    ciaddr: address,
    yiaddr: address,
    siaddr: address,
    giaddr: address,
    sname: field(64),
    file: field(128),
    options,
  });

  it('decode(encode(x)) = x, in at least 300 bytes', () => {
    fc.assert(
      fc.property(message, (value) => {
        const bytes = encodeMessage(value);
        expect(bytes.length).toBeGreaterThanOrEqual(300);
        const decoded = decodeMessage(bytes);
        expect(decoded).toEqual({ ok: true, message: value });
        expect(decoded.ok && [...decoded.message.options.keys()]).toEqual([
          ...value.options.keys(),
        ]);
      }),
    );
  });

  it('decoding never throws: random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => {
        expect(decodeMessage(bytes).ok).toBeTypeOf('boolean');
      }),
      { numRuns: soak(400, 2000) },
    );
  });

  it('decoding never throws: a good message with some bytes changed or cut off', () => {
    const change = fc.tuple(fc.nat({ max: 299 }), u8);
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), fc.nat({ max: 300 }), (changes, length) => {
        const bytes = Uint8Array.from(DISCOVER_BYTES);
        for (const [at, value] of changes) bytes[at] = value;
        const decoded = decodeMessage(bytes.subarray(0, length));
        // What can be decoded can be encoded again: nothing half-read gets through.
        if (decoded.ok) expect(encodeMessage(decoded.message).length).toBeGreaterThanOrEqual(300);
        else expect(decoded.fault).toBeTypeOf('string');
      }),
      { numRuns: soak(600, 3000) },
    );
  });
});

function changed(bytes: Uint8Array, at: number, digits: string): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy.set(hex(digits), at);
  return copy;
}
