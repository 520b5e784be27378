// Does each network make sense, and do they leave one another alone?

import {
  formatIpv4,
  formatIpv4Range,
  formatSubnet,
  rangeContains,
  subnetContains,
} from '../../core/ipv4.js';
import { whyNoServer } from '../../core/reachability.js';
import { type CodeTable, impossible, risky } from '../../findings/evidence.js';
import { type Finding, findingsOf } from '../../findings/finding.js';
import type { Network } from '../../site/site.js';
import { type OwnAddress, ownAddresses } from '../named-addresses.js';
import { ADDRESS_CODES } from './addresses.js';

export const NETWORK_CODES = {
  'inventory/pool-outside-subnet': impossible('A pool outside the subnet', 'keep it inside'),
  'inventory/subnets-overlap': impossible(
    'Two networks with addresses in common',
    'give each network addresses of its own',
  ),
  'inventory/duplicate-interface': impossible(
    'Two networks on one interface',
    'name the interface of each; one behind a relay agent has `relay: true` and no interface',
  ),
  'inventory/relayed-network': impossible(
    'A relayed network that cannot be served as written',
    'leave `interface` out, or `relay` if the network is on a wire of this machine',
  ),
  'inventory/short-lease': risky(
    'A lease of less than a minute',
    'write 8h: a phone asks again after half of it, and each answer is written to the disk',
  ),
} as const satisfies CodeTable;

const finding = findingsOf({ ...NETWORK_CODES, ...ADDRESS_CODES });

export function checkNetworks(
  networks: readonly Network[],
  named: readonly OwnAddress[],
): readonly Finding[] {
  return networks.flatMap((network, index) => {
    const earlier = networks.slice(0, index);
    return [
      ...checkInside(network),
      ...checkLease(network),
      ...checkPool(network, ownAddresses(network, named)),
      ...checkReach(network, networks),
      ...checkOverlap(network, earlier),
      ...checkInterface(network, earlier),
    ];
  });
}

/** The router is on the network itself, and so are we, unless a relay agent is between. */
function checkInside({ subnet, router, server, relay, placeOf }: Network): readonly Finding[] {
  const named = [
    { name: 'router', ip: router },
    { name: 'server', ip: relay ? undefined : server },
  ];
  return named.flatMap(({ name, ip }) => {
    if (ip === undefined || subnetContains(subnet, ip)) return [];
    // It is nowhere: checkServers says so.
    if (whyNoServer(formatIpv4(ip)) !== undefined) return [];
    const message = `${name} ${formatIpv4(ip)} is not in ${formatSubnet(subnet)}`;
    const related = [{ place: placeOf('subnet'), message: 'the subnet' }];
    return [finding('inventory/address-outside-subnet', placeOf(name), message, { related })];
  });
}

const SHORT_LEASE_SECONDS = 60;

function checkLease({ leaseSeconds, placeOf }: Network): readonly Finding[] {
  if (leaseSeconds >= SHORT_LEASE_SECONDS) return [];
  const message = `a lease of ${leaseSeconds} s lets each phone ask every ${Math.ceil(leaseSeconds / 2)} s`;
  return [finding('inventory/short-lease', placeOf('lease'), message)];
}

function checkPool(
  { subnet, pool, placeOf }: Network,
  own: readonly OwnAddress[],
): readonly Finding[] {
  if (!pool) return [];
  const place = placeOf('pool');
  if (!subnetContains(subnet, pool.first) || !subnetContains(subnet, pool.last)) {
    const message = `pool ${formatIpv4Range(pool)} is not in ${formatSubnet(subnet)}`;
    const related = [{ place: placeOf('subnet'), message: 'the subnet' }];
    // What it contains besides is said of the one that is written in its place.
    return [finding('inventory/pool-outside-subnet', place, message, { related })];
  }
  const taken = own.filter(({ ip }) => rangeContains(pool, ip));
  if (taken.length === 0) return [];
  const which = taken.map(({ ip, what }) => `${formatIpv4(ip)}, which is ${what}`).join('; and ');
  const related = taken.map((each) => ({ place: each.place, message: 'named here' }));
  const message = `the pool contains ${which}`;
  return [finding('inventory/address-taken', place, message, { related })];
}

/** Behind a relay agent we have no address and no wire: something else must say where we are. */
function checkReach(network: Network, networks: readonly Network[]): readonly Finding[] {
  if (!network.relay) return [];
  const found: Finding[] = [];
  if (network.interface !== undefined) {
    const message = `interface ${network.interface} is of no use to a relayed network`;
    found.push(
      finding('inventory/relayed-network', network.placeOf('interface'), message, {
        related: [{ place: network.placeOf('relay'), message: 'relayed' }],
      }),
    );
  }
  // It may not be meant to be relayed.
  if (found.length > 0) return found;
  if (network.server === undefined && networks.every(({ relay }) => relay)) {
    const message = 'no network is on a wire of ours, so nothing says at which address we are';
    found.push(
      finding('inventory/relayed-network', network.placeOf('relay'), message, {
        hint: 'add `server`, our address as the relay agent knows it',
      }),
    );
  }
  return found;
}

function checkOverlap(network: Network, earlier: readonly Network[]): readonly Finding[] {
  const { subnet } = network;
  // Subnets are never crossed: one is in the other, or they have nothing in common.
  const other = earlier.find(
    (each) =>
      subnetContains(each.subnet, subnet.network) || subnetContains(subnet, each.subnet.network),
  );
  if (!other) return [];
  const message = `${formatSubnet(subnet)} overlaps with ${formatSubnet(other.subnet)}`;
  const related = [{ place: other.placeOf('subnet'), message: 'the other subnet' }];
  return [finding('inventory/subnets-overlap', network.placeOf('subnet'), message, { related })];
}

/** A broadcast does not say which of two subnets on its wire it means. */
function checkInterface(network: Network, earlier: readonly Network[]): readonly Finding[] {
  const name = network.interface;
  const other = earlier.find((each) => name !== undefined && each.interface === name);
  if (!other) return [];
  const message = `interface ${name} already serves ${formatSubnet(other.subnet)}`;
  const related = [{ place: other.placeOf('interface'), message: 'the other network' }];
  return [
    finding('inventory/duplicate-interface', network.placeOf('interface'), message, { related }),
  ];
}
