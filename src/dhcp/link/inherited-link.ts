// The link whose ears systemd has bound, one to each interface that we serve: no root and no native code.

import type { Socket } from 'node:dgram';
import { codedError } from '../../core/coded-error.js';
import { formatIpv4, type Ipv4 } from '../../core/ipv4.js';
import type { DeviceLinkOptions } from './device-link.js';
import { openOwn } from './dgram-link.js';
import { earsOn, type MovableLink, type Refusal, type WantedEar } from './link.js';
import { probePortBeside } from './port-probe.js';
import { type LinkSocket, openEach, openSocketLink, type SocketOpener } from './socket-link.js';
import { ANY, adoptSocket, linkSocketOf } from './udp-socket.js';

export interface InheritedLinkOptions extends DeviceLinkOptions {
  /** Descriptors of sockets bound to the port and to one interface each, by its name. */
  readonly inherited: ReadonlyMap<string, number>;
  /** Do not look whether another program of this machine has the port, too. */
  readonly coexist: boolean;
}

/** Throws an Error with code, cause and advice if a socket is missing or wrong, or an address cannot be had. */
export async function openInheritedLink(options: InheritedLinkOptions): Promise<MovableLink> {
  const { port, inherited, coexist } = options;
  if (!coexist) probePortBeside([...inherited.values()], port);
  return openSocketLink(createInheritedOpener(inherited, port), options);
}

function createInheritedOpener(inherited: ReadonlyMap<string, number>, port: number): SocketOpener {
  const left = new Map(inherited);
  /** Each can be taken over once. */
  function openEar(device: string): LinkSocket {
    const fd = left.get(device);
    if (fd === undefined)
      throw unfit(inherited.has(device) ? isOfBefore(device) : isMissing(device));
    left.delete(device);
    const socket = adopt(device, fd);
    try {
      checkBinding(device, socket, port);
      return linkSocketOf(socket);
    } catch (error) {
      socket.close();
      throw error;
    }
  }
  return {
    earsFor: earsOn,
    async open(wantedEars: readonly WantedEar[], addresses: readonly Ipv4[]) {
      const refusals: Refusal[] = [];
      const ears = await openEach(
        wantedEars,
        ({ device = '' }) => openEar(device),
        ({ key }) => key,
        ({ device = '' }, error) => refusals.push({ device, error }),
      );
      return { ears, own: await openOwn(addresses, port, refusals), refusals };
    },
  };
}

function isMissing(device: string): string {
  return `systemd passed no DHCP socket for ${device}: enable offhook-dhcp-${device}.socket`;
}

function isOfBefore(device: string): string {
  return (
    `systemd's DHCP socket for ${device} hears the interface of that name that is gone: ` +
    `restart offhook-dhcp-${device}.socket and offhook.service`
  );
}

function adopt(device: string, fd: number): Socket {
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
