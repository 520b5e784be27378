// Who is connected, and for how long: so many in all and of one address, and none that hardly reads. Knows nothing
// of what is served.

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { greediest } from '../core/greediest.js';
import { unmapIpv4 } from '../core/ipv4.js';
import { append, inOrder, type Link, newQueue, type Queue, takeOut } from '../core/queue.js';

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

interface Connection extends Link<Connection> {
  readonly socket: Socket;
  readonly address: string;
  /** Answers under way. */
  answers: number;
  /** Bytes taken when it was last quick enough, and the rounds since then. */
  taken: number;
  rounds: number;
}

/** On the socket itself: a map of them, weak or not, costs more than all else that is done here for a connection. */
const CONNECTION = Symbol('connection');
interface Held extends Duplex {
  [CONNECTION]?: Connection | undefined;
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
  /** The oldest of each first. */
  const byAddress = new Map<string, Queue<Connection>>();
  let size = 0;

  function refuse(socket: Socket, address: string): void {
    onRefused(address);
    socket.destroy();
    letGo(socket);
  }
  function letGo(socket: Held): void {
    const connection = socket[CONNECTION];
    if (connection === undefined) return;
    socket[CONNECTION] = undefined;
    size--;
    const held = byAddress.get(connection.address);
    if (held === undefined) return;
    takeOut(held, connection);
    if (held.size === 0) byAddress.delete(connection.address);
  }
  function admit(socket: Socket & Held): void {
    const address = unmapIpv4(socket.remoteAddress ?? '');
    const held = byAddress.get(address) ?? newQueue();
    const victim = size < limits.connections ? undefined : greediest(byAddress, held.size)?.first;
    const isFull = size >= limits.connections && victim === undefined;
    if (isFull || held.size >= limits.connectionsPerClient) {
      refuse(socket, address);
      return;
    }
    if (victim !== undefined) refuse(victim.socket, victim.address);
    const connection = newConnection(socket, address);
    if (held.size === 0) byAddress.set(address, held);
    append(held, connection);
    size++;
    socket[CONNECTION] = connection;
    socket.on('close', closed);
  }
  function closed(this: Socket): void {
    letGo(this);
  }
  function round(): void {
    for (const held of byAddress.values()) {
      for (const connection of inOrder(held)) {
        if (isTooSlow(connection, limits)) refuse(connection.socket, connection.address);
      }
    }
  }
  const timer = setInterval(round, limits.roundMs).unref();
  server.once('close', () => clearInterval(timer));
  server.on('connection', admit);
  server.on('request', countAnswer);
  return { isAnswered: (socket: Held) => (socket[CONNECTION]?.answers ?? 0) > 0 };
}

function newConnection(socket: Socket, address: string): Connection {
  return { socket, address, answers: 0, taken: 0, rounds: 0, before: undefined, after: undefined };
}

/** One listener for all: none is made for each answer. */
function countAnswer({ socket }: IncomingMessage, response: ServerResponse): void {
  const connection = (socket as Held)[CONNECTION];
  if (connection === undefined) return;
  connection.answers++;
  response.on('close', answered);
}

function answered(this: ServerResponse): void {
  const connection = (this.req.socket as Held)[CONNECTION];
  if (connection) connection.answers--;
}

/** To be asked once a round. */
function isTooSlow(connection: Connection, { slowestBytes }: ConnectionLimits): boolean {
  const { bytesWritten } = connection.socket;
  const isQuick = connection.answers === 0 || bytesWritten - connection.taken >= slowestBytes;
  connection.rounds = isQuick ? 0 : connection.rounds + 1;
  if (isQuick) connection.taken = bytesWritten;
  return connection.rounds > ROUNDS;
}
