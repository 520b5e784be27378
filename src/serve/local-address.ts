// Which address of this machine a network's phones see.

import { networkInterfaces } from 'node:os';
import { codedError } from '../core/coded-error.js';
import { formatSubnet, type Ipv4, parseIpv4, subnetContains } from '../core/ipv4.js';
import type { Network } from '../inventory/site.js';

export interface ServedNetwork {
  readonly network: Network;
  /** Ours, as its clients see it. */
  readonly serverAddress: Ipv4;
}

/** Throws EADDRNOTAVAIL if this machine has no address on one of them. */
export function findServerAddresses(
  networks: readonly Network[],
  interfaces = networkInterfaces(),
): readonly ServedNetwork[] {
  const own = networks.find(({ relay }) => !relay);
  return networks.map((network) => {
    const near = network.relay ? own : network;
    const serverAddress = network.relay ? network.server : undefined;
    if (serverAddress !== undefined) return { network, serverAddress };
    if (near === undefined) throw new Error('a relayed network without a server address');
    return { network, serverAddress: localAddressIn(near, interfaces) };
  });
}

/** The one that is named, or any of the named interface, or any that lies in the subnet. */
export function localAddressIn(network: Network, interfaces = networkInterfaces()): Ipv4 {
  const named = network.interface;
  const candidates = Object.entries(interfaces)
    .filter(([name]) => named === undefined || name === named)
    .flatMap(([, addresses]) => addresses ?? [])
    .filter(({ family }) => family === 'IPv4')
    .flatMap(({ address }) => parseIpv4(address) ?? []);
  const found = candidates.find((ip) =>
    network.server === undefined ? subnetContains(network.subnet, ip) : ip === network.server,
  );
  if (found !== undefined) return found;
  const where = named === undefined ? 'no interface of this machine' : `interface ${named}`;
  throw codedError(
    'EADDRNOTAVAIL',
    `cannot serve DHCP: ${where} has no address in ${formatSubnet(network.subnet)}; give it one ` +
      '(ip address add), correct `network`, or use --dhcp off',
  );
}
