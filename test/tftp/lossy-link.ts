// A transfer and a reception on a wire that loses, copies and reorders, in virtual time. Same seed, same run.

import { answerOptions } from '../../src/tftp/options.js';
import { decodePacket, encodePacket, type Option, type Packet } from '../../src/tftp/packet.js';
import {
  advanceReception,
  beginReception,
  type ReceptionEvent,
  type ReceptionStep,
} from '../../src/tftp/reception.js';
import {
  advance,
  beginTransfer,
  packetsOf,
  type Transfer,
  type TransferEvent,
} from '../../src/tftp/transfer.js';

export interface Wire {
  /** Of 1,000 packets each way. */
  readonly lost?: number;
  readonly copied?: number;
  /** Held back for three times the delay. */
  readonly late?: number;
  readonly delayMs?: number;
  /** Instead of chance: packets to lose, numbered from 0 in the order they were sent. */
  readonly lose?: readonly number[];
}

export interface Run {
  readonly received: Uint8Array | undefined;
  readonly clientEnd: ReceptionStep['kind'];
  /** How each transfer that the server began ended; the client may have had to ask again. */
  readonly serverEnds: readonly string[];
  readonly elapsedMs: number;
  /** As sent, without the wire's own copies. */
  readonly dataSent: number;
  readonly oacksSent: number;
  readonly acksSent: number;
  readonly lost: number;
  readonly serverRetransmits: number;
  readonly clientRetransmits: number;
}

interface Flight {
  readonly atMs: number;
  readonly order: number;
  readonly toServer: boolean;
  readonly bytes: Uint8Array;
}

const OFFER = { maxBlksize: 65_464, maxWindowsize: 65_535 };

export function runTransfer(
  file: Uint8Array,
  asked: readonly Option[] = [],
  wire: Wire = {},
  seed = 1,
  resendMs = 1_000,
): Run {
  const { lost = 0, copied = 0, late = 0, delayMs = 5, lose } = wire;
  const chance = perMille(seed);
  const flights: Flight[] = [];
  const count = { sent: 0, lost: 0, DATA: 0, OACK: 0, ACK: 0, serverRetransmits: 0 };
  const serverEnds: string[] = [];
  let nowMs = 0;
  let transfer: Transfer | undefined;
  let clientEnd: ReceptionStep['kind'] = 'wait';

  const fly = (toServer: boolean, bytes: Uint8Array): void => {
    const atMs = nowMs + (chance() < late ? 3 * delayMs : delayMs);
    flights.push({ atMs, order: flights.length + count.sent, toServer, bytes });
  };
  const send = (toServer: boolean, bytes: Uint8Array): void => {
    const { type } = decodePacket(bytes);
    if (type === 'DATA' || type === 'OACK' || type === 'ACK') count[type]++;
    const isLost = lose === undefined ? chance() < lost : lose.includes(count.sent);
    count.sent++;
    if (isLost) count.lost++;
    else fly(toServer, bytes);
    if (chance() < copied) fly(toServer, bytes);
  };
  const sendWindow = (from: Transfer): void => {
    for (const packet of packetsOf(from)) send(false, packet);
  };

  const stepServer = (event: TransferEvent): void => {
    if (transfer === undefined) return;
    const step = advance(transfer, event, nowMs);
    if (step === 'send') sendWindow(transfer);
    else if (step !== 'wait') {
      serverEnds.push(step);
      count.serverRetransmits += transfer.retransmits;
      transfer = undefined;
    }
  };
  const atServer = (packet: Packet): void => {
    if (packet.type === 'RRQ' && transfer === undefined && clientEnd === 'wait') {
      const offer = { ...OFFER, transferBytes: file.length };
      transfer = beginTransfer(file, answerOptions(packet.options, offer), nowMs);
      sendWindow(transfer);
    } else if (packet.type === 'ACK' || packet.type === 'ERROR') stepServer(packet);
  };

  const request = { type: 'RRQ', fileName: 'f', mode: 'octet', options: asked } as const;
  const reception = beginReception(request, { resendMs, timeoutMs: 60_000 }, nowMs);
  const atClient = (event: ReceptionEvent): void => {
    if (clientEnd !== 'wait') return;
    const step = advanceReception(reception, event, nowMs);
    if ('packet' in step && step.packet !== undefined) send(true, encodePacket(step.packet));
    if (step.kind !== 'send') clientEnd = step.kind;
  };

  send(true, encodePacket(request));
  while (clientEnd === 'wait' || transfer !== undefined) {
    const next = takeNext(flights);
    const serverDueMs = transfer?.deadlineMs ?? Number.POSITIVE_INFINITY;
    const clientDueMs = clientEnd === 'wait' ? reception.deadlineMs : Number.POSITIVE_INFINITY;
    const dueMs = Math.min(serverDueMs, clientDueMs);
    if (next !== undefined && next.atMs <= dueMs) {
      nowMs = next.atMs;
      const packet = decodePacket(next.bytes);
      if (packet.type === 'malformed') throw new Error(`sent something malformed: ${packet.fault}`);
      if (next.toServer) atServer(packet);
      else atClient(packet);
      continue;
    }
    if (next !== undefined) flights.push(next);
    nowMs = dueMs;
    if (serverDueMs <= clientDueMs) stepServer({ type: 'deadline' });
    else atClient({ type: 'deadline' });
  }

  return {
    received: clientEnd === 'complete' ? Buffer.concat(reception.blocks) : undefined,
    clientEnd,
    serverEnds,
    elapsedMs: nowMs,
    dataSent: count.DATA,
    oacksSent: count.OACK,
    acksSent: count.ACK,
    lost: count.lost,
    serverRetransmits: count.serverRetransmits,
    clientRetransmits: reception.retransmits,
  };
}

/** Removes the flight that arrives first; of two at one time, the one sent first. */
function takeNext(flights: Flight[]): Flight | undefined {
  let best: Flight | undefined;
  for (const each of flights) {
    if (best === undefined || isBefore(each, best)) best = each;
  }
  if (best !== undefined) flights.splice(flights.indexOf(best), 1);
  return best;
}

function isBefore(a: Flight, b: Flight): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

/** 0..999 by xorshift32: integers only, so that every machine draws the same. */
function perMille(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % 1_000;
  };
}

/** Bytes that differ from block to block, so that a block in the wrong place shows. */
export function fileOf(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  const words = new Uint32Array(bytes.buffer, 0, length >>> 2);
  for (let at = 0; at < words.length; at++) words[at] = Math.imul(at + 1, 2_654_435_761);
  for (let at = words.length * 4; at < length; at++) bytes[at] = at;
  return bytes;
}
