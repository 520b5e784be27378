// UDP sockets of plain Node, as links have them. Knows ports and addresses, not what is said through them.

import type { Socket } from 'node:dgram';
import { formatIpv4, type Ipv4 } from '../../core/ipv4.js';
import { type Listener, listenError } from '../../core/listen-error.js';
import {
  bindPlainSocket,
  createPlainSocket,
  enlargeReceiveBuffer,
} from '../../udp/plain-socket.js';
import type { LinkSocket } from './socket-link.js';

export const ANY = 0 as Ipv4;

/** Where sockets are bound, as a refusal is told. */
export function listenerAt(address: Ipv4, port: number, device?: string): Listener {
  const where = device === undefined ? formatIpv4(address) : `${formatIpv4(address)}%${device}`;
  return {
    what: `UDP ${where}:${port} for DHCP`,
    port,
    instead: 'switch DHCP off with "--dhcp off"',
  };
}

/** `shared`: other sockets of ours have the port, too. Rejects with code, cause and advice. */
export async function bindSocket(address: Ipv4, port: number, shared: boolean): Promise<Socket> {
  // Whoever has it may not listen yet.
  const socket = createPlainSocket({ shared }).on('error', () => {});
  try {
    await bindPlainSocket(socket, { port, address: formatIpv4(address) });
  } catch (error) {
    throw listenError(error, listenerAt(address, port));
  }
  socket.setBroadcast(true);
  enlargeReceiveBuffer(socket);
  return socket;
}

/** Takes over a bound socket by its descriptor, its buffer as it is. Throws if it is no UDP socket. */
export function adoptSocket(fd: number): Socket {
  const socket = createPlainSocket().on('error', () => {});
  try {
    socket.bind({ fd });
  } catch (error) {
    socket.close();
    throw error;
  }
  socket.setBroadcast(true);
  return socket;
}

export function linkSocketOf(socket: Socket): LinkSocket {
  let complain: (error: Error | null) => void = () => {};
  return {
    receiveBufferBytes: socket.getRecvBufferSize(),
    listen(hear, fault) {
      complain = (error) => error && fault(error);
      socket.on('error', complain);
      socket.on('message', hear);
    },
    send: (datagram, port, address) => socket.send(datagram, port, address, complain),
    close: () => closeSocket(socket),
  };
}

export function closeSocket(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()));
}
