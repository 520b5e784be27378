// Who has which address until when, in memory. Knows no packet, no file and no clock.

import { broadcastOf, type Ipv4, type Subnet, subnetContains } from '../../core/ipv4.js';
import type { Mac } from '../../core/mac.js';
import type { DhcpSubnet } from '../subnet.js';
import {
  type AddressPool,
  createAddressPool,
  isGiven,
  POOL_QUEUES,
  type PoolQueue,
} from './address-pool.js';
import { createClientIndex } from './client-index.js';
import { createExpiryOrder, type ExpiryOrder } from './expiry-order.js';
import type { ClientIdentity, Lease } from './lease.js';

export interface LeaseView {
  /** The last that is known of an address, whether still held or not. */
  at(address: Ipv4): Lease | undefined;
  /** What this client has, or last had, in the subnet. */
  of(client: ClientIdentity, subnet: DhcpSubnet): Lease | undefined;
  /** What this client is bound to in the subnet while `of` gives the offer of another address. */
  behindOffer(client: ClientIdentity, subnet: DhcpSubnet): Lease | undefined;
  inPool(address: Ipv4, subnet: DhcpSubnet): boolean;
  /** The address of the pool that has been unused, or has rested, for longest. */
  next(queue: 'free' | 'resting', subnet: DhcpSubnet): Ipv4 | undefined;
  /** Whether the pool has more such addresses than it keeps for clients that were promised one. */
  hasSpare(queue: 'free' | 'resting', subnet: DhcpSubnet): boolean;
  /** How many addresses rest because of a hardware address. */
  restingFor(mac: Mac): number;
}

export interface LeaseTable extends LeaseView {
  /** Replaces what is known of the lease's address. */
  put(lease: Lease): void;
  /**
   * Frees what has run out, the earliest first. Call before each decision: constant cost but for what it frees, and
   * of very many at once it frees some only, unless the pool has no other.
   */
  expire(nowMs: number): void;
  all(): Iterable<Lease>;
  /** Of each subnet that has a pool. */
  pools(): readonly PoolCounts[];
}

/** How many addresses of a pool are in each queue. */
export interface PoolCounts {
  readonly subnet: Subnet;
  readonly counts: Readonly<Record<PoolQueue, number>>;
}

/** Of one pool at once: a fraction of a millisecond. */
const EXPIRE_MAX = 512;

interface Pool {
  readonly addresses: AddressPool;
  readonly expiry: ExpiryOrder;
}

export function createLeaseTable(
  subnets: readonly DhcpSubnet[],
  known: Iterable<Lease> = [],
): LeaseTable {
  const pools = new Map(subnets.map((subnet) => [subnet, poolOf(subnet)]));
  const byAddress = new Map<Ipv4, Lease>();
  /** By the network of a subnet. */
  const clients = new Map(subnets.map(({ subnet }) => [subnet.network, createClientIndex()]));
  // Usually all subnets share one.
  const promises = [...new Set(subnets.map(({ promisedTo }) => promisedTo))];
  const isPromised = (mac: Mac): boolean => promises.some((each) => each.has(mac));
  /** How many addresses of pools each of the promised has; those with none are not in it. */
  const served = new Map<Mac, number>();
  const resting = new Map<Mac, number>();

  const subnetOf = (address: Ipv4): DhcpSubnet | undefined =>
    subnets.find(({ subnet }) => subnetContains(subnet, address));
  const countOf = (queue: PoolQueue, subnet: DhcpSubnet): number =>
    pools.get(subnet)?.addresses.count(queue) ?? 0;

  function count(before: Lease | undefined, lease: Lease, pooled: boolean): void {
    // What comes most changes no count: a lease of an offer, a renewal.
    if (before?.mac === lease.mac && isGiven(before.state) && isGiven(lease.state)) return;
    if (before !== undefined) countOne(before, -1, pooled);
    countOne(lease, 1, pooled);
  }

  function countOne({ state, mac }: Lease, by: 1 | -1, pooled: boolean): void {
    if (state === 'resting') add(resting, mac, by);
    if (pooled && isGiven(state) && isPromised(mac)) add(served, mac, by);
  }

  function put(lease: Lease): void {
    const { address, state, untilMs } = lease;
    const subnet = subnetOf(address);
    const pool = subnet && pools.get(subnet);
    const pooled = pool?.addresses.has(address) ?? false;
    const before = byAddress.get(address);
    count(before, lease, pooled);
    byAddress.set(address, lease);
    if (subnet) clients.get(subnet.subnet.network)?.put(lease, before);
    if (pool === undefined || !pooled) return;
    pool.addresses.move(address, state);
    if (state !== 'free') pool.expiry.note(address, untilMs);
  }

  function expirePool({ addresses, expiry }: Pool, nowMs: number): void {
    for (let looks = 0; expiry.firstMs <= nowMs; looks += 1) {
      if (looks >= EXPIRE_MAX && addresses.count('free') > 0) return;
      const lease = byAddress.get(expiry.first as Ipv4);
      if (lease === undefined || lease.state === 'free') expiry.drop();
      else if (lease.untilMs > expiry.firstMs) expiry.postpone(lease.untilMs);
      else {
        put({ ...lease, state: 'free' });
        expiry.drop();
      }
    }
  }

  // The free ones must be in the order in which they became so, whatever the order of what is known.
  for (const lease of [...known].sort((a, b) => a.untilMs - b.untilMs)) put(lease);

  return {
    at: (address) => byAddress.get(address),
    of: (client, { subnet }) => clients.get(subnet.network)?.find(client),
    behindOffer: (client, { subnet }) => clients.get(subnet.network)?.findBehindOffer(client),
    inPool: (address, subnet) => pools.get(subnet)?.addresses.has(address) ?? false,
    next: (queue, subnet) => pools.get(subnet)?.addresses.head(queue),
    hasSpare: (queue, subnet) => countOf(queue, subnet) > subnet.promisedTo.size - served.size,
    restingFor: (mac) => resting.get(mac) ?? 0,
    put,
    expire(nowMs) {
      for (const pool of pools.values()) if (pool !== undefined) expirePool(pool, nowMs);
    },
    all: () => byAddress.values(),
    pools: () =>
      [...pools].flatMap(([{ subnet }, pool]) => {
        if (!pool) return [];
        const counts = POOL_QUEUES.map((queue) => [queue, pool.addresses.count(queue)]);
        return { subnet, counts: Object.fromEntries(counts) as PoolCounts['counts'] };
      }),
  };
}

/** Whoever has none is not in it. */
function add(counts: Map<Mac, number>, mac: Mac, by: 1 | -1): void {
  const sum = (counts.get(mac) ?? 0) + by;
  if (sum > 0) counts.set(mac, sum);
  else counts.delete(mac);
}

function poolOf({ subnet, serverAddress, pool, excluded }: DhcpSubnet): Pool | undefined {
  if (pool === undefined) return undefined;
  const never = [subnet.network, broadcastOf(subnet), serverAddress, ...excluded];
  return {
    addresses: createAddressPool(pool, new Set(never)),
    expiry: createExpiryOrder(pool.first, pool.last - pool.first + 1),
  };
}
