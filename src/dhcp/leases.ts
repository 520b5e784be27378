// Who has which address until when, in memory. Knows no packet, no file and no clock.

import { broadcastOf, type Ipv4, subnetContains } from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';
import { type AddressPool, createAddressPool, type PoolQueue } from './address-pool.js';
import type { DhcpSubnet } from './subnet.js';

/** `free` remembers who had the address last, so that a client that comes back gets it again. */
export type LeaseState = PoolQueue;

export interface Lease {
  readonly address: Ipv4;
  readonly state: LeaseState;
  /** `id:<hex>` of the client identifier, or `mac:<address>`. */
  readonly client: string;
  readonly mac: Mac;
  /** When the state ends by itself, ms since 1970. */
  readonly untilMs: number;
}

export interface LeaseView {
  /** The last that is known of an address, whether still held or not. */
  at(address: Ipv4): Lease | undefined;
  /** What this client has, or last had, in the subnet. */
  of(client: string, subnet: DhcpSubnet): Lease | undefined;
  inPool(address: Ipv4, subnet: DhcpSubnet): boolean;
  /** The address of the pool that has been unused for longest. */
  nextFree(subnet: DhcpSubnet): Ipv4 | undefined;
  /** Whether the pool has more free addresses than it keeps for clients that were promised one. */
  hasSpare(subnet: DhcpSubnet): boolean;
}

export interface LeaseTable extends LeaseView {
  /** Replaces what is known of the lease's address. */
  put(lease: Lease): void;
  /** Frees what has run out. Call before each decision: constant cost but for what it frees. */
  expire(nowMs: number): void;
  all(): Iterable<Lease>;
}

/** Nobody else may have the address now. */
export function isHeld(lease: Lease, nowMs: number): boolean {
  return lease.state !== 'free' && lease.untilMs > nowMs;
}

/** All that a hardware address has at that time, under whatever client names. Walks all of `leases`. */
export function heldBy(mac: Mac, leases: Iterable<Lease>, nowMs: number): readonly Lease[] {
  return [...leases].filter((lease) => lease.mac === mac && isHeld(lease, nowMs));
}

export function freed(lease: Lease, nowMs: number): Lease {
  return { ...lease, state: 'free', untilMs: nowMs };
}

/** A client has it: as an offer, or for good. */
function isGiven({ state }: Lease): boolean {
  return state === 'offered' || state === 'bound';
}

export function createLeaseTable(
  subnets: readonly DhcpSubnet[],
  known: Iterable<Lease> = [],
): LeaseTable {
  const pools = new Map(subnets.map((subnet) => [subnet, poolOf(subnet)]));
  const byAddress = new Map<Ipv4, Lease>();
  /** By the network of a subnet, then by name. */
  const byClient = new Map(subnets.map(({ subnet }) => [subnet.network, new Map<string, Lease>()]));
  const promised = new Set(subnets.flatMap(({ promisedTo }) => [...promisedTo]));
  /** How many addresses each of the promised has, wherever; those with none are not in it. */
  const served = new Map<Mac, number>();

  const subnetOf = (address: Ipv4): DhcpSubnet | undefined =>
    subnets.find(({ subnet }) => subnetContains(subnet, address));
  const clientsOf = ({ subnet }: DhcpSubnet): Map<string, Lease> | undefined =>
    byClient.get(subnet.network);

  function count(lease: Lease | undefined, by: 1 | -1): void {
    if (lease === undefined || !isGiven(lease) || !promised.has(lease.mac)) return;
    const addresses = (served.get(lease.mac) ?? 0) + by;
    if (addresses > 0) served.set(lease.mac, addresses);
    else served.delete(lease.mac);
  }

  /** One client, one address a subnet; a held one goes before one that is only remembered. */
  function index(lease: Lease, subnet: DhcpSubnet | undefined): void {
    const before = byAddress.get(lease.address);
    byAddress.set(lease.address, lease);
    const clients = subnet && clientsOf(subnet);
    if (clients === undefined) return;
    const known = clients.get(lease.client);
    if (known === undefined || known === before || isGiven(lease)) clients.set(lease.client, lease);
    // Not before: a large map whose keys are deleted and set again is rebuilt again and again.
    if (before !== undefined && clients.get(before.client) === before)
      clients.delete(before.client);
  }

  function put(lease: Lease): void {
    const subnet = subnetOf(lease.address);
    count(byAddress.get(lease.address), -1);
    count(lease, 1);
    index(lease, subnet);
    const pool = subnet && pools.get(subnet);
    if (pool?.has(lease.address)) pool.move(lease.address, lease.state);
  }

  function expireQueue(pool: AddressPool, queue: PoolQueue, nowMs: number): void {
    for (;;) {
      const address = pool.head(queue);
      const lease = address === undefined ? undefined : byAddress.get(address);
      if (lease === undefined || lease.untilMs > nowMs) return;
      put({ ...lease, state: 'free' });
    }
  }

  // A queue must be in the order of expiry, whatever the order of what is known.
  for (const lease of [...known].sort((a, b) => a.untilMs - b.untilMs)) put(lease);

  return {
    at: (address) => byAddress.get(address),
    of: (client, subnet) => clientsOf(subnet)?.get(client),
    inPool: (address, subnet) => pools.get(subnet)?.has(address) ?? false,
    nextFree: (subnet) => pools.get(subnet)?.head('free'),
    hasSpare: (subnet) =>
      (pools.get(subnet)?.freeCount ?? 0) > subnet.promisedTo.size - served.size,
    put,
    expire(nowMs) {
      for (const pool of pools.values()) {
        if (pool === undefined) continue;
        for (const queue of ['offered', 'bound', 'resting'] as const) {
          expireQueue(pool, queue, nowMs);
        }
      }
    },
    all: () => byAddress.values(),
  };
}

function poolOf({ subnet, serverAddress, pool, excluded }: DhcpSubnet): AddressPool | undefined {
  if (pool === undefined) return undefined;
  const never = [subnet.network, broadcastOf(subnet), serverAddress, ...excluded];
  return createAddressPool(pool, new Set(never));
}
