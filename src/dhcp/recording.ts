// Which leases the disk does not know of, and how it gets to know them when it works again. Bounded by the addresses
// that there are.

import type { Ipv4 } from '../core/ipv4.js';
import type { LeaseJournal } from './journal.js';
import type { Lease } from './leases.js';

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

/** `at` tells what is known of an address. */
export function createRecording(
  journal: Pick<LeaseJournal, 'append'>,
  at: (address: Ipv4) => Lease | undefined,
): Recording {
  const unknown = new Set<Ipv4>();
  let running: Promise<void> | undefined;

  async function catchUp(): Promise<void> {
    while (unknown.size > 0) {
      const batch = [...unknown].slice(0, BATCH).flatMap((address) => at(address) ?? []);
      // An offer is not for the disk: what it says of the address is older, and good enough.
      await Promise.all(batch.filter(({ state }) => state !== 'offered').map(journal.append));
      for (const lease of batch) forget(lease);
    }
  }

  /** What has become of the address meanwhile is another line of the journal. */
  function forget(lease: Lease): void {
    if (at(lease.address) === lease) unknown.delete(lease.address);
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
      for (const lease of leases) forget(lease);
      void start();
    },
    caughtUp: () => (unknown.size === 0 ? Promise.resolve() : start()),
  };
}
