// DHCP for a site: link, journal and server around the site of the moment.

import { join } from 'node:path';
import { systemClock } from '../core/clock.js';
import { formatIpv4, type Ipv4 } from '../core/ipv4.js';
import type { Log } from '../core/log.js';
import type { Mac } from '../core/mac.js';
import { createAddressCheck } from '../dhcp/address-check.js';
import { createDryLink, openDryJournal } from '../dhcp/dry-run.js';
import { type LeaseJournal, openLeaseJournal } from '../dhcp/journal.js';
import type { DhcpLink } from '../dhcp/link.js';
import { openDhcpLink } from '../dhcp/open-link.js';
import { createDhcpServer, type DhcpServer } from '../dhcp/server.js';
import type { Network } from '../inventory/site.js';
import { dhcpConfiguration, makerOf } from './dhcp-policy.js';
import { createExchangeLog } from './exchange-log.js';
import { dhcpSockets } from './inherited-sockets.js';
import { findServerAddresses, type ServedNetwork, wiresOf } from './local-address.js';
import { readNeighbours } from './neighbours.js';
import { refuseOtherServers } from './other-servers.js';
import { openReleaseSocket } from './release-socket.js';
import { logUnsent } from './request-log.js';
import type { ServedSite } from './served-site.js';
import { isSystemError, stateError } from './state-error.js';

export const DHCP_PORT = 67;
export const LEASES_FILE = 'leases.jsonl';
/** Beside them, and given to the same user. */
export const RELEASE_SOCKET = `${LEASES_FILE}.sock`;

export interface SiteDhcp {
  /** Ours, on the served networks; each once. */
  readonly addresses: readonly Ipv4[];
  holderOf(address: Ipv4): Mac | undefined;
  /** What it resolves with puts the site into force, from the next packet on; leases stay. */
  prepare(site: ServedSite): Promise<() => void>;
  close(): Promise<void>;
}

export interface SiteDhcpOptions {
  readonly stateDir: string;
  /** Log what would be answered; send nothing and write no lease. */
  readonly dryRun: boolean;
  /** Look for other servers on the wire before. */
  readonly dhcpSearch: boolean;
  /** Look who is on an address of a pool before it is offered, where the network wants it. */
  readonly addressCheck: boolean;
  /** Sockets that came from systemd, by name. */
  readonly inherited: ReadonlyMap<string, number>;
  readonly log: Log;
}

/** What needs rights that whoever serves need not have; no file. */
export interface SiteDhcpSockets {
  readonly served: readonly ServedNetwork[];
  /** Ours, on the served networks; each once. */
  readonly addresses: readonly Ipv4[];
  readonly link: DhcpLink;
}

/** The site must have networks. Rejects with a CodedError whose message says what to do. */
export async function openSiteDhcp(
  first: ServedSite,
  options: SiteDhcpOptions,
): Promise<SiteDhcpSockets> {
  const served = findServerAddresses(first.networks);
  const addresses = [...new Set(served.map(({ serverAddress }) => serverAddress))];
  return { served, addresses, link: await openLink(served, addresses, options) };
}

/**
 * The state folder must be there. The link is closed with what this returns, and stays open where this rejects, with
 * a CodedError whose message says what to do.
 */
export async function startSiteDhcp(
  first: ServedSite,
  { served, addresses, link }: SiteDhcpSockets,
  options: SiteDhcpOptions,
): Promise<SiteDhcp> {
  const { log, dryRun, addressCheck } = options;
  const looks = addressCheck && !dryRun;
  let site = first;
  const journal = await openJournal(options);
  try {
    const server = createDhcpServer({
      ...dhcpConfiguration(first, served),
      link,
      journal,
      ...(looks && { checkAddress: createAddressCheck({ neighbours: readNeighbours }) }),
      log,
      clock: systemClock,
      observe: createExchangeLog({
        log,
        modelOf: (mac) => site.phones.modelOf(mac),
        makerOf: (mac, vendorClass) => makerOf(site, mac, vendorClass),
        now: () => systemClock.monotonicMs(),
        dryRun,
      }),
    });
    const releases = await openReleases(server, options);
    return {
      addresses,
      holderOf: server.holderOf,
      async prepare(next) {
        const now = stillServed(next.networks, addresses, log);
        const commit =
          now.length > 0 ? await server.prepare(dhcpConfiguration(next, now)) : undefined;
        return () => {
          site = next;
          if (commit) commit();
          else log.warn({}, 'DHCP goes on with the networks as they were');
        };
      },
      async close() {
        await releases?.close();
        await server.close();
        await journal.close();
      },
    };
  } catch (error) {
    await journal.close();
    throw error;
  }
}

async function openJournal({ stateDir, dryRun }: SiteDhcpOptions): Promise<LeaseJournal> {
  const path = join(stateDir, LEASES_FILE);
  try {
    return await (dryRun ? openDryJournal(path) : openLeaseJournal({ path }));
  } catch (error) {
    throw isSystemError(error) ? stateError(error, error.path ?? path) : error;
  }
}

/**
 * The journal is ours, and so what lies at the socket's place is left over. No reason not to start: leases can be
 * released as well when we have stopped.
 */
async function openReleases(
  server: DhcpServer,
  { stateDir, dryRun, log }: SiteDhcpOptions,
): Promise<{ close(): Promise<void> } | undefined> {
  if (dryRun) return undefined;
  try {
    return await openReleaseSocket(join(stateDir, RELEASE_SOCKET), async (mac) => {
      const addresses = (await server.release(mac)).map(({ address }) => address);
      log.info({ mac, addresses: addresses.map(formatIpv4) }, 'leases were released by hand');
      return addresses;
    });
  } catch (error) {
    log.warn({ err: error }, 'leases cannot be released while this server runs');
    return undefined;
  }
}

/** The port first: who has it on this machine is told better than who answers on the wire. */
async function openLink(
  served: readonly ServedNetwork[],
  addresses: readonly Ipv4[],
  { dryRun, dhcpSearch, inherited, log }: SiteDhcpOptions,
): Promise<DhcpLink> {
  const link = await openDhcpLink({
    wires: wiresOf(served),
    addresses,
    port: DHCP_PORT,
    inherited: dhcpSockets(inherited),
    coexist: served.every(({ network }) => network.coexist),
    log,
  });
  // Even the search would be sending.
  if (dryRun) return createDryLink(link, (message, to) => logUnsent(log, message, to));
  try {
    if (dhcpSearch) await refuseOtherServers(served, log);
    return link;
  } catch (error) {
    await link.close();
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
