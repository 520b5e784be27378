// Do the addresses fit the network?

import { type Diagnostic, diagnostic, type Place } from '../../core/diagnostic.js';
import {
  broadcastOf,
  formatIpv4,
  formatIpv4Range,
  formatSubnet,
  type Ipv4,
  rangeContains,
  subnetContains,
} from '../../core/ipv4.js';
import type { Network, Phone, Site } from '../site.js';

/** `networkPlace` finds a field of the `network` section. */
export function checkAddresses(
  site: Site,
  networkPlace: (...path: (string | number)[]) => Place,
): readonly Diagnostic[] {
  const { network } = site;
  if (!network) return [];
  return [
    ...checkNetwork(network, networkPlace),
    ...site.phones.flatMap((phone) =>
      phone.address === undefined ? [] : checkPhone(network, phone, phone.address, networkPlace),
    ),
  ];
}

function checkNetwork(
  network: Network,
  networkPlace: (...path: string[]) => Place,
): readonly Diagnostic[] {
  const { subnet, router, pool } = network;
  const found: Diagnostic[] = [];
  if (router !== undefined && !subnetContains(subnet, router)) {
    const message = `router ${formatIpv4(router)} is not in ${formatSubnet(subnet)}`;
    found.push(diagnostic('inventory/address-outside-subnet', networkPlace('router'), message));
  }
  if (!pool) return found;
  const place = networkPlace('pool');
  if (!subnetContains(subnet, pool.first) || !subnetContains(subnet, pool.last)) {
    const message = `pool ${formatIpv4Range(pool)} is not in ${formatSubnet(subnet)}`;
    found.push(diagnostic('inventory/pool-outside-subnet', place, message));
  }
  for (const { ip, what } of ownAddresses(network)) {
    if (!rangeContains(pool, ip)) continue;
    const message = `the pool contains ${formatIpv4(ip)}, which is ${what}`;
    found.push(diagnostic('inventory/address-taken', place, message));
  }
  return found;
}

function checkPhone(
  network: Network,
  phone: Phone,
  ip: Ipv4,
  networkPlace: (...path: string[]) => Place,
): readonly Diagnostic[] {
  const { subnet, pool } = network;
  const place = phone.placeOf('address');
  const text = formatIpv4(ip);
  if (!subnetContains(subnet, ip)) {
    const message = `address ${text} is not in ${formatSubnet(subnet)}`;
    const related = [{ place: networkPlace('subnet'), message: 'the subnet' }];
    return [diagnostic('inventory/address-outside-subnet', place, message, { related })];
  }
  const taken = ownAddresses(network).find((own) => own.ip === ip);
  if (taken) {
    const message = `address ${text} is ${taken.what}`;
    const related = [{ place: networkPlace(taken.field), message: 'named here' }];
    return [diagnostic('inventory/address-taken', place, message, { related })];
  }
  if (pool && rangeContains(pool, ip)) {
    const message = `address ${text} is inside the pool ${formatIpv4Range(pool)}`;
    const related = [{ place: networkPlace('pool'), message: 'the pool' }];
    return [diagnostic('inventory/address-in-pool', place, message, { related })];
  }
  return [];
}

interface OwnAddress {
  readonly ip: Ipv4;
  readonly what: string;
  /** Field of the `network` section that says so. */
  readonly field: string;
}

/** Addresses that no phone can have. */
function ownAddresses(network: Network): readonly OwnAddress[] {
  const { subnet, router, tftp } = network;
  const edges =
    subnet.prefix >= 31
      ? []
      : [
          { ip: subnet.network, what: "the subnet's own address", field: 'subnet' },
          { ip: broadcastOf(subnet), what: "the subnet's broadcast address", field: 'subnet' },
        ];
  return [
    ...edges,
    ...(router === undefined ? [] : [{ ip: router, what: 'the router', field: 'router' }]),
    ...tftp.map((ip) => ({ ip, what: 'the server', field: 'tftp' })),
  ];
}
