// The npm package `dhcp` as a second opinion on well-formed packets, in both directions. It skips a byte
// behind each pad, ignores lengths of fixed types and knows no client identifier beyond text, so packets
// here have no pads before the end and only options in which it is right.

import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeValue } from '../../src/core/dhcp-option-kinds.js';
import type { OptionKind, OptionValue } from '../../src/core/dhcp-option-values.js';
import { OPTIONS } from '../../src/core/dhcp-options.js';
import type { Ipv4 } from '../../src/core/ipv4.js';
import { decodeMessage, encodeMessage } from '../../src/dhcp/message/message.js';
import { decodeOption } from '../../src/dhcp/message/options.js';
import { hex, toHex } from './bytes.js';

interface OracleMessage {
  readonly op: number;
  readonly htype: number;
  readonly hlen: number;
  readonly hops: number;
  readonly xid: number;
  readonly secs: number;
  readonly flags: number;
  readonly ciaddr: string;
  readonly yiaddr: string;
  readonly siaddr: string;
  readonly giaddr: string;
  readonly chaddr: string;
  readonly sname: string;
  readonly file: string;
  readonly options: Readonly<Record<number, unknown>>;
}

interface Oracle {
  parse(bytes: Buffer): OracleMessage;
  format(message: OracleMessage): { readonly _data: Buffer; readonly _w: number };
}

const load = createRequire(import.meta.url);
const oracle: Oracle = load('dhcp/lib/protocol.js');
const { opts }: { opts: Readonly<Record<number, { readonly type: string }>> } =
  load('dhcp/lib/options.js');

/** Its word for each of our kinds. */
const TYPE_OF: Partial<Readonly<Record<OptionKind, readonly string[]>>> = {
  ip: ['IP'],
  ips: ['IPs'],
  ipPairs: ['IPs'],
  text: ['ASCII', 'UTF8'],
  u8: ['UInt8'],
  flag: ['UInt8'],
  u16: ['UInt16'],
  u32: ['UInt32'],
  i32: ['Int32'],
  seconds: ['UInt32'],
  u16s: ['UInt16s'],
  codes: ['UInt8s'],
  bytes: ['UInt8s'],
};

/** Where it differs from the RFC, and so from us. */
const DIFFERENCES: Readonly<Record<number, string>> = {
  20: 'reads a flag as an option without a value',
  34: 'reads a flag as an option without a value',
  36: 'reads a flag as an option without a value',
  39: 'reads a flag as an option without a value',
  45: 'reads a list as one address',
  61: 'reads a client identifier as text',
  68: 'reads addresses as text',
  119: 'reads names as text',
  121: 'reads routes as addresses',
};

const rows = Object.values(OPTIONS).filter(({ code }) => opts[code] !== undefined);
const agreed = rows.filter(({ code, kind }) => TYPE_OF[kind]?.includes(opts[code]?.type ?? ''));

describe('the option tables', () => {
  it('agree but for known differences', () => {
    const different = rows.filter((row) => !agreed.includes(row)).map(({ code }) => code);
    expect(different.toSorted((a, b) => a - b)).toEqual(Object.keys(DIFFERENCES).map(Number));
    expect(agreed.length).toBeGreaterThan(50);
  });
});

const address = fc.nat({ max: 0xffffffff }).map((value) => value as Ipv4);
const addresses = fc.array(address, { minLength: 1, maxLength: 4 });
const u32 = fc.nat({ max: 0xffffffff });
const text = fc.stringMatching(/^[ -~]{1,30}$/);
const VALUES: Partial<Readonly<Record<OptionKind, fc.Arbitrary<unknown>>>> = {
  ip: address,
  ips: addresses,
  ipPairs: fc.array(fc.tuple(address, address), { minLength: 1, maxLength: 3 }),
  text,
  u8: fc.nat({ max: 255 }),
  flag: fc.boolean(),
  u16: fc.nat({ max: 65535 }),
  u32,
  i32: fc.integer(),
  seconds: u32,
  u16s: fc.array(fc.nat({ max: 65535 }), { minLength: 1, maxLength: 5 }),
  codes: fc.uint8Array({ minLength: 1, maxLength: 30 }).map((bytes) => [...bytes]),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 30 }),
};

/** Our value as the oracle would give it. */
function asOracle({ kind, value }: OptionValue): unknown {
  switch (kind) {
    case 'ip':
      return dotted(value);
    case 'ips':
      return value.map(dotted);
    case 'ipPairs':
      return value.flat().map(dotted);
    case 'flag':
      return value ? 1 : 0;
    case 'bytes':
    case 'codes':
      return [...value];
    default:
      return value;
  }
}

const optionOf = (code: number, kind: OptionKind): fc.Arbitrary<OptionValue> =>
  (VALUES[kind] ?? fc.constant(undefined)).map((value) => ({ code, kind, value }) as OptionValue);

const options = fc
  .uniqueArray(fc.constantFrom(...agreed), {
    selector: ({ code }) => code,
    minLength: 1,
    maxLength: 12,
  })
  .filter((chosen) => !chosen.some(({ code }) => code === OPTIONS.overload.code))
  .chain((chosen) => fc.tuple(...chosen.map(({ code, kind }) => optionOf(code, kind))));

const message = fc.record({
  op: fc.constantFrom(1, 2),
  hops: fc.nat({ max: 16 }),
  xid: u32,
  secs: fc.nat({ max: 0xffff }),
  flags: fc.constantFrom(0, 0x8000),
  ciaddr: address,
  yiaddr: address,
  siaddr: address,
  giaddr: address,
  chaddr: fc.uint8Array({ minLength: 6, maxLength: 6 }),
  sname: text,
  file: text,
  options,
});

describe('any well-formed packet', () => {
  it('of ours is read alike by the oracle', () => {
    fc.assert(
      fc.property(message, ({ op, options: values, ...fields }) => {
        const raw = new Map(values.map((value) => [value.code, encodeValue(value)]));
        const ours = {
          ...fields,
          op: op === 1 ? ('request' as const) : ('reply' as const),
          htype: 1,
          options: raw,
        };
        const theirs = oracle.parse(Buffer.from(encodeMessage(ours)));
        expect(theirs).toMatchObject({ ...inOracleWords(fields), op, htype: 1, hlen: 6 });
        expect(theirs.options).toEqual(
          Object.fromEntries(values.map((value) => [value.code, asOracle(value)])),
        );
      }),
    );
  });

  it('of the oracle is read alike by us', () => {
    fc.assert(
      fc.property(message, ({ op, options: values, ...fields }) => {
        const theirs = oracle.format({
          ...inOracleWords(fields),
          op,
          htype: 1,
          hlen: 6,
          options: Object.fromEntries(values.map((value) => [value.code, asOracle(value)])),
        });
        const decoded = decodeMessage(theirs._data.subarray(0, theirs._w));
        expect(decoded).toMatchObject({
          ok: true,
          message: { ...fields, op: op === 1 ? 'request' : 'reply' },
        });
        const read = decoded.ok
          ? [...decoded.message.options].map(([code, bytes]) => decodeOption(code, bytes))
          : [];
        const byCode = values.toSorted((a, b) => a.code - b.code);
        expect(read).toEqual(byCode);
      }),
    );
  });
});

type Fields = Omit<OracleMessage, 'op' | 'htype' | 'hlen' | 'options'>;

function inOracleWords(fields: {
  readonly hops: number;
  readonly xid: number;
  readonly secs: number;
  readonly flags: number;
  readonly ciaddr: Ipv4;
  readonly yiaddr: Ipv4;
  readonly siaddr: Ipv4;
  readonly giaddr: Ipv4;
  readonly chaddr: Uint8Array;
  readonly sname: string;
  readonly file: string;
}): Fields {
  return {
    ...fields,
    ciaddr: dotted(fields.ciaddr),
    yiaddr: dotted(fields.yiaddr),
    siaddr: dotted(fields.siaddr),
    giaddr: dotted(fields.giaddr),
    chaddr: (toHex(fields.chaddr).toUpperCase().match(/../g) ?? []).join('-'),
  };
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}

describe('the oracle itself', () => {
  it('skips a byte behind a pad: why there is none in these packets', () => {
    const bytes = Buffer.concat([Buffer.alloc(236), hex('63825363 00 0c0141 350105 ff')]);
    bytes.set([2, 1, 6]);
    expect(oracle.parse(bytes).options).not.toHaveProperty('12');
    const decoded = decodeMessage(bytes);
    expect(decoded.ok && [...decoded.message.options.keys()]).toEqual([12, 53]);
  });
});
