// The link in plain Node, on every system: one socket hears the broadcasts of all interfaces and cannot
// tell them apart.

import type { Ipv4 } from '../../core/ipv4.js';
import type { MovableLink, Refusal, WantedEar } from './link.js';
import { probePort } from './port-probe.js';
import {
  type LinkSocket,
  openEach,
  openSocketLink,
  type SocketLinkOptions,
} from './socket-link.js';
import { ANY, bindSocket, linkSocketOf } from './udp-socket.js';

export interface DgramLinkOptions extends Omit<SocketLinkOptions, 'wires'> {
  /** 67, but for tests. */
  readonly port: number;
}

const EVERYWHERE: readonly WantedEar[] = [{ key: 'all' }];

/** Throws an Error with code, cause and advice if a port or address cannot be had. */
export function openDgramLink({ port, ...place }: DgramLinkOptions): Promise<MovableLink> {
  const opener = {
    earsFor: () => EVERYWHERE,
    async open(wantedEars: readonly WantedEar[], addresses: readonly Ipv4[]) {
      const refusals: Refusal[] = [];
      const ears = await openEach(
        wantedEars,
        () => openEar(port),
        ({ key }) => key,
        (_, error) => refusals.push({ error }),
      );
      const own = await openOwn(refusals.length > 0 ? [] : addresses, port, refusals);
      return { ears, own, refusals };
    },
  };
  return openSocketLink(opener, { wires: [], ...place });
}

async function openEar(port: number): Promise<LinkSocket> {
  await probePort(port);
  return linkSocketOf(await bindSocket(ANY, port, true));
}

/** One socket for each address that can be had; the others are added to `refusals`. */
export function openOwn(
  addresses: readonly Ipv4[],
  port: number,
  refusals: Refusal[],
): Promise<ReadonlyMap<Ipv4, LinkSocket>> {
  return openEach(
    addresses,
    async (address) => linkSocketOf(await bindSocket(address, port, true)),
    (address) => address,
    (address, error) => refusals.push({ address, error }),
  );
}
