// UDP for IPv4 by the C library: sockets in batches, and buffers as large as they should be.

import { parseIpv4 } from '../core/ipv4.js';
import { createBatches } from './batches.js';
import type { OpenSocket } from './datagram.js';
import type { Libc } from './libc.js';
import { createNativeSockets } from './native-socket.js';

/** IPv6 is `fallback`'s. */
export function createKoffiOpener(libc: Libc, fallback: OpenSocket): OpenSocket {
  const batches = createBatches(libc, { cuts: true });
  const native = createNativeSockets(libc);
  return async (local, receive) => {
    const address = parseIpv4(local.address);
    if (address === undefined) return fallback(local, receive);
    return batches.adopt(native.bind({ address, port: local.port }), receive);
  };
}
