// One lease, whose it is and whether it is held. Knows no other lease.

import type { Ipv4 } from '../../core/ipv4.js';
import type { Mac } from '../../core/mac.js';
import type { PoolQueue } from './address-pool.js';

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

/**
 * Who a client is. Under a client identifier it is that together with its hardware address, for some phones send one
 * and the same; and it still has what it got without one.
 */
export interface ClientIdentity {
  /** As in a lease: `client`. */
  readonly name: string;
  readonly mac: Mac;
  /** All that its hardware address has is its own, under whatever name. */
  readonly byHardware: boolean;
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

export function belongsTo({ mac, client }: Lease, owner: ClientIdentity): boolean {
  return (
    mac === owner.mac && (owner.byHardware || client === owner.name || client.startsWith('mac:'))
  );
}
