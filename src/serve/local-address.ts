// Which address of this machine a network's phones see.

import { networkInterfaces } from 'node:os';
import { codedError } from '../core/coded-error.js';
import { formatSubnet, type Ipv4, parseIpv4, subnetContains } from '../core/ipv4.js';
import type { Wire } from '../dhcp/link.js';
import type { Network } from '../inventory/site.js';

export interface ServedNetwork {
  readonly network: Network;
  /** Ours, as its clients see it. */
  readonly serverAddress: Ipv4;
  /** The interface that has it; absent: the network is reached through a relay agent only. */
  readonly device?: string;
}

export type Interfaces = ReturnType<typeof networkInterfaces>;

export interface LocalAddress {
  readonly device: string;
  readonly address: Ipv4;
}

/** Throws EADDRNOTAVAIL if this machine has no address on one of them. */
export function findServerAddresses(
  networks: readonly Network[],
  interfaces = networkInterfaces(),
): readonly ServedNetwork[] {
  const own = networks.find(({ relay }) => !relay);
  return networks.map((network) => {
    if (!network.relay) {
      const { device, address } = localAddressIn(network, interfaces);
      return { network, serverAddress: address, device };
    }
    if (network.server !== undefined) return { network, serverAddress: network.server };
    if (own === undefined) throw new Error('a relayed network without a server address');
    return { network, serverAddress: localAddressIn(own, interfaces).address };
  });
}

function localAddressIn(network: Network, interfaces: Interfaces): LocalAddress {
  const found = findLocalAddress(network, interfaces);
  if (found !== undefined) return found;
  throw codedError(
    'EADDRNOTAVAIL',
    `cannot serve DHCP: ${describeMissing(network)}: ${MISSING_ADVICE}`,
  );
}

/** The one that is named, or any of the named interface, or any that lies in the subnet. */
export function findLocalAddress(
  { interface: named, server, subnet }: Network,
  interfaces = networkInterfaces(),
): LocalAddress | undefined {
  return localAddresses(interfaces)
    .filter(({ device }) => named === undefined || device === named)
    .find(({ address }) =>
      server === undefined ? subnetContains(subnet, address) : address === server,
    );
}

/** Of a network on no interface of ours. */
export function describeMissing({ interface: named, subnet }: Network): string {
  const where = named === undefined ? 'this machine' : `interface ${named}`;
  return `${where} has no address in ${formatSubnet(subnet)}, or is not up`;
}

export const MISSING_ADVICE = 'see "ip address"; correct `network`, or use --dhcp off';

export function localAddresses(interfaces = networkInterfaces()): readonly LocalAddress[] {
  return Object.entries(interfaces).flatMap(([label, infos = []]) => {
    // `eth0:1` is a label of an address, not an interface.
    const [device = label] = label.split(':');
    return infos
      .filter(({ family }) => family === 'IPv4')
      .flatMap(({ address }) => parseIpv4(address) ?? [])
      .map((address) => ({ device, address }));
  });
}

/** Those that are not behind a relay agent, as DHCP's link wants them. */
export function wiresOf(served: readonly ServedNetwork[]): readonly Wire[] {
  return served.flatMap(({ device, serverAddress }) =>
    device === undefined ? [] : [{ device, address: serverAddress }],
  );
}
