// One file on its way to one client: what to send, when to send it again, when to stop. Decides only: it
// knows no socket, no address and no clock. The same events at the same times give the same steps.

import { type FileContent, holds, type Piece } from '../../core/file-content.js';
import type { Block, Outgoing } from '../../udp/datagram.js';
import { type Agreement, agreementOf, PLAIN } from '../codec/options.js';
import {
  type AckPacket,
  dataHead,
  type ErrorPacket,
  encodePacket,
  type Option,
} from '../codec/packet.js';

/** First guess of the time to wait for an answer; replaced by what is measured. */
const FIRST_RESEND_MS = 250;
const MIN_RESEND_MS = 100;
const MAX_RESEND_MS = 4_000;
/** In a row, of a client that has answered before: 18 seconds of silence at the shortest. */
const MAX_RESENDS = 8;
/** What a client may agree to does not keep its place for longer. */
const MAX_SILENCE_SECONDS = 60;
/** However a client answers, its place is taken back: ten minutes, and a second for each block. */
const LIFE_MS = 600_000;
const LIFE_PER_BLOCK_MS = 1_000;
/**
 * Before a first answer the request may carry a forged address. Then one datagram of at least 38 bytes (IP,
 * UDP, a name of one letter) draws at most three of 544: an amplification of 43, or 27 with a phone's
 * `SEP<MAC>.cnf.xml`. A request with options draws OACKs, hardly larger than itself, whatever its blksize.
 */
const MAX_RESENDS_UNANSWERED = 2;
/** The wait after those costs nobody anything: a boot loader may be clearing its flash before it answers. */
const LAST_WAIT_UNANSWERED_MS = 5_000;

export interface TransferContent extends Pick<FileContent, 'read'> {
  /** In bytes; infinite where only the end itself will tell it. */
  readonly size: number;
  /** A good guess then. */
  readonly expectedSize?: number;
}

export interface Transfer {
  readonly content: TransferContent;
  readonly agreement: Agreement;
  /** Absent: no option was acknowledged, the transfer begins with block 1. */
  readonly oack: Uint8Array | undefined;
  /** In bytes, as far as it is known: else infinite. */
  size: number;
  /** Counted from 1 without end; the wire has the low 16 bits. Always one block shorter than blksize. */
  lastBlock: number;
  /** Last block known to have arrived. The OACK is block 0 to us, so -1 waits for ACK 0. */
  acked: number;
  /** Last block sent: everything from `acked + 1` to here is on its way. */
  sent: number;
  sentAtMs: number;
  /** Absolute: stray packets never push it back. */
  deadlineMs: number;
  /** Absolute, too. */
  readonly endsAtMs: number;
  answered: boolean;
  /** What is to be sent next is being read: until `resume`, nobody can be late. */
  waiting: boolean;
  /** In a row, without an answer between. */
  resends: number;
  /** Something on its way was sent twice: an answer tells nothing about the round trip (Karn). */
  ambiguous: boolean;
  /** Packets sent again, in all. */
  retransmits: number;
  resendAfterMs: number;
  roundTripMs: number | undefined;
  deviationMs: number;
}

export type TransferEvent =
  | AckPacket
  | ErrorPacket
  | { readonly type: 'deadline' }
  /** The client sent its request again: so far it has not heard us. */
  | { readonly type: 'asked-again' };

/** How a transfer ends. `unconfirmed`: all was sent, only the last acknowledgement never came. */
export type TransferEnd = 'sent' | 'unconfirmed' | 'timeout' | 'client-error';
/** `send`: hand out `packetsOf`. */
export type Step = 'wait' | 'send' | TransferEnd;

/** The first step is always to send. */
export function beginTransfer(
  content: TransferContent,
  acknowledged: readonly Option[],
  nowMs: number,
): Transfer {
  const negotiated = acknowledged.length > 0;
  const agreement = negotiated ? agreementOf(acknowledged) : PLAIN;
  const { expectedSize: expectedBytes = content.size } = content;
  return {
    content,
    agreement,
    oack: negotiated ? encodePacket({ type: 'OACK', options: acknowledged }) : undefined,
    size: content.size,
    lastBlock: Math.floor(content.size / agreement.blksize) + 1,
    acked: negotiated ? -1 : 0,
    sent: negotiated ? 0 : 1,
    sentAtMs: nowMs,
    deadlineMs: nowMs + FIRST_RESEND_MS,
    endsAtMs: nowMs + LIFE_MS + LIFE_PER_BLOCK_MS * Math.ceil(expectedBytes / agreement.blksize),
    answered: false,
    waiting: false,
    resends: 0,
    ambiguous: false,
    retransmits: 0,
    resendAfterMs: FIRST_RESEND_MS,
    roundTripMs: undefined,
    deviationMs: 0,
  };
}

export function advance(transfer: Transfer, event: TransferEvent, nowMs: number): Step {
  switch (event.type) {
    case 'ACK':
      return acknowledge(transfer, event.block, nowMs);
    case 'ERROR':
      return 'client-error';
    case 'deadline':
      if (isTooSlow(transfer, nowMs)) return silenceMeans(transfer);
      return transfer.waiting || nowMs < transfer.deadlineMs ? 'wait' : resend(transfer, nowMs);
    case 'asked-again':
      return transfer.waiting ? 'wait' : sendAgain(transfer);
  }
}

export function isTooSlow({ endsAtMs }: Transfer, nowMs: number): boolean {
  return nowMs >= endsAtMs;
}

/** For time in which the caller could not listen, so that silence proved nothing. */
export function postpone(transfer: Transfer, byMs: number): void {
  transfer.deadlineMs += byMs;
}

/**
 * Everything that is on its way, in order: the OACK, or the window of blocks. A promise: some of it is being
 * read; call `resume` and ask again when it is there. Millions of these leave: no byte is copied here.
 */
export function packetsOf(transfer: Transfer): readonly Outgoing[] | Promise<Piece> {
  if (transfer.acked < 0 && transfer.oack !== undefined) return [transfer.oack];
  const { content, agreement } = transfer;
  const packets: Block[] = [];
  let piece = NOTHING;
  for (let n = transfer.acked + 1; n <= transfer.sent; n++) {
    const start = (n - 1) * agreement.blksize;
    const end = Math.min(start + agreement.blksize, transfer.size);
    if (!holds(piece, start, end)) {
      const found = content.read(start, end);
      if (found instanceof Promise) {
        transfer.waiting = true;
        return found;
      }
      piece = found;
    }
    const { bytes, at } = piece;
    // Short only where the size was not known.
    const last = Math.min(end, at + bytes.length);
    if (last < end) endAt(transfer, n, last);
    packets.push({ head: dataHead(n & 0xffff), body: bytes, start: start - at, end: last - at });
  }
  return packets;
}

/** What was waited for has been read: the time of sending is now. */
export function resume(transfer: Transfer, nowMs: number): void {
  transfer.waiting = false;
  send(transfer, nowMs);
}

/** Bytes of the file that have arrived for certain. */
export function bytesAcked({ acked, size, agreement }: Transfer): number {
  return Math.min(Math.max(acked, 0) * agreement.blksize, size);
}

/** What a client's lasting silence means at this point. */
export function silenceMeans(transfer: Transfer): TransferEnd {
  return transfer.answered && transfer.sent === transfer.lastBlock ? 'unconfirmed' : 'timeout';
}

/**
 * An ACK of what was acknowledged before is never answered: two answers to one ACK would double every
 * packet from there on, the Sorcerer's Apprentice of RFC 1123 section 4.2.3.1.
 */
function acknowledge(transfer: Transfer, block: number, nowMs: number): Step {
  if (transfer.waiting) return 'wait';
  const onTheWay = transfer.sent - transfer.acked;
  const arrived = (block - transfer.acked) & 0xffff;
  if (arrived === 0 || arrived > onTheWay) return 'wait';
  if (arrived === onTheWay && !transfer.ambiguous) measure(transfer, nowMs - transfer.sentAtMs);
  // RFC 7440 section 4: an ACK inside the window means a gap behind it, and the window starts anew there.
  const lost = onTheWay - arrived;
  transfer.acked += arrived;
  transfer.answered = true;
  transfer.resends = 0;
  transfer.ambiguous = lost > 0;
  transfer.retransmits += lost;
  if (transfer.acked === transfer.lastBlock) return 'sent';
  transfer.sent = Math.min(transfer.acked + transfer.agreement.windowsize, transfer.lastBlock);
  return send(transfer, nowMs);
}

function resend(transfer: Transfer, nowMs: number): Step {
  if (transfer.resends >= allowedResends(transfer)) return silenceMeans(transfer);
  transfer.resends++;
  transfer.resendAfterMs = Math.min(transfer.resendAfterMs * 2, MAX_RESEND_MS);
  sendAgain(transfer);
  return send(transfer, nowMs);
}

function allowedResends({ answered, agreement: { timeoutSeconds } }: Transfer): number {
  if (!answered) return MAX_RESENDS_UNANSWERED;
  if (timeoutSeconds === undefined) return MAX_RESENDS;
  return Math.min(MAX_RESENDS, Math.floor(MAX_SILENCE_SECONDS / timeoutSeconds) - 1);
}

/** Leaves the deadline where it is: a client that only repeats itself does not keep a transfer alive. */
function sendAgain(transfer: Transfer): Step {
  transfer.ambiguous = true;
  transfer.retransmits += transfer.sent - transfer.acked;
  return 'send';
}

function send(transfer: Transfer, nowMs: number): Step {
  transfer.sentAtMs = nowMs;
  transfer.deadlineMs = nowMs + waitMs(transfer);
  return 'send';
}

/** An agreed timeout (RFC 2349) binds us, but only once the client has shown that it knows of it. */
function waitMs({ agreement, answered, resends, resendAfterMs }: Transfer): number {
  if (answered && agreement.timeoutSeconds !== undefined) return agreement.timeoutSeconds * 1_000;
  return answered || resends < MAX_RESENDS_UNANSWERED ? resendAfterMs : LAST_WAIT_UNANSWERED_MS;
}

/** RFC 6298: smoothed round trip plus four deviations. A doubled wait stays until a fresh measurement. */
function measure(transfer: Transfer, sampleMs: number): void {
  const before = transfer.roundTripMs ?? sampleMs;
  const offBy = Math.abs(sampleMs - before);
  const first = transfer.roundTripMs === undefined;
  transfer.deviationMs = first ? sampleMs / 2 : transfer.deviationMs * 0.75 + offBy * 0.25;
  transfer.roundTripMs = before * 0.875 + sampleMs * 0.125;
  const estimate = transfer.roundTripMs + 4 * transfer.deviationMs;
  transfer.resendAfterMs = Math.min(Math.max(estimate, MIN_RESEND_MS), MAX_RESEND_MS);
}

const NOTHING: Piece = { bytes: new Uint8Array(0), at: 0 };

function endAt(transfer: Transfer, block: number, size: number): void {
  transfer.lastBlock = block;
  transfer.sent = block;
  transfer.size = size;
}
