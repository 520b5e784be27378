import { describe, expect, it } from 'vitest';
import { type Ipv4, parseIpv4, parseSubnet, type Subnet } from '../../src/core/ipv4.js';
import { type Mac, parseMac } from '../../src/core/mac.js';
import { type AddressBook, whyDenied } from '../../src/serve/access.js';
import { parseArpTable } from '../../src/serve/neighbours.js';

const ip = (text: string) => parseIpv4(text) as Ipv4;
const OWNER = parseMac('5c:fc:66:5d:4f:9a') as Mac;
const OTHER = parseMac('02:00:00:00:00:01') as Mac;
const BOOK: AddressBook = {
  subnets: [parseSubnet('10.20.1.0/24') as Subnet],
  isOurs: (address) => address === ip('192.168.7.1'),
  reservedFor: (mac) => (mac === OWNER ? ip('10.20.1.53') : undefined),
  leasedTo: (address) =>
    new Map([
      [ip('10.20.1.100'), OWNER],
      [ip('10.20.1.101'), OTHER],
    ]).get(address),
  neighbourAt: (address) =>
    new Map([
      [ip('10.30.0.5'), OWNER],
      [ip('10.30.0.6'), OTHER],
    ]).get(address),
};

const denied = (access: 'open' | 'site' | 'lease', address: string, owner?: Mac) =>
  whyDenied(access, { address: parseIpv4(address), owner }, BOOK) !== undefined;

describe('access', () => {
  it.each([
    ['open', '203.0.113.9', OWNER, false],
    ['site', '10.20.1.9', OWNER, false],
    ['site', '10.20.2.9', OWNER, true],
    ['site', '127.0.0.1', OWNER, false],
    ['site', '192.168.7.1', OWNER, false],
    ['site', '203.0.113.9', undefined, true],
    ['lease', '10.20.1.53', OWNER, false],
    ['lease', '10.20.1.53', OTHER, true],
    ['lease', '10.20.1.100', OWNER, false],
    ['lease', '10.20.1.101', OWNER, true],
    ['lease', '10.30.0.5', OWNER, false],
    ['lease', '10.30.0.6', OWNER, true],
    ['lease', '10.20.1.9', OWNER, true],
    ['lease', '127.0.0.1', OWNER, true],
    ['lease', '203.0.113.9', undefined, false],
    ['lease', '::1', OWNER, true],
  ] as const)('%s: %s asks for a file of %s; denied: %s', (access, address, owner, expected) => {
    expect(denied(access, address, owner)).toBe(expected);
  });

  it('says why, for the log', () => {
    expect(whyDenied('lease', { address: ip('10.20.1.9'), owner: OWNER }, BOOK)).toBe(
      "10.20.1.9 is not known as 5c:fc:66:5d:4f:9a's address",
    );
  });
});

it('the ARP table gives complete entries only', () => {
  const table = parseArpTable(
    [
      'IP address       HW type     Flags       HW address            Mask     Device',
      '10.20.1.53       0x1         0x2         5c:fc:66:5d:4f:9a     *        eth1',
      '10.20.1.54       0x1         0x0         00:00:00:00:00:00     *        eth1',
      '10.20.1.55       0x1         0x6         02:00:00:00:00:01     *        eth1',
      '',
    ].join('\n'),
  );
  expect([...table]).toEqual([
    [ip('10.20.1.53'), OWNER],
    [ip('10.20.1.55'), OTHER],
  ]);
});
