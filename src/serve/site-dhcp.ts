// DHCP for a site: link, journal and server around the site of the moment.

import { join } from 'node:path';
import { systemClock } from '../core/clock.js';
import type { Ipv4 } from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';
import type { DhcpExchange } from '../dhcp/exchange.js';
import { type LeaseJournal, openLeaseJournal } from '../dhcp/journal/journal.js';
import { createJournalFiles, type JournalFiles } from '../dhcp/journal/journal-files.js';
import type { Lease } from '../dhcp/leases/lease.js';
import type { PoolCounts } from '../dhcp/leases/leases.js';
import { openDryJournal } from '../dhcp/link/dry-run.js';
import { createAddressCheck } from '../dhcp/offer/address-check.js';
import { createDhcpServer } from '../dhcp/server.js';
import type { DhcpStats } from '../dhcp/stats.js';
import { dhcpConfiguration, makerOf } from './dhcp-policy.js';
import { createExchangeLog } from './exchange-log.js';
import type { Placement } from './local-address.js';
import { readNeighbours } from './neighbours.js';
import type { Release } from './release-leases.js';
import type { ServedSite } from './served-site.js';
import type { SiteNetworks, SiteNetworksOptions } from './site-networks.js';
import { isSystemError, stateError } from './state-error.js';

export const LEASES_FILE = 'leases.jsonl';

export interface SiteDhcp {
  holderOf(address: Ipv4): Mac | undefined;
  /** What nobody else may have now, as it is walked; until when by the wall's clock. */
  leases(): Iterable<Lease>;
  /** The last of each address as the disk has it, run out or not; until when by the wall's clock. */
  lastLeases(): Iterable<Lease>;
  readonly release: Release;
  /**
   * Opens what its networks need; one that cannot be served waits, and is named. What it resolves with puts the
   * site into force, in one turn and for good, and must be called soon. Leases stay.
   */
  prepare(site: ServedSite): Promise<() => void>;
  state(): DhcpState;
  close(): Promise<void>;
}

/** At this moment. */
export interface DhcpState {
  readonly placement: Placement;
  readonly stats: DhcpStats;
  readonly pools: readonly PoolCounts[];
}

export interface SiteDhcpOptions extends SiteNetworksOptions {
  readonly stateDir: string;
  /** Look who is on an address of a pool before it is offered, where the network wants it. */
  readonly addressCheck: boolean;
  /** MACs with which this process looks for other servers. */
  readonly searching?: ReadonlySet<Mac>;
  /** Sees what is written of leases. */
  readonly watchFiles?: (files: JournalFiles) => JournalFiles;
}

/**
 * The state folder must be there. The link is closed with what this returns, and stays open where this rejects, with
 * a CodedError whose message says what to do.
 */
export async function startSiteDhcp(
  first: ServedSite,
  networks: SiteNetworks,
  options: SiteDhcpOptions,
  observe: (exchange: DhcpExchange) => void,
): Promise<SiteDhcp> {
  const { log, dryRun, addressCheck, searching } = options;
  const looks = addressCheck && !dryRun;
  let site = first;
  const journal = await openJournal(options);
  const logExchange = createExchangeLog({
    log,
    modelOf: (mac) => site.phones.modelOf(mac),
    makerOf: (mac, vendorClass) => makerOf(site, mac, vendorClass),
    now: () => systemClock.monotonicMs(),
    dryRun,
  });
  try {
    const server = createDhcpServer({
      ...dhcpConfiguration(first, networks.placement().served),
      link: networks.link,
      journal,
      ...(looks && { checkAddress: createAddressCheck({ neighbours: readNeighbours }) }),
      ...(searching && { searching }),
      log,
      clock: systemClock,
      observe(exchange) {
        logExchange(exchange);
        observe(exchange);
      },
    });
    networks.follow((served) => server.prepare(dhcpConfiguration(site, served)));
    return {
      holderOf: server.holderOf,
      leases: server.leases,
      lastLeases: journal.leases,
      release: async (mac) => (await server.release(mac)).map(({ address }) => address),
      async prepare(next) {
        const moved = await networks.prepare(next.networks);
        try {
          const commit = await server.prepare(dhcpConfiguration(next, moved.placement.served));
          return () => {
            site = next;
            moved.commit();
            commit();
          };
        } catch (error) {
          moved.abandon();
          throw error;
        }
      },
      state: () => ({
        placement: networks.placement(),
        stats: server.stats(),
        pools: server.pools(),
      }),
      async close() {
        await networks.close();
        await server.close();
        await journal.close();
      },
    };
  } catch (error) {
    await journal.close();
    throw error;
  }
}

async function openJournal({
  stateDir,
  dryRun,
  backend,
  watchFiles = (files) => files,
  log,
}: SiteDhcpOptions): Promise<LeaseJournal> {
  const path = join(stateDir, LEASES_FILE);
  const files = watchFiles(createJournalFiles(backend.libc));
  try {
    return await (dryRun ? openDryJournal(path) : openLeaseJournal({ path, log, files }));
  } catch (error) {
    throw isSystemError(error) ? stateError(error, error.path ?? path) : error;
  }
}
