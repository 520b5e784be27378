// Addresses that networks use themselves, so that no phone can have them.

import type { Place } from '../../core/diagnostic.js';
import { broadcastOf, type Ipv4 } from '../../core/ipv4.js';
import type { Network } from '../site.js';

export interface OwnAddress {
  readonly ip: Ipv4;
  readonly what: string;
  /** What says so. */
  readonly place: Place;
}

/** Of `network`, its edges; of every network, what it names. */
export function ownAddresses(
  network: Network,
  networks: readonly Network[],
): readonly OwnAddress[] {
  return [...edgesOf(network), ...networks.flatMap(namedBy)];
}

function edgesOf({ subnet, placeOf }: Network): readonly OwnAddress[] {
  if (subnet.prefix >= 31) return [];
  const place = placeOf('subnet');
  return [
    { ip: subnet.network, what: "the subnet's own address", place },
    { ip: broadcastOf(subnet), what: "the subnet's broadcast address", place },
  ];
}

function namedBy({ router, server, tftp, placeOf }: Network): readonly OwnAddress[] {
  const one = (ip: Ipv4 | undefined, what: string, field: string): readonly OwnAddress[] =>
    ip === undefined ? [] : [{ ip, what, place: placeOf(field) }];
  return [
    ...one(router, 'the router', 'router'),
    ...one(server, 'the server', 'server'),
    ...tftp.flatMap((ip) => one(ip, 'the server', 'tftp')),
  ];
}
