// The UDP sockets that links are made of. Knows ports and addresses, not what is said through them.

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { formatIpv4, type Ipv4 } from '../core/ipv4.js';
import { type Listener, listenError } from '../core/listen-error.js';

/** A default buffer holds some 170 requests; a site after a power cut sends thousands. */
export const RECEIVE_BUFFER_BYTES = 4 << 20;

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
  const socket = createUdpSocket(shared);
  // First the ear, then the bind: with our lookup it may be done before it returns.
  const listening = once(socket, 'listening');
  socket.bind(port, formatIpv4(address));
  try {
    await listening;
  } catch (error) {
    socket.close();
    throw listenError(error, listenerAt(address, port));
  }
  socket.setBroadcast(true);
  enlargeReceiveBuffer(socket);
  return socket;
}

/** Takes over a bound socket by its descriptor, its buffer as it is. Throws if it is no UDP socket. */
export function adoptSocket(fd: number): Socket {
  const socket = createUdpSocket(false);
  try {
    socket.bind({ fd });
  } catch (error) {
    socket.close();
    throw error;
  }
  socket.setBroadcast(true);
  return socket;
}

export async function closeSockets(sockets: readonly Socket[]): Promise<void> {
  await Promise.all(
    sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))),
  );
}

function createUdpSocket(reuseAddr: boolean): Socket {
  return createSocket({
    type: 'udp4',
    reuseAddr,
    // Spares a thread per datagram: there are only addresses here.
    lookup: (host, _options, found) => found(null, host, 4),
  });
}

function enlargeReceiveBuffer(socket: Socket): void {
  try {
    socket.setRecvBufferSize(RECEIVE_BUFFER_BYTES);
  } catch {
    // Some systems refuse instead of granting less; the buffer then stays as it was.
  }
}
