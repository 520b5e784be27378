import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  broadcastOf,
  formatIpv4,
  formatIpv4Range,
  formatSubnet,
  type Ipv4,
  ipv4FromBytes,
  ipv4ToBytes,
  isLoopback,
  maskOf,
  parseIpv4,
  parseIpv4Range,
  parseSubnet,
  rangeContains,
  subnetContains,
  unmapIpv4,
} from '../../src/core/ipv4.js';

const anyIp = fc.integer({ min: 0, max: 0xffffffff }).map((value) => value as Ipv4);

describe('addresses', () => {
  it.each([
    ['0.0.0.0', 0],
    ['10.20.1.153', 0x0a140199],
    ['255.255.255.255', 0xffffffff],
  ])('%s', (text, value) => {
    expect(parseIpv4(text)).toBe(value);
    expect(formatIpv4(value as Ipv4)).toBe(text);
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '010.1.2.3',
    '1.2.3.4 ',
    '1..3.4',
    '0x1.2.3.4',
    '-1.2.3.4',
  ])('refuses %j', (text) => {
    expect(parseIpv4(text)).toBeUndefined();
  });

  it('text, bytes and number are forms of one value', () => {
    fc.assert(
      fc.property(anyIp, fc.nat(5), (ip, offset) => {
        expect(parseIpv4(formatIpv4(ip))).toBe(ip);
        const packet = new Uint8Array(offset + 4);
        packet.set(ipv4ToBytes(ip), offset);
        expect(ipv4FromBytes(packet, offset)).toBe(ip);
      }),
    );
  });

  it('loopback is all of 127', () => {
    expect([0x7f000001, 0x7fffffff, 0x80000000].map((ip) => isLoopback(ip as Ipv4))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('subnets', () => {
  it.each([
    ['10.20.1.0/24', '255.255.255.0', '10.20.1.255'],
    ['10.0.0.0/8', '255.0.0.0', '10.255.255.255'],
    ['192.168.1.128/25', '255.255.255.128', '192.168.1.255'],
    ['1.2.3.4/32', '255.255.255.255', '1.2.3.4'],
    ['0.0.0.0/0', '0.0.0.0', '255.255.255.255'],
  ])('%s', (text, mask, broadcast) => {
    const subnet = parseSubnet(text);
    expect(subnet && formatSubnet(subnet)).toBe(text);
    expect(subnet && formatIpv4(maskOf(subnet.prefix))).toBe(mask);
    expect(subnet && formatIpv4(broadcastOf(subnet))).toBe(broadcast);
  });

  it.each(['10.20.1.1/24', '10.20.1.0', '10.20.1.0/33', '10.20.1.0/x', '10.20.1.0/24/8'])(
    'refuses %s',
    (text) => {
      expect(parseSubnet(text)).toBeUndefined();
    },
  );

  it('contain what lies between their ends, and nothing else', () => {
    fc.assert(
      fc.property(anyIp, anyIp, fc.integer({ min: 0, max: 32 }), (base, ip, prefix) => {
        const network = ((base & maskOf(prefix)) >>> 0) as Ipv4;
        const subnet = { network, prefix };
        const between = ip >= network && ip <= broadcastOf(subnet);
        expect(subnetContains(subnet, ip)).toBe(between);
      }),
    );
  });
});

describe('ranges', () => {
  it('both ends belong to them', () => {
    const range = parseIpv4Range('10.0.0.5 - 10.0.0.7');
    expect(range && formatIpv4Range(range)).toBe('10.0.0.5-10.0.0.7');
    const inside = [4, 5, 7, 8].map(
      (last) => range && rangeContains(range, (0x0a000000 + last) as Ipv4),
    );
    expect(inside).toEqual([false, true, true, false]);
  });

  it.each(['10.0.0.7-10.0.0.5', '10.0.0.5', '10.0.0.5-x', '10.0.0.1-10.0.0.2-10.0.0.3'])(
    'refuses %s',
    (text) => {
      expect(parseIpv4Range(text)).toBeUndefined();
    },
  );
});

it.each([
  ['::ffff:10.20.1.5', '10.20.1.5'],
  ['::FFFF:10.20.1.5', '10.20.1.5'],
  ['10.20.1.5', '10.20.1.5'],
  ['::1', '::1'],
  ['::10.20.1.5', '::10.20.1.5'],
  ['fe80::ffff:10.20.1.5', 'fe80::ffff:10.20.1.5'],
])('%s of an IPv6 socket is %s', (text, expected) => {
  expect(unmapIpv4(text)).toBe(expected);
});
