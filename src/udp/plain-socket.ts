// A UDP socket of Node's own, not bound yet, and its binding. For those that know addresses and never ask for a name.

import { type BindOptions, createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { RECEIVE_BUFFER_BYTES } from './datagram.js';

export interface PlainSocketOptions {
  readonly family?: 4 | 6;
  /** Other sockets of ours may have the port, too. */
  readonly shared?: boolean;
  /** Of family 6: leaves IPv4 to others. Absent: hears it too, by mapped addresses. */
  readonly ipv6Only?: boolean;
}

export function createPlainSocket({
  family = 4,
  shared = false,
  ipv6Only = false,
}: PlainSocketOptions = {}): Socket {
  return createSocket({
    type: `udp${family}`,
    reuseAddr: shared,
    ipv6Only: ipv6Only && family === 6,
    // Peers are addresses: answering at once saves a turn of the event loop, or a thread, per packet.
    lookup: (host, _options, found) => found(null, host, family),
  });
}

/** Resolves when it is bound. Rejects with the system's error; it is closed then. */
export async function bindPlainSocket(socket: Socket, binding: BindOptions): Promise<void> {
  // First the ear, then the bind: with our lookup it may be done before it returns.
  const listening = once(socket, 'listening');
  socket.bind({ ...binding });
  try {
    await listening;
  } catch (error) {
    socket.close();
    throw error;
  }
}

/** As far as the system grants it. */
export function enlargeReceiveBuffer(socket: Socket): void {
  try {
    socket.setRecvBufferSize(RECEIVE_BUFFER_BYTES);
  } catch {
    // Some systems refuse instead of granting less; the buffer then stays as it was.
  }
}
