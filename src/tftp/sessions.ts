// Who is being served right now: a table by the client's transfer identifier, with its limits. Sends nothing.

import type { DatagramSocket, Endpoint } from './datagram.js';
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
  const byClient = new Map<string, Session>();
  const perAddress = new Map<string, number>();
  const count = (address: string) => perAddress.get(address) ?? 0;
  return {
    size: () => byClient.size,
    find: (client) => byClient.get(keyOf(client)),
    has: (session) => byClient.get(keyOf(session.client)) === session,
    hasRoomFor: ({ address }) =>
      byClient.size < limits.transfers && count(address) < limits.transfersPerClient,
    add(session) {
      byClient.set(keyOf(session.client), session);
      perAddress.set(session.client.address, count(session.client.address) + 1);
    },
    remove({ client }) {
      if (!byClient.delete(keyOf(client))) return;
      const left = count(client.address) - 1;
      if (left > 0) perAddress.set(client.address, left);
      else perAddress.delete(client.address);
    },
    all: () => byClient.values(),
  };
}

function keyOf({ address, port }: Endpoint): string {
  return `${address} ${port}`;
}
