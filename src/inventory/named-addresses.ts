// Addresses that are somebody's already, so that no phone can have them.

import { broadcastOf, type Ipv4, parseIpv4 } from '../core/ipv4.js';
import type { Place } from '../findings/finding.js';
import type { Network } from '../site/site.js';
import type { NamedHost } from './named-hosts.js';

export interface OwnAddress {
  readonly ip: Ipv4;
  readonly what: string;
  /** What says so. */
  readonly place: Place;
}

/** Of `network`, its edges; and what the whole inventory names. */
export function ownAddresses(
  network: Network,
  named: readonly OwnAddress[],
): readonly OwnAddress[] {
  return [...edgesOf(network), ...named];
}

/** Of each address of the site the first that names it. */
export function namedAddresses(hosts: readonly NamedHost[]): readonly OwnAddress[] {
  const found = new Map<Ipv4, OwnAddress>();
  for (const { host, what, place, outside } of hosts) {
    const ip = parseIpv4(host);
    if (ip !== undefined && !outside && !found.has(ip)) found.set(ip, { ip, what, place });
  }
  return [...found.values()];
}

/** No host has these. */
export function edgesOf({ subnet, placeOf }: Network): readonly OwnAddress[] {
  if (subnet.prefix >= 31) return [];
  const place = placeOf('subnet');
  return [
    { ip: subnet.network, what: "the subnet's own address", place },
    { ip: broadcastOf(subnet), what: "the subnet's broadcast address", place },
  ];
}
