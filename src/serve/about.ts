// What runs, where it listens and how full its pools are: what a server says of itself, at its start and when it is asked.

import { hostInUrl } from '../core/host.js';
import { formatIpv4, formatSubnet } from '../core/ipv4.js';
import type { About } from '../page/wire/site.js';
import type { Placement } from './local-address.js';
import { sizeOf, usedOf } from './pool-use.js';
import type { SiteDhcp } from './site-dhcp.js';
import { DHCP_PORT } from './site-networks.js';

export interface Listening {
  readonly address: string;
  readonly port: number;
}

/** Which offhook serves what. */
export interface Program {
  readonly offhook: string;
  /** The file, as it was named. */
  readonly inventory: string;
}

export function aboutOf(
  { offhook, inventory }: Program,
  tftp: Listening,
  http: Listening | undefined,
  dhcp: Pick<SiteDhcp, 'state'> | undefined,
): About {
  const { placement, pools = [] } = dhcp?.state() ?? {};
  return {
    offhook,
    inventory,
    tftp: formatListening(tftp),
    ...(http && { http: formatListening(http) }),
    ...(placement && { dhcp: describeDhcp(placement) }),
    // One without any address that can be given is as full as it is empty.
    pools: pools
      .filter((pool) => sizeOf(pool) > 0)
      .map((pool) => ({
        network: formatSubnet(pool.subnet),
        used: usedOf(pool),
        size: sizeOf(pool),
      })),
  };
}

export function formatListening({ address, port }: Listening): string {
  return `${hostInUrl(address)}:${port}`;
}

export function describeDhcp({ served, waiting }: Placement): string {
  const addresses = new Set(served.map(({ serverAddress }) => formatIpv4(serverAddress)));
  const listening = [...addresses].map((address) => `${address}:${DHCP_PORT}`);
  return [...listening, ...waiting.map(waitText)].join(', ');
}

/** Of a network that is not served for now. */
export function waitText({ network, why }: Placement['waiting'][number]): string {
  return `${formatSubnet(network.subnet)} waits: ${why}`;
}
