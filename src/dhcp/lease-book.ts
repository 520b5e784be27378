// What is known of leases at the moment, the time that they go by, and what the disk has yet to hear of them. Knows no
// packet.

import { type Clock, EARLIEST_MS } from '../core/clock.js';
import type { Ipv4 } from '../core/ipv4.js';
import type { Log } from '../core/log.js';
import type { LeaseJournal } from './journal.js';
import { createLeaseClock } from './lease-clock.js';
import { createLeaseTable, type Lease, type LeaseTable } from './leases.js';
import { moveLeases } from './move-leases.js';
import { createRecording } from './recording.js';
import type { DhcpSubnet } from './subnet.js';

export interface LeaseBook {
  /** Of the moment: it changes with the subnets. */
  readonly table: LeaseTable;
  /** Ms since 1970, after leases have moved if the clock was set. */
  now(): number;
  /** As `now`, at no cost: it may be off by as much as the clock was set since. */
  lastNow(): number;
  put(lease: Lease): void;
  /** Resolves when they are on the disk. Rejects as the journal does, and writes them when that works again. */
  record(leases: readonly Lease[]): Promise<void>;
  /** Copies what is known, a slice a turn. What it resolves with puts the new table in the place of the old. */
  prepare(subnets: readonly DhcpSubnet[]): Promise<() => void>;
  /** Resolves when the disk knows all, or refuses it. */
  close(): Promise<void>;
}

const CLOCK_WATCH_MS = 10_000;
const CLOCK_SET = 'the clock was set: leases move with it, and run for as long as before';
const CLOCK_BEHIND =
  'the clock of this machine has not been set: leases are given all the same, and move when it is';

export function createLeaseBook(
  subnets: readonly DhcpSubnet[],
  journal: LeaseJournal,
  clock: Clock,
  log: Log,
): LeaseBook {
  let table = createLeaseTable(subnets, journal.leases());
  /** Addresses of which something was said while leases move to another table. */
  let moved: Set<Ipv4> | undefined;
  const time = createLeaseClock(clock);
  const recording = createRecording(journal, (address) => table.at(address));
  if (time.now() < EARLIEST_MS) log.warn({}, CLOCK_BEHIND);
  // Also where nobody asks: what is on the disk must hold after the next start.
  const watch = setInterval(now, CLOCK_WATCH_MS).unref();

  function now(): number {
    const stepMs = time.follow();
    if (stepMs !== 0) moveInTime(stepMs);
    return time.now();
  }

  /** What runs goes on for as long as it would have, on the disk, too. */
  function moveInTime(stepMs: number): void {
    const running = [...table.all()].filter(({ state }) => state !== 'free');
    const inTime = running.map((lease) => ({ ...lease, untilMs: lease.untilMs + stepMs }));
    for (const lease of inTime) put(lease);
    recording.missed(inTime);
    void recording.caughtUp();
    log.warn({ seconds: Math.round(stepMs / 1000), leases: running.length }, CLOCK_SET);
  }

  function put(lease: Lease): void {
    table.put(lease);
    moved?.add(lease.address);
  }

  return {
    get table() {
      return table;
    },
    now,
    lastNow: time.now,
    put,
    record: (leases) =>
      Promise.all(leases.map(journal.append)).then(
        () => recording.written(leases),
        (error: unknown) => {
          recording.missed(leases);
          throw error;
        },
      ),
    async prepare(next) {
      const other = createLeaseTable(next);
      const moving = moveLeases(table.all(), other);
      moved = moving.changed;
      await moving.done;
      return () => {
        moving.finish((address) => table.at(address));
        if (moved === moving.changed) moved = undefined;
        table = other;
      };
    },
    async close() {
      clearInterval(watch);
      now();
      await recording.caughtUp();
    },
  };
}
