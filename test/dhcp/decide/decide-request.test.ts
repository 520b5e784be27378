// RFC 2131 section 4.3.2, figure 5 and table 4: each state of a client, each thing it may ask, the answer.

import { describe, expect, it } from 'vitest';
import type { Mac } from '../../../src/core/mac.js';
import type { Lease } from '../../../src/dhcp/leases/lease.js';
import { type DecisionCase, decideCase } from '../decision-cases.js';
import {
  ANNEX,
  act,
  decideOn,
  destinationText,
  everyoneAs,
  FREE,
  GUEST,
  GUEST_PROFILE,
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
  PHONE,
  PHONE_ADDRESS,
  SERVER,
  STRANGER,
  UNICAST,
  type World,
} from '../wire-under-test.js';

const REMOTE = ip('192.168.7.7');

/** What REQUEST answers, in each state that figure 5 has. */
const STATES: Readonly<Record<string, readonly DecisionCase[]>> = {
  SELECTING: [
    {
      name: 'the reservation, from us',
      ask: { server: SERVER, requested: PHONE_ADDRESS },
      is: 'ACK 10.20.1.153 reserved',
    },
    {
      name: 'another address than the reservation',
      ask: { server: SERVER, requested: ip('10.20.1.154') },
      is: 'NAK 10.20.1.154 wrong-address',
    },
    {
      name: 'an address of the pool, for a client with a reservation',
      ask: { server: SERVER, requested: FREE },
      is: 'NAK 10.20.1.102 wrong-address',
    },
    {
      name: 'an address of another network, from us',
      ask: { server: SERVER, requested: REMOTE },
      is: 'NAK 192.168.7.7 wrong-network',
    },
    {
      name: 'our offer from the pool',
      ask: { from: GUEST, server: SERVER, requested: FREE },
      known: [lease(FREE, 'offered', GUEST)],
      is: 'ACK 10.20.1.102 pooled',
    },
    {
      name: 'an offer that we forgot, still free',
      ask: { from: GUEST, server: SERVER, requested: FREE },
      is: 'ACK 10.20.1.102 pooled',
    },
    {
      name: 'an offer that went to another since',
      ask: { from: GUEST, server: SERVER, requested: FREE },
      known: [lease(FREE, 'offered', OTHER_GUEST)],
      is: 'NAK 10.20.1.102 address-taken',
    },
    {
      name: 'an address leased to another',
      ask: { from: GUEST, server: SERVER, requested: FREE },
      known: [lease(FREE, 'bound', OTHER_GUEST)],
      is: 'NAK 10.20.1.102 address-taken',
    },
    {
      name: 'an address that another client had, once',
      ask: { from: GUEST, server: SERVER, requested: FREE },
      known: [lease(FREE, 'bound', OTHER_GUEST, { untilMs: NOW })],
      is: 'ACK 10.20.1.102 pooled',
    },
    {
      name: 'a declined address',
      ask: { from: GUEST, server: SERVER, requested: FREE },
      known: [lease(FREE, 'resting', GUEST)],
      is: 'NAK 10.20.1.102 address-resting',
    },
    {
      name: 'an address excluded from the pool',
      ask: { from: GUEST, server: SERVER, requested: ip('10.20.1.101') },
      is: 'NAK 10.20.1.101 wrong-address',
    },
    {
      name: "a phone's reservation, by a guest",
      ask: { from: GUEST, server: SERVER, requested: PHONE_ADDRESS },
      is: 'NAK 10.20.1.153 wrong-address',
    },
    {
      name: 'our own address, by a guest',
      ask: { from: GUEST, server: SERVER, requested: SERVER },
      is: 'NAK 10.20.1.1 wrong-address',
    },
    {
      name: 'the offer of another server',
      ask: { server: OTHER_SERVER, requested: PHONE_ADDRESS },
      is: 'silence 10.20.1.153 other-server',
    },
    {
      name: 'the offer of another server, of an address that is not ours',
      ask: { server: OTHER_SERVER, requested: REMOTE },
      is: 'silence 192.168.7.7 other-server',
    },
    { name: 'no address', ask: { server: SERVER }, is: 'silence incomplete' },
    {
      name: 'anything, by a client that is not ours',
      ask: { from: STRANGER, server: SERVER, requested: REMOTE },
      is: 'silence unknown-client',
    },
  ],
  'INIT-REBOOT': [
    { name: 'the reservation', ask: { requested: PHONE_ADDRESS }, is: 'ACK 10.20.1.153 reserved' },
    {
      name: 'what was the reservation before',
      ask: { requested: ip('10.20.1.150') },
      known: [lease('10.20.1.150', 'bound', PHONE)],
      is: 'NAK 10.20.1.150 wrong-address',
    },
    {
      name: 'an address of another network',
      ask: { requested: REMOTE },
      is: 'NAK 192.168.7.7 wrong-network',
    },
    {
      name: 'an address of another network, by a guest',
      ask: { from: GUEST, requested: REMOTE },
      is: 'NAK 192.168.7.7 wrong-network',
    },
    {
      name: "the guest's own lease",
      ask: { from: GUEST, requested: FREE },
      known: [GUESTS_LEASE],
      is: 'ACK 10.20.1.102 pooled',
    },
    {
      name: "the guest's own lease, run out and not taken",
      ask: { from: GUEST, requested: FREE },
      known: [lease(FREE, 'bound', GUEST, { untilMs: NOW - 1 })],
      is: 'ACK 10.20.1.102 pooled',
    },
    {
      name: 'another address than the recorded one',
      ask: { from: GUEST, requested: ip('10.20.1.103') },
      known: [GUESTS_LEASE],
      is: 'NAK 10.20.1.103 wrong-address',
    },
    {
      name: 'an address of which we have no record: another server may',
      ask: { from: GUEST, requested: FREE },
      is: 'silence 10.20.1.102 no-record',
    },
    {
      name: "another client's address, without a record of this one",
      ask: { from: GUEST, requested: FREE },
      known: [lease(FREE, 'bound', OTHER_GUEST)],
      is: 'silence 10.20.1.102 no-record',
    },
    {
      name: 'an address that it declined itself',
      ask: { from: GUEST, requested: FREE },
      known: [lease(FREE, 'resting', GUEST)],
      is: 'NAK 10.20.1.102 address-resting',
    },
    { name: 'nothing at all', ask: {}, is: 'silence incomplete' },
    {
      name: 'anything, by a client that is not ours',
      ask: { from: STRANGER, requested: REMOTE },
      is: 'silence unknown-client',
    },
  ],
  RENEWING: [
    {
      name: 'the reservation',
      ask: { ciaddr: PHONE_ADDRESS },
      world: { arrival: UNICAST },
      is: 'ACK 10.20.1.153 reserved',
    },
    {
      name: 'what was the reservation before',
      ask: { ciaddr: ip('10.20.1.150') },
      world: { arrival: UNICAST },
      is: 'NAK 10.20.1.150 wrong-address',
    },
    {
      name: "the guest's own lease",
      ask: { from: GUEST, ciaddr: FREE },
      known: [GUESTS_LEASE],
      world: { arrival: UNICAST },
      is: 'ACK 10.20.1.102 pooled',
    },
    {
      name: 'a lease of which we have no record',
      ask: { from: GUEST, ciaddr: FREE },
      world: { arrival: UNICAST },
      is: 'silence 10.20.1.102 no-record',
    },
    {
      name: 'an address that is leased to another',
      ask: { from: GUEST, ciaddr: FREE },
      known: [lease(FREE, 'bound', OTHER_GUEST)],
      world: { arrival: UNICAST },
      is: 'NAK 10.20.1.102 address-taken',
    },
  ],
  REBINDING: [
    { name: 'the reservation', ask: { ciaddr: PHONE_ADDRESS }, is: 'ACK 10.20.1.153 reserved' },
    {
      name: "the guest's own lease",
      ask: { from: GUEST, ciaddr: FREE },
      known: [GUESTS_LEASE],
      is: 'ACK 10.20.1.102 pooled',
    },
    {
      name: 'a lease of another server',
      ask: { from: GUEST, ciaddr: ip('10.20.1.77') },
      is: 'silence 10.20.1.77 no-record',
    },
    {
      name: 'an address of another network',
      ask: { ciaddr: REMOTE },
      is: 'NAK 192.168.7.7 wrong-network',
    },
    {
      name: 'anything, by a client that is not ours',
      ask: { from: STRANGER, ciaddr: REMOTE },
      is: 'silence unknown-client',
    },
  ],
};

describe.each(Object.entries(STATES))('REQUEST in %s asks for', (_state, cases) => {
  it.each(cases)('$name: $is', (row) => {
    expect(inShort(decideCase('REQUEST', row))).toBe(row.is);
  });
});

describe('what a granted REQUEST changes', () => {
  it('binds the phone for the lease time', () => {
    const { changes } = decideOn(message('REQUEST', { requested: PHONE_ADDRESS }));
    expect(changes).toEqual([
      {
        address: PHONE_ADDRESS,
        state: 'bound',
        client: `mac:${PHONE}`,
        mac: PHONE,
        untilMs: NOW + 28800_000,
      },
    ]);
  });

  it('frees what the same client had before in this network', () => {
    const leases = knowing(GUESTS_LEASE);
    const ask = { from: GUEST, server: SERVER, requested: ip('10.20.1.103') };
    const { changes } = decideOn(message('REQUEST', ask), { leases });
    expect(changes.map(({ address, state }) => [address, state])).toEqual([
      [FREE, 'free'],
      [ip('10.20.1.103'), 'bound'],
    ]);
  });

  it('withdraws our offer when the client takes the one of another server', () => {
    const leases = knowing(lease(FREE, 'offered', GUEST));
    const ask = { from: GUEST, server: OTHER_SERVER, requested: ip('10.20.1.77') };
    expect(decideOn(message('REQUEST', ask), { leases }).changes).toEqual([
      lease(FREE, 'free', GUEST, { untilMs: NOW }),
    ]);
  });

  it('does not touch a lease when the client talks to another server', () => {
    const leases = knowing(GUESTS_LEASE);
    const ask = { from: GUEST, server: OTHER_SERVER, requested: ip('10.20.1.77') };
    expect(decideOn(message('REQUEST', ask), { leases }).changes).toEqual([]);
  });

  it('changes nothing with a NAK', () => {
    const leases = knowing(GUESTS_LEASE);
    const ask = { from: GUEST, requested: ip('10.20.1.103') };
    expect(decideOn(message('REQUEST', ask), { leases }).changes).toEqual([]);
  });
});

describe('a reservation that the inventory has just got', () => {
  const known = (who: Mac, client: string): readonly Lease[] => [
    lease('10.20.1.153', 'bound', who, { client, untilMs: NOW + 60_000 }),
  ];

  it('is not given while another client holds the address, but is when that lease has run out', () => {
    const leases = knowing(...known(GUEST, 'id:aa'));
    const ask = message('REQUEST', { requested: PHONE_ADDRESS, server: SERVER });
    expect(inShort(decideOn(ask, { leases }))).toBe('NAK 10.20.1.153 address-taken');
    expect(inShort(decideOn(ask, { leases, nowMs: NOW + 60_000 }))).toBe(
      'ACK 10.20.1.153 reserved',
    );
  });

  it('is given when the holder is the same phone under its client identifier', () => {
    const leases = knowing(...known(PHONE, 'id:aa'));
    const ask = message('REQUEST', { requested: PHONE_ADDRESS, clientId: 'aa' });
    expect(inShort(decideOn(ask, { leases }))).toBe('ACK 10.20.1.153 reserved');
  });
});

describe('boot code and firmware of one phone', () => {
  it('have one address, whatever client identifier they send', () => {
    const leases = knowing();
    for (const ask of [{}, { clientId: '015cfc665d4f9a' }, { clientId: 'ff0001' }]) {
      const decision = act(message('REQUEST', { ...ask, requested: PHONE_ADDRESS }), { leases });
      expect(inShort(decision)).toBe('ACK 10.20.1.153 reserved');
    }
    expect([...leases.all()]).toHaveLength(1);
  });
});

describe('guests with client identifiers', () => {
  const select = (more: object) =>
    message('REQUEST', { from: GUEST, server: SERVER, requested: FREE, ...more });

  it('are known by these, not by the hardware address alone', () => {
    const leases = knowing();
    act(select({ clientId: '01' }), { leases });
    expect(inShort(decideOn(select({ clientId: '02' }), { leases }))).toBe(
      'NAK 10.20.1.102 address-taken',
    );
    expect(inShort(decideOn(select({ clientId: '01' }), { leases }))).toBe(
      'ACK 10.20.1.102 pooled',
    );
  });

  it('are two where one identifier comes from two hardware addresses', () => {
    const leases = knowing();
    act(select({ clientId: '01' }), { leases });
    const other = { from: OTHER_GUEST, clientId: '01' };
    expect(inShort(decideOn(select(other), { leases }))).toBe('NAK 10.20.1.102 address-taken');
    expect(inShort(act(message('DISCOVER', other), { leases }))).toBe('OFFER 10.20.1.100 pooled');
    const again = message('DISCOVER', { from: GUEST, clientId: '01' });
    expect(inShort(act(again, { leases }))).toBe('OFFER 10.20.1.102 pooled');
  });

  it.each([
    ['without one', [{}, { clientId: '01' }, {}]],
    ['with one', [{ clientId: '01' }, {}, { clientId: '01' }]],
  ])('keep their address when they come again otherwise, first %s', (_first, boots) => {
    const leases = knowing();
    const said = boots.map((more) => {
      const offered = act(message('DISCOVER', { from: GUEST, ...more }), { leases });
      act(select({ requested: offered.address, ...more }), { leases });
      return inShort(offered);
    });
    expect(said).toEqual(Array(3).fill('OFFER 10.20.1.100 pooled'));
  });
});

describe('a phone of the inventory that lives in the pool', () => {
  const policy = everyoneAs({ ...GUEST_PROFILE, byHardware: true });
  const clientIds = [undefined, '01020000000001', '00636973636f', 'ff0001'];
  const askingAs = (clientId: string | undefined) => ({
    from: GUEST,
    ...(clientId !== undefined && { clientId }),
  });

  it('has one address, whatever client identifiers it sends, and is told so when it reboots', () => {
    const leases = knowing();
    const ask = { server: SERVER, requested: ip('10.20.1.100') };
    for (const clientId of clientIds) {
      const from = askingAs(clientId);
      expect(inShort(act(message('DISCOVER', from), { leases, policy }))).toBe(
        'OFFER 10.20.1.100 pooled',
      );
      act(message('REQUEST', { ...from, ...ask }), { leases, policy });
      for (const next of clientIds) {
        const reboot = message('REQUEST', { ...askingAs(next), requested: ask.requested });
        expect(inShort(act(reboot, { leases, policy }))).toBe('ACK 10.20.1.100 pooled');
      }
    }
    expect([...leases.all()]).toHaveLength(1);
  });

  it('is found under a client identifier that its lease was written with', () => {
    const leases = knowing(lease(FREE, 'bound', GUEST, { client: 'id:00636973636f' }));
    const reboot = message('REQUEST', { from: GUEST, requested: FREE });
    expect(inShort(decideOn(reboot, { leases, policy }))).toBe('ACK 10.20.1.102 pooled');
    const anew = message('DISCOVER', { from: GUEST, clientId: 'ff0001' });
    expect(inShort(decideOn(anew, { leases, policy }))).toBe('OFFER 10.20.1.102 pooled');
  });

  it('keeps the one that it uses of two that were written, and gives back the other', () => {
    const leases = knowing(
      lease('10.20.1.100', 'bound', GUEST, { client: 'id:01', untilMs: NOW + 1000 }),
      lease(FREE, 'bound', GUEST, { client: 'id:02', untilMs: NOW + 2000 }),
    );
    const renewal = message('REQUEST', { from: GUEST, ciaddr: ip('10.20.1.100') });
    expect(inShort(act(renewal, { leases, policy }))).toBe('ACK 10.20.1.100 pooled');
    expect([...leases.all()].map(({ address, state }) => [address & 255, state])).toEqual([
      [100, 'bound'],
      [102, 'free'],
    ]);
  });
});

describe('a phone on the wrong wire', () => {
  const subnets = [LAN, ANNEX];
  const onAnnex: World = { subnets, arrival: { unicast: false, local: ANNEX.serverAddress } };

  it('is told to give its address up', () => {
    expect(inShort(decideOn(message('REQUEST', { requested: PHONE_ADDRESS }), onAnnex))).toBe(
      'NAK 10.20.1.153 wrong-network',
    );
  });

  it('hears that on the wire it is on', () => {
    const { reply } = decideOn(message('REQUEST', { ciaddr: PHONE_ADDRESS }), onAnnex);
    expect(reply && destinationText(reply.destination)).toBe('255.255.255.255:68 from 10.40.0.1');
  });
});
