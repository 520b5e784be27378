// Leases from one table to another, a slice a turn of the event loop: fifty thousand at once would be a silence.

import { setImmediate as turn } from 'node:timers/promises';
import type { Ipv4 } from '../../core/ipv4.js';
import type { Lease } from './lease.js';
import type { LeaseTable } from './leases.js';

export interface LeaseMove {
  /** Whoever changes a lease meanwhile adds its address. */
  readonly changed: Set<Ipv4>;
  /** Resolves when all have moved but what has changed since. */
  readonly done: Promise<void>;
  /** Moves that too; `at` tells what is now known of an address. */
  finish(at: (address: Ipv4) => Lease | undefined): void;
}

/** Some milliseconds of work at most: of putting, and of sorting. */
const SLICE = 500;
const RUN = 5000;

export function moveLeases(from: Iterable<Lease>, to: LeaseTable): LeaseMove {
  const changed = new Set<Ipv4>();
  return {
    changed,
    done: putInOrder([...from], to),
    finish(at) {
      for (const address of changed) {
        const lease = at(address);
        if (lease !== undefined) to.put(lease);
      }
    },
  };
}

/** The free ones must be in the order in which they became so, whatever the order of what is known. */
async function putInOrder(leases: readonly Lease[], to: LeaseTable): Promise<void> {
  const runs: Lease[][] = [];
  for (let start = 0; start < leases.length; start += RUN) {
    const run = leases.slice(start, start + RUN).sort((a, b) => a.untilMs - b.untilMs);
    runs.push(run.reverse());
    await turn();
  }
  for (let put = 1; put <= leases.length; put += 1) {
    const earliest = takeEarliest(runs);
    if (earliest !== undefined) to.put(earliest);
    if (put % SLICE === 0) await turn();
  }
}

/** Each run ends with its earliest. Of equal ones that of the first run. */
function takeEarliest(runs: readonly Lease[][]): Lease | undefined {
  let first: Lease[] | undefined;
  let firstMs = Number.POSITIVE_INFINITY;
  for (const run of runs) {
    const untilMs = run.at(-1)?.untilMs ?? Number.POSITIVE_INFINITY;
    if (untilMs < firstMs) [first, firstMs] = [run, untilMs];
  }
  return first?.pop();
}
