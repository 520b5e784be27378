// A transfer and a reception on a wire that loses, copies and reorders, in virtual time. Same seed, same run.

import { contentOf } from '../../src/core/file-content.js';
import { answerOptions } from '../../src/tftp/codec/options.js';
import {
  decodePacket,
  encodePacket,
  type Option,
  type Packet,
} from '../../src/tftp/codec/packet.js';
import {
  advanceReception,
  beginReception,
  type ReceptionEvent,
  type ReceptionStep,
} from '../../src/tftp/transfer/reception.js';
import {
  advance,
  beginTransfer,
  packetsOf,
  type Transfer,
  type TransferEvent,
} from '../../src/tftp/transfer/transfer.js';
import { assemble, type Outgoing } from '../../src/udp/datagram.js';

export interface Conditions {
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

const NEVER = Number.POSITIVE_INFINITY;

export function runTransfer(
  file: Uint8Array,
  asked: readonly Option[] = [],
  conditions: Conditions = {},
  seed = 1,
  resendMs = 1_000,
): Run {
  const wire = createWire(conditions, seed);
  const server = createServerEnd(file, wire);
  const client = createClientEnd(asked, resendMs, wire);
  let nowMs = 0;
  while (Math.min(server.dueMs(), client.dueMs()) < NEVER) {
    const dueMs = Math.min(server.dueMs(), client.dueMs());
    const flight = wire.arrivingBy(dueMs);
    nowMs = flight?.atMs ?? dueMs;
    if (flight?.toServer) server.receive(decodeSound(flight.bytes), nowMs);
    else if (flight !== undefined) client.step(decodeSound(flight.bytes), nowMs);
    else if (server.dueMs() <= dueMs) server.step({ type: 'deadline' }, nowMs);
    else client.step({ type: 'deadline' }, nowMs);
  }
  const { DATA: dataSent, OACK: oacksSent, ACK: acksSent, lost } = wire.counts;
  return {
    ...{ ...client.result(), ...server.result(), elapsedMs: nowMs },
    ...{ dataSent, oacksSent, acksSent, lost },
  };
}

interface Flight {
  readonly atMs: number;
  readonly toServer: boolean;
  readonly bytes: Uint8Array;
}

type Wire = ReturnType<typeof createWire>;

function createWire(
  { lost = 0, copied = 0, late = 0, delayMs = 5, lose }: Conditions,
  seed: number,
) {
  const chance = perMille(seed);
  /** By arrival; of two at one time, the one sent first comes first. */
  const flights: Flight[] = [];
  const counts = { DATA: 0, OACK: 0, ACK: 0, sent: 0, lost: 0 };
  const fly = (toServer: boolean, bytes: Uint8Array, nowMs: number): void => {
    const atMs = nowMs + (chance() < late ? 3 * delayMs : delayMs);
    const behind = flights.findIndex((each) => each.atMs > atMs);
    flights.splice(behind < 0 ? flights.length : behind, 0, { atMs, toServer, bytes });
  };
  return {
    counts: counts as Readonly<typeof counts>,
    send(toServer: boolean, bytes: Uint8Array, nowMs: number): void {
      const { type } = decodePacket(bytes);
      if (type === 'DATA' || type === 'OACK' || type === 'ACK') counts[type]++;
      const isLost = lose === undefined ? chance() < lost : lose.includes(counts.sent);
      counts.sent++;
      if (isLost) counts.lost++;
      else fly(toServer, bytes, nowMs);
      if (chance() < copied) fly(toServer, bytes, nowMs);
    },
    arrivingBy: (dueMs: number): Flight | undefined =>
      (flights[0]?.atMs ?? NEVER) <= dueMs ? flights.shift() : undefined,
  };
}

function createServerEnd(file: Uint8Array, wire: Wire) {
  const offer = { maxBlksize: 65_464, maxWindowsize: 65_535, transferBytes: file.length };
  const serverEnds: string[] = [];
  let serverRetransmits = 0;
  let transfer: Transfer | undefined;
  const sendWindow = (of: Transfer, nowMs: number): void => {
    for (const packet of packetsNow(of)) wire.send(false, assemble(packet), nowMs);
  };
  const step = (event: TransferEvent, nowMs: number): void => {
    if (transfer === undefined) return;
    const next = advance(transfer, event, nowMs);
    if (next === 'send') sendWindow(transfer, nowMs);
    else if (next !== 'wait') {
      serverEnds.push(next);
      serverRetransmits += transfer.retransmits;
      transfer = undefined;
    }
  };
  return {
    step,
    receive(packet: Packet, nowMs: number): void {
      if (packet.type === 'ACK' || packet.type === 'ERROR') step(packet, nowMs);
      if (packet.type !== 'RRQ' || transfer !== undefined) return;
      transfer = beginTransfer(contentOf(file), answerOptions(packet.options, offer), nowMs);
      sendWindow(transfer, nowMs);
    },
    dueMs: () => transfer?.deadlineMs ?? NEVER,
    result: () => ({ serverEnds, serverRetransmits }),
  };
}

/** All is in memory. */
export function packetsNow(transfer: Transfer): readonly Outgoing[] {
  const packets = packetsOf(transfer);
  if (packets instanceof Promise) throw new Error('the file is in memory');
  return packets;
}

function createClientEnd(options: readonly Option[], resendMs: number, wire: Wire) {
  const request = { type: 'RRQ', fileName: 'f', mode: 'octet', options } as const;
  const reception = beginReception(request, { resendMs, timeoutMs: 60_000 }, 0);
  let clientEnd: ReceptionStep['kind'] = 'wait';
  wire.send(true, encodePacket(request), 0);
  return {
    step(event: ReceptionEvent, nowMs: number): void {
      if (clientEnd !== 'wait') return;
      const next = advanceReception(reception, event, nowMs);
      if ('packet' in next) wire.send(true, encodePacket(next.packet), nowMs);
      if (next.kind !== 'send') clientEnd = next.kind;
    },
    dueMs: () => (clientEnd === 'wait' ? reception.deadlineMs : NEVER),
    result: () => ({
      clientEnd,
      clientRetransmits: reception.retransmits,
      received: clientEnd === 'complete' ? Buffer.concat(reception.blocks) : undefined,
    }),
  };
}

function decodeSound(bytes: Uint8Array): Packet {
  const packet = decodePacket(bytes);
  if (packet.type === 'malformed') throw new Error(`sent something malformed: ${packet.fault}`);
  return packet;
}

/** 0..999 by xorshift32: integers only, so that every machine draws the same. */
function perMille(seed: number): () => number {
  let state = Math.imul(seed, 2_654_435_761) >>> 0 || 1;
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
