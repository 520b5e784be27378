// Is each phone's address one that its network can give to it?

import {
  formatIpv4,
  formatIpv4Range,
  formatSubnet,
  type Ipv4,
  rangeContains,
  subnetContains,
} from '../../core/ipv4.js';
import { impossible } from '../../findings/evidence.js';
import type { Place } from '../../findings/finding.js';
import type { Rules } from '../../findings/rule.js';
import type { Claimant, Network } from '../../site/site.js';
import { type OwnAddress, ownAddresses } from '../named-addresses.js';
import { SHARED_CODES } from './shared-codes.js';
import type { SiteSubject } from './subject.js';

interface Reservation {
  readonly ip: Ipv4;
  readonly phone: Claimant;
  readonly networks: readonly Network[];
  /** The one that it is in. */
  readonly network?: Network;
  /** Who has the address. */
  readonly taken?: OwnAddress;
}

export const ADDRESS_RULES = {
  'inventory/address-outside-subnet': {
    ...SHARED_CODES['inventory/address-outside-subnet'],
    applies: ({ network }) => network === undefined,
    run({ ip, phone, networks }) {
      const subnets = networks.map(({ subnet }) => formatSubnet(subnet)).join(' or ');
      const message = `address ${formatIpv4(ip)} is not in ${subnets}`;
      const related = networks.map((each) => ({
        place: each.placeOf('subnet'),
        message: 'the subnet',
      }));
      return [{ at: phone.placeOf('address'), message, related }];
    },
  },
  'inventory/address-in-pool': {
    ...impossible(
      'A reserved address inside the pool',
      'choose one outside the `pool`, or shrink the pool',
    ),
    applies: ({ taken }) => taken === undefined,
    run({ ip, phone, network }) {
      const pool = network?.pool;
      if (!network || !pool || !rangeContains(pool, ip)) return [];
      const message = `address ${formatIpv4(ip)} is inside the pool ${formatIpv4Range(pool)}`;
      const related = [{ place: network.placeOf('pool'), message: 'the pool' }];
      return [{ at: phone.placeOf('address'), message, related }];
    },
  },
  'inventory/address-taken': {
    ...SHARED_CODES['inventory/address-taken'],
    run({ ip, phone, taken }) {
      if (!taken) return [];
      const message = `address ${formatIpv4(ip)} is ${taken.what}`;
      const related = [{ place: taken.place, message: 'named here' }];
      return [{ at: phone.placeOf('address'), message, related }];
    },
  },
} as const satisfies Rules<Reservation, Place>;

export function reservationsOf({ site, named }: SiteSubject): readonly Reservation[] {
  const { networks, claimants } = site;
  if (networks.length === 0) return [];
  return claimants.flatMap((phone) => {
    const ip = phone.address;
    if (ip === undefined) return [];
    const network = networks.find(({ subnet }) => subnetContains(subnet, ip));
    if (!network) return [{ ip, phone, networks }];
    const taken = ownAddresses(network, named).find((own) => own.ip === ip);
    return [{ ip, phone, networks, network, ...(taken && { taken }) }];
  });
}
