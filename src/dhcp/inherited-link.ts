// The link whose ears systemd has bound, one to each interface that we serve: no root and no native code.

import type { Socket } from 'node:dgram';
import { codedError } from '../core/coded-error.js';
import { formatIpv4 } from '../core/ipv4.js';
import type { DeviceLinkOptions } from './device-link.js';
import { bindOwn } from './dgram-link.js';
import { type DhcpLink, devicesOf } from './link.js';
import { probePortBeside } from './port-probe.js';
import { closeSockets, createSocketLink, type LinkSocket } from './socket-link.js';
import { ANY, adoptSocket, linkSocketOf } from './udp-socket.js';

export interface InheritedLinkOptions extends DeviceLinkOptions {
  /** Descriptors of sockets bound to the port and to one interface each, by its name. */
  readonly inherited: ReadonlyMap<string, number>;
  /** Do not look whether another program of this machine has the port, too. */
  readonly coexist: boolean;
}

/** Throws an Error with code, cause and advice if a socket is missing or wrong, or an address cannot be had. */
export async function openInheritedLink({
  wires,
  addresses,
  port,
  inherited,
  coexist,
}: InheritedLinkOptions): Promise<DhcpLink> {
  if (!coexist) probePortBeside([...inherited.values()], port);
  const opened: LinkSocket[] = [];
  try {
    const ears = devicesOf(wires).map(({ device, ...local }) => {
      const adopted = adopt(device, inherited.get(device));
      const socket = linkSocketOf(adopted);
      opened.push(socket);
      checkBinding(device, adopted, port);
      return { socket, ...local };
    });
    return createSocketLink({ ears, own: await bindOwn(addresses, port) });
  } catch (error) {
    await closeSockets(opened);
    throw error;
  }
}

function adopt(device: string, fd: number | undefined): Socket {
  if (fd === undefined) {
    throw unfit(
      `systemd passed no DHCP socket for ${device}: enable offhook-dhcp-${device}.socket`,
    );
  }
  try {
    return adoptSocket(fd);
  } catch (cause) {
    throw unfit(`systemd's DHCP socket for ${device} is no UDP socket: see ListenDatagram=`, cause);
  }
}

/** A bare port in a unit would have been bound to IPv6. */
function checkBinding(device: string, socket: Socket, port: number): void {
  const bound = socket.address();
  const wanted = formatIpv4(ANY);
  if (bound.address === wanted && bound.port === port) return;
  throw unfit(
    `systemd's DHCP socket for ${device} is bound to ${bound.address} port ${bound.port}: ` +
      `its unit must say ListenDatagram=${wanted}:${port}`,
  );
}

function unfit(message: string, cause?: unknown): Error {
  return codedError('EADDRNOTAVAIL', message, cause);
}
