// An HTTP server ended at once. Knows nothing of what it served.

import { once } from 'node:events';
import type { Server } from 'node:http';

/** Answers under way are cut off. */
export async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
