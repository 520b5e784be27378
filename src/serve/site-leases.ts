// The leases of a site as its journal tells them: read beside a running server, changed by it where there is one.

import { join } from 'node:path';
import { codeOf } from '../core/coded-error.js';
import type { Ipv4 } from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';
import { openLeaseJournal } from '../dhcp/journal/journal.js';
import { createJournalFiles, readJournalFile } from '../dhcp/journal/journal-files.js';
import { settledLease } from '../dhcp/journal/journal-line.js';
import { describeDamage, readJournalContent } from '../dhcp/journal/journal-reader.js';
import { freed, heldBy, isHeld, type Lease } from '../dhcp/leases/lease.js';
import { chooseBackend } from '../udp/backend.js';
import { askToRelease } from './release-leases.js';
import { SERVER_SOCKET } from './server-socket.js';
import { LEASES_FILE } from './site-dhcp.js';

export type SiteLease = Lease;

export interface SiteLeases {
  readonly path: string;
  /** By address; what has run out by `nowMs` is free. */
  readonly leases: readonly Lease[];
  /** What is wrong with the file, in words. */
  readonly damage?: string;
}

/** undefined: no lease was ever given from there. Rejects with what the system says. */
export async function readSiteLeases(
  stateDir: string,
  nowMs: number,
): Promise<SiteLeases | undefined> {
  const path = join(stateDir, LEASES_FILE);
  const bytes = await readJournalFile(path);
  if (bytes === undefined) return undefined;
  const { lines, damage } = readJournalContent(bytes);
  const current = [...lines.values()]
    .map((line) => settledLease(line, nowMs))
    .map((lease): Lease => (isHeld(lease, nowMs) ? lease : { ...lease, state: 'free' }));
  const said = describeDamage(damage);
  return {
    path,
    leases: current.toSorted((a, b) => a.address - b.address),
    ...(said !== undefined && { damage: said }),
  };
}

/** Takes back what the phone holds, and says which addresses are free now, on the disk too. */
export async function releaseSiteLeases(
  stateDir: string,
  mac: Mac,
  nowMs: number,
): Promise<readonly Ipv4[]> {
  const path = join(stateDir, LEASES_FILE);
  // A journal that is opened is made, and who may not look must not hear that there is none.
  if ((await readJournalFile(path)) === undefined) return [];
  try {
    return await releaseInJournal(path, mac, nowMs);
  } catch (error) {
    if (codeOf(error) !== 'EBUSY' || !(error instanceof Error)) throw error;
    return askToRelease(join(stateDir, SERVER_SOCKET), mac, error.message);
  }
}

async function releaseInJournal(path: string, mac: Mac, nowMs: number): Promise<readonly Ipv4[]> {
  // A file written anew would be ours, and the server may be another user.
  const compactBytes = Number.POSITIVE_INFINITY;
  const { libc } = await chooseBackend();
  const journal = await openLeaseJournal({ path, compactBytes, files: createJournalFiles(libc) });
  try {
    const held = heldBy(mac, journal.leases(), nowMs);
    await Promise.all(held.map((each) => journal.append(freed(each, nowMs))));
    return held.map(({ address }) => address);
  } finally {
    await journal.close();
  }
}
