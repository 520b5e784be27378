// A read-only TFTP server (RFC 1350) for whatever FileSource it is given. Opens and closes the sockets; what
// arrives goes to requests.ts and serving.ts. Knows no phone and no path.

import { type Clock, systemClock } from '../core/clock.js';
import { type Log, silentLog } from '../core/log.js';
import { createRateLimit } from '../core/rate-limit.js';
import {
  type DatagramSocket,
  type Endpoint,
  type OpenSocket,
  RECEIVE_BUFFER_BYTES,
  type Receive,
} from '../udp/datagram.js';
import { chooseOpenSocket } from './choose-socket.js';
import type { Context, Counters } from './context.js';
import type { FileSource } from './file-source.js';
import { DEFAULT_LIMITS, type TftpLimits } from './limits.js';
import type { TransferReport } from './report.js';
import { receiveRequest } from './requests.js';
import { finish, receiveTransferPacket } from './serving.js';
import { createSessions } from './sessions.js';
import { createSocketChoice } from './socket-choice.js';

export interface TftpServerOptions {
  /** Replies leave from it: where the host has several, give the one that clients ask, not 0.0.0.0. */
  readonly address: string;
  /** 0: any free one. */
  readonly port: number;
  readonly source: FileSource;
  readonly onReport?: (report: TransferReport) => void;
  readonly log?: Log;
  readonly clock?: Clock;
  readonly limits?: Partial<TftpLimits>;
  /** Absent: the fastest that this machine has. */
  readonly openSocket?: OpenSocket;
  /** For the listening port alone, such as a socket that is bound already. */
  readonly openListener?: OpenSocket;
}

export interface TftpStats extends Readonly<Counters> {
  /** Running now. */
  readonly transfers: number;
}

export interface TftpServer {
  /** What carries the transfers: `koffi`, batches of packets; `dgram`, packet by packet. */
  readonly backend: string;
  address(): Endpoint;
  stats(): TftpStats;
  /** Ends running transfers with an ERROR and reports them. */
  close(): Promise<void>;
}

/** Thousands of transfers share these; socket-choice.ts says which gets which. */
const TRANSFER_SOCKETS = 2;
const RATE_LIMITED_ADDRESSES = 10_000;

/** Rejects with the system's error where the address or port cannot be had. */
export async function createTftpServer(options: TftpServerOptions): Promise<TftpServer> {
  const { address, port, log = silentLog } = options;
  const openSocket = options.openSocket ?? (await chooseOpenSocket(log));
  const { openListener = openSocket } = options;
  const sockets: DatagramSocket[] = [];
  const context = createContext(options, createSocketChoice(sockets));
  const receive: Receive = (datagram, from, at) =>
    receiveTransferPacket(context, datagram, from, at);
  try {
    const first = await openSocket({ address, port: 0 }, receive);
    sockets.push(first);
    while (sockets.length < TRANSFER_SOCKETS) {
      sockets.push(await openSocket({ address, port: 0 }, receive));
    }
    const listener = await openListener({ address, port }, (datagram, from) =>
      receiveRequest(context, datagram, from),
    );
    announce(context.log, listener, first.backend);
    return {
      backend: first.backend,
      address: () => listener.local,
      stats: () => ({ ...context.counters, transfers: context.sessions.size() }),
      close: () => stop(context, [listener, ...sockets]),
    };
  } catch (error) {
    await closeAll(sockets);
    throw error;
  }
}

function createContext(options: TftpServerOptions, socketFor: Context['socketFor']): Context {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  return {
    source: options.source,
    onReport: options.onReport ?? (() => {}),
    log: options.log ?? silentLog,
    clock: options.clock ?? systemClock,
    limits,
    sessions: createSessions(limits),
    rateLimit: createRateLimit({
      burst: limits.requestBurst,
      perSecond: limits.requestsPerSecond,
      maxKeys: RATE_LIMITED_ADDRESSES,
    }),
    socketFor,
    counters: {
      requests: 0,
      duplicates: 0,
      malformed: 0,
      wrongTransferId: 0,
      denied: 0,
      throttled: 0,
      overLimit: 0,
      gaveWay: 0,
    },
    timer: undefined,
    tickDueMs: 0,
    warnedMs: Number.NEGATIVE_INFINITY,
  };
}

/** Linux grants twice what it is asked for, up to twice net.core.rmem_max unless we are root. */
function announce(log: Log, { local, receiveBufferBytes }: DatagramSocket, backend: string): void {
  log.info({ ...local, backend, receiveBufferBytes }, 'TFTP is listening');
  if (receiveBufferBytes >= RECEIVE_BUFFER_BYTES) return;
  log.warn(
    { receiveBufferBytes, wantedBytes: RECEIVE_BUFFER_BYTES },
    'small receive buffer: phones that boot all at once will wait; raise net.core.rmem_max ' +
      '(packaging/sysctl has a file for it)',
  );
}

async function stop(context: Context, sockets: readonly DatagramSocket[]): Promise<void> {
  clearTimeout(context.timer);
  for (const session of context.sessions.all()) finish(context, session, 'stopped');
  await closeAll(sockets);
  context.log.info({ ...context.counters }, 'TFTP has stopped');
}

async function closeAll(sockets: readonly DatagramSocket[]): Promise<void> {
  await Promise.all(sockets.map((socket) => socket.close()));
}
