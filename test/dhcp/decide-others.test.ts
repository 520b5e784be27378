// DECLINE, RELEASE and INFORM: RFC 2131 sections 4.3.3 to 4.3.5.

import { describe, expect, it } from 'vitest';
import type { Ipv4 } from '../../src/core/ipv4.js';
import type { Mac } from '../../src/core/mac.js';
import type { ClientMessageType } from '../../src/dhcp/decide/request.js';
import { createLeaseTable } from '../../src/dhcp/leases/leases.js';
import { hex } from './bytes.js';
import { type DecisionCase, decideCase } from './decision-cases.js';
import {
  type Ask,
  act,
  BRANCH,
  decideOn,
  destinationText,
  FREE,
  GUEST,
  GUESTS_LEASE,
  inShort,
  ip,
  knowing,
  LAN,
  lease,
  message,
  NOW,
  OTHER_GUEST,
  OTHER_SERVER,
  optionsInHex,
  PHONE,
  PHONE_ADDRESS,
  SERVER,
  STRANGER,
} from './wire-under-test.js';

describe('DECLINE', () => {
  const decline = { from: GUEST, server: SERVER, requested: FREE };

  const CASES: readonly DecisionCase[] = [
    {
      name: 'an offer of its own',
      ask: decline,
      known: [lease(FREE, 'offered', GUEST)],
      is: 'silence 10.20.1.102 declined',
    },
    {
      name: 'a lease of its own',
      ask: decline,
      known: [GUESTS_LEASE],
      is: 'silence 10.20.1.102 declined',
    },
    {
      name: "another client's lease",
      ask: decline,
      known: [lease(FREE, 'bound', OTHER_GUEST)],
      is: 'silence 10.20.1.102 no-record',
    },
    {
      name: 'a lease that ran out',
      ask: decline,
      known: [lease(FREE, 'bound', GUEST, { untilMs: NOW })],
      is: 'silence 10.20.1.102 no-record',
    },
    {
      name: 'an offer of another server',
      ask: { ...decline, server: OTHER_SERVER },
      known: [GUESTS_LEASE],
      is: 'silence 10.20.1.102 other-server',
    },
    {
      name: 'what it has, naming no server',
      ask: { from: GUEST, requested: FREE },
      known: [GUESTS_LEASE],
      is: 'silence 10.20.1.102 incomplete',
    },
    {
      name: 'what it has, naming no address',
      ask: { from: GUEST, server: SERVER },
      known: [GUESTS_LEASE],
      is: 'silence incomplete',
    },
    {
      name: 'what it has, as a stranger',
      ask: { ...decline, from: STRANGER },
      known: [lease(FREE, 'bound', STRANGER)],
      is: 'silence unknown-client',
    },
  ];

  it.each(CASES)('of $name: $is', (row) => {
    const decision = decideCase('DECLINE', row);
    expect(inShort(decision)).toBe(row.is);
    expect(decision.changes.map(({ state }) => state)).toEqual(
      row.is.endsWith(' declined') ? ['resting'] : [],
    );
  });

  it('of a client that has declined eight already is not heard, until one of these has rested', () => {
    const rest = Array.from({ length: 8 }, (_, n) =>
      lease(`10.20.1.${200 + n}`, 'resting', GUEST, { untilMs: NOW + 1000 + n }),
    );
    const pool = { first: ip('10.20.1.100'), last: ip('10.20.1.220') };
    const subnets = [{ ...LAN, pool }];
    const leases = createLeaseTable(subnets, [...rest, { ...GUESTS_LEASE, untilMs: NOW + 9000 }]);
    const ask = (from: Mac, requested: Ipv4, nowMs = NOW) =>
      inShort(
        decideOn(message('DECLINE', { ...decline, from, requested }), { leases, subnets, nowMs }),
      );
    expect(ask(GUEST, FREE)).toBe('silence 10.20.1.102 declines-too-many');
    leases.put(lease('10.20.1.103', 'bound', OTHER_GUEST));
    expect(ask(OTHER_GUEST, ip('10.20.1.103'))).toBe('silence 10.20.1.103 declined');
    expect(ask(GUEST, FREE, NOW + 1000)).toBe('silence 10.20.1.102 declined');
  });

  it('lays the address to rest for ten minutes', () => {
    const leases = knowing(GUESTS_LEASE);
    expect(decideOn(message('DECLINE', decline), { leases }).changes).toEqual([
      lease(FREE, 'resting', GUEST, { untilMs: NOW + 600_000 }),
    ]);
  });

  it('gives the client another address, and the declined one to nobody until it has rested', () => {
    const leases = knowing(GUESTS_LEASE);
    act(message('DECLINE', decline), { leases });
    const ask = (nowMs: number) =>
      inShort(
        decideOn(message('DISCOVER', { from: OTHER_GUEST, requested: FREE }), {
          leases,
          nowMs,
        }),
      );
    expect(inShort(act(message('DISCOVER', { from: GUEST }), { leases }))).toBe(
      'OFFER 10.20.1.100 pooled',
    );
    expect(ask(NOW + 599_999)).toBe('OFFER 10.20.1.103 pooled');
    expect(ask(NOW + 600_000)).toBe('OFFER 10.20.1.102 pooled');
  });

  it('of a reservation leaves the phone without an address until it has rested', () => {
    const leases = knowing();
    act(message('DECLINE', { server: SERVER, requested: PHONE_ADDRESS }), { leases });
    expect(inShort(decideOn(message('DISCOVER'), { leases }))).toBe('silence address-resting');
    expect(inShort(decideOn(message('DISCOVER'), { leases, nowMs: NOW + 600_000 }))).toBe(
      'OFFER 10.20.1.153 reserved',
    );
  });
});

describe('RELEASE', () => {
  const release = { from: GUEST, server: SERVER, ciaddr: FREE };

  const CASES: readonly DecisionCase[] = [
    {
      name: 'its own lease',
      ask: release,
      known: [GUESTS_LEASE],
      is: 'silence 10.20.1.102 released',
    },
    {
      name: 'its own lease, naming no server',
      ask: { from: GUEST, ciaddr: FREE },
      known: [GUESTS_LEASE],
      is: 'silence 10.20.1.102 released',
    },
    {
      name: "another client's lease",
      ask: release,
      known: [lease(FREE, 'bound', OTHER_GUEST)],
      is: 'silence 10.20.1.102 no-record',
    },
    {
      name: 'an address of which nothing is known',
      ask: release,
      known: [lease('10.20.1.103', 'bound', GUEST)],
      is: 'silence 10.20.1.102 no-record',
    },
    {
      name: 'its own lease, to another server',
      ask: { ...release, server: OTHER_SERVER },
      known: [GUESTS_LEASE],
      is: 'silence 10.20.1.102 other-server',
    },
    {
      name: 'no address',
      ask: { from: GUEST, server: SERVER },
      known: [GUESTS_LEASE],
      is: 'silence incomplete',
    },
  ];

  it.each(CASES)('of $name: $is', (row) => {
    const decision = decideCase('RELEASE', row);
    expect(inShort(decision)).toBe(row.is);
    expect(decision.changes).toEqual(
      row.is.endsWith(' released') ? [lease(FREE, 'free', GUEST, { untilMs: NOW })] : [],
    );
  });

  it('keeps the address for its last holder as long as others are free', () => {
    const leases = knowing(lease('10.20.1.100', 'bound', GUEST));
    act(message('RELEASE', { ...release, ciaddr: ip('10.20.1.100') }), { leases });
    expect(inShort(decideOn(message('DISCOVER', { from: OTHER_GUEST }), { leases }))).toBe(
      'OFFER 10.20.1.102 pooled',
    );
    expect(inShort(decideOn(message('DISCOVER', { from: GUEST }), { leases }))).toBe(
      'OFFER 10.20.1.100 pooled',
    );
  });
});

describe('INFORM', () => {
  const address = ip('10.20.1.77');

  it('gets options and neither address nor times', () => {
    const decision = decideOn(message('INFORM', { ciaddr: address }));
    expect(inShort(decision)).toBe('ACK informed');
    expect(decision.reply?.message.ciaddr).toBe(address);
    expect(decision.changes).toEqual([]);
    const options = optionsInHex(decision);
    expect(options).toMatchObject({
      53: '05',
      54: '0a140101',
      1: 'ffffff00',
      3: '0a1401fe',
      150: '0a1401010a140102',
    });
    expect([51, 58, 59].filter((code) => code in options)).toEqual([]);
  });

  it('is answered to the address that the client says it has', () => {
    const { reply } = decideOn(message('INFORM', { ciaddr: address, flags: 0x8000 }));
    expect(reply && destinationText(reply.destination)).toBe('10.20.1.77:68 from 10.20.1.1');
  });

  it('does not mind whose lease that address is', () => {
    const leases = knowing(lease(FREE, 'bound', OTHER_GUEST));
    const ask = message('INFORM', { from: PHONE, ciaddr: FREE });
    expect(inShort(decideOn(ask, { leases }))).toBe('ACK informed');
  });

  const CASES: readonly DecisionCase[] = [
    { name: 'without an address', is: 'silence incomplete' },
    {
      name: 'from another network',
      ask: { ciaddr: ip('192.168.7.7') },
      is: 'silence 192.168.7.7 wrong-network',
    },
    {
      name: 'of a stranger',
      ask: { from: STRANGER, ciaddr: address },
      is: 'silence unknown-client',
    },
  ];

  it.each(CASES)('$name: $is', (row) => {
    expect(inShort(decideCase('INFORM', row))).toBe(row.is);
  });
});

describe('a relay agent that stands in for us', () => {
  const agent = ip('10.30.0.1');
  const leased = ip('10.30.0.55');
  const extra = new Map([[82, hex('0b04 0a1e0001 0102 6631')]]);
  const subnets = [LAN, BRANCH];
  const ask = (type: ClientMessageType, more: Ask) => {
    const leases = createLeaseTable(subnets, [lease(leased, 'bound', GUEST)]);
    return decideOn(message(type, { from: GUEST, giaddr: agent, extra, ...more }), {
      subnets,
      leases,
    });
  };

  it.each([
    ['DISCOVER', {}, 'OFFER 10.30.0.55 pooled'],
    ['REQUEST', { server: agent, requested: leased }, 'ACK 10.30.0.55 pooled'],
    ['REQUEST', { ciaddr: leased }, 'ACK 10.30.0.55 pooled'],
    ['REQUEST', { server: agent, requested: FREE }, 'NAK 10.20.1.102 wrong-network'],
    ['REQUEST', { server: OTHER_SERVER, requested: leased }, 'silence 10.30.0.55 other-server'],
    ['RELEASE', { server: agent, ciaddr: leased }, 'silence 10.30.0.55 released'],
    ['DECLINE', { server: agent, requested: leased }, 'silence 10.30.0.55 declined'],
    ['INFORM', { ciaddr: leased }, 'ACK informed'],
  ] as const)(
    'is the server that a client names in a %s, and is told of (%o): %s',
    (type, more, is) => {
      const decision = ask(type, more);
      expect(inShort(decision)).toBe(is);
      if (decision.reply === undefined) return;
      expect(optionsInHex(decision)).toMatchObject({ 54: '0a1e0001', 82: '0b040a1e000101026631' });
    },
  );

  it('is nobody to a client whose message does not come by it', () => {
    const none = { extra: new Map<number, Uint8Array>(), server: agent, requested: leased };
    expect(inShort(ask('REQUEST', none))).toBe('silence 10.30.0.55 other-server');
  });
});
