// Offers that wait until it is known whether somebody uses their address. Bounded, and in nobody's way.

import type { Ipv4 } from '../../core/ipv4.js';
import type { AddressCheck, Occupant } from './address-check.js';

export interface OfferChecks {
  isPending(address: Ipv4): boolean;
  /** false: too many are under way, so this address goes out unchecked. Its client will look itself. */
  start(address: Ipv4, from: Ipv4, done: (occupant: Occupant | undefined) => void): boolean;
}

/**
 * Each check leaves an entry in the kernel's ARP table for some three seconds, and by default it holds
 * 1024. With 200 ms a check, as many as this fill less than half of it.
 */
const PENDING_MAX = 32;

export function createOfferChecks(check: AddressCheck): OfferChecks {
  const pending = new Set<Ipv4>();
  return {
    isPending: (address) => pending.has(address),
    start(address, from, done) {
      if (pending.size >= PENDING_MAX) return false;
      pending.add(address);
      void check(address, from).then((occupant) => {
        pending.delete(address);
        done(occupant);
      });
      return true;
    },
  };
}
