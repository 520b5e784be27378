// Which of our sockets a transfer gets, and with it our transfer identifier (RFC 1350 section 4).

import { oncePerKey } from '../../core/once-per.js';
import type { DatagramSocket, Endpoint } from '../../udp/datagram.js';

/** Forgetting a client costs it no more than a transfer with the identifier of its last one. */
const MAX_KNOWN = 8_192;

/** For a transfer to this client, or a word to it, from the address of ours that it asked: that of `at`. */
export type SocketChoice = (client: Endpoint, at: DatagramSocket) => DatagramSocket;

/**
 * The first, for what one socket carries travels in larger batches; but a client that asks again from the
 * same port, as some boot loaders always do, gets another than before: a late packet of its last transfer
 * must not pass for one of the next.
 */
export function createSocketChoice(sockets: readonly DatagramSocket[]): SocketChoice {
  const turnsOf = oncePerKey((_client: string) => ({ taken: 0 }), MAX_KNOWN);
  return ({ address, port }, at) => {
    const turns = turnsOf(`${address} ${port}`);
    const socket = sockets[turns.taken++ % sockets.length];
    if (socket === undefined) throw new Error('there is no socket to choose');
    return socket.from(at.local.address);
  };
}
