// Addresses that the inventory keeps for phones, and how many of them their phones have.

import { broadcastOf, type Ipv4, type Subnet } from '../core/ipv4.js';
import type { ServedPhones } from './served-site.js';
import type { SiteDhcp } from './site-dhcp.js';

/** How many are reserved, and how many of them are leased. */
export interface ReservedCounts {
  readonly all: number;
  readonly held: number;
}

/** `dhcp` undefined: nobody knows who has one. */
export function reservationsIn(
  subnet: Subnet,
  phones: Pick<ServedPhones, 'reservationsIn'>,
  dhcp: Pick<SiteDhcp, 'holderOf'> | undefined,
): ReservedCounts {
  const range = { first: subnet.network as Ipv4, last: broadcastOf(subnet) };
  const reserved = phones.reservationsIn(range);
  const held = reserved.filter((address) => dhcp?.holderOf(address) !== undefined).length;
  return { all: reserved.length, held };
}
