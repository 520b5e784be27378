// What is known of leases at the moment, the time that they go by, and what the disk has yet to hear of them. Knows no
// packet.

import { setImmediate as turn } from 'node:timers/promises';
import { type Clock, EARLIEST_MS } from '../../core/clock.js';
import type { Ipv4 } from '../../core/ipv4.js';
import type { Log } from '../../core/log.js';
import type { LeaseJournal } from '../journal/journal.js';
import type { DhcpSubnet } from '../subnet.js';
import { isHeld, type Lease } from './lease.js';
import { createLeaseClock } from './lease-clock.js';
import { createLeaseTable, type LeaseTable } from './leases.js';
import { moveLeases } from './move-leases.js';
import { createRecording } from './recording.js';

export interface LeaseBook {
  /** Of the moment: it changes with the subnets. */
  readonly table: LeaseTable;
  /** By which leases run, ms since 1970. Looks whether the clock was set, which the disk must hear of. */
  now(): number;
  /** As `now`, without looking. */
  lastNow(): number;
  put(lease: Lease): void;
  /** What nobody else may have now, as it is walked; until when by the wall's clock. */
  held(): Iterable<Lease>;
  /** What the disk has of an address, in the time of the table. */
  recorded(address: Ipv4): Lease | undefined;
  /** Resolves when it is on the disk, whatever the table says of its address. Rejects as the journal does. */
  append(lease: Lease): Promise<void>;
  /** Resolves when they are on the disk. Rejects as the journal does, and writes them when that works again. */
  record(leases: readonly Lease[]): Promise<void>;
  /** Copies what is known, a slice a turn. What it resolves with puts the new table in the place of the old. */
  prepare(subnets: readonly DhcpSubnet[]): Promise<() => void>;
  /** Resolves when the disk knows all, or refuses it. */
  close(): Promise<void>;
}

const WATCH_MS = 10_000;
const CLOCK_SET = 'the clock was set: leases move with it, and run for as long as before';
const CLOCK_BEHIND =
  'the clock of this machine has not been set: leases are given all the same, and move when it is';

export function createLeaseBook(
  subnets: readonly DhcpSubnet[],
  journal: LeaseJournal,
  clock: Clock,
  log: Log,
  journalFails: (error: unknown) => void,
): LeaseBook {
  let table = createLeaseTable(subnets, journal.leases());
  /** Addresses of which something was said while leases move to another table. */
  let changed: Set<Ipv4> | undefined;
  const time = createLeaseClock(clock);
  const append = (lease: Lease): Promise<void> => journal.append(moved(lease, time.aheadMs));
  const recording = createRecording(append, (address) => table.at(address));
  if (time.now() < EARLIEST_MS) log.warn({}, CLOCK_BEHIND);
  // Also where nobody asks: what is on the disk must hold after the next start.
  const watch = setInterval(lookAround, WATCH_MS).unref();

  function lookAround(): Promise<void> {
    now();
    return journal.check().catch(journalFails);
  }

  function now(): number {
    const stepMs = time.follow();
    if (stepMs !== 0) moveOnDisk(stepMs);
    return time.now();
  }

  /** What runs goes on for as long as it would have, also after the next start. Fifty thousand are written in slices. */
  function moveOnDisk(stepMs: number): void {
    const running = [...table.all()].filter(({ state }) => state !== 'free');
    recording.missed(running);
    void recording.caughtUp();
    log.warn({ seconds: Math.round(stepMs / 1000), leases: running.length }, CLOCK_SET);
  }

  function record(leases: readonly Lease[]): Promise<void> {
    const { aheadMs } = time;
    return appendAll(leases).then(
      () => {
        // Otherwise the clock was set while the disk wrote, and these are among those that it must hear of again.
        if (time.aheadMs === aheadMs) recording.written(leases);
      },
      (error: unknown) => {
        recording.missed(leases);
        throw error;
      },
    );
  }

  /** Nearly always it is one. */
  function appendAll(leases: readonly Lease[]): Promise<unknown> {
    const [first] = leases;
    return leases.length === 1 && first ? append(first) : Promise.all(leases.map(append));
  }

  function put(lease: Lease): void {
    table.put(lease);
    changed?.add(lease.address);
  }

  return {
    get table() {
      return table;
    },
    now,
    lastNow: time.now,
    put,
    *held() {
      const nowMs = time.now();
      for (const lease of table.all()) if (isHeld(lease, nowMs)) yield moved(lease, time.aheadMs);
    },
    recorded(address) {
      const lease = journal.at(address);
      return lease && moved(lease, -time.aheadMs);
    },
    append,
    record,
    async prepare(next) {
      const other = createLeaseTable(next);
      await turn();
      const moving = moveLeases(table.all(), other);
      changed = moving.changed;
      await moving.done;
      return () => {
        moving.finish((address) => table.at(address));
        if (changed === moving.changed) changed = undefined;
        table = other;
      };
    },
    async close() {
      clearInterval(watch);
      now();
      await recording.caughtUp();
      await journal.check().catch(journalFails);
    },
  };
}

function moved(lease: Lease, byMs: number): Lease {
  return byMs === 0 ? lease : { ...lease, untilMs: lease.untilMs + byMs };
}
