// The leases of a site as its journal tells them: read beside a running server, changed only without one.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mac } from '../core/mac.js';
import { openLeaseJournal } from '../dhcp/journal.js';
import { readJournalContent } from '../dhcp/journal-reader.js';
import { isHeld, type Lease } from '../dhcp/leases.js';
import { LEASES_FILE } from './site-dhcp.js';

export type SiteLease = Lease;

export interface SiteLeases {
  readonly path: string;
  /** By address; what has run out by `nowMs` is free. */
  readonly leases: readonly Lease[];
  /** Lines that cannot be read: what they said is lost. */
  readonly damagedLines: number;
}

/** undefined: no lease was ever given from there. Throws what the system says. */
export function readSiteLeases(stateDir: string, nowMs: number): SiteLeases | undefined {
  const path = join(stateDir, LEASES_FILE);
  if (!existsSync(path)) return undefined;
  const { leases, damagedLines } = readJournalContent(readFileSync(path));
  const current = [...leases.values()].map(
    (lease): Lease => (isHeld(lease, nowMs) ? lease : { ...lease, state: 'free' }),
  );
  return { path, leases: current.toSorted((a, b) => a.address - b.address), damagedLines };
}

/** Gives back what the client holds, and says what that was. Throws EBUSY while a server runs. */
export async function releaseSiteLeases(
  stateDir: string,
  mac: Mac,
  nowMs: number,
): Promise<readonly Lease[]> {
  const path = join(stateDir, LEASES_FILE);
  if (!existsSync(path)) return [];
  // A file written anew would be ours, and the server may be another user.
  const journal = await openLeaseJournal({ path, compactBytes: Number.POSITIVE_INFINITY });
  try {
    const held = [...journal.leases()].filter((each) => each.mac === mac && isHeld(each, nowMs));
    await Promise.all(
      held.map((each) => journal.append({ ...each, state: 'free', untilMs: nowMs })),
    );
    return held;
  } finally {
    await journal.close();
  }
}
