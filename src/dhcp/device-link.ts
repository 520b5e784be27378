// The link that knows its wires: one ear on each interface that we serve, deaf to the others. The ears are
// opened here by the C library.

import type { Socket } from 'node:dgram';
import type { Ipv4 } from '../core/ipv4.js';
import { type DhcpLink, devicesOf, type Wire } from './link.js';
import type { NativeBinding, NativeSockets } from './native-socket.js';
import { createSocketLink } from './socket-link.js';
import { ANY, adoptSocket, closeSockets } from './udp-socket.js';

export interface DeviceLinkOptions {
  readonly wires: readonly Wire[];
  /** Ours; each is heard and sent from. */
  readonly addresses: readonly Ipv4[];
  /** 67, but for tests. */
  readonly port: number;
}

/** Throws an Error with code, cause and advice if a port, address or interface cannot be had. */
export async function openDeviceLink(
  { wires, addresses, port }: DeviceLinkOptions,
  native: NativeSockets,
): Promise<DhcpLink> {
  const opened: Socket[] = [];
  const open = (binding: Omit<NativeBinding, 'port'>) => {
    const fd = native.bind({ ...binding, port });
    const socket = adoptSocket(fd);
    opened.push(socket);
    return { fd, socket };
  };
  try {
    // Alone on the port: that another server has it already is found out by the refusal.
    const ears = devicesOf(wires).map(({ device, ...local }) => ({
      ...open({ address: ANY, device, shared: false }),
      ...local,
    }));
    for (const { fd } of ears) native.share(fd, true);
    const own = new Map(
      addresses.map((address) => [address, open({ address, shared: true }).socket] as const),
    );
    // And one that starts later is refused in its turn.
    for (const { fd } of ears) native.share(fd, false);
    return createSocketLink({ ears, own });
  } catch (error) {
    await closeSockets(opened);
    throw error;
  }
}
