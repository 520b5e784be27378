// UDP by Node's own dgram: always there, on every system.

import type { BindOptions, Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { unmapIpv4 } from '../core/ipv4.js';
import {
  assemble,
  type DatagramSocket,
  type Endpoint,
  type OpenSocket,
  type Receive,
  type Sockets,
} from './datagram.js';
import {
  bindPlainSocket,
  createPlainSocket,
  enlargeReceiveBuffer,
  type PlainSocketOptions,
} from './plain-socket.js';

type Sharing = Pick<PlainSocketOptions, 'shared' | 'ipv6Only'>;

/** Of `::` and `0.0.0.0` alike, answers leave from whichever address the system takes. */
export const openDgramSocket: OpenSocket = (local, receive) => open(local, local, receive);

export function createDgramOpener(sharing: Sharing): OpenSocket {
  return (local, receive) => open(local, local, receive, sharing);
}

export const dgramSockets: Sockets = {
  open: openDgramSocket,
  adopt: (fd, receive) => open({ address: '0.0.0.0', port: 0 }, { fd }, receive),
};

async function open(
  { address }: Endpoint,
  binding: BindOptions,
  receive: Receive,
  sharing: Sharing = {},
): Promise<DatagramSocket> {
  const family = isIPv6(address) ? 6 : 4;
  const socket = createPlainSocket({ family, ...sharing });
  await bindPlainSocket(socket, binding);
  enlargeReceiveBuffer(socket);
  const wrapped = wrap(socket, family);
  socket.on('message', (packet, { address, port }) => {
    // Port 0 can be forged but not answered: sending to it throws.
    if (port !== 0) receive(packet, { address: unmapIpv4(address), port }, wrapped);
  });
  // Reports of packets that came back, and the like: UDP promises nothing, so nothing is lost by going on.
  socket.on('error', () => {});
  return wrapped;
}

function wrap(socket: Socket, family: 4 | 6): DatagramSocket {
  let open = true;
  const { address, port } = socket.address();
  const written = family === 6 ? mapIpv4 : (host: string) => host;
  const wrapped: DatagramSocket = {
    backend: 'dgram',
    local: { address, port },
    receiveBufferBytes: socket.getRecvBufferSize(),
    send(packet, to, onSent) {
      if (!open) return;
      const bytes = assemble(packet);
      const host = written(to.address);
      if (onSent === undefined) socket.send(bytes, to.port, host);
      else socket.send(bytes, to.port, host, (error) => onSent(codeOf(error)));
    },
    from: () => wrapped,
    async close() {
      if (!open) return;
      open = false;
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
  return wrapped;
}

/** As an IPv6 socket wants it. */
function mapIpv4(address: string): string {
  return isIPv6(address) ? address : `::ffff:${address}`;
}

function codeOf(error: Error | null): string | undefined {
  if (error === null) return undefined;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
