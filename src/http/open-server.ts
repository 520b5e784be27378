// An HTTP server put to its address. Knows nothing of what it serves.

import { once } from 'node:events';
import type { Server } from 'node:http';
import type { ListenOptions } from 'node:net';

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
