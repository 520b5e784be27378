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
import { createDhcpServer, type DhcpConfiguration } from '../dhcp/server.js';
import type { Network } from '../inventory/site.js';
import { createDhcpPolicy, dhcpSubnet } from './dhcp-policy.js';
import { localAddressIn } from './local-address.js';
import { logExchange } from './request-log.js';

export const DHCP_PORT = 67;
export const LEASES_FILE = 'leases.jsonl';

export interface SiteDhcp {
  /** Ours, on the served subnet. */
  readonly address: Ipv4;
  holderOf(address: Ipv4): Mac | undefined;
  /** From the next packet on; leases stay. */
  replace(snapshot: Snapshot): void;
  close(): Promise<void>;
}

export interface SiteDhcpOptions {
  readonly stateDir: string;
  readonly log: Log;
}

/** The snapshot must have a network. Rejects with a CodedError whose message says what to do. */
export async function startSiteDhcp(
  first: Snapshot,
  { stateDir, log }: SiteDhcpOptions,
): Promise<SiteDhcp> {
  const { network } = first.site;
  if (!network) throw new Error('DHCP was asked for without a network');
  let snapshot = first;
  const address = localAddressIn(network);
  mkdirSync(stateDir, { recursive: true, mode: 0o750 });
  const journal = await openLeaseJournal({ path: join(stateDir, LEASES_FILE) });
  try {
    const server = createDhcpServer({
      ...configuration(first, network, address),
      link: await openDgramLink({ addresses: [address], port: DHCP_PORT }),
      journal,
      log,
      clock: systemClock,
      observe: (exchange) => logExchange(log, (mac) => snapshot.phones.get(mac)?.model, exchange),
    });
    return {
      address,
      holderOf: server.holderOf,
      replace(next) {
        snapshot = next;
        if (next.site.network) server.reconfigure(configuration(next, next.site.network, address));
        else log.warn({}, 'the inventory has no network any more; DHCP goes on with the old one');
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

function configuration(
  snapshot: Snapshot,
  network: Network,
  serverAddress: Ipv4,
): DhcpConfiguration {
  return {
    policy: createDhcpPolicy(snapshot, network),
    subnets: [dhcpSubnet(snapshot, network, serverAddress)],
  };
}
