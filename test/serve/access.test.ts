import { describe, expect, it } from 'vitest';
import { type Ipv4, parseIpv4, parseSubnet, type Subnet } from '../../src/core/ipv4.js';
import { type Mac, parseMac } from '../../src/core/mac.js';
import {
  type AddressBook,
  chosenAccess,
  judgeAccess,
  judgeNeighbour,
  type Owner,
} from '../../src/serve/access.js';
import { parseArpTable } from '../../src/serve/neighbours.js';

const ip = (text: string) => parseIpv4(text) as Ipv4;
const OWNER = parseMac('5c:fc:66:5d:4f:9a') as Mac;
const OTHER = parseMac('02:00:00:00:00:01') as Mac;
/** On a wire of ours is 10.20.0.0/16, as far as it is not said who answers. */
const BOOK: AddressBook = {
  subnets: [parseSubnet('10.20.1.0/24') as Subnet],
  isOurs: (address) => ['192.168.7.1', 'fd20::1', '::1'].includes(address),
  isAttached: (address) => address >>> 16 === 0x0a14,
  reservedAt: (address) => (address === ip('10.20.1.53') ? OWNER : undefined),
  isPhone: (mac) => mac === OWNER,
  leasedTo: (address) =>
    new Map([
      [ip('10.20.1.100'), OWNER],
      [ip('10.20.1.101'), OTHER],
      [ip('10.20.1.102'), OWNER],
      [ip('10.40.1.100'), OWNER],
    ]).get(address),
  neighbourAt: (address) =>
    new Map([
      [ip('10.20.1.102'), OTHER],
      [ip('10.30.0.5'), OWNER],
      [ip('10.30.0.6'), OTHER],
    ]).get(address),
};

const judge = (access: 'open' | 'site' | 'lease', address: string, owner?: Owner) =>
  judgeAccess(access, { address, ip: parseIpv4(address), owner }, BOOK);

it.each([
  [undefined, true, 'lease'],
  [undefined, false, 'open'],
  ['site', true, 'site'],
  ['lease', false, 'lease'],
] as const)('where %s is said, and DHCP is %s, it is %s', (said, dhcp, access) => {
  expect(chosenAccess(said, dhcp)).toBe(access);
});

describe('access', () => {
  it.each([
    ['open', '203.0.113.9', OWNER, 'allowed'],
    ['site', '10.20.1.9', OWNER, 'allowed'],
    ['site', '10.20.2.9', OWNER, 'denied'],
    ['site', '127.0.0.1', OWNER, 'allowed'],
    ['site', '192.168.7.1', OWNER, 'allowed'],
    ['site', '203.0.113.9', undefined, 'denied'],
    ['site', 'fd20::1', OWNER, 'allowed'],
    ['site', '::1', OWNER, 'allowed'],
    ['site', 'fd20::9', OWNER, 'denied'],
    ['lease', '10.40.1.100', OWNER, 'allowed'],
    ['lease', '10.40.1.100', OTHER, 'denied'],
    ['lease', '10.30.0.5', OWNER, 'allowed'],
    ['lease', '127.0.0.1', OWNER, 'denied'],
    ['lease', '203.0.113.9', undefined, 'allowed'],
    ['lease', '::1', OWNER, 'denied'],
    ['lease', 'fd20::9', undefined, 'allowed'],
    ['open', '203.0.113.9', 'phones', 'allowed'],
    ['lease', '10.40.1.100', 'phones', 'allowed'],
    ['lease', '10.30.0.5', 'phones', 'allowed'],
    ['lease', '203.0.113.9', 'phones', 'denied'],
    ['lease', 'fd20::9', 'phones', 'denied'],
  ] as const)('%s: %s asks for a file of %s, and is %s', (access, address, owner, expected) => {
    expect(judge(access, address, owner).kind).toBe(expected);
  });

  describe('by a lease, where phones answer on the wire', () => {
    it.each([
      ['10.20.1.53', OWNER, true],
      ['10.20.1.53', OTHER, false],
      ['10.20.1.100', OWNER, true],
      ['10.20.1.101', OWNER, false],
      ['10.20.1.102', OWNER, true],
      ['10.20.1.9', OWNER, false],
      ['10.30.0.6', OWNER, false],
      ['10.20.1.100', 'phones', true],
      ['10.20.1.101', 'phones', false],
    ] as const)('waits to hear who answers at %s', (address, owner, leased) => {
      expect(judge('lease', address, owner)).toEqual({ kind: 'ask-wire', ip: ip(address), leased });
    });

    it.each([
      { leased: true, neighbour: OWNER, kind: 'allowed' },
      { leased: true, neighbour: undefined, kind: 'allowed' },
      { leased: true, neighbour: OTHER, kind: 'denied' },
      { leased: false, neighbour: OWNER, kind: 'allowed' },
      { leased: false, neighbour: undefined, kind: 'denied' },
      { leased: false, neighbour: OTHER, kind: 'denied' },
    ])('leased: $leased, $neighbour answers: $kind', ({ leased, neighbour, kind }) => {
      const asked = { kind: 'ask-wire', ip: ip('10.20.1.9'), leased } as const;
      expect(judgeNeighbour(asked, OWNER, neighbour, BOOK).kind).toBe(kind);
    });
  });

  it('of a secret that all phones share, only they', () => {
    const asked = { kind: 'ask-wire', ip: ip('10.20.1.9'), leased: true } as const;
    const kinds = [OWNER, undefined, OTHER].map(
      (neighbour) => judgeNeighbour(asked, 'phones', neighbour, BOOK).kind,
    );
    expect(kinds).toEqual(['allowed', 'allowed', 'denied']);
  });

  it('says why, for the log', () => {
    const why = (address: string, access: 'site' | 'lease' = 'lease') => {
      const verdict = judge(access, address, OWNER);
      return verdict.kind === 'denied' ? verdict.why : verdict.kind;
    };
    expect(why('203.0.113.9')).toBe("203.0.113.9 is not known as 5c:fc:66:5d:4f:9a's address");
    expect(why('fd20::9')).toBe(
      'fd20::9 is of IPv6, where neither a lease nor ARP tells whose it is',
    );
    expect(why('fd20::9', 'site')).toBe(
      'fd20::9 is of IPv6, and the networks of the site are of IPv4',
    );
    const asked = { kind: 'ask-wire', ip: ip('10.20.1.53'), leased: true } as const;
    expect(judgeNeighbour(asked, OWNER, OTHER, BOOK)).toEqual({
      kind: 'denied',
      why: "10.20.1.53 is 02:00:00:00:00:01's by ARP, not 5c:fc:66:5d:4f:9a's",
    });
  });
});

it('the ARP table gives complete entries only', () => {
  const table = parseArpTable(
    [
      'IP address       HW type     Flags       HW address            Mask     Device',
      '10.20.1.5        0x1         0x0         00:00:00:00:00:00     *        eth0',
      '10.20.1.5        0x1         0x2         02:00:00:00:00:07     *        eth1',
      '10.20.1.53       0x1         0x2         5c:fc:66:5d:4f:9a     *        eth1',
      '10.20.1.54       0x1         0x0         00:00:00:00:00:00     *        eth1',
      '10.20.1.55       0x1         0x6         02:00:00:00:00:01     *        eth1',
    ].join('\n'),
  );
  const asked = ['10.20.1.53', '10.20.1.54', '10.20.1.55', '10.20.1.5', '10.20.1.56', '0.20.1.53'];
  expect(asked.map((address) => table.get(ip(address)))).toEqual([
    ...[OWNER, undefined, OTHER, '02:00:00:00:00:07', undefined, undefined],
  ]);
});
