// `::` as IPv4 and IPv6, by a socket each on one port: so an IPv4 client is one, with its own address, however it
// came, and is served by the better of the sockets.

import { isIPv6 } from 'node:net';
import { codeOf } from '../core/coded-error.js';
import type { DatagramSocket, OpenSocket } from './datagram.js';

/** A free port of one family may be taken of the other. */
const MAX_TRIES = 8;

/** `four` and `six` open addresses of their family; `::` of `six` is IPv6 alone. */
export function createBothFamiliesOpener(four: OpenSocket, six: OpenSocket): OpenSocket {
  return async (local, receive) => {
    if (local.address !== '::') return (isIPv6(local.address) ? six : four)(local, receive);
    for (let tries = 1; ; tries++) {
      const first = await six(local, receive);
      const { port } = first.local;
      try {
        return join(first, await four({ address: '0.0.0.0', port }, receive));
      } catch (error) {
        await first.close();
        const mayBeChance = local.port === 0 && codeOf(error) === 'EADDRINUSE';
        if (!mayBeChance || tries === MAX_TRIES) throw error;
      }
    }
  };
}

function join(six: DatagramSocket, four: DatagramSocket): DatagramSocket {
  const by = (address: string) => (isIPv6(address) ? six : four);
  const both: DatagramSocket = {
    backend: four.backend,
    local: six.local,
    receiveBufferBytes: Math.min(six.receiveBufferBytes, four.receiveBufferBytes),
    send: (packet, to, onSent) => by(to.address).send(packet, to, onSent),
    // Of `::` itself, by whatever the client's address asks for.
    from(address) {
      return address === six.local.address ? both : by(address).from(address);
    },
    async close() {
      await Promise.all([six.close(), four.close()]);
    },
  };
  return both;
}
