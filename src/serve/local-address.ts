// Which address of this machine a subnet's phones see.

import { networkInterfaces } from 'node:os';
import { codedError } from '../core/coded-error.js';
import { formatSubnet, type Ipv4, parseIpv4, subnetContains } from '../core/ipv4.js';
import type { Network } from '../inventory/site.js';

/** The named interface's, or any that lies in the subnet. Throws EADDRNOTAVAIL if there is none. */
export function localAddressIn(network: Network, interfaces = networkInterfaces()): Ipv4 {
  const named = network.interface;
  const candidates = Object.entries(interfaces)
    .filter(([name]) => named === undefined || name === named)
    .flatMap(([, addresses]) => addresses ?? [])
    .filter(({ family }) => family === 'IPv4')
    .flatMap(({ address }) => parseIpv4(address) ?? []);
  const found = candidates.find((ip) => subnetContains(network.subnet, ip));
  if (found !== undefined) return found;
  const where = named === undefined ? 'no interface of this machine' : `interface ${named}`;
  throw codedError(
    'EADDRNOTAVAIL',
    `cannot serve DHCP: ${where} has no address in ${formatSubnet(network.subnet)}; give it one ` +
      '(ip address add), correct `network`, or use --dhcp off',
  );
}
