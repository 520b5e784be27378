// What is known of phones over restarts, and whether they have what they would be given now: read at the start, kept on.

import { systemClock } from '../../core/clock.js';
import type { Log } from '../../core/log.js';
import type { Lease } from '../../dhcp/leases/lease.js';
import { readDigestKey } from './digest-key.js';
import { lastLeases } from './last-leases.js';
import { createRecords, type Records } from './records-file.js';
import type { Story } from './story.js';
import { createSyncs } from './sync.js';

export interface MemoryOptions {
  /** It should be there. */
  readonly stateDir: string;
  readonly log: Log;
  /** The last of each address; absent: no address is given here. */
  readonly leases?: () => Iterable<Lease>;
}

/** Where it cannot be read or written, the log says so, and phones are served all the same. */
export async function openMemory(
  story: Pick<Story, 'recall' | 'keepAll' | 'networks'>,
  { stateDir, log, leases = () => [] }: MemoryOptions,
): Promise<{ close(): Promise<void> }> {
  const records = createRecords(log);
  await records.open(stateDir);
  const { key, isNew } = await readDigestKey(stateDir, log);
  if (isNew) forgetDigests(records);
  const syncs = createSyncs({
    records,
    key,
    now: systemClock.monotonicMs,
    wall: systemClock.wallMs,
    compared(stale, known) {
      if (stale === 0) return;
      const have = stale === 1 ? 'phone has' : 'phones have';
      log.info({ event: 'stale', phones: stale, of: known }, `${stale} ${have} an older file`);
    },
  });
  const nowMs = systemClock.wallMs();
  story.recall({ records, syncs, leases: lastLeases(leases(), story.networks(), nowMs) });
  return {
    async close() {
      story.keepAll();
      await records.close();
    },
  };
}

/** They were made with another key. */
export function forgetDigests(records: Pick<Records, 'all' | 'put'>): void {
  for (const [mac, { served, ...record }] of records.all()) {
    if (served?.digest !== undefined)
      records.put(mac, { ...record, served: { atMs: served.atMs } });
  }
}
