// Leases taken back while a server runs: it is asked to do that itself.

import { systemClock } from '../core/clock.js';
import { codedError, codeOf } from '../core/coded-error.js';
import { formatIpv4, type Ipv4, parseIpv4 } from '../core/ipv4.js';
import type { Log } from '../core/log.js';
import type { Mac } from '../core/mac.js';
import { json, type Reply } from '../page/route.js';
import type { ReleaseAnswer } from '../page/wire/acting.js';
import { ask, WHY_SILENT } from './ask-socket.js';
import type { Story } from './story/story.js';

/** Taken back, on the disk. Rejects with what keeps them from that. */
export type Release = (mac: Mac) => Promise<readonly Ipv4[]>;

export interface Releasing {
  /** undefined: no address is given here. */
  dhcp(): { readonly release: Release } | undefined;
  readonly story: Pick<Story, 'note'>;
  readonly log: Pick<Log, 'info'>;
}

/** What the server answers. */
export async function releaseLeases(
  { dhcp, story, log }: Releasing,
  mac: Mac,
  by: string,
): Promise<Reply> {
  const take = dhcp()?.release;
  if (!take) return { status: 409, body: 'it gives no addresses' };
  const addresses = (await take(mac)).map(formatIpv4);
  log.info({ mac, addresses, by }, 'leases were released by hand');
  const outcome = addresses.length === 0 ? 'it held none' : `${addresses.join(', ')} is free`;
  const atMs = systemClock.monotonicMs();
  story.note(mac, { kind: 'action', atMs, what: 'release', by, outcome });
  const answer: ReleaseAnswer = { addresses };
  return json(answer);
}

/**
 * Resolves when they are free on the disk. `busy` is why the server has to be asked, and is told where it cannot
 * be. Rejects with EIO where the server refused, else with the system's code.
 */
export async function askToRelease(path: string, mac: Mac, busy: string): Promise<readonly Ipv4[]> {
  const { status, said } = await ask(path, 'DELETE', `/leases/${mac}`).catch((cause: unknown) => {
    const code = codeOf(cause) ?? 'EIO';
    const asked = `asked by ${path} to release them itself, it does not answer`;
    throw codedError(code, `${busy}; ${asked}: ${WHY_SILENT[code] ?? code}`, cause);
  });
  if (status !== 200) throw codedError('EIO', `the server cannot release them: ${said}`);
  const { addresses }: ReleaseAnswer = JSON.parse(said);
  return addresses.flatMap((address) => parseIpv4(address) ?? []);
}
