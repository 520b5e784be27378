// The power goes between any two operations of the journal's life. What was confirmed must be there.

import { describe, expect, it } from 'vitest';
import type { Ipv4 } from '../../src/core/ipv4.js';
import { openLeaseJournal } from '../../src/dhcp/journal/journal.js';
import { readJournalContent } from '../../src/dhcp/journal/journal-reader.js';
import type { Lease } from '../../src/dhcp/leases/lease.js';
import { soak } from '../soak.js';
import { type CrashKind, createDisk, type Disk, noSpace } from './disk-under-test.js';
import { GUEST, ip, lease, NOW } from './wire-under-test.js';

const PATH = '/state/leases.jsonl';
const processes = { self: '1 boot 1', look: () => 'ended' as const };
const KINDS: readonly CrashKind[] = ['lose all', 'keep all', 'tear the end'];

/** Six addresses, each leased again and again by changing clients, so that the file is rewritten twice. */
const LEASES: readonly Lease[] = Array.from({ length: soak(26, 60) }, (_, n) =>
  lease('10.20.1.0', 'bound', GUEST, {
    address: (ip('10.20.1.100') + (n % 6)) as Ipv4,
    client: `id:${n}`,
    untilMs: NOW + n * 1000,
  }),
);

interface Life {
  readonly confirmed: ReadonlyMap<Ipv4, Lease>;
  readonly tried: ReadonlySet<string>;
}

/** Opens, appends all in pairs, closes; stops for good where an operation fails with the power. */
async function live(disk: Disk): Promise<Life> {
  const confirmed = new Map<Ipv4, Lease>();
  const tried = new Set<string>();
  try {
    const journal = await openLeaseJournal({
      path: PATH,
      files: disk.files,
      processes,
      compactBytes: 1500,
    });
    for (let at = 0; at < LEASES.length; at += 2) {
      await Promise.all(
        LEASES.slice(at, at + 2).map(async (each) => {
          tried.add(each.client);
          await journal.append(each);
          confirmed.set(each.address, each);
        }),
      );
    }
    await journal.close();
  } catch {
    // The rest of this life is lost.
  }
  return { confirmed, tried };
}

describe('a power cut', () => {
  it('at any operation, however the disk takes it, loses nothing that was confirmed', async () => {
    const whole = createDisk();
    await live(whole);
    const operations = whole.operations();
    expect(operations).toBeGreaterThan(LEASES.length);
    for (let cutAt = 1; cutAt <= operations; cutAt += 1) {
      const disk = createDisk({ cutAt });
      const { confirmed, tried } = await live(disk);
      for (const kind of KINDS) {
        const next = disk.afterCrash(kind);
        const journal = await openLeaseJournal({ path: PATH, files: next.files, processes });
        const found = new Map([...journal.leases()].map((each) => [each.address, each]));
        const where = `cut at ${cutAt} of ${operations}, ${kind}`;
        for (const [address, each] of confirmed) {
          const after = found.get(address);
          // A later lease of the address may have got to the disk without being confirmed.
          expect(after?.untilMs, where).toBeGreaterThanOrEqual(each.untilMs);
        }
        for (const { client } of found.values()) expect(tried.has(client), where).toBe(true);
        expect(journal.found.damagedLines, where).toBe(0);
        await journal.append(LEASES[0] ?? lease('10.20.1.100', 'bound', GUEST));
        await journal.close();
      }
    }
  });
});

describe('a single failing operation', () => {
  it('of any kind costs at most the leases in it: what was confirmed survives a crash at any time', async () => {
    const whole = createDisk();
    await live(whole);
    for (let failAt = 1; failAt <= whole.operations(); failAt += 1) {
      let count = 0;
      const fails = () => {
        count += 1;
        return count === failAt ? noSpace() : undefined;
      };
      await liveOn(createDisk({ fails }), `operation ${failAt} failed`);
    }
  });

  /** As `live`, but goes on after a refusal, and looks at the disk after each lease. */
  async function liveOn(disk: Disk, where: string): Promise<void> {
    const options = { path: PATH, files: disk.files, processes, compactBytes: 1500 };
    const journal = await openLeaseJournal(options).catch(() => undefined);
    if (journal === undefined) return;
    const confirmed = new Map<Ipv4, Lease>();
    for (const each of LEASES) {
      await journal.append(each).then(
        () => confirmed.set(each.address, each),
        () => undefined,
      );
      const left = disk.afterCrash('lose all').text(PATH) ?? '';
      const { lines } = readJournalContent(Buffer.from(left, 'latin1'));
      for (const [address, { untilMs }] of confirmed) {
        expect(lines.get(address)?.lease.untilMs, where).toBeGreaterThanOrEqual(untilMs);
      }
    }
    expect(confirmed.size).toBe(6);
  }
});
