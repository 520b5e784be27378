// HTTP servers for a few people and programs, beside the one for phones: each is bounded in all that a client can hold.

import type { Server } from 'node:http';
import { type ConnectionLimits, limitConnections } from './connections.js';
import { refuseUnparsed } from './refuse-unparsed.js';

const LINGER_MS = 1_000;

/** Options of the server. `requestMs`: within it the whole request must be there. */
export function timingForFew(requestMs: number) {
  return {
    maxHeaderSize: 8 * 1024,
    headersTimeout: requestMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: 5_000,
  };
}

/** `idleMs`: so long nothing may go either way. Nobody hears of what is refused. */
export function boundForFew(server: Server, limits: ConnectionLimits, idleMs: number): void {
  const connections = limitConnections(server, limits, () => {});
  refuseUnparsed(server, connections, LINGER_MS, () => {});
  server.setTimeout(idleMs);
}
