// DECLINE, RELEASE and INFORM: RFC 2131 sections 4.3.3 to 4.3.5.

import { describe, expect, it } from 'vitest';
import { createLeaseTable } from '../../src/dhcp/leases.js';
import {
  act,
  decideOn,
  destinationText,
  GUEST,
  inShort,
  ip,
  LAN,
  lease,
  message,
  NOW,
  OTHER_GUEST,
  optionsInHex,
  PHONE,
  PHONE_ADDRESS,
  SERVER,
  STRANGER,
} from './wire-under-test.js';

const OTHER_SERVER = ip('10.20.1.9');

describe('DECLINE', () => {
  const decline = { from: GUEST, server: SERVER, requested: ip('10.20.1.102') };

  it.each([
    ['an offer of its own', decline, lease('10.20.1.102', 'offered', GUEST), 'declined'],
    ['a lease of its own', decline, lease('10.20.1.102', 'bound', GUEST), 'declined'],
    ["another client's lease", decline, lease('10.20.1.102', 'bound', OTHER_GUEST), 'no-record'],
    [
      'a lease that ran out',
      decline,
      lease('10.20.1.102', 'bound', GUEST, { untilMs: NOW }),
      'no-record',
    ],
    [
      'an offer of another server',
      { ...decline, server: OTHER_SERVER },
      lease('10.20.1.102', 'bound', GUEST),
      'other-server',
    ],
    [
      'without a server',
      { from: GUEST, requested: ip('10.20.1.102') },
      lease('10.20.1.102', 'bound', GUEST),
      'incomplete',
    ],
    [
      'without an address',
      { from: GUEST, server: SERVER },
      lease('10.20.1.102', 'bound', GUEST),
      'incomplete',
    ],
    [
      'as a stranger',
      { ...decline, from: STRANGER },
      lease('10.20.1.102', 'bound', STRANGER),
      'unknown-client',
    ],
  ] as const)('of %s is never answered', (_name, ask, known, why) => {
    const leases = createLeaseTable([LAN], [known]);
    const decision = decideOn(message('DECLINE', ask), { leases });
    expect(decision.reply).toBeUndefined();
    expect(decision.why).toBe(why);
    expect(decision.changes.map(({ state }) => state)).toEqual(
      why === 'declined' ? ['resting'] : [],
    );
  });

  it('lays the address to rest for ten minutes', () => {
    const leases = createLeaseTable([LAN], [lease('10.20.1.102', 'bound', GUEST)]);
    expect(decideOn(message('DECLINE', decline), { leases }).changes).toEqual([
      lease('10.20.1.102', 'resting', GUEST, { untilMs: NOW + 600_000 }),
    ]);
  });

  it('gives the client another address, and the declined one to nobody until it has rested', () => {
    const leases = createLeaseTable([LAN], [lease('10.20.1.102', 'bound', GUEST)]);
    act(message('DECLINE', decline), { leases });
    const ask = (nowMs: number) =>
      inShort(
        decideOn(message('DISCOVER', { from: OTHER_GUEST, requested: ip('10.20.1.102') }), {
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
    const leases = createLeaseTable([LAN]);
    act(message('DECLINE', { server: SERVER, requested: PHONE_ADDRESS }), { leases });
    expect(inShort(decideOn(message('DISCOVER'), { leases }))).toBe('silence address-resting');
    expect(inShort(decideOn(message('DISCOVER'), { leases, nowMs: NOW + 600_000 }))).toBe(
      'OFFER 10.20.1.153 reserved',
    );
  });
});

describe('RELEASE', () => {
  const release = { from: GUEST, server: SERVER, ciaddr: ip('10.20.1.102') };

  it.each([
    ['its own lease', release, lease('10.20.1.102', 'bound', GUEST), 'released'],
    [
      'its own lease, naming no server',
      { from: GUEST, ciaddr: ip('10.20.1.102') },
      lease('10.20.1.102', 'bound', GUEST),
      'released',
    ],
    ["another client's lease", release, lease('10.20.1.102', 'bound', OTHER_GUEST), 'no-record'],
    [
      'an address of which nothing is known',
      release,
      lease('10.20.1.103', 'bound', GUEST),
      'no-record',
    ],
    [
      'to another server',
      { ...release, server: OTHER_SERVER },
      lease('10.20.1.102', 'bound', GUEST),
      'other-server',
    ],
    [
      'no address',
      { from: GUEST, server: SERVER },
      lease('10.20.1.102', 'bound', GUEST),
      'incomplete',
    ],
  ] as const)('of %s is never answered', (_name, ask, known, why) => {
    const leases = createLeaseTable([LAN], [known]);
    const decision = decideOn(message('RELEASE', ask), { leases });
    expect(decision.reply).toBeUndefined();
    expect(decision.why).toBe(why);
    expect(decision.changes).toEqual(
      why === 'released' ? [lease('10.20.1.102', 'free', GUEST, { untilMs: NOW })] : [],
    );
  });

  it('keeps the address for its last holder as long as others are free', () => {
    const leases = createLeaseTable([LAN], [lease('10.20.1.100', 'bound', GUEST)]);
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
    const leases = createLeaseTable([LAN], [lease('10.20.1.102', 'bound', OTHER_GUEST)]);
    const ask = message('INFORM', { from: PHONE, ciaddr: ip('10.20.1.102') });
    expect(inShort(decideOn(ask, { leases }))).toBe('ACK informed');
  });

  it.each([
    ['without an address', {}, 'silence incomplete'],
    ['from another network', { ciaddr: ip('192.168.7.7') }, 'silence 192.168.7.7 wrong-network'],
    ['of a stranger', { from: STRANGER, ciaddr: address }, 'silence unknown-client'],
  ])('%s is left alone', (_name, ask, is) => {
    expect(inShort(decideOn(message('INFORM', ask)))).toBe(is);
  });
});
