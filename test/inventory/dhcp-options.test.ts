import { describe, expect, it } from 'vitest';
import { OPTION_KINDS } from '../../src/core/dhcp-option-kinds.js';
import type { OptionKind } from '../../src/core/dhcp-option-values.js';
import { OPTIONS, optionRow } from '../../src/core/dhcp-options.js';
import { parseIpv4 } from '../../src/core/ipv4.js';
import { explainPhone } from '../../src/inventory/explain.js';
import { readMarks, resolveText } from './site-under-test.js';

const HEAD = [
  'pbx: { main: { host: pbx.example } }',
  'lines: { "1": { pbx: main }, "2": { pbx: main } }',
  'groups:',
  '  hall: { options: { 132: { u16: 30 }, 160: { text: hall } } }',
];
const PHONES = [
  'phones:',
  '  - { mac: "02:00:00:00:00:0a", model: test-desk, groups: [hall], keys: { 1: { line: "1" } }, options: { 160: { text: own } } }',
  '  - { mac: "02:00:00:00:00:0b", model: test-desk, keys: { 1: { line: "2" } } }',
];
const siteWith = (...lines: readonly string[]) => [...HEAD, ...lines, ...PHONES].join('\n');
const network = (options: string) => `network: { subnet: 10.20.1.0/24, options: ${options} }`;

interface Example {
  readonly code: number;
  /** Absent: no inventory may set an option that has it. */
  readonly accepted?: string;
  readonly refused: string;
  /** What is told of the refused one; unless said, that it is of another kind. */
  readonly says?: string;
}

/** As an inventory writes an option of the kind, and as it does not. */
const EXAMPLES: Readonly<Record<OptionKind, Example>> = {
  ip: { code: 28, accepted: 'ip: 10.20.1.255', refused: 'ips: [10.20.1.255]' },
  ips: { code: 150, accepted: 'ips: [10.20.1.1]', refused: 'text: "10.20.1.1"' },
  ipPairs: { code: 33, accepted: 'ips: [10.0.0.0, 10.20.1.1]', refused: 'ips: [10.0.0.0]' },
  text: { code: 66, accepted: 'text: tftp.example', refused: 'ip: 10.20.1.1' },
  flag: { code: 19, accepted: 'u8: 1', refused: 'u8: 2' },
  u8: { code: 23, accepted: 'u8: 64', refused: 'u16: 64' },
  u16: { code: 26, accepted: 'u16: 1500', refused: 'u8: 200' },
  // No option that we know has it.
  u32: { code: 200, accepted: 'u32: 5', refused: 'u32: 4294967296', says: 'inventory/bad-value' },
  i32: { code: 2, accepted: 'u32: 10800', refused: 'text: "10800"' },
  seconds: { code: 35, accepted: 'u32: 60', refused: 'u16: 60' },
  u16s: { code: 25, accepted: 'u16: 68', refused: 'u32: 68' },
  codes: { code: 55, refused: 'u8: 1', says: 'inventory/reserved-option' },
  bytes: { code: 43, accepted: 'text: x', refused: 'hex: "01 0"', says: 'inventory/bad-value' },
  domains: { code: 119, accepted: 'hex: "036c616200"', refused: 'text: lab.example' },
  sipServers: { code: 120, accepted: 'hex: "010a140105"', refused: 'ips: [10.20.1.5]' },
  routes: { code: 121, accepted: 'hex: "080a0a140101"', refused: 'text: "10.0.0.0/8"' },
};
const examples = Object.keys(OPTION_KINDS).map(
  (kind) => [kind, EXAMPLES[kind as OptionKind]] as const,
);

describe('each kind of option', () => {
  const settable = examples.filter(([, { accepted }]) => accepted !== undefined);
  it.each(settable)('%s has an option that is written', (kind, { code, accepted }) => {
    if (kind !== 'u32') expect(optionRow(code)?.kind).toBe(kind);
    const { site, findings } = resolveText(network(`{ ${code}: { ${accepted} } }`));
    expect(findings).toEqual([]);
    expect(site.networks[0]?.options).toHaveLength(1);
  });

  it.each(examples)('%s refuses what it is not', (_, { code, refused, says }) => {
    const { site, diagnostics } = resolveText(network(`{ ${code}: { ${refused} } }`));
    expect(diagnostics.map((each) => each.code)).toContain(says ?? 'inventory/option-kind');
    expect(site.networks[0]?.options).toEqual([]);
  });
});

/** 10.0.0.0/8 by 10.20.1.1 (RFC 3442). */
const ROUTE = '08 0a 0a 14 01 01';

describe('options by number', () => {
  it.each([
    ['{ text: "http://10.20.1.1/" }', { kind: 'text', value: 'http://10.20.1.1/' }],
    ['{ ip: 10.20.1.9 }', { kind: 'ip', value: parseIpv4('10.20.1.9') }],
    [
      '{ ips: [10.0.0.1, 10.0.0.2] }',
      { kind: 'ips', value: ['10.0.0.1', '10.0.0.2'].map(parseIpv4) },
    ],
    ['{ hex: "01 04:0a-140101" }', { kind: 'bytes', value: Buffer.from('01040a140101', 'hex') }],
    ['{ u8: 255 }', { kind: 'u8', value: 255 }],
    ['{ u16: 65535 }', { kind: 'u16', value: 65_535 }],
    ['{ u32: 4294967295 }', { kind: 'u32', value: 4_294_967_295 }],
  ])('%s', (text, expected) => {
    const { site, findings } = resolveText(network(`{ 160: ${text} }`));
    expect(findings).toEqual([]);
    expect(site.networks[0]?.options).toEqual([{ code: 160, ...expected }]);
  });

  it('are layered by number, and each says where it was written', () => {
    const text = siteWith('defaults: { options: { "132": { u16: 20 }, 42: { ip: 10.0.0.9 } } }');
    const { site, findings } = resolveText(text);
    expect(findings).toEqual([]);
    const shown = site.phones.map((phone) =>
      explainPhone(phone, () => undefined)
        .filter(({ name }) => name.startsWith('options.'))
        .map(({ name, value, place }) => `${name} ${value} line ${place?.line}`),
    );
    expect(shown).toEqual([
      ['options.42 10.0.0.9 line 5', 'options.132 30 line 4', 'options.160 own line 7'],
      ['options.42 10.0.0.9 line 5', 'options.132 20 line 5'],
    ]);
    expect(site.modelOptions.get('test-desk')?.map(({ code }) => code)).toEqual([42, 132]);
  });

  it.each([0, 1, 50, 51, 52, 53, 54, 55, 57, 61, 82, 255, 256])(
    'option %i is not for the inventory to set',
    (code) => {
      const { site, findings } = resolveText(network(`{ ${code}: { u8: 1 } }`));
      expect(findings).toEqual(['inventory/reserved-option 1:45']);
      expect(site.networks[0]?.options).toEqual([]);
    },
  );

  it.each([
    { option: '150: { text: "10.20.1.1" }', is: 'a list of addresses', hint: 'ips: [10.20.1.1]' },
    { option: '66: { ip: 10.20.1.1 }', is: 'text', hint: 'text: "10.20.1.1"' },
    { option: '3: { text: "10.20.1.254" }', is: 'a list of addresses', hint: 'ips: [10.20.1.254]' },
    { option: '6: { text: "8.8.8.8, 8.8.4.4" }', is: 'addresses', hint: 'ips: [8.8.8.8, 8.8.4.4]' },
    {
      option: '42: { text: pool.ntp.org }',
      is: '"pool.ntp.org" is a name',
      hint: 'ips: [10.20.1.1]',
    },
    { option: '3: { text: "10.20.1.256" }', is: '"10.20.1.256" is none', hint: 'ips: [10.20.1.1]' },
    { option: '42: { text: "a.b, 10.1.1.1" }', is: '"a.b" is a name', hint: 'ips: [10.20.1.1]' },
    { option: '66: { text: "10.0.0.1, 10.0.0.2" }', is: 'several', hint: '10.0.0.1; option 150' },
    { option: '28: { ips: [10.20.1.255] }', is: 'one address', hint: 'ip: 10.20.1.255' },
    { option: '26: { u8: 200 }', is: 'a number of two bytes', hint: '{ u16: 200 }' },
    { option: '26: { text: "1500" }', is: 'a number of two bytes', hint: '{ u16: 1500 }' },
    { option: '23: { u16: 64 }', is: 'a number of one byte', hint: '{ u8: 64 }' },
    { option: '23: { u16: 300 }', is: 'a number of one byte', hint: '{ u8: 1 }' },
    { option: '19: { u8: 2 }', is: 'neither 0 nor 1', hint: 'u8: 1' },
    { option: '46: { u8: 3 }', is: 'one of 1, 2, 4, 8, and not 3', hint: 'one of these' },
    { option: '116: { u8: 2 }', is: 'one of 0, 1', hint: 'one of these' },
    { option: '132: { u16: 5000 }', is: 'at most 4094, and not 5000', hint: '4094 or less' },
    { option: '132: { text: "5000" }', is: 'at most 4094', hint: '4094 or less' },
    { option: '133: { u8: 8 }', is: 'at most 7', hint: '7 or less' },
    { option: '2: { u32: 3 }', is: 'a multiple of 900', hint: '10800' },
    { option: '2: { u32: 86400 }', is: 'at most 50400', hint: '50400 or less' },
    { option: '66: { text: тест }', is: 'cannot look up', hint: 'write xn--' },
    { option: '66: { text: "10.20.1.256" }', is: '256 is above 255', hint: 'four numbers' },
    { option: '66: { text: "sftp://10.20.1.1" }', is: 'begins with "sftp:"', hint: 'tftp://10.20' },
    { option: '66: { text: "10.20.1.1/тест" }', is: '"т" (U+0442)', hint: 'letters a to z' },
    { option: '67: { text: тест.cfg }', is: '"т" (U+0442), and DHCP', hint: 'letters a to z' },
    { option: '26: { u16: 40 }', is: 'at least 68', hint: '68 or more' },
    { option: '23: { u8: 0 }', is: 'at least 1', hint: '1 or more' },
    { option: '15: { text: "ex ample" }', is: '"ex ample"', hint: 'letters a to z' },
    { option: '15: { text: "10.20.1.1" }', is: 'no domain', hint: 'lab.example' },
    { option: '33: { ips: [10.0.0.1] }', is: 'no pairs', hint: 'other half' },
    {
      option: '121: { text: "10/8 gw" }',
      is: 'form of their own',
      hint: `hex: "${ROUTE}" }, which`,
    },
    { option: '121: { text: "10.0.0.0/8 10.20.1.1" }', is: 'own', hint: `{ hex: "${ROUTE}" }` },
    { option: '121: { text: "10.0.0.0/8 via 10.20.1.1" }', is: 'own', hint: ROUTE },
    { option: '121: { ips: [10.0.0.0, 255.0.0.0, 10.20.1.1] }', is: 'own', hint: ROUTE },
    { option: '121: { text: "0.0.0.0/0, 10.20.1.1" }', is: 'own', hint: '"00 0a 14 01 01"' },
    { option: '121: { hex: "01 02" }', is: 'these 2 bytes are none', hint: '10.0.0.0/8 by 10.20' },
    { option: '121: { hex: "21 0a 0a 14 01 01 01" }', is: 'bytes are none', hint: ROUTE },
    { option: '120: { ips: [10.20.1.5] }', is: 'own', hint: '{ hex: "01 0a 14 01 05" }' },
    { option: '120: { text: sip.lab }', is: 'own', hint: '"00 03 73 69 70 03 6c 61 62 00"' },
    { option: '120: { hex: "01 02" }', is: 'bytes are none', hint: 'which means 10.20.1.5' },
    { option: '119: { text: lab.example }', is: 'own', hint: '"03 6c 61 62 07 65 78 61 6d' },
    { option: '119: { hex: "09 6c" }', is: 'bytes are none', hint: 'which means lab.example' },
    { option: '150: { hex: "0a 14 01" }', is: 'these 3 bytes are none', hint: 'ips: [10.20.1.1]' },
    { option: '33: { hex: "0a 00 00 00" }', is: 'these 4 bytes are none', hint: 'ips: [' },
    { option: '28: { hex: "0a" }', is: 'this byte is none', hint: 'ip: 10.20.1.255' },
    { option: '26: { hex: "28" }', is: 'this byte is none', hint: 'u16: 1500' },
    { option: '26: { hex: "00 28" }', is: 'at least 68, and not 40', hint: '68 or more' },
    { option: '25: { hex: "00 44 00 28" }', is: 'at least 68, and not 40', hint: '68 or more' },
    { option: '19: { hex: "02" }', is: 'this byte is none', hint: 'u8: 1' },
    { option: '12: { hex: "61 20 62" }', is: '"a b" holds a blank', hint: 'letters a to z' },
  ])('$option is of another kind', ({ option, is, hint }) => {
    const { site, findings, diagnostics } = resolveText(network(`{ ${option} }`));
    expect(findings).toEqual(['inventory/option-kind 1:45']);
    expect(diagnostics[0]?.message).toContain(is);
    expect(diagnostics[0]?.hint).toContain(hint);
    expect(site.networks[0]?.options).toEqual([]);
  });

  it.each([
    '150: { ip: 10.20.1.1 }',
    '43: { text: "x" }',
    '15: { text: lab.example }',
    '26: { u16: 68 }',
    '121: { hex: "00 0a 14 01 01 08 0a 0a 14 01 01" }',
    '2: { hex: "ff ff b9 b0" }',
    '2: { u32: 4294949296 }',
    '132: { u8: 30 }',
    '132: { text: "VLAN-A=30;" }',
    '132: { hex: "13 88" }',
    '66: { text: "http://10.20.1.1:8080/phones" }',
    '66: { text: "10.20.1.1/phones" }',
    '66: { text: "tftp.example:69" }',
    '67: { text: "phones/7931 g.cfg" }',
    '60: { hex: "ff 00" }',
    '200: { u8: 1 }',
  ])('%s may be', (option) => expect(resolveText(network(`{ ${option} }`)).findings).toEqual([]));

  const settable = Object.values(OPTIONS).filter((row) => !('reserved' in row));
  it.each(settable)('what a hint says of option $code is taken', ({ code }) => {
    const misfits = ['{ ips: ["x y"] }', '{ text: "[" }', '{ u32: 4000000000 }', '{ hex: "" }'];
    const hints = misfits
      .flatMap((each) => resolveText(network(`{ ${code}: ${each} }`)).diagnostics)
      .flatMap(({ hint }) => /write (\{ .* \})/.exec(hint ?? '')?.[1]?.replace('…', 'x') ?? []);
    const refused = hints.flatMap(
      (hint) => resolveText(network(`{ ${code}: ${hint} }`)).diagnostics,
    );
    expect(refused.map(({ message }) => message)).toEqual([]);
  });

  it.each([
    ['an address that is none', '{ 42: { ip: ①10.0.0.256 } }', 'inventory/bad-value'],
    ['one bad address of two', '{ 42: { ips: [10.0.0.1, ①ten] } }', 'inventory/bad-value'],
    ['no address at all', '{ 42: { ips: ①[] } }', 'inventory/bad-value'],
    ['an odd number of hex digits', '{ 43: { hex: ①"01 0" } }', 'inventory/bad-value'],
    ['a number too large', '{ 132: { u16: ①65536 } }', 'inventory/bad-value'],
    ['a number below zero', '{ 132: { u8: ①-1 } }', 'inventory/bad-value'],
    ['a text of nothing', '{ 160: { text: ①"" } }', 'inventory/bad-value'],
    ['a text without end', `{ 160: { text: ①"${'x'.repeat(1001)}" } }`, 'inventory/bad-value'],
    ['two values', '{ ①160: { text: a, u8: 1 } }', 'inventory/bad-value'],
    ['no value', '{ ①160: {} }', 'inventory/bad-value'],
    ['a kind that there is not', '{ 160: { ①txt: a } }', 'inventory/unknown-key'],
    ['a name', '{ ①tftp: { text: a } }', 'inventory/bad-value'],
    ['a line break', '{ 160: { text: ①"a\\nb" } }', 'inventory/bad-character'],
  ])('%s is refused', (_, options, code) => {
    const { text, markAt } = readMarks(network(options));
    const seen = resolveText(text).diagnostics.map((each) => `${each.code} ${markAt(each.place)}`);
    expect(seen).toContain(`${code} ①`);
  });

  it('a thousand bytes pass: they are split on the wire', () => {
    const { site, findings } = resolveText(network(`{ 160: { text: "${'x'.repeat(1000)}" } }`));
    expect(findings).toEqual([]);
    expect(site.networks[0]?.options).toHaveLength(1);
  });

  it('come from CSV, too', () => {
    const csv = 'mac,model,line,options.132.u16\n02:00:00:00:00:0c,test-desk,1,40\n';
    const main =
      'include: [phones.csv]\npbx: { main: { host: pbx.example } }\nlines: { "1": { pbx: main } }\n';
    const { site, findings } = resolveText(main, { files: { 'phones.csv': csv } });
    expect(findings).toEqual([]);
    expect(site.phones[0]?.options).toEqual([{ code: 132, kind: 'u16', value: 40 }]);
  });
});
