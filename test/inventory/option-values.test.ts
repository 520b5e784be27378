import { describe, expect, it } from 'vitest';
import { readMarks, resolveText } from './site-under-test.js';

interface Said {
  readonly network?: string;
  readonly networks?: string;
  readonly defaults?: string;
  readonly phone?: string;
  readonly host?: string;
}

function diagnosticsOf({ network, networks, defaults, phone = '', host = '10.20.1.5' }: Said) {
  const { text, placesAt } = readMarks(
    [
      networks ?? `network: { subnet: ③10.20.1.0/24, options: ${network ?? '{}'} }`,
      `pbx: { main: { host: ${host} } }`,
      'lines: { "1": { pbx: main }, "2": { pbx: main } }',
      ...(defaults === undefined ? [] : [`defaults: { options: ${defaults} }`]),
      'phones:',
      `  - { mac: "02:00:00:00:00:0a", model: test-desk${phone}, keys: { 1: { line: "1" } } }`,
      '  - { mac: "02:00:00:00:00:0b", model: test-desk, keys: { 1: { line: "2" } } }',
    ].join('\n'),
  );
  const { diagnostics } = resolveText(text);
  return { found: diagnostics.map(placesAt), diagnostics };
}

const OUTSIDE = 'inventory/address-outside-subnet ① > ③';
const TWO =
  'networks: [{ subnet: 10.20.1.0/24, router: 10.20.1.1 }, { subnet: 10.30.1.0/24, relay: true, router: 10.30.1.1 }]';

describe('a router in an option by number', () => {
  it.each([
    { name: 'is none', said: { network: '{ 3: ①{ ips: [10.20.2.1] } }' } },
    { name: 'is one of two', said: { network: '{ 3: ①{ ips: [10.20.1.1, 10.20.2.1] } }' } },
    { name: 'in bytes is none', said: { network: '{ 3: ①{ hex: "0a 14 02 01" } }' } },
    { name: 'of a route is none', said: { network: '{ 33: ①{ ips: [10.9.0.1, 10.20.2.1] } }' } },
    {
      name: 'of a classless route is none',
      said: { network: '{ 121: ①{ hex: "08 0a 0a 14 02 01" } }' },
    },
    { name: 'of all phones is none', said: { defaults: '{ 3: ①{ ips: [10.20.2.1] } }' } },
    {
      name: 'of one phone is none',
      said: { phone: ', address: 10.20.1.9, options: { 3: ①{ ip: 10.20.2.1 } }' },
    },
  ])('$name', ({ said }) => expect(diagnosticsOf(said).found).toEqual([OUTSIDE]));

  it('says which, and of which subnet it should be', () => {
    const [first] = diagnosticsOf({ network: '{ 3: { ips: [10.20.2.1] } }' }).diagnostics;
    expect(first?.message).toContain('3 (Router): the router 10.20.2.1 is not in 10.20.1.0/24');
  });

  it.each([
    { network: '{ 3: { ips: [10.20.1.1] } }' },
    { network: '{ 33: { ips: [10.9.0.1, 10.20.1.1] } }' },
    { network: '{ 121: { hex: "08 0a 0a 14 01 01 10 ac 10 00 00 00 00" } }' },
    { networks: TWO, defaults: '{ 3: { ips: [10.30.1.1] } }' },
    { networks: 'site: { name: x }', defaults: '{ 3: { ips: [10.30.1.1] } }' },
  ])('may be: %o', (said) => expect(diagnosticsOf(said).found).toEqual([]));

  it('of a phone that is on the other network is none', () => {
    const phone = ', address: 10.20.1.9, options: { 3: ①{ ip: 10.30.1.1 } }';
    const [found] = diagnosticsOf({ networks: TWO, phone }).found;
    expect(found).toContain('inventory/address-outside-subnet ①');
  });

  it('is a way to hosts elsewhere, wherever it is said', () => {
    const host = '192.0.2.10';
    expect(diagnosticsOf({ host }).found).toEqual([expect.stringContaining('inventory/no-way')]);
    expect(diagnosticsOf({ host, defaults: '{ 3: { ip: 10.20.1.1 } }' }).found).toEqual([]);
  });
});

describe('a broadcast address in an option by number', () => {
  it('is that of the subnet', () => {
    const { found, diagnostics } = diagnosticsOf({ network: '{ 28: ①{ ip: 10.20.2.255 } }' });
    expect(found).toEqual(['inventory/doubtful-value ①']);
    expect(diagnostics[0]?.hint).toContain('write 10.20.1.255');
  });

  it.each(['10.20.1.255', '255.255.255.255'])('may be %s', (ip) => {
    expect(diagnosticsOf({ network: `{ 28: { ip: ${ip} } }` }).found).toEqual([]);
  });
});

it('a host in bytes is one', () => {
  const { found } = diagnosticsOf({ network: '{ 150: { ①hex: "0a 14 01 ff" } }' });
  expect(found).toEqual([expect.stringContaining('inventory/address-taken')]);
});

describe('the times of a lease of 8 hours', () => {
  it.each([
    { options: '58: ①{ u32: 30000 }', says: 'the renewal, after 30000 s, is not before' },
    { options: '59: ①{ u32: 60 }', says: 'the rebinding, after 60 s' },
    { options: '59: ①{ u32: 86400 }', says: 'the end of the lease, after 28800 s' },
    { options: '58: ①{ u32: 9000 }, 59: { u32: 8000 }', says: 'after 9000 s, is not before' },
  ])('$options', ({ options, says }) => {
    const { found, diagnostics } = diagnosticsOf({ network: `{ ${options} }` });
    expect(found).toEqual(['inventory/doubtful-value ①']);
    expect(diagnostics[0]?.message).toContain(says);
  });

  it.each(['58: { u32: 7000 }', '59: { u32: 20000 }', '58: { u32: 60 }, 59: { u32: 90 }'])(
    'may be %s',
    (options) => expect(diagnosticsOf({ network: `{ ${options} }` }).found).toEqual([]),
  );
});
