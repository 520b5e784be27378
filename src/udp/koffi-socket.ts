// UDP for IPv4 by the C library: sockets in batches, and buffers as large as they should be.

import { type Ipv4, parseIpv4 } from '../core/ipv4.js';
import { createBatches } from './batches.js';
import type { Sockets } from './datagram.js';
import type { Libc } from './libc.js';
import { allowFragments, createNativeSockets, localOf, tellLocal } from './native-socket.js';

/** A socket that is bound to it has every address of ours. */
const ANY = 0 as Ipv4;

/** IPv6 is `fallback`'s. */
export function createKoffiSockets(libc: Libc, fallback: Sockets): Sockets {
  const batches = createBatches(libc, { cuts: true });
  const native = createNativeSockets(libc);
  return {
    async open({ address: text, port }, receive) {
      const address = parseIpv4(text);
      if (address === undefined) return fallback.open({ address: text, port }, receive);
      const fd = native.bind({ address, port, tellsLocal: address === ANY, fragments: true });
      return batches.adopt(fd, receive);
    },
    async adopt(fd, receive) {
      if (localOf(libc, fd) === undefined) return fallback.adopt(fd, receive);
      tellLocal(libc, fd);
      allowFragments(libc, fd);
      return batches.adopt(fd, receive);
    },
  };
}
