// DHCP for a site: link, journal and server around the snapshot of the moment.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '../artifacts/snapshot.js';
import { systemClock } from '../core/clock.js';
import type { Ipv4 } from '../core/ipv4.js';
import type { Log } from '../core/log.js';
import type { Mac } from '../core/mac.js';
import { openDgramLink } from '../dhcp/dgram-link.js';
import { openLeaseJournal } from '../dhcp/journal.js';
import { createDhcpServer } from '../dhcp/server.js';
import type { Network } from '../inventory/site.js';
import { dhcpConfiguration } from './dhcp-policy.js';
import { findServerAddresses, type ServedNetwork } from './local-address.js';
import { logExchange } from './request-log.js';

export const DHCP_PORT = 67;
export const LEASES_FILE = 'leases.jsonl';

export interface SiteDhcp {
  /** Ours, on the served networks; each once. */
  readonly addresses: readonly Ipv4[];
  holderOf(address: Ipv4): Mac | undefined;
  /** From the next packet on; leases stay. */
  replace(snapshot: Snapshot): void;
  close(): Promise<void>;
}

export interface SiteDhcpOptions {
  readonly stateDir: string;
  readonly log: Log;
}

/** The snapshot must have networks. Rejects with a CodedError whose message says what to do. */
export async function startSiteDhcp(
  first: Snapshot,
  { stateDir, log }: SiteDhcpOptions,
): Promise<SiteDhcp> {
  let snapshot = first;
  const served = findServerAddresses(first.site.networks);
  const addresses = [...new Set(served.map(({ serverAddress }) => serverAddress))];
  mkdirSync(stateDir, { recursive: true, mode: 0o750 });
  const journal = await openLeaseJournal({ path: join(stateDir, LEASES_FILE) });
  try {
    const server = createDhcpServer({
      ...dhcpConfiguration(first, served),
      link: await openDgramLink({ addresses, port: DHCP_PORT }),
      journal,
      log,
      clock: systemClock,
      observe: (exchange) => logExchange(log, (mac) => snapshot.phones.get(mac)?.model, exchange),
    });
    return {
      addresses,
      holderOf: server.holderOf,
      replace(next) {
        snapshot = next;
        const now = stillServed(next.site.networks, addresses, log);
        if (now.length > 0) server.reconfigure(dhcpConfiguration(next, now));
        else log.warn({}, 'DHCP goes on with the networks as they were');
      },
      async close() {
        await server.close();
        await journal.close();
      },
    };
  } catch (error) {
    await journal.close();
    throw error;
  }
}

/** Those on the addresses that the link was opened with; others need another start. */
function stillServed(
  networks: readonly Network[],
  addresses: readonly Ipv4[],
  log: Log,
): readonly ServedNetwork[] {
  try {
    const served = findServerAddresses(networks);
    const still = served.filter(({ serverAddress }) => addresses.includes(serverAddress));
    if (still.length < served.length) {
      log.warn({}, 'a network on another address of this machine is served after a restart');
    }
    return still;
  } catch (error) {
    log.error({ err: error }, 'this machine has no address on a network');
    return [];
  }
}
