// Who is being served right now: a table by the client's transfer identifier, with its limits. Sends nothing.

import type { FileContent } from '../core/file-content.js';
import type { DatagramSocket, Endpoint } from '../udp/datagram.js';
import type { RequestPacket } from './packet.js';
import type { Transfer } from './transfer.js';

/** One read request from its arrival to its report. */
export interface Session {
  readonly client: Endpoint;
  /** Ours of the transfer identifiers. */
  readonly socket: DatagramSocket;
  readonly request: RequestPacket;
  readonly startedMs: number;
  /** Undefined while the source looks for the file. */
  transfer: Transfer | undefined;
  /** What the source gave, to be released at the end. */
  content: FileContent | undefined;
  /** Why the system would not send the last packet that was watched. */
  sendError: string | undefined;
}

export interface SessionLimits {
  readonly transfers: number;
  readonly transfersPerClient: number;
}

/** Holds at most one session for each address and port. */
export interface Sessions {
  size(): number;
  find(client: Endpoint): Session | undefined;
  has(session: Session): boolean;
  hasRoomFor(client: Endpoint): boolean;
  add(session: Session): void;
  remove(session: Session): void;
  /** Sessions may be removed while this is walked. */
  all(): Iterable<Session>;
}

export function createSessions(limits: SessionLimits): Sessions {
  // Two steps of lookup cost less than one text made of address and port, which is a good part of a packet.
  const byAddress = new Map<string, Map<number, Session>>();
  let size = 0;
  const find = ({ address, port }: Endpoint) => byAddress.get(address)?.get(port);
  return {
    size: () => size,
    find,
    has: (session) => find(session.client) === session,
    hasRoomFor: ({ address }) =>
      size < limits.transfers && (byAddress.get(address)?.size ?? 0) < limits.transfersPerClient,
    add(session) {
      const { address, port } = session.client;
      const byPort = byAddress.get(address) ?? new Map<number, Session>();
      byAddress.set(address, byPort);
      if (!byPort.has(port)) size++;
      byPort.set(port, session);
    },
    remove({ client: { address, port } }) {
      const byPort = byAddress.get(address);
      if (!byPort?.delete(port)) return;
      size--;
      if (byPort.size === 0) byAddress.delete(address);
    },
    *all() {
      for (const byPort of byAddress.values()) yield* byPort.values();
    },
  };
}
