// Fetches one file by TFTP, as a phone does: plain RFC 1350 unless options are asked for. Sockets and time
// only; what to answer is decided in reception.ts.

import { lookup } from 'node:dns/promises';
import { type Clock, systemClock } from '../core/clock.js';
import type { Endpoint } from '../udp/datagram.js';
import { openDgramSocket } from '../udp/dgram-socket.js';
import { decodeNetascii } from './codec/netascii.js';
import {
  decodePacket,
  encodePacket,
  type Option,
  type RequestPacket,
  UNKNOWN_TRANSFER_ID,
} from './codec/packet.js';
import {
  advanceReception,
  beginReception,
  type Reception,
  type ReceptionEvent,
  type ReceptionStep,
  type ReceptionTiming,
} from './transfer/reception.js';

export interface TftpFetch {
  /** Address or name. */
  readonly server: string;
  readonly port: number;
  readonly name: string;
  /** Absent: octet. Text comes back with this host's line ends. */
  readonly mode?: 'octet' | 'netascii';
  /** Sent in this order; absent: none, as old phones ask. */
  readonly options?: readonly Option[];
  /** How long to put up with silence. Absent: 10 s. */
  readonly timeoutMs?: number;
  /** Absent: 1 s. */
  readonly resendMs?: number;
  /** Absent: the system chooses. */
  readonly localAddress?: string;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** How the packets of the server come in, counted from 1: `take` is called at once, later, or never. Absent: at once. */
  readonly arrive?: (take: () => void, count: number) => void;
}

export type TftpResult =
  | {
      readonly kind: 'file';
      readonly bytes: Uint8Array;
      readonly blocks: number;
      readonly retransmits: number;
      readonly durationMs: number;
    }
  /** What the server said, or what was wrong with what it sent. */
  | { readonly kind: 'error'; readonly code: number; readonly message: string }
  /** `answeredFrom`: the only answers came from this address, which was not asked. */
  | { readonly kind: 'timeout'; readonly answeredFrom?: string };

const TICK_MS = 50;

type Final = Exclude<ReceptionStep, { readonly kind: 'wait' | 'send' }>;

/** Rejects with the signal's reason, or the system's error where no name or socket can be had. */
export async function fetchTftp(fetch: TftpFetch): Promise<TftpResult> {
  const { clock = systemClock, signal, arrive = (take) => take() } = fetch;
  let arrived = 0;
  const { address, family } = await lookup(fetch.server);
  const startedMs = clock.monotonicMs();
  const reception = beginReception(requestOf(fetch), timingOf(fetch), startedMs);
  const server: ServerEnd = { address, port: fetch.port, isKnown: false, elsewhere: undefined };
  let act: (event: ReceptionEvent) => void = () => {};
  const local = { address: fetch.localAddress ?? (family === 6 ? '::' : '0.0.0.0'), port: 0 };
  const socket = await openDgramSocket(local, (datagram, from, at) => {
    const packet = decodePacket(datagram);
    if (packet.type === 'malformed') return;
    if (isFrom(server, from)) arrive(() => act(packet), ++arrived);
    else if (packet.type !== 'ERROR') at.send(encodePacket(UNKNOWN_TRANSFER_ID), from);
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const last = await new Promise<Final>((resolve, reject) => {
      act = (event) => {
        const step = advanceReception(reception, event, clock.monotonicMs());
        if ('packet' in step) socket.send(encodePacket(step.packet), server);
        if (isFinal(step)) resolve(step);
      };
      timer = setInterval(() => {
        if (signal?.aborted) reject(signal.reason);
        else act({ type: 'deadline' });
      }, TICK_MS);
      socket.send(encodePacket(reception.request), server);
    });
    return resultOf(last, reception, server, clock.monotonicMs() - startedMs);
  } finally {
    clearInterval(timer);
    await socket.close();
  }
}

interface ServerEnd {
  readonly address: string;
  /** First the port that requests go to, then the transfer identifier that the server chose. */
  port: number;
  isKnown: boolean;
  /** Another address, from which an answer came. */
  elsewhere: string | undefined;
}

/** The first packet from the server's address tells its transfer identifier (RFC 1350 section 4). */
function isFrom(server: ServerEnd, from: Endpoint): boolean {
  if (from.address !== server.address) {
    server.elsewhere = from.address;
    return false;
  }
  if (!server.isKnown) server.port = from.port;
  server.isKnown = true;
  return from.port === server.port;
}

function requestOf({ name, mode = 'octet', options = [] }: TftpFetch): RequestPacket {
  return { type: 'RRQ', fileName: name, mode, options };
}

function timingOf({ timeoutMs = 10_000, resendMs = 1_000 }: TftpFetch): ReceptionTiming {
  return { timeoutMs, resendMs };
}

function isFinal(step: ReceptionStep): step is Final {
  return step.kind !== 'wait' && step.kind !== 'send';
}

function resultOf(
  last: Final,
  reception: Reception,
  { isKnown, elsewhere }: ServerEnd,
  durationMs: number,
): TftpResult {
  if (last.kind === 'timeout') {
    const isElsewhere = !isKnown && elsewhere !== undefined;
    return { kind: 'timeout', ...(isElsewhere && { answeredFrom: elsewhere }) };
  }
  if (last.kind === 'failed') return { kind: 'error', code: last.code, message: last.message };
  const received = Buffer.concat(reception.blocks);
  const bytes = reception.request.mode === 'netascii' ? decodeNetascii(received) : received;
  return {
    kind: 'file',
    bytes,
    blocks: reception.blocks.length,
    retransmits: reception.retransmits,
    durationMs,
  };
}
