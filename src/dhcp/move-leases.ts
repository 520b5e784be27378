// Leases from one table to another, a slice a turn of the event loop: fifty thousand at once would be a silence.

import { setImmediate as turn } from 'node:timers/promises';
import type { Ipv4 } from '../core/ipv4.js';
import type { Lease, LeaseTable } from './leases.js';

export interface LeaseMove {
  /** Whoever changes a lease meanwhile adds its address. */
  readonly changed: Set<Ipv4>;
  /** Resolves when all have moved but what has changed since. */
  readonly done: Promise<void>;
  /** Moves that too; `at` tells what is now known of an address. */
  finish(at: (address: Ipv4) => Lease | undefined): void;
}

/** Some milliseconds of work at most. */
const SLICE = 500;

export function moveLeases(from: Iterable<Lease>, to: LeaseTable): LeaseMove {
  const changed = new Set<Ipv4>();
  // The free ones must be in the order in which they became so, whatever the order of what is known.
  const leases = [...from].sort((a, b) => a.untilMs - b.untilMs);
  return {
    changed,
    done: putSliced(leases, to),
    finish(at) {
      for (const address of changed) {
        const lease = at(address);
        if (lease !== undefined) to.put(lease);
      }
    },
  };
}

async function putSliced(leases: readonly Lease[], to: LeaseTable): Promise<void> {
  for (let start = 0; start < leases.length; start += SLICE) {
    for (const lease of leases.slice(start, start + SLICE)) to.put(lease);
    await turn();
  }
}
