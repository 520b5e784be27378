// An HTTP server put to its address. Knows nothing of what it serves.

import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo, ListenOptions } from 'node:net';

/** Asks for the address within the call. Rejects with the system's error where it cannot be had. */
export async function openServer(
  server: Server,
  where: ListenOptions,
  maxConnections: number,
): Promise<void> {
  server.maxConnections = maxConnections;
  server.listen(where);
  await once(server, 'listening');
  // A connection that cannot be accepted (EMFILE) is that client's loss alone.
  server.on('error', () => {});
}

/** Where it listens. Throws where that is no TCP port. */
export function addressOf(server: Server): Pick<AddressInfo, 'address' | 'port'> {
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('not bound to a TCP port');
  return { address: bound.address, port: bound.port };
}
