// The link over sockets, however they were opened: ears for broadcasts, and one socket for each address.
//
// Only a socket bound to 0.0.0.0 hears broadcasts. What is sent to our own address, a renewal or a relay's
// packet, comes to the socket bound to it. Replies leave by the socket of the address they come from, and
// so by its interface, even without a default route.

import { codedError } from '../core/coded-error.js';
import { formatIpv4, type Ipv4 } from '../core/ipv4.js';
import type { Arrival, DhcpLink, LinkEvents } from './link.js';

/** A bound socket. */
export interface LinkSocket {
  readonly receiveBufferBytes: number;
  /** Call once. The datagrams are the listener's to keep. */
  listen(hear: (datagram: Uint8Array) => void, fault: (error: Error) => void): void;
  /** Never throws; the system's refusal is a fault. */
  send(datagram: Uint8Array, port: number, address: string): void;
  close(): Promise<void>;
}

export interface LinkSockets {
  readonly ears: readonly Ear[];
  readonly own: ReadonlyMap<Ipv4, LinkSocket>;
}

export interface Ear {
  readonly socket: LinkSocket;
  /** Our address on the only interface that it hears. Absent: it hears several, or we have several there. */
  readonly local?: Ipv4;
}

export function createSocketLink({ ears, own }: LinkSockets): DhcpLink {
  let events: LinkEvents | undefined;
  const complain = (error: Error): void => events?.fault(error);
  const hear = (socket: LinkSocket, arrival: Arrival): void =>
    socket.listen((datagram) => events?.request(datagram, arrival), complain);
  for (const { socket, local } of ears) {
    hear(socket, { unicast: false, ...(local !== undefined && { local }) });
  }
  for (const [local, socket] of own) hear(socket, { unicast: true, local });
  const sockets = [...ears.map(({ socket }) => socket), ...own.values()];
  return {
    receiveBufferBytes: Math.min(...sockets.map(({ receiveBufferBytes }) => receiveBufferBytes)),
    listen(listener) {
      events = listener;
    },
    send(datagram, { address, port, from }) {
      const socket = own.get(from);
      if (socket === undefined) complain(notOurs(from));
      else socket.send(datagram, port, formatIpv4(address));
    },
    close: () => closeSockets(sockets),
  };
}

export async function closeSockets(sockets: Iterable<LinkSocket>): Promise<void> {
  await Promise.all([...sockets].map((socket) => socket.close()));
}

function notOurs(address: Ipv4): Error {
  return codedError('EADDRNOTAVAIL', `no socket is bound to ${formatIpv4(address)}`);
}
