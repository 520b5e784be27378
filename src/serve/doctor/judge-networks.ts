// Do the inventory's networks, and the addresses that phones are told, fit this machine? Opens nothing.

import {
  formatIpv4,
  formatIpv4Range,
  formatSubnet,
  type Ipv4,
  parseIpv4,
  rangeContains,
} from '../../core/ipv4.js';
import type { LocalAddress } from '../../dhcp/link/link.js';
import type { Network } from '../../site/site.js';
import {
  describeMissing,
  localAddressesOf,
  MISSING_ADVICE,
  type ServedNetwork,
} from '../local-address.js';
import type { Seen } from '../seen-interfaces.js';
import { type Check, ok, problem, warning } from './check.js';

/** Those that this machine has an address for: on a wire, or named for a network behind a relay agent. */
export function findServed(networks: readonly Network[], seen: Seen): readonly ServedNetwork[] {
  return networks.flatMap((network) => {
    if (network.relay && network.server === undefined) return [];
    const [local] = localAddressesOf(network, seen.addresses);
    if (!local) return [];
    const served = { network, serverAddress: local.address };
    return [network.relay ? served : { ...served, device: local.device }];
  });
}

export function judgeNetwork(network: Network, seen: Seen): readonly Check[] {
  if (network.relay) return [judgeRelayed(network, seen)];
  const subnet = formatSubnet(network.subnet);
  const [local] = localAddressesOf(network, seen.addresses);
  if (!local) return [problem('network', describeMissing(network, seen), MISSING_ADVICE)];
  const { device, address } = local;
  return [
    ok('network', `${subnet} is on ${device}, where this machine is ${formatIpv4(address)}`),
    ...seen.addresses.flatMap((each) => judgePool(network, each, address)),
  ];
}

function judgeRelayed(network: Network, { addresses }: Seen): Check {
  const where = `${formatSubnet(network.subnet)} is behind a relay agent`;
  const { server } = network;
  if (server === undefined || localAddressesOf(network, addresses).length > 0) {
    return ok('network', where);
  }
  return problem(
    'network',
    `${where}, which asks ${formatIpv4(server)}, not an address of this machine`,
    'correct `server` of that network, or give this machine the address',
  );
}

/** The address that we serve from is left out of the pool by itself; others are not. */
function judgePool(
  { pool }: Network,
  { device, address }: LocalAddress,
  serving: Ipv4,
): readonly Check[] {
  if (!pool || !rangeContains(pool, address)) return [];
  const say = address === serving ? warning : problem;
  const seen = `the pool ${formatIpv4Range(pool)} contains ${formatIpv4(address)}, which is ours (${device})`;
  return [say('network', seen, 'choose a pool without it')];
}

export interface Announcement {
  /** Address or name that phones are told. */
  readonly host: string;
  /** Where the inventory says so. */
  readonly field: string;
}

/** `serving`: the address that files are served on; 0.0.0.0 is every one. Names are the phones' to look up. */
export function judgeAnnouncement(
  { host, field }: Announcement,
  serving: string,
  addresses: readonly LocalAddress[],
): readonly Check[] {
  const ip = parseIpv4(host);
  if (ip === undefined) return [];
  const local = addresses.find(({ address }) => address === ip);
  const told = `${field} sends phones to ${host}`;
  if (!local) {
    const todo = `if no other machine serves there, correct ${field}, or give this one the address`;
    return [warning('announced', `${told}, which is not an address of this machine`, todo)];
  }
  const only = parseIpv4(serving);
  if (only === undefined || only === 0 || only === ip) {
    return [ok('announced', `${told}, which is this machine on ${local.device}`)];
  }
  const todo = `serve there, too: leave --address out, or correct ${field}`;
  return [problem('announced', `${told}, but files are served on ${serving} only`, todo)];
}
