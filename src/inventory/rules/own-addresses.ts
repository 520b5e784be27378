// Addresses that networks use themselves, so that no phone can have them.

import type { Place } from '../../core/diagnostic.js';
import { broadcastOf, type Ipv4, parseIpv4 } from '../../core/ipv4.js';
import { oncePer } from '../../core/once-per.js';
import type { Inventory } from '../load.js';
import type { Network } from '../site.js';
import { childOf, placeOf } from '../source.js';

export interface OwnAddress {
  readonly ip: Ipv4;
  readonly what: string;
  /** What says so. */
  readonly place: Place;
}

/** Of `network`, its edges; of every network, what it names; and the servers that the site names. */
export function ownAddresses(
  network: Network,
  networks: readonly Network[],
  servers: readonly OwnAddress[],
): readonly OwnAddress[] {
  return [...edgesOf(network), ...namedByAll(networks), ...servers];
}

/** Those of `site.servers` that are addresses. */
export function siteServers({ site }: Inventory): readonly OwnAddress[] {
  return (site?.input.servers ?? []).flatMap((host, index) => {
    const ip = parseIpv4(host);
    if (!site || ip === undefined) return [];
    return [{ ip, what: 'the server', place: placeOf(childOf(site.origin, 'servers', index)) }];
  });
}

function edgesOf({ subnet, placeOf }: Network): readonly OwnAddress[] {
  if (subnet.prefix >= 31) return [];
  const place = placeOf('subnet');
  return [
    { ip: subnet.network, what: "the subnet's own address", place },
    { ip: broadcastOf(subnet), what: "the subnet's broadcast address", place },
  ];
}

/** Asked for each network and each phone. */
const namedByAll = oncePer((networks: readonly Network[]) => networks.flatMap(namedBy));

function namedBy({ router, server, tftp, placeOf }: Network): readonly OwnAddress[] {
  const one = (ip: Ipv4 | undefined, what: string, field: string): readonly OwnAddress[] =>
    ip === undefined ? [] : [{ ip, what, place: placeOf(field) }];
  return [
    ...one(router, 'the router', 'router'),
    ...one(server, 'the server', 'server'),
    ...tftp.flatMap((ip) => one(ip, 'the server', 'tftp')),
  ];
}
