// Is each phone's address one that its network can give to it?

import {
  formatIpv4,
  formatIpv4Range,
  formatSubnet,
  type Ipv4,
  rangeContains,
  subnetContains,
} from '../../core/ipv4.js';
import { type CodeTable, impossible } from '../../findings/evidence.js';
import { type Finding, findingsOf } from '../../findings/finding.js';
import type { Network, Phone, Site } from '../../site/site.js';
import { type OwnAddress, ownAddresses } from '../named-addresses.js';

export const ADDRESS_CODES = {
  'inventory/address-outside-subnet': impossible(
    'An address outside the subnet',
    'choose one inside the `subnet` of its network',
  ),
  'inventory/address-in-pool': impossible(
    'A reserved address inside the pool',
    'choose one outside the `pool`, or shrink the pool',
  ),
  'inventory/address-taken': impossible(
    'An address that somebody else has, or that no host can have',
    'choose one that is of no router, server or PBX, and neither the network nor the broadcast address',
  ),
} as const satisfies CodeTable;

const finding = findingsOf(ADDRESS_CODES);

export function checkAddresses(
  { networks, phones }: Site,
  named: readonly OwnAddress[],
): readonly Finding[] {
  if (networks.length === 0) return [];
  return phones.flatMap((phone) =>
    phone.address === undefined ? [] : checkPhone(networks, named, phone, phone.address),
  );
}

function checkPhone(
  networks: readonly Network[],
  named: readonly OwnAddress[],
  phone: Phone,
  ip: Ipv4,
): readonly Finding[] {
  const network = networks.find(({ subnet }) => subnetContains(subnet, ip));
  const place = phone.placeOf('address');
  const text = formatIpv4(ip);
  if (!network) {
    const message = `address ${text} is not in ${networks.map(({ subnet }) => formatSubnet(subnet)).join(' or ')}`;
    const related = networks.map((each) => ({
      place: each.placeOf('subnet'),
      message: 'the subnet',
    }));
    return [finding('inventory/address-outside-subnet', place, message, { related })];
  }
  const taken = ownAddresses(network, named).find((own) => own.ip === ip);
  if (taken) {
    const message = `address ${text} is ${taken.what}`;
    const related = [{ place: taken.place, message: 'named here' }];
    return [finding('inventory/address-taken', place, message, { related })];
  }
  const { pool } = network;
  if (pool && rangeContains(pool, ip)) {
    const message = `address ${text} is inside the pool ${formatIpv4Range(pool)}`;
    const related = [{ place: network.placeOf('pool'), message: 'the pool' }];
    return [finding('inventory/address-in-pool', place, message, { related })];
  }
  return [];
}
