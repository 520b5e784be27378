import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeValue,
  OPTION_KINDS,
  printEncoded,
  printValue,
} from '../../src/core/dhcp-option-kinds.js';
import type { OptionKind, OptionValues } from '../../src/core/dhcp-option-values.js';
import { OPTIONS } from '../../src/core/dhcp-options.js';
import { type Ipv4, parseIpv4, parseSubnet, type Subnet } from '../../src/core/ipv4.js';
import { hex } from '../dhcp/bytes.js';

const ip = (text: string): Ipv4 => parseIpv4(text) ?? fail(text);
const net = (text: string): Subnet => parseSubnet(text) ?? fail(text);
function fail(text: string): never {
  throw new Error(text);
}

function encode<K extends OptionKind>(kind: K, value: OptionValues[K]): Uint8Array {
  return OPTION_KINDS[kind].encode(value);
}

const kinds = Object.keys(OPTION_KINDS) as readonly OptionKind[];

describe('decoding a value', () => {
  it.each([
    {
      name: 'text with the trailing NUL of a Cisco phone',
      kind: 'text',
      bytes: '434950 00',
      value: 'CIP',
    },
    { name: 'text of NULs only', kind: 'text', bytes: '0000', value: '' },
    { name: 'text with a NUL inside', kind: 'text', bytes: '41 00 42', value: 'A\0B' },
    {
      name: 'names that share an ending, RFC 3397',
      kind: 'domains',
      bytes: '03656e67 0561 70706c65 03636f6d 00  096d61726b6574696e67 c004',
      value: ['eng.apple.com', 'marketing.apple.com'],
    },
  ] as const)('$name', ({ kind, bytes, value }) => {
    expect(decodeValue(kind, hex(bytes))).toEqual(value);
  });

  it.each([
    ['an address of three bytes', 'ip', '0a1401'],
    ['an address of five bytes', 'ip', '0a14010101'],
    ['an empty address', 'ip', ''],
    ['a list of seven bytes', 'ips', '0a14010a140102'],
    ['an empty list', 'ips', ''],
    ['half a pair', 'ipPairs', '0a000000'],
    ['a flag of two', 'flag', '02'],
    ['a flag of two bytes', 'flag', '0100'],
    ['an empty flag', 'flag', ''],
    ['u8 of two bytes', 'u8', '0001'],
    ['u16 of one byte', 'u16', '01'],
    ['u32 of three bytes', 'u32', '010203'],
    ['an empty u32', 'u32', ''],
    ['an odd list of u16', 'u16s', '000102'],
    ['a name without its end', 'domains', '036c6162'],
    ['a label longer than the option', 'domains', '3f6c6162'],
    ['a pointer to itself', 'domains', 'c000'],
    ['a pointer to its own name', 'domains', '0161 c000'],
    ['a pointer forward', 'domains', 'c003 00 0161 00'],
    ['half a pointer', 'domains', '0161 c0'],
    ['a reserved label type', 'domains', '4161 00'],
    ['the root alone', 'domains', '00'],
    ['SIP servers of an unknown form', 'sipServers', '02 0a140101'],
    ['SIP servers without any', 'sipServers', '01'],
    ['empty SIP servers', 'sipServers', ''],
    ['a prefix of 33', 'routes', '21 0a140101 0a140101'],
    ['a route cut short', 'routes', '18 c0a80a 0a1401'],
    ['a route with host bits', 'routes', '11 0a81ff 0a140102'],
    ['no route', 'routes', ''],
  ] as const)('refuses %s', (_name, kind, bytes) => {
    expect(decodeValue(kind, hex(bytes))).toBeUndefined();
  });

  it('does not unfold a small option of pointers into much memory', () => {
    const label = `3f${'61'.repeat(63)}`;
    const long = `${label.repeat(3)}00`;
    expect(decodeValue('domains', hex(long + 'c000'.repeat(10)))).toHaveLength(11);
    expect(decodeValue('domains', hex(long + 'c000'.repeat(1000)))).toBeUndefined();
  });
});

describe('encoding a value', () => {
  it.each([
    ['u8', 256],
    ['u8', -1],
    ['u16', 65536],
    ['u32', 2 ** 32],
    ['i32', 2 ** 31],
    ['u16', 1.5],
    ['u16', Number.NaN],
  ] as const)('refuses %s of %s', (kind, value) => {
    expect(() => encode(kind, value)).toThrow(RangeError);
  });

  it('refuses what the wire has no form for', () => {
    expect(() => encode('ips', [])).toThrow(RangeError);
    expect(() => encode('domains', [])).toThrow(RangeError);
    expect(() => encode('domains', ['a..b'])).toThrow(RangeError);
    expect(() => encode('domains', ['a'.repeat(64)])).toThrow(RangeError);
    const destination = { network: ip('10.1.2.3'), prefix: 16 };
    expect(() => encode('routes', [{ destination, router: ip('10.0.0.1') }])).toThrow(RangeError);
  });
});

describe('all kinds of values', () => {
  const address = fc.nat({ max: 0xffffffff }).map((value) => value as Ipv4);
  const label = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
  const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
  const names = fc.array(name, { minLength: 1, maxLength: 5 });
  const addresses = fc.array(address, { minLength: 1, maxLength: 8 });
  const route = fc
    .record({ network: address, prefix: fc.nat({ max: 32 }), router: address })
    .map(({ network, prefix, router }) => ({
      destination: net(maskedText(network, prefix)),
      router,
    }));
  const u32 = fc.nat({ max: 0xffffffff });
  const values: { readonly [K in OptionKind]: fc.Arbitrary<OptionValues[K]> } = {
    ip: address,
    ips: addresses,
    ipPairs: fc.array(fc.tuple(address, address), { minLength: 1, maxLength: 4 }),
    text: fc.string({ unit: 'grapheme' }).filter((text) => !text.endsWith('\0')),
    flag: fc.boolean(),
    u8: fc.nat({ max: 255 }),
    u16: fc.nat({ max: 65535 }),
    u32,
    i32: fc.integer(),
    seconds: u32,
    u16s: fc.array(fc.nat({ max: 65535 }), { minLength: 1, maxLength: 9 }),
    codes: fc.array(fc.nat({ max: 255 })),
    bytes: fc.uint8Array(),
    domains: names,
    sipServers: fc.oneof(
      names.map((list) => ({ type: 'names' as const, names: list })),
      addresses.map((list) => ({ type: 'addresses' as const, addresses: list })),
    ),
    routes: fc.array(route, { minLength: 1, maxLength: 5 }),
  };
  it.each(kinds)('%s: decode(encode(x)) = x', (kind) => {
    fc.assert(
      fc.property(values[kind], (value) => {
        expect(decodeValue(kind, encode(kind, value))).toEqual(value);
      }),
    );
  });

  it.each(kinds)('%s: decoding never throws, and what it gives can be encoded', (kind) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const [value, again] = thereAndBack(kind, bytes);
        // Text may hold bytes that are no UTF-8: then what comes back is not what went in.
        if (kind !== 'text') expect(again).toEqual(value);
      }),
    );
  });
});

describe('the table of kinds', () => {
  it('has all columns for the kind of each option', () => {
    const bare = Object.values(OPTIONS).filter(({ kind }) => {
      const { decode, encode, written, print } = OPTION_KINDS[kind];
      return !decode || !encode || !written.title || !written.example || !print;
    });
    expect(bare).toEqual([]);
  });

  it.each([
    ['ip', '0a140101', '10.20.1.1'],
    ['ips', '0a140101 0a140102', '10.20.1.1, 10.20.1.2'],
    ['ipPairs', '0a000000 ff000000', '0a000000ff000000'],
    ['text', '61 62 00', 'ab'],
    ['flag', '01', true],
    ['u8', '07', 7],
    ['u16', '05dc', 1500],
    ['u32', '00000e10', 3600],
    ['i32', 'ffffb9b0', 'ffffb9b0'],
    ['seconds', '00007080', 28800],
    ['u16s', '0044 05dc', '004405dc'],
    ['codes', '01 42 06', '014206'],
    ['bytes', 'c0ffee', 'c0ffee'],
    // As it came: a second writing would have no pointer.
    ['domains', '036c6162 00 c000', '036c616200c000'],
    ['sipServers', '01 0a140105', '010a140105'],
    ['routes', '08 0a 0a140101', '080a0a140101'],
  ] as const)('shows people %s of %s', (kind, bytes, shown) => {
    expect(printEncoded(kind, hex(bytes))).toBe(shown);
  });

  it('shows what is no value of its kind as bytes, and no password in them', () => {
    expect(printEncoded('ip', hex('0a1401'))).toBe('0a1401');
    const url = Buffer.from('http://prov:sesame@10.20.1.1/');
    expect(printEncoded('ips', url)).toBe('********');
    expect(printValue({ kind: 'bytes', value: url })).toBe('********');
  });
});

function thereAndBack<K extends OptionKind>(kind: K, bytes: Uint8Array): readonly unknown[] {
  const value = decodeValue(kind, bytes);
  return [value, value === undefined ? undefined : decodeValue(kind, encode(kind, value))];
}

function maskedText(network: number, prefix: number): string {
  const mask = prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0;
  const masked = (network & mask) >>> 0;
  return `${[24, 16, 8, 0].map((shift) => (masked >>> shift) & 255).join('.')}/${prefix}`;
}
