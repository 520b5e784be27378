// DHCP for a server whose first networks come while it runs.

import { messageOf } from '../core/coded-error.js';
import type { Log } from '../core/log.js';
import { prepareState } from './prepare-state.js';
import type { ServedSite } from './served-site.js';
import type { SiteDhcp } from './site-dhcp.js';
import { openSiteNetworks, type SiteNetworks, type SiteNetworksOptions } from './site-networks.js';

export interface StartLateOptions extends SiteNetworksOptions {
  readonly stateDir: string;
  readonly log: Log;
}

/** The first networks come while we serve, and perhaps as a user who may not open what they need: files go on. */
export async function startLate(
  site: ServedSite,
  options: StartLateOptions,
  startDhcp: (site: ServedSite, on: SiteNetworks) => Promise<SiteDhcp>,
): Promise<SiteDhcp | undefined> {
  const { stateDir, dryRun, log } = options;
  const opened: SiteNetworks[] = [];
  try {
    const networks = await openSiteNetworks(site.networks, options);
    opened.push(networks);
    if (!dryRun) prepareState(stateDir);
    return await startDhcp(site, networks);
  } catch (error) {
    for (const each of opened) await each.close();
    const why = messageOf(error);
    log.error({ why }, 'DHCP cannot be served; files are, and the next reload tries again');
    return undefined;
  }
}
