// A read-only TFTP server (RFC 1350) for whatever FileSource it is given. Opens and closes the sockets; what
// arrives goes to requests.ts and serving.ts. Knows no phone and no path.

import { systemClock } from '../../core/clock.js';
import { type Log, silentLog } from '../../core/log.js';
import type { PortRange } from '../../core/port-range.js';
import { createRateLimit } from '../../core/rate-limit.js';
import type { DatagramSocket, Endpoint, Receive, Sockets } from '../../udp/datagram.js';
import { type SocketFacts, smallBuffer, warnOfSmallBuffer } from '../../udp/socket-facts.js';
import { isAnswer } from '../codec/packet.js';
import type { Context, Counters, Surroundings } from './context.js';
import { openDataSockets } from './data-sockets.js';
import { DEFAULT_LIMITS, type TftpLimits } from './limits.js';
import type { RunningTransfer } from './report.js';
import { receiveRequests } from './requests.js';
import { finish, receiveTransferPackets, transfersTo } from './serving.js';
import { createSessions } from './sessions.js';
import { createSocketChoice } from './transfer-socket.js';

export interface TftpServerOptions
  extends Pick<Surroundings, 'source'>,
    Partial<Omit<Surroundings, 'source'>> {
  /** 0.0.0.0: each of ours, and `::` those of IPv6 as well; a client is answered from the one that it asked. */
  readonly address: string;
  /** 0: any free one. */
  readonly port: number;
  /** Where transfers go. Absent: any free ones; the port of requests alone: there. */
  readonly dataPorts?: PortRange;
  readonly limits?: Partial<TftpLimits>;
  readonly sockets: Sockets;
  /** The listening port's socket, if it is bound already: its descriptor. */
  readonly listenerFd?: number;
}

export interface TftpStats extends Readonly<Counters> {
  /** Running now. */
  readonly transfers: number;
}

/** `backend` is what carries the transfers: `koffi`, batches of packets; `dgram`, packet by packet. */
export interface TftpServer extends SocketFacts {
  address(): Endpoint;
  stats(): TftpStats;
  /** Those under way to this address; without one all. */
  transfersTo(address?: string): Iterable<RunningTransfer>;
  /** Ends running transfers with an ERROR and reports them. */
  close(): Promise<void>;
}

const RATE_LIMITED_ADDRESSES = 10_000;

/** Rejects with the system's error where the address or port cannot be had. */
export async function createTftpServer(options: TftpServerOptions): Promise<TftpServer> {
  const { address, port, dataPorts: ports, listenerFd, log = silentLog } = options;
  const { open, adopt, unbatched } = options.sockets;
  if (unbatched !== undefined) log.info({ why: unbatched }, NO_BATCHES);
  const sockets: DatagramSocket[] = [];
  const context = createContext(options, createSocketChoice(sockets));
  const receiveData = receiveTransferPackets(context);
  const receive = receiveRequests(context);
  try {
    const place = { address, ports, listeningPort: port };
    sockets.push(...(await openDataSockets(open, place, receiveData)));
    const isOnlyPort = sockets.length === 0;
    const hear = isOnlyPort ? eitherOf(receive, receiveData) : receive;
    const listener = await (listenerFd === undefined
      ? open({ address, port }, hear)
      : adopt(listenerFd, hear));
    const facts = factsOf(listener, sockets[0] ?? listener, unbatched);
    if (isOnlyPort) sockets.push(listener);
    announce(log, listener, facts);
    return {
      ...facts,
      address: () => listener.local,
      stats: () => ({ ...context.counters, transfers: context.sessions.size() }),
      transfersTo: (client) => transfersTo(context, client),
      close: () => stop(context, [listener, ...sockets]),
    };
  } catch (error) {
    await closeAll(sockets);
    throw error;
  }
}

/** On one port for both. */
function eitherOf(receiveRequest: Receive, receiveData: Receive): Receive {
  return (datagram, from, at) =>
    (isAnswer(datagram) ? receiveData : receiveRequest)(datagram, from, at);
}

function createContext(options: TftpServerOptions, socketFor: Context['socketFor']): Context {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  return {
    source: options.source,
    onBegin: options.onBegin ?? (() => {}),
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

const NO_BATCHES = 'TFTP does without batches: koffi is not there';
const SMALL_BUFFER =
  'small receive buffer: phones that boot all at once will wait; raise net.core.rmem_max ' +
  '(packaging/sysctl has a file for it)';

/** The buffer is that of requests, which come at once. */
function factsOf(
  { receiveBufferBytes }: DatagramSocket,
  { backend }: DatagramSocket,
  unbatched: string | undefined,
): SocketFacts {
  return {
    backend,
    receiveBufferBytes,
    ...(unbatched !== undefined && { limit: { why: unbatched, message: NO_BATCHES } }),
    ...smallBuffer(receiveBufferBytes, SMALL_BUFFER),
  };
}

function announce(log: Log, { local }: DatagramSocket, facts: SocketFacts): void {
  const { backend, receiveBufferBytes } = facts;
  log.info({ ...local, backend, receiveBufferBytes }, 'TFTP is listening');
  warnOfSmallBuffer(log, facts);
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
