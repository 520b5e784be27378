// Which leases the disk does not know of, and how it gets to know them when it works again. Bounded by the addresses
// that there are.

import type { Ipv4 } from '../../core/ipv4.js';
import type { Lease } from './lease.js';

export interface Recording {
  /** These were refused: they are written when something else could be. */
  missed(leases: readonly Lease[]): void;
  /** These are on the disk, and so it works. */
  written(leases: readonly Lease[]): void;
  /** Resolves when all that was missed is on the disk, or the disk still refuses it. */
  caughtUp(): Promise<void>;
}

/** At once: a few milliseconds of work. */
const BATCH = 500;

/** `append` as a journal does; `at` tells what is known of an address. */
export function createRecording(
  append: (lease: Lease) => Promise<void>,
  at: (address: Ipv4) => Lease | undefined,
): Recording {
  const unknown = new Set<Ipv4>();
  let running: Promise<void> | undefined;

  async function catchUp(): Promise<void> {
    while (unknown.size > 0) {
      const batch = takeBatch();
      // An offer is not for the disk: what it says of the address is older, and good enough.
      const leases = batch.flatMap((address) => at(address) ?? []);
      try {
        await Promise.all(leases.filter(({ state }) => state !== 'offered').map(append));
      } catch (error) {
        for (const address of batch) unknown.add(address);
        throw error;
      }
    }
  }

  /** No longer unknown: whatever is missed while these are written is so again. */
  function takeBatch(): readonly Ipv4[] {
    const batch: Ipv4[] = [];
    for (const address of unknown) {
      unknown.delete(address);
      if (batch.push(address) >= BATCH) break;
    }
    return batch;
  }

  function start(): Promise<void> {
    running ??= catchUp()
      .catch(() => undefined)
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  return {
    missed(leases) {
      for (const lease of leases) {
        if (at(lease.address) === lease) unknown.add(lease.address);
      }
    },
    written(leases) {
      if (unknown.size === 0) return;
      // What has become of the address meanwhile is another line of the journal.
      for (const lease of leases) {
        if (at(lease.address) === lease) unknown.delete(lease.address);
      }
      void start();
    },
    caughtUp: () => running ?? (unknown.size === 0 ? Promise.resolve() : start()),
  };
}
