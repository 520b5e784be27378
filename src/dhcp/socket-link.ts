// The link over sockets, however they were opened: ears for broadcasts, and one socket for each address.
//
// Only a socket bound to 0.0.0.0 hears broadcasts. What is sent to our own address, a renewal or a relay's
// packet, comes to the socket bound to it. Replies leave by the socket of the address they come from, and
// so by its interface, even without a default route.

import type { Socket } from 'node:dgram';
import { codedError } from '../core/coded-error.js';
import { formatIpv4, type Ipv4 } from '../core/ipv4.js';
import type { Arrival, DhcpLink, LinkEvents } from './link.js';
import { closeSockets } from './udp-socket.js';

export interface LinkSockets {
  readonly ears: readonly Ear[];
  readonly own: ReadonlyMap<Ipv4, Socket>;
}

export interface Ear {
  readonly socket: Socket;
  /** Our address on the only interface that it hears. Absent: it hears several, or we have several there. */
  readonly local?: Ipv4;
}

export function createSocketLink({ ears, own }: LinkSockets): DhcpLink {
  let events: LinkEvents | undefined;
  const complain = (error: Error | null): void => {
    if (error !== null) events?.fault(error);
  };
  const hear = (socket: Socket, arrival: Arrival): void => {
    socket.on('error', complain);
    socket.on('message', (datagram) => events?.request(datagram, arrival));
  };
  for (const { socket, local } of ears) {
    hear(socket, { unicast: false, ...(local !== undefined && { local }) });
  }
  for (const [local, socket] of own) hear(socket, { unicast: true, local });
  const sockets = [...ears.map(({ socket }) => socket), ...own.values()];
  return {
    receiveBufferBytes: Math.min(...sockets.map((socket) => socket.getRecvBufferSize())),
    listen(listener) {
      events = listener;
    },
    send(datagram, { address, port, from }) {
      const socket = own.get(from);
      if (socket === undefined) complain(notOurs(from));
      else socket.send(datagram, port, formatIpv4(address), complain);
    },
    close: () => closeSockets(sockets),
  };
}

function notOurs(address: Ipv4): Error {
  return codedError('EADDRNOTAVAIL', `no socket is bound to ${formatIpv4(address)}`);
}
