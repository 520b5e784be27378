// Who is connected, and for how long: so many in all and of one address, and none that hardly reads. Knows nothing
// of what is served.

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { greediest } from '../core/greediest.js';
import { unmapIpv4 } from '../core/ipv4.js';

export interface HttpLimits extends ConnectionLimits {
  /** For the headers, and for a request as a whole. */
  readonly requestMs: number;
  /** Between two requests, and in the midst of an answer. */
  readonly keepAliveMs: number;
  readonly idleMs: number;
  /** After a refusal, for it to be read by whoever does not close. */
  readonly lingerMs: number;
}

export interface ConnectionLimits {
  /** At once, in all and of one address. Enough for a thousand phones behind one. */
  readonly connections: number;
  readonly connectionsPerClient: number;
  /** What a client takes of an answer in three rounds at the least. */
  readonly slowestBytes: number;
  readonly roundMs: number;
}

/** 512 bytes a second: a phone may pause for a minute while it writes its flash, but not creep. */
export const DEFAULT_LIMITS: HttpLimits = {
  connections: 4_096,
  connectionsPerClient: 1_024,
  slowestBytes: 30 * 1024,
  roundMs: 20_000,
  requestMs: 10_000,
  keepAliveMs: 5_000,
  idleMs: 60_000,
  lingerMs: 2_000,
};

interface Connection {
  readonly socket: Socket;
  readonly address: string;
  /** Answers under way. */
  answers: number;
  /** Bytes taken when it was last quick enough, and the rounds since then. */
  taken: number;
  rounds: number;
}

const ROUNDS = 3;

export interface Connections {
  /** Whoever waits for an answer must not find another in the midst of it. */
  isAnswered(socket: Duplex): boolean;
}

/** `onRefused`: this address did not get a connection, or lost one. */
export function limitConnections(
  server: Server,
  limits: ConnectionLimits,
  onRefused: (address: string) => void,
): Connections {
  const byAddress = new Map<string, Set<Connection>>();
  /** Not by weak references: they cost more than all else that is done here for a connection. */
  const bySocket = new Map<Duplex, Connection>();

  function end(connection: Connection): void {
    const { address, socket } = connection;
    socket.destroy();
    if (!bySocket.delete(socket)) return;
    const held = byAddress.get(address);
    held?.delete(connection);
    if (held?.size === 0) byAddress.delete(address);
  }
  function refuse(connection: Connection): void {
    onRefused(connection.address);
    end(connection);
  }
  function admit(connection: Connection): void {
    const { address, socket } = connection;
    const held = byAddress.get(address) ?? new Set();
    const { size } = bySocket;
    const victim = size < limits.connections ? undefined : greediest(byAddress, held.size);
    const isFull = size >= limits.connections && victim === undefined;
    if (isFull || held.size >= limits.connectionsPerClient) {
      refuse(connection);
      return;
    }
    if (victim !== undefined) refuse(victim);
    byAddress.set(address, held.add(connection));
    bySocket.set(socket, connection);
    socket.on('close', () => end(connection));
  }
  function round(): void {
    for (const held of byAddress.values()) {
      for (const connection of held) if (isTooSlow(connection, limits)) refuse(connection);
    }
  }
  const timer = setInterval(round, limits.roundMs).unref();
  server.once('close', () => clearInterval(timer));
  server.on('connection', (socket) => {
    const address = unmapIpv4(socket.remoteAddress ?? '');
    admit({ socket, address, answers: 0, taken: 0, rounds: 0 });
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const connection = bySocket.get(socket);
    if (connection === undefined) return;
    connection.answers++;
    response.on('close', () => connection.answers--);
  });
  return { isAnswered: (socket) => (bySocket.get(socket)?.answers ?? 0) > 0 };
}

/** To be asked once a round. */
function isTooSlow(connection: Connection, { slowestBytes }: ConnectionLimits): boolean {
  const { bytesWritten } = connection.socket;
  const isQuick = connection.answers === 0 || bytesWritten - connection.taken >= slowestBytes;
  connection.rounds = isQuick ? 0 : connection.rounds + 1;
  if (isQuick) connection.taken = bytesWritten;
  return connection.rounds > ROUNDS;
}
