// UDP by Node's own dgram: always there, on every system.

import type { BindOptions, Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import {
  assemble,
  type DatagramSocket,
  type Endpoint,
  type OpenSocket,
  type Receive,
} from './datagram.js';
import { createPlainSocket, enlargeReceiveBuffer } from './plain-socket.js';

export const openDgramSocket: OpenSocket = (local, receive) => open(local, local, receive);

/** Takes over a socket that is bound already, by its descriptor. */
export function adoptDgramSocket(fd: number): OpenSocket {
  return (local, receive) => open(local, { fd }, receive);
}

async function open(
  { address }: Endpoint,
  binding: BindOptions,
  receive: Receive,
): Promise<DatagramSocket> {
  const socket = createPlainSocket({ family: isIPv6(address) ? 6 : 4 });
  const listening = once(socket, 'listening');
  socket.bind({ ...binding });
  await listening;
  enlargeReceiveBuffer(socket);
  const wrapped = wrap(socket);
  socket.on('message', (packet, from) => {
    // Port 0 can be forged but not answered: sending to it throws.
    if (from.port !== 0) receive(packet, from, wrapped);
  });
  // Reports of packets that came back, and the like: UDP promises nothing, so nothing is lost by going on.
  socket.on('error', () => {});
  return wrapped;
}

function wrap(socket: Socket): DatagramSocket {
  let open = true;
  const { address, port } = socket.address();
  return {
    backend: 'dgram',
    local: { address, port },
    receiveBufferBytes: socket.getRecvBufferSize(),
    send(packet, to: Endpoint, onSent) {
      if (!open) return;
      const bytes = assemble(packet);
      if (onSent === undefined) socket.send(bytes, to.port, to.address);
      else socket.send(bytes, to.port, to.address, (error) => onSent(codeOf(error)));
    },
    async close() {
      if (!open) return;
      open = false;
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}

function codeOf(error: Error | null): string | undefined {
  if (error === null) return undefined;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
