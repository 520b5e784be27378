import { describe, expect, it } from 'vitest';
import type { OptionValue } from '../../src/core/dhcp-option-values.js';
import { type Ipv4, parseIpv4 } from '../../src/core/ipv4.js';
import { type Mac, parseMac } from '../../src/core/mac.js';
import type { ClientProfile } from '../../src/dhcp/policy.js';
import type { DhcpConfiguration } from '../../src/dhcp/server.js';
import { dhcpConfiguration } from '../../src/serve/dhcp-policy.js';
import { LAB, servedSiteOf } from './snapshot-under-test.js';

const SERVER = parseIpv4('10.20.1.1') as Ipv4;
const CISCO = '5c:fc:66:5d:4f:9a';
const FANVIL = '00:a8:59:db:04:62';
const CISCO_CLASS = 'Cisco Systems, Inc. IP Phone CP-7931G';

/** Every network served from one address of ours. */
function configurationOf(text: string): DhcpConfiguration {
  const site = servedSiteOf(text);
  const served = site.networks.map((network) => ({ network, serverAddress: SERVER }));
  return dhcpConfiguration(site, served);
}

/** On the first network, unless said. */
function profileOf(
  text: string,
  mac: string,
  vendorClass?: string,
  where = 0,
): ClientProfile | undefined {
  const { policy, subnets } = configurationOf(text);
  const subnet = subnets[where];
  if (!subnet) throw new Error('no network');
  const client = { mac: parseMac(mac) as Mac, ...(vendorClass !== undefined && { vendorClass }) };
  return policy.clientFor(client, subnet);
}

function optionOf(
  profile: ClientProfile | undefined,
  code: number,
): OptionValue['value'] | undefined {
  return profile?.options.findLast((each) => each.code === code)?.value;
}

const ANYONE = LAB.replace('subnet:', 'clients: any, subnet:');

describe('who is answered', () => {
  it('is a phone of the inventory, with its reservation or from the pool', () => {
    expect(profileOf(LAB, CISCO)).toMatchObject({
      reservation: parseIpv4('10.20.1.53'),
      pooled: false,
    });
    expect(profileOf(LAB, FANVIL)).toMatchObject({ pooled: true });
  });

  it('is no one else, unless the inventory says so', () => {
    expect(profileOf(LAB, '02:00:00:00:00:01', CISCO_CLASS)).toBeUndefined();
    expect(profileOf(ANYONE, '02:00:00:00:00:01')).toMatchObject({ pooled: true, always: [] });
  });
});

describe('clients: phones', () => {
  const PHONES = LAB.replace('subnet:', 'clients: phones, subnet:');

  it.each([
    ['a phone of the inventory', FANVIL, undefined, true],
    ['a phone by its vendor class', '02:00:00:00:00:01', CISCO_CLASS, true],
    ["a phone by its maker's block", '00:a8:59:00:00:09', undefined, true],
    ['a printer', '02:00:00:00:00:01', 'Printer', false],
    ['a device that says nothing', '02:00:00:00:00:01', undefined, false],
  ])('%s', (_, mac, vendorClass, answered) => {
    expect(profileOf(PHONES, mac, vendorClass) !== undefined).toBe(answered);
  });
});

describe('options by number', () => {
  const NUMBERED = LAB.replace(
    'subnet:',
    'clients: any, options: { 160: { text: lan }, 132: { u16: 5 } }, subnet:',
  )
    .replace('defaults: { pbx: main }', 'defaults: { pbx: main, options: { 132: { u16: 20 } } }')
    .replace('address: 10.20.1.53', 'address: 10.20.1.53, options: { 66: { text: other } }');
  const stranger = '02:00:00:00:00:01';

  it('go to each phone asked or not, the phone before the network before the model', () => {
    const profile = profileOf(NUMBERED, CISCO);
    expect([66, 132, 160].map((code) => optionOf(profile, code))).toEqual(['other', 20, 'lan']);
    expect(profile?.always).toEqual(expect.arrayContaining([66, 132, 150, 160]));
  });

  it('of `defaults` go to unknown phones, those of the network to everyone', () => {
    expect(optionOf(profileOf(NUMBERED, stranger, CISCO_CLASS), 132)).toBe(20);
    expect(optionOf(profileOf(NUMBERED, stranger), 132)).toBe(5);
    expect(profileOf(NUMBERED, stranger)?.always.toSorted()).toEqual([132, 160]);
  });
});

it('options that `defaults` says of a vendor go to its unknown phones, and to no other', () => {
  const text = LAB.replace('subnet:', 'clients: phones, subnet:').replace(
    'defaults: { pbx: main }',
    'defaults: { pbx: main, options: { 132: { u16: 20 } }, models: { cisco: { options: { 132: { u16: 30 } } } } }',
  );
  const stranger = '02:00:00:00:00:01';
  expect(optionOf(profileOf(text, CISCO), 132)).toBe(30);
  expect(optionOf(profileOf(text, stranger, CISCO_CLASS), 132)).toBe(30);
  expect(optionOf(profileOf(text, FANVIL), 132)).toBe(20);
  expect(optionOf(profileOf(text, '00:a8:59:00:00:09'), 132)).toBe(20);
});

describe('options, so that they are encoded once and not for each client,', () => {
  const phones = [
    '  - { mac: "5c:fc:66:00:00:01", model: cisco-7931g, address: 10.20.1.51 }',
    '  - { mac: "5c:fc:66:00:00:02", model: cisco-7931g }',
    '  - { mac: "5c:fc:66:00:00:03", model: cisco-7942g }',
    '  - { mac: "5c:fc:66:00:00:04", model: cisco-7931g, options: { 66: { text: other } } }',
  ];
  const { policy, subnets } = configurationOf([ANYONE, ...phones].join('\n'));
  const optionsOf = (mac: string, vendorClass?: string) =>
    subnets[0] && policy.clientFor({ mac: parseMac(mac) as Mac, vendorClass }, subnets[0])?.options;

  it('are one value for all phones of a model, wherever their address comes from', () => {
    expect(optionsOf(CISCO)).toBeDefined();
    expect(optionsOf('5c:fc:66:00:00:01')).toBe(optionsOf(CISCO));
    expect(optionsOf('5c:fc:66:00:00:02')).toBe(optionsOf(CISCO));
  });

  it('are one value for all strangers of a model, and for all that are none', () => {
    const [first, second] = ['02:00:00:00:00:01', '02:00:00:00:00:02'] as const;
    expect(optionsOf(first, CISCO_CLASS)).toBe(optionsOf(second, CISCO_CLASS));
    expect(optionsOf(first)).toBe(optionsOf(second));
    expect(optionsOf(first)).not.toBe(optionsOf(first, CISCO_CLASS));
  });

  it('are others for another model, and for a phone that has its own', () => {
    expect(optionsOf('5c:fc:66:00:00:03')).not.toBe(optionsOf(CISCO));
    expect(optionsOf('5c:fc:66:00:00:04')).not.toBe(optionsOf(CISCO));
    const own = optionsOf('5c:fc:66:00:00:04')?.findLast(({ code }) => code === 66);
    expect(own?.value).toBe('other');
  });
});

describe('several networks', () => {
  const TWO = LAB.replace(/^network: (.*)$/m, (_, first: string) =>
    [
      'networks:',
      `  - ${first}`,
      '  - { subnet: 10.30.1.0/24, relay: true, pool: 10.30.1.100-10.30.1.199, clients: any, tftp: [10.20.1.9] }',
    ].join('\n'),
  );

  it('are served each in its own way', () => {
    const { subnets } = configurationOf(TWO);
    expect(subnets.map(({ attached, serverAddress }) => [attached, serverAddress])).toEqual([
      [true, SERVER],
      [false, SERVER],
    ]);
    expect(optionOf(profileOf(TWO, FANVIL), 150)).toEqual([SERVER]);
    expect(optionOf(profileOf(TWO, FANVIL, undefined, 1), 150)).toEqual([parseIpv4('10.20.1.9')]);
  });

  it('have each its own idea of strangers', () => {
    const stranger = '02:00:00:00:00:01';
    expect(profileOf(TWO, stranger)).toBeUndefined();
    expect(profileOf(TWO, stranger, undefined, 1)).toMatchObject({ pooled: true });
  });

  it('tell one stranger on each what is said there', () => {
    const { policy, subnets } = configurationOf(TWO.replace('subnet:', 'clients: any, subnet:'));
    const client = { mac: parseMac('02:00:00:00:00:01') as Mac };
    const told = subnets.map((subnet) => optionOf(policy.clientFor(client, subnet), 66));
    expect(told).toEqual(['10.20.1.1', '10.20.1.9']);
  });

  it('know a phone by its reservation on one, and as a guest on the others', () => {
    expect(configurationOf(TWO).policy.reservationOf(parseMac(CISCO) as Mac)).toBe(
      parseIpv4('10.20.1.53'),
    );
    expect(profileOf(TWO, CISCO, undefined, 1)).toMatchObject({ pooled: true });
    expect(profileOf(TWO, CISCO, undefined, 1)).not.toHaveProperty('reservation');
  });
});

describe('what a phone is told', () => {
  it('a Cisco hears of the server in 66 and 150, asked or not', () => {
    const profile = profileOf(LAB, CISCO);
    expect(profile?.always).toEqual([66, 150]);
    expect(optionOf(profile, 66)).toBe('10.20.1.1');
    expect(optionOf(profile, 150)).toEqual([SERVER]);
  });

  it('a Fanvil hears of it as its model wants', () => {
    const profile = profileOf(LAB, FANVIL);
    expect(profile?.always).toContain(66);
    expect(optionOf(profile, 66)).toContain('10.20.1.1');
  });

  it('several servers are all in 150, the first in 66', () => {
    const two = LAB.replace('subnet:', 'tftp: [10.20.1.8, 10.20.1.9], subnet:');
    const profile = profileOf(two, CISCO);
    expect(optionOf(profile, 66)).toBe('10.20.1.8');
    expect(optionOf(profile, 150)).toEqual([parseIpv4('10.20.1.8'), parseIpv4('10.20.1.9')]);
  });

  it.each([
    ['its vendor class', '02:00:00:00:00:01', CISCO_CLASS, true],
    ["its maker's block", '00:a8:59:00:00:09', undefined, false],
  ])('a stranger is known by %s', (_, mac, vendorClass, has150) => {
    const profile = profileOf(ANYONE, mac, vendorClass);
    expect(profile?.always).toContain(66);
    expect(profile?.always.includes(150)).toBe(has150);
  });
});

it('the subnet keeps reservations and the router out of the pool', () => {
  const inPool = LAB.replace('10.20.1.53', '10.20.1.199');
  const [subnet] = configurationOf(inPool).subnets;
  expect(subnet?.excluded).toEqual(['10.20.1.199', '10.20.1.254'].map(parseIpv4));
  expect(subnet?.options.map(({ code }) => code)).toEqual([3, 6, 15]);
  expect(subnet?.leaseSeconds).toBe(8 * 3600);
});
