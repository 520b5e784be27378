// Who is being served right now: a table by the client's transfer identifier, with its limits. Sends nothing.

import type { FileContent } from '../../core/file-content.js';
import { firstOf, greediest } from '../../core/greediest.js';
import type { DatagramSocket, Endpoint } from '../../udp/datagram.js';
import type { RequestPacket } from '../codec/packet.js';
import type { Transfer } from '../transfer/transfer.js';

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
  /** For one more of this client; a session: that one is to end first. */
  placeFor(client: Endpoint): 'free' | 'none' | Session;
  add(session: Session): void;
  /** Its client has answered, so it is where it says it is. */
  confirm(session: Session): void;
  remove(session: Session): void;
  /** Sessions may be removed while this is walked. */
  all(): Iterable<Session>;
  /** Of clients at this address. */
  of(address: string): Iterable<Session>;
}

/** Of the places: whoever asks under forged addresses has no more when others need them. */
const UNCONFIRMED_SHARE = 1 / 4;

type ByPort = Map<number, Session>;

export function createSessions(limits: SessionLimits): Sessions {
  // Two steps of lookup cost less than one text made of address and port, which is a good part of a packet.
  const byAddress = new Map<string, ByPort>();
  /** Their clients may not exist. The oldest first: a real one would have answered by now. */
  const unconfirmed = new Set<Session>();
  let size = 0;
  const find = ({ address, port }: Endpoint) => byAddress.get(address)?.get(port);
  const heldBy = (address: string) => byAddress.get(address)?.size ?? 0;
  return {
    size: () => size,
    find,
    has: (session) => find(session.client) === session,
    placeFor({ address }) {
      const held = heldBy(address);
      if (held >= limits.transfersPerClient) return 'none';
      if (size < limits.transfers) return 'free';
      const isFlooded = unconfirmed.size > limits.transfers * UNCONFIRMED_SHARE;
      const unheard = firstOf(unconfirmed);
      if (isFlooded && unheard) return unheard;
      const most = greediest(byAddress, held);
      return (most && firstOf(most.values())) ?? unheard ?? 'none';
    },
    add(session) {
      const { address, port } = session.client;
      const byPort: ByPort = byAddress.get(address) ?? new Map();
      byAddress.set(address, byPort);
      if (!byPort.has(port)) size++;
      byPort.set(port, session);
      unconfirmed.add(session);
    },
    confirm: (session) => unconfirmed.delete(session),
    remove(session) {
      const { address, port } = session.client;
      unconfirmed.delete(session);
      const byPort = byAddress.get(address);
      if (!byPort?.delete(port)) return;
      size--;
      if (byPort.size === 0) byAddress.delete(address);
    },
    of: (address) => byAddress.get(address)?.values() ?? [],
    *all() {
      for (const byPort of byAddress.values()) yield* byPort.values();
    },
  };
}
