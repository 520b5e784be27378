// The link in plain Node: one socket for broadcasts, one for each address that we serve from.
//
// Only a socket bound to 0.0.0.0 hears broadcasts, and it cannot tell the interface. What is sent
// to our own address, a renewal, comes to the socket bound to it. Replies leave by the socket of the
// address they come from, and so by its interface, even without a default route.

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { formatIpv4, type Ipv4 } from '../core/ipv4.js';
import type { DhcpLink, LinkEvents } from './link.js';
import { socketError } from './socket-error.js';

export interface DgramLinkOptions {
  /** Our addresses, one an interface. */
  readonly addresses: readonly Ipv4[];
  /** 67, but for tests. */
  readonly port: number;
}

/** A default buffer holds some 170 requests; a site after a power cut sends thousands. */
const RECEIVE_BUFFER_BYTES = 4 << 20;
const ANY = '0.0.0.0';

/** Throws an Error with code, cause and advice if a port or address cannot be had. */
export async function openDgramLink({ addresses, port }: DgramLinkOptions): Promise<DhcpLink> {
  await probe(port);
  const opened: Socket[] = [];
  try {
    const broadcasts = await open(ANY, port, opened);
    const own = new Map<Ipv4, Socket>();
    for (const address of addresses)
      own.set(address, await open(formatIpv4(address), port, opened));
    return createLink(broadcasts, own);
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

/** Two sockets on one port must share it, and would then share it with a second server unnoticed. */
async function probe(port: number): Promise<void> {
  const socket = createSocket({ type: 'udp4', reuseAddr: false });
  try {
    await bind(socket, ANY, port);
  } finally {
    await closeAll([socket]);
  }
}

async function open(address: string, port: number, opened: Socket[]): Promise<Socket> {
  // The lookup spares a thread per datagram: there are only addresses here.
  const socket = createSocket({
    type: 'udp4',
    reuseAddr: true,
    recvBufferSize: RECEIVE_BUFFER_BYTES,
    lookup: (host, _options, found) => found(null, host, 4),
  });
  opened.push(socket);
  await bind(socket, address, port);
  socket.setBroadcast(true);
  return socket;
}

async function bind(socket: Socket, address: string, port: number): Promise<void> {
  // First the ear, then the bind: with our lookup it may be done before it returns.
  const listening = once(socket, 'listening');
  socket.bind(port, address);
  try {
    await listening;
  } catch (error) {
    throw socketError(error, `${address}:${port}`);
  }
}

function createLink(broadcasts: Socket, own: ReadonlyMap<Ipv4, Socket>): DhcpLink {
  let events: LinkEvents | undefined;
  const complain = (error: Error | null): void => {
    if (error !== null) events?.fault(error);
  };
  const sockets = [broadcasts, ...own.values()];
  for (const socket of sockets) socket.on('error', complain);
  broadcasts.on('message', (datagram) => events?.request(datagram, { unicast: false }));
  for (const [local, socket] of own) {
    socket.on('message', (datagram) => events?.request(datagram, { local, unicast: true }));
  }
  return {
    receiveBufferBytes: broadcasts.getRecvBufferSize(),
    listen(listener) {
      events = listener;
    },
    send(datagram, { address, port, from }) {
      const socket = own.get(from) ?? broadcasts;
      socket.send(datagram, port, formatIpv4(address), complain);
    },
    close: () => closeAll(sockets),
  };
}

async function closeAll(sockets: readonly Socket[]): Promise<void> {
  await Promise.all(
    sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))),
  );
}
