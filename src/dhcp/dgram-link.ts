// The link in plain Node, on every system: one socket hears the broadcasts of all interfaces and cannot
// tell them apart.

import type { Ipv4 } from '../core/ipv4.js';
import type { DhcpLink } from './link.js';
import { probePort } from './port-probe.js';
import { closeSockets, createSocketLink, type LinkSocket } from './socket-link.js';
import { ANY, bindSocket, linkSocketOf } from './udp-socket.js';

export interface DgramLinkOptions {
  /** Ours; each is heard and sent from. */
  readonly addresses: readonly Ipv4[];
  /** 67, but for tests. */
  readonly port: number;
}

/** Throws an Error with code, cause and advice if a port or address cannot be had. */
export async function openDgramLink({ addresses, port }: DgramLinkOptions): Promise<DhcpLink> {
  await probePort(port);
  const ear = linkSocketOf(await bindSocket(ANY, port, true));
  try {
    return createSocketLink({ ears: [{ socket: ear }], own: await bindOwn(addresses, port) });
  } catch (error) {
    await closeSockets([ear]);
    throw error;
  }
}

/** One socket for each address, or none at all. */
export async function bindOwn(
  addresses: readonly Ipv4[],
  port: number,
): Promise<ReadonlyMap<Ipv4, LinkSocket>> {
  const own = new Map<Ipv4, LinkSocket>();
  try {
    for (const address of addresses) {
      own.set(address, linkSocketOf(await bindSocket(address, port, true)));
    }
    return own;
  } catch (error) {
    await closeSockets(own.values());
    throw error;
  }
}
