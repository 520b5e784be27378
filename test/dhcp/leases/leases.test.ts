import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIpv4, type Ipv4, type Ipv4Range } from '../../../src/core/ipv4.js';
import {
  createAddressPool,
  POOL_QUEUES,
  type PoolQueue,
} from '../../../src/dhcp/leases/address-pool.js';
import { isHeld, type Lease } from '../../../src/dhcp/leases/lease.js';
import { createLeaseTable, type LeaseTable } from '../../../src/dhcp/leases/leases.js';
import { soak } from '../../soak.js';
import {
  ANNEX,
  act,
  client,
  everyoneAs,
  GUEST,
  GUEST_PROFILE,
  ip,
  LAN,
  lease,
  mac,
  message,
  NOW,
  OTHER_GUEST,
  OTHER_SERVER,
  PHONE,
  PHONE_ADDRESS,
  SERVER,
} from '../wire-under-test.js';

const range = (first: string, last: string): Ipv4Range => ({ first: ip(first), last: ip(last) });

describe('the pool', () => {
  it('has every address of the range but the excluded ones', () => {
    const pool = createAddressPool(range('10.0.0.1', '10.0.0.4'), new Set([ip('10.0.0.2')]));
    const inside = ['10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5'];
    expect(inside.filter((each) => pool.has(ip(each)))).toEqual([
      '10.0.0.1',
      '10.0.0.3',
      '10.0.0.4',
    ]);
  });

  it('gives the one that has been free for longest', () => {
    const pool = createAddressPool(range('10.0.0.1', '10.0.0.3'), new Set());
    expect(pool.head('free')).toBe(ip('10.0.0.1'));
    pool.move(ip('10.0.0.1'), 'bound');
    pool.move(ip('10.0.0.1'), 'free');
    expect(pool.head('free')).toBe(ip('10.0.0.2'));
  });

  it('behaves like four lists', () => {
    const first = ip('10.0.0.0');
    const move = fc.tuple(fc.nat({ max: 7 }), fc.constantFrom(...POOL_QUEUES));
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
        const pool = createAddressPool({ first, last: (first + 7) as Ipv4 }, new Set());
        const lists = new Map<PoolQueue, number[]>(POOL_QUEUES.map((queue) => [queue, []]));
        lists.set('free', [0, 1, 2, 3, 4, 5, 6, 7]);
        for (const [node, queue] of moves) {
          for (const [name, list] of lists)
            lists.set(
              name,
              list.filter((each) => each !== node),
            );
          lists.get(queue)?.push(node);
          pool.move((first + node) as Ipv4, queue);
          for (const [name, [head]] of lists) {
            expect(pool.head(name)).toBe(head === undefined ? undefined : first + head);
          }
        }
      }),
    );
  });
});

describe('the lease table', () => {
  it('knows a lease by address and by client', () => {
    const known = lease('10.20.1.102', 'bound', GUEST);
    const table = createLeaseTable([LAN], [known]);
    expect(table.at(known.address)).toEqual(known);
    expect(table.of(client(GUEST), LAN)).toEqual(known);
    expect(table.of(client(GUEST), ANNEX)).toBeUndefined();
  });

  it('forgets the former client of an address that went to another', () => {
    const table = createLeaseTable(
      [LAN],
      [lease('10.20.1.102', 'bound', GUEST, { untilMs: NOW - 1 })],
    );
    table.put(lease('10.20.1.102', 'bound', OTHER_GUEST));
    expect(table.of(client(GUEST), LAN)).toBeUndefined();
  });

  it('goes by what a client holds before what it only had', () => {
    const table = createLeaseTable([LAN], [lease('10.20.1.102', 'bound', GUEST)]);
    table.put(lease('10.20.1.100', 'free', GUEST));
    expect(table.of(client(GUEST), LAN)?.address).toBe(ip('10.20.1.102'));
  });

  it('has one client on two networks with an address on each', () => {
    const known = [lease('10.20.1.102', 'bound', GUEST), lease('10.40.0.52', 'bound', GUEST)];
    const table = createLeaseTable([LAN, ANNEX], known);
    expect(table.of(client(GUEST), LAN)?.address).toBe(ip('10.20.1.102'));
    expect(table.of(client(GUEST), ANNEX)?.address).toBe(ip('10.40.0.52'));
  });

  it('frees what ran out, in whatever order it was known', () => {
    const known = [
      lease('10.20.1.102', 'bound', GUEST, { untilMs: NOW + 3000 }),
      lease('10.20.1.100', 'bound', OTHER_GUEST, { untilMs: NOW + 1000 }),
      lease('10.20.1.103', 'resting', PHONE, { untilMs: NOW + 2000 }),
    ];
    const table = createLeaseTable([LAN], known);
    const free: number[] = [];
    for (const after of [0, 1000, 2000, 3000]) {
      table.expire(NOW + after);
      free.push([...table.all()].filter(({ state }) => state === 'free').length);
    }
    expect(free).toEqual([0, 1, 2, 3]);
    expect(table.next('free', LAN)).toBe(ip('10.20.1.100'));
  });

  it('frees a short lease that was given after a long one', () => {
    const table = createLeaseTable([LAN]);
    table.put(lease('10.20.1.100', 'bound', GUEST, { untilMs: NOW + 28_800_000 }));
    table.put(lease('10.20.1.102', 'bound', OTHER_GUEST, { untilMs: NOW + 60_000 }));
    table.put(lease('10.20.1.103', 'bound', PHONE, { untilMs: NOW + 30_000 }));
    const free = (after: number) => {
      table.expire(NOW + after);
      return [...table.all()].filter(({ state }) => state === 'free').map(({ mac }) => mac);
    };
    expect([free(30_000), free(60_000)]).toEqual([[PHONE], [OTHER_GUEST, PHONE]]);
  });

  it('frees what has run out and nothing else, whatever was put in whatever order', () => {
    const step = fc.record({
      last: fc.constantFrom(100, 102, 103),
      state: fc.constantFrom('offered', 'bound', 'bound', 'resting', 'free'),
      forMs: fc.nat({ max: 50 }),
      waitMs: fc.nat({ max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const table = createLeaseTable([LAN]);
        const until = new Map<number, number>();
        let nowMs = NOW;
        for (const { last, state, forMs, waitMs } of steps) {
          nowMs += waitMs;
          const untilMs = state === 'free' ? nowMs : nowMs + forMs;
          table.put(lease(`10.20.1.${last}`, state as Lease['state'], GUEST, { untilMs }));
          until.set(last, untilMs);
          table.expire(nowMs);
          for (const { address, state: is } of table.all()) {
            expect(is === 'free').toBe((until.get(address & 255) ?? 0) <= nowMs);
          }
        }
      }),
    );
  });

  it('frees very many a few at a time, but all that it takes to have a free one', () => {
    const pool = range('10.64.0.1', '10.64.15.255');
    const count = pool.last - pool.first + 1;
    const large = { ...LAN, subnet: { network: ip('10.64.0.0'), prefix: 10 }, pool };
    const all = (known: number) =>
      Array.from({ length: known }, (_, index) =>
        lease((pool.first + index) as Ipv4, 'bound', GUEST, { client: `id:${index}` }),
      );
    const freeOf = (table: LeaseTable) =>
      [...table.all()].filter(({ state }) => state === 'free').length;
    const roomy = createLeaseTable([large], all(count - 1));
    roomy.expire(NOW + 1000);
    expect(freeOf(roomy)).toBeLessThan(count / 2);
    for (let n = 0; n < 20; n += 1) roomy.expire(NOW + 1000);
    expect(freeOf(roomy)).toBe(count - 1);
    const renewed = all(count).map((each, index) => ({ ...each, untilMs: NOW + 2000 + index }));
    const full = createLeaseTable([large], all(count));
    for (const each of renewed) full.put(each);
    full.expire(NOW + 2000);
    expect([freeOf(full), full.next('free', large)]).toEqual([1, pool.first]);
  });

  it('keeps an address of the pool for a client whose own lies outside', () => {
    const subnet = { ...LAN, promisedTo: new Set([GUEST]) };
    const table = createLeaseTable([subnet], [lease('10.20.1.77', 'bound', GUEST)]);
    for (const last of [100, 102]) table.put(lease(`10.20.1.${last}`, 'bound', OTHER_GUEST));
    expect(table.hasSpare('free', subnet)).toBe(false);
  });

  it('never has the network, its broadcast address or our own in a pool', () => {
    const pool = range('10.20.1.0', '10.20.1.255');
    const table = createLeaseTable([{ ...LAN, pool }]);
    expect(
      ['10.20.1.0', '10.20.1.1', '10.20.1.255'].map((each) =>
        table.inPool(ip(each), { ...LAN, pool }),
      ),
    ).toEqual([false, false, false]);
    expect(table.next('free', LAN)).toBeUndefined();
  });
});

/** Clients that do anything, in any order, as time goes by. */
describe('a client whose address is no longer its own', () => {
  /** Its address has since been reserved for somebody else. */
  const subnet = { ...LAN, excluded: [...LAN.excluded, ip('10.20.1.102')] };
  const world = () => ({
    subnets: [subnet],
    policy: everyoneAs(GUEST_PROFILE),
    leases: createLeaseTable([subnet], [lease('10.20.1.102', 'bound', GUEST)]),
  });
  const discover = message('DISCOVER', { from: GUEST });
  const statesOf = ({ leases }: { readonly leases: LeaseTable }) =>
    [...leases.all()].map(({ address, state }) => `${formatIpv4(address)} ${state}`).sort();

  it('is free of it once it has another', () => {
    const on = world();
    act(discover, on);
    expect(statesOf(on)).toEqual(['10.20.1.100 offered', '10.20.1.102 bound']);
    const requested = ip('10.20.1.100');
    act(message('REQUEST', { from: GUEST, server: SERVER, requested }), on);
    expect(statesOf(on)).toEqual(['10.20.1.100 bound', '10.20.1.102 free']);
  });

  it('is offered one other address, however often it asks', () => {
    const on = world();
    act(discover, on);
    act(discover, on);
    expect(statesOf(on)).toEqual(['10.20.1.100 offered', '10.20.1.102 bound']);
  });

  it('still has it when it lets the offer go', () => {
    const on = { ...world(), nowMs: NOW };
    act(discover, on);
    on.leases.expire(NOW + 600_000);
    expect(on.leases.of(client(GUEST), subnet)?.address).toBe(ip('10.20.1.102'));
    expect(on.leases.behindOffer(client(GUEST), subnet)).toBeUndefined();
  });
});

describe('under any sequence of requests', () => {
  const clients = [PHONE, GUEST, OTHER_GUEST, mac('02:00:00:00:00:03'), mac('02:00:00:00:00:04')];
  const addresses = [
    '10.20.1.100',
    '10.20.1.101',
    '10.20.1.102',
    '10.20.1.103',
    '10.20.1.153',
    '10.20.1.77',
  ];
  const step = fc.record({
    type: fc.constantFrom('DISCOVER', 'REQUEST', 'REQUEST', 'DECLINE', 'RELEASE'),
    from: fc.constantFrom(...clients),
    requested: fc.option(fc.constantFrom(...addresses), { nil: undefined }),
    ciaddr: fc.option(fc.constantFrom(...addresses), { nil: undefined }),
    server: fc.constantFrom(undefined, SERVER, SERVER, OTHER_SERVER),
    clientId: fc.constantFrom(undefined, undefined, '01aa', '01bb'),
    waitMs: fc.constantFrom(0, 0, 1000, 60_000, 600_000, 30_000_000),
  });

  it('an address is never held by two, and a reservation by nobody else', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const leases = createLeaseTable([LAN]);
        const holders = new Map<Ipv4, Lease>();
        let nowMs = NOW;
        for (const { type, from, requested, ciaddr, server, clientId, waitMs } of steps) {
          nowMs += waitMs;
          const ask = {
            from,
            ...(requested !== undefined && { requested: ip(requested) }),
            ...(ciaddr !== undefined && { ciaddr: ip(ciaddr) }),
            ...(server !== undefined && { server }),
            ...(clientId !== undefined && { clientId }),
          };
          const decision = act(message(type, ask), { leases, nowMs });
          checkStep(decision.changes, holders, nowMs);
          expect([100, 102, 103, 153]).toContain(lastOctetOf(decision.reply?.message.yiaddr));
        }
        checkTable(leases, nowMs);
      }),
      { numRuns: soak(300, 1500) },
    );
  });

  /** Follows who was told what: a second holder while the first may still believe is the failure. */
  function checkStep(changes: readonly Lease[], holders: Map<Ipv4, Lease>, nowMs: number): void {
    for (const change of changes) {
      const { address, state, mac: holder } = change;
      const before = holders.get(address);
      if (state === 'bound') {
        if (before !== undefined && before.untilMs > nowMs) {
          expect(isOneClient(change, before)).toBe(true);
        }
        if (address === PHONE_ADDRESS) expect(change.client).toBe(`mac:${PHONE}`);
        holders.set(address, change);
      }
      if (state === 'free' && before?.mac === holder) holders.delete(address);
      if (state === 'resting') holders.delete(address);
    }
  }

  /** Of one hardware address, and not under two client identifiers. */
  function isOneClient(one: Lease, other: Lease): boolean {
    const ids = new Set([one, other].map(({ client }) => client).filter((id) => /^id:/.test(id)));
    return one.mac === other.mac && ids.size < 2;
  }

  function checkTable(leases: LeaseTable, nowMs: number): void {
    const held = [...leases.all()].filter((each) => each.state === 'bound' && isHeld(each, nowMs));
    const clientsNow = held.map(({ client, mac }) => `${client} ${mac}`);
    expect(new Set(clientsNow).size).toBe(clientsNow.length);
  }

  const lastOctetOf = (address: Ipv4 | undefined): number =>
    address === undefined || address === 0 ? 153 : address & 255;
});

describe('the cost of an exchange', () => {
  it('does not grow with the leases: no step looks at more than its own', () => {
    const looks: number[] = [];
    for (const count of [100, 10_000]) {
      const pool = { first: ip('10.64.0.10'), last: (ip('10.64.0.10') + count) as Ipv4 };
      const subnet = { ...LAN, subnet: { network: ip('10.64.0.0'), prefix: 10 }, pool };
      const known = Array.from({ length: count }, (_, index) =>
        lease('10.64.0.10', 'bound', GUEST, {
          address: (pool.first + index) as Ipv4,
          client: `id:${index}`,
          untilMs: NOW + 28_800_000 + index,
        }),
      );
      const leases = createLeaseTable([subnet], known);
      let looked = 0;
      const counting: LeaseTable = {
        ...leases,
        at: (address) => {
          looked += 1;
          return leases.at(address);
        },
        of: (who, where) => {
          looked += 1;
          return leases.of(who, where);
        },
        all: () => {
          throw new Error('walks the whole table');
        },
      };
      act(message('DISCOVER', { from: GUEST }), { leases: counting, subnets: [subnet] });
      looks.push(looked);
    }
    expect(looks[0]).toBeGreaterThan(0);
    expect(looks[1]).toBe(looks[0]);
  });
});
