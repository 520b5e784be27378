// RFC 2131 section 4.3.1: what is offered, to whom, and for how long it is kept.

import { describe, expect, it } from 'vitest';
import type { Mac } from '../../../src/core/mac.js';
import { createLeaseTable } from '../../../src/dhcp/leases/leases.js';
import { type DecisionCase, decideCase } from '../decision-cases.js';
import {
  ANNEX,
  act,
  BRANCH,
  decideOn,
  destinationText,
  everyoneAs,
  FREE,
  GUEST,
  GUESTS_LEASE,
  inShort,
  ip,
  knowing,
  LAN,
  lease,
  mac,
  message,
  NOW,
  OTHER_GUEST,
  PHONE,
  PHONE_ADDRESS,
  PHONE_PROFILE,
  RESERVATIONS_ONLY,
  STRANGER,
  UNICAST,
} from '../wire-under-test.js';

const TAKEN = ['10.20.1.100', '10.20.1.102', '10.20.1.103'].map((address, index) =>
  lease(address, 'bound', mac(`02:00:00:00:01:0${index}`)),
);

const CASES: readonly DecisionCase[] = [
  { name: 'a phone gets its reservation', is: 'OFFER 10.20.1.153 reserved' },
  {
    name: 'a phone gets its reservation whatever it asks for',
    ask: { requested: FREE },
    is: 'OFFER 10.20.1.153 reserved',
  },
  { name: 'a stranger gets nothing', ask: { from: STRANGER }, is: 'silence unknown-client' },
  {
    name: 'a guest gets the first free address',
    ask: { from: GUEST },
    is: 'OFFER 10.20.1.100 pooled',
  },
  {
    name: 'a guest gets the one that it asks for',
    ask: { from: GUEST, requested: ip('10.20.1.103') },
    is: 'OFFER 10.20.1.103 pooled',
  },
  {
    name: 'a guest does not get an excluded address that it asks for',
    ask: { from: GUEST, requested: ip('10.20.1.101') },
    is: 'OFFER 10.20.1.100 pooled',
  },
  {
    name: "a guest does not get a phone's reservation that it asks for",
    ask: { from: GUEST, requested: PHONE_ADDRESS },
    is: 'OFFER 10.20.1.100 pooled',
  },
  {
    name: 'a guest does not get an address of another that it asks for',
    ask: { from: GUEST, requested: ip('10.20.1.103') },
    known: [lease('10.20.1.103', 'bound', OTHER_GUEST)],
    is: 'OFFER 10.20.1.100 pooled',
  },
  {
    name: 'a guest that has a lease gets it again, before what it asks for',
    ask: { from: GUEST, requested: ip('10.20.1.103') },
    known: [GUESTS_LEASE],
    is: 'OFFER 10.20.1.102 pooled',
  },
  {
    name: 'a guest that had a lease gets it again',
    ask: { from: GUEST },
    known: [lease(FREE, 'bound', GUEST, { untilMs: NOW - 1 })],
    is: 'OFFER 10.20.1.102 pooled',
  },
  {
    name: 'a guest whose address went to another gets a new one',
    ask: { from: GUEST },
    known: [lease(FREE, 'bound', GUEST, { untilMs: NOW - 2 }), lease(FREE, 'bound', OTHER_GUEST)],
    is: 'OFFER 10.20.1.100 pooled',
  },
  {
    name: 'a guest gets another address than the one it declined',
    ask: { from: GUEST },
    known: [lease('10.20.1.100', 'resting', GUEST)],
    is: 'OFFER 10.20.1.102 pooled',
  },
  {
    name: 'a guest finds the pool exhausted',
    ask: { from: GUEST },
    known: TAKEN,
    is: 'silence pool-exhausted',
  },
  {
    name: 'a phone does not mind an exhausted pool',
    known: TAKEN,
    is: 'OFFER 10.20.1.153 reserved',
  },
  {
    name: 'a phone whose address rests gets nothing',
    known: [lease('10.20.1.153', 'resting', PHONE)],
    is: 'silence address-resting',
  },
  {
    name: 'a phone whose address rests gets one of the pool, if it may',
    known: [lease('10.20.1.153', 'resting', PHONE)],
    world: { policy: everyoneAs({ ...PHONE_PROFILE, pooled: true }) },
    is: 'OFFER 10.20.1.100 pooled',
  },
  {
    name: 'a guest where there is no pool gets nothing',
    ask: { from: GUEST },
    world: { subnets: [RESERVATIONS_ONLY] },
    is: 'silence no-address',
  },
];

describe('DISCOVER', () => {
  it.each(CASES)('$name', (row) => {
    expect(inShort(decideCase('DISCOVER', row))).toBe(row.is);
  });

  describe('where the pool has nothing but addresses that rest', () => {
    const subnets = [{ ...LAN, promisedTo: new Set([GUEST, OTHER_GUEST]) }];
    const policy = everyoneAs({ options: [], always: [], pooled: true, byHardware: true });
    const resting = [103, 100, 102].map((last, n) =>
      lease(`10.20.1.${last}`, 'resting', STRANGER, { untilMs: NOW + 1000 + n }),
    );
    const ask = (from: Mac, known = resting) => {
      const leases = createLeaseTable(subnets, known);
      return decideOn(message('DISCOVER', { from }), { leases, subnets, policy });
    };

    it('takes the one back that has rested for longest, after a look at it', () => {
      const decision = ask(GUEST);
      expect(inShort(decision)).toBe('OFFER 10.20.1.103 taken-back');
      expect(decision.unlessUsed).toBe(true);
      expect(decision.changes).toEqual([
        lease('10.20.1.103', 'offered', GUEST, { untilMs: NOW + 60_000 }),
      ]);
    });

    it('takes none back for a stranger that was kept for others', () => {
      expect(inShort(ask(STRANGER))).toBe('OFFER 10.20.1.103 taken-back');
      expect(inShort(ask(STRANGER, resting.slice(1)))).toBe('silence pool-exhausted');
    });

    it('takes none back that was found in use a moment ago', () => {
      const since = (seconds: number) =>
        [100, 102, 103].map((last) =>
          lease(`10.20.1.${last}`, 'resting', STRANGER, { untilMs: NOW + (600 - seconds) * 1000 }),
        );
      expect(inShort(ask(GUEST, since(9)))).toBe('silence pool-exhausted');
      expect(inShort(ask(GUEST, since(10)))).toBe('OFFER 10.20.1.100 taken-back');
    });

    it('takes none back while there is a free one', () => {
      expect(inShort(ask(GUEST, resting.slice(1)))).toBe('OFFER 10.20.1.103 pooled');
    });
  });

  it('holds an offer from the pool for a minute', () => {
    const { changes } = decideOn(message('DISCOVER', { from: GUEST }));
    expect(changes).toEqual([lease('10.20.1.100', 'offered', GUEST, { untilMs: NOW + 60_000 })]);
  });

  it('holds nothing for a reservation: nobody else can get it', () => {
    expect(decideOn(message('DISCOVER')).changes).toEqual([]);
  });

  it('does not make an offer of a lease that still runs', () => {
    const leases = knowing(GUESTS_LEASE);
    expect(decideOn(message('DISCOVER', { from: GUEST }), { leases }).changes).toEqual([]);
  });

  it('gets the same offer when it is repeated, and other clients get others', () => {
    const leases = knowing();
    const offers = [GUEST, OTHER_GUEST, GUEST, OTHER_GUEST, GUEST].map((from) =>
      inShort(act(message('DISCOVER', { from }), { leases })),
    );
    expect(offers).toEqual([
      'OFFER 10.20.1.100 pooled',
      'OFFER 10.20.1.102 pooled',
      'OFFER 10.20.1.100 pooled',
      'OFFER 10.20.1.102 pooled',
      'OFFER 10.20.1.100 pooled',
    ]);
  });

  it('finds an offer that was not taken free again', () => {
    const leases = knowing();
    for (const n of [1, 2, 3]) {
      act(message('DISCOVER', { from: mac(`02:00:00:00:02:0${n}`) }), { leases });
    }
    const late = message('DISCOVER', { from: GUEST });
    expect(inShort(decideOn(late, { leases, nowMs: NOW + 59_999 }))).toBe('silence pool-exhausted');
    expect(inShort(decideOn(late, { leases, nowMs: NOW + 60_000 }))).toBe(
      'OFFER 10.20.1.100 pooled',
    );
  });

  it('of ten thousand invented clients takes nothing from a phone', () => {
    const leases = knowing();
    for (let n = 0; n < 10_000; n += 1) {
      const from = mac((0x020000000000 + n).toString(16).padStart(12, '0'));
      act(message('DISCOVER', { from, requested: PHONE_ADDRESS }), { leases });
    }
    expect([...leases.all()]).toHaveLength(3);
    expect(inShort(act(message('DISCOVER'), { leases }))).toBe('OFFER 10.20.1.153 reserved');
  });
});

describe('the network of a client', () => {
  const subnets = [LAN, BRANCH, ANNEX];
  const everyone = everyoneAs({ options: [], always: [], pooled: true });
  const relayed = (giaddr: string) => message('DISCOVER', { from: GUEST, giaddr: ip(giaddr) });

  it.each([
    ['10.30.0.1', 'OFFER 10.30.0.50 pooled'],
    ['10.40.0.9', 'OFFER 10.40.0.50 pooled'],
    ['10.99.0.1', 'silence relay-outside'],
  ])('is the one of its relay agent %s, wherever the packet came in', (giaddr, is) => {
    for (const arrival of [UNICAST, { unicast: false }]) {
      expect(inShort(decideOn(relayed(giaddr), { subnets, arrival }))).toBe(is);
    }
  });

  /** Behind an agent on BRANCH's wire, or on ours; `link` and `subnet` as dotted text. */
  const naming = (giaddr: string | undefined, { link = '', subnet = '' }) =>
    message('DISCOVER', {
      from: GUEST,
      ...(giaddr !== undefined && { giaddr: ip(giaddr) }),
      extra: new Map([
        ...(subnet ? [[118, bytesOf(subnet)] as const] : []),
        ...(link ? [[82, Uint8Array.of(5, 4, ...bytesOf(link))] as const] : []),
      ]),
    });
  const bytesOf = (dotted: string) => Uint8Array.from(dotted.split('.'), Number);

  it.each([
    ['its agent', '10.99.0.1', { link: '10.30.0.77' }, 'OFFER 10.30.0.50 pooled'],
    [
      'its agent, on another of ours',
      '10.40.0.9',
      { link: '10.30.0.0' },
      'OFFER 10.30.0.50 pooled',
    ],
    ['its agent, none of ours', '10.30.0.1', { link: '10.98.0.1' }, 'silence selection-outside'],
    ['the client', undefined, { subnet: '10.30.0.0' }, 'OFFER 10.30.0.50 pooled'],
    ['a client behind an agent', '10.40.0.9', { subnet: '10.30.0.0' }, 'OFFER 10.30.0.50 pooled'],
    ['the client, none of ours', undefined, { subnet: '10.98.0.0' }, 'silence selection-outside'],
    [
      'its agent, before what the client says',
      '10.99.0.1',
      { link: '10.30.0.1', subnet: '10.40.0.0' },
      'OFFER 10.30.0.50 pooled',
    ],
    ['a switch, whom we do not heed', undefined, { link: '10.40.0.1' }, 'OFFER 10.20.1.100 pooled'],
  ])('is the one that is named by %s', (_who, giaddr, named, is) => {
    const arrival = { unicast: false, local: LAN.serverAddress };
    const request = naming(giaddr, named);
    const decision = decideOn(request, { subnets, arrival, policy: everyone });
    expect(inShort(decision)).toBe(is);
    if (decision.reply === undefined) return;
    const told = decision.reply.message.options;
    for (const code of [82, 118]) expect(told.get(code)).toEqual(request.options.get(code));
  });

  it('may be another than the one that the reply leaves on', () => {
    const arrival = { unicast: false, local: LAN.serverAddress };
    const request = naming(undefined, { subnet: '10.40.0.0' });
    const { reply } = decideOn(request, { subnets, arrival, policy: everyone });
    expect(reply && destinationText(reply.destination)).toBe('255.255.255.255:68 from 10.20.1.1');
    const relayed = decideOn(naming('10.99.0.1', { link: '10.30.0.1' }), { subnets });
    expect(relayed.reply && destinationText(relayed.reply.destination)).toBe(
      '10.99.0.1:67 from 10.20.1.1',
    );
  });

  it('takes the reply back to port 67 of the relay agent', () => {
    const { reply } = decideOn(relayed('10.30.0.1'), { subnets });
    expect(reply && destinationText(reply.destination)).toBe('10.30.0.1:67 from 10.20.1.1');
    expect(reply?.message.giaddr).toBe(ip('10.30.0.1'));
  });

  it('is the one of the wire, where the link can tell', () => {
    const arrival = { unicast: false, local: ANNEX.serverAddress };
    const decision = decideOn(message('DISCOVER', { from: GUEST }), { subnets, arrival });
    expect(inShort(decision)).toBe('OFFER 10.40.0.50 pooled');
    expect(decision.reply && destinationText(decision.reply.destination)).toBe(
      '255.255.255.255:68 from 10.40.0.1',
    );
  });

  it('is nowhere on a wire that we do not serve', () => {
    const arrival = { unicast: false, local: ip('172.16.0.1') };
    expect(inShort(decideOn(message('DISCOVER'), { subnets, arrival }))).toBe(
      'silence unknown-network',
    );
  });

  it('is the only attached one, where the link cannot tell', () => {
    const decision = decideOn(message('DISCOVER', { from: GUEST }), { subnets: [BRANCH, ANNEX] });
    expect(inShort(decision)).toBe('OFFER 10.40.0.50 pooled');
  });

  it('is the one of its reservation, where the link cannot tell and there are more', () => {
    const decision = decideOn(message('DISCOVER'), { subnets: [ANNEX, LAN] });
    expect(inShort(decision)).toBe('OFFER 10.20.1.153 reserved');
    expect(decision.reply && destinationText(decision.reply.destination)).toBe(
      '255.255.255.255:68 from 10.20.1.1',
    );
  });

  it('stays unknown for a client without a reservation', () => {
    const decision = decideOn(message('DISCOVER', { from: GUEST }), { subnets: [ANNEX, LAN] });
    expect(inShort(decision)).toBe('silence unknown-network');
  });

  it('is the one of its address, for a renewal that was routed to us', () => {
    const known = [lease('10.30.0.55', 'bound', GUEST)];
    const leases = createLeaseTable(subnets, known);
    const request = message('REQUEST', { from: GUEST, ciaddr: ip('10.30.0.55') });
    const decision = decideOn(request, { subnets, leases, arrival: UNICAST, policy: everyone });
    expect(inShort(decision)).toBe('ACK 10.30.0.55 pooled');
    expect(decision.reply && destinationText(decision.reply.destination)).toBe(
      '10.30.0.55:68 from 10.20.1.1',
    );
  });
});
