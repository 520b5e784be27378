// One file on its way to us: what to acknowledge, what to ask for again, when to give up. Decides only, as
// transfer.ts does for the other side.

import { type Agreement, agree, PLAIN } from '../codec/options.js';
import {
  type DataPacket,
  ERROR_CODES,
  type ErrorPacket,
  type OackPacket,
  type Packet,
  type RequestPacket,
} from '../codec/packet.js';

export interface ReceptionTiming {
  /** Without progress for this long, the last packet goes out again. */
  readonly resendMs: number;
  /** Without progress for this long, it is over. */
  readonly timeoutMs: number;
}

export interface Reception {
  readonly request: RequestPacket;
  readonly timing: ReceptionTiming;
  /** Undefined until the server's first packet shows whether it knows our options. */
  agreement: Agreement | undefined;
  readonly blocks: Uint8Array[];
  /** Blocks since the last one acknowledged. */
  unacknowledged: number;
  /** The gap in front of us was reported; one report is enough. */
  gapReported: boolean;
  retransmits: number;
  /** The request, or the last ACK. */
  lastPacket: Packet;
  deadlineMs: number;
  giveUpMs: number;
}

export type ReceptionEvent = Packet | { readonly type: 'deadline' };

export type ReceptionStep =
  | { readonly kind: 'wait' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'send'; readonly packet: Packet }
  /** All is here; the packet is the last ACK. */
  | { readonly kind: 'complete'; readonly packet: Packet }
  /** `packet`: what the server should hear of it; absent where it was the server that said so. */
  | {
      readonly kind: 'failed';
      readonly code: number;
      readonly message: string;
      readonly packet?: ErrorPacket;
    };

const WAIT: ReceptionStep = { kind: 'wait' };

/** The first step is always to send the request. */
export function beginReception(
  request: RequestPacket,
  timing: ReceptionTiming,
  nowMs: number,
): Reception {
  return {
    request,
    timing,
    agreement: undefined,
    blocks: [],
    unacknowledged: 0,
    gapReported: false,
    retransmits: 0,
    lastPacket: request,
    deadlineMs: nowMs + timing.resendMs,
    giveUpMs: nowMs + timing.timeoutMs,
  };
}

export function advanceReception(
  reception: Reception,
  event: ReceptionEvent,
  nowMs: number,
): ReceptionStep {
  switch (event.type) {
    case 'OACK':
      return takeOack(reception, event, nowMs);
    case 'DATA':
      return takeData(reception, event, nowMs);
    case 'ERROR':
      return { kind: 'failed', code: event.code, message: event.message };
    case 'deadline':
      return resend(reception, nowMs);
    default:
      return WAIT;
  }
}

function takeOack(reception: Reception, { options }: OackPacket, nowMs: number): ReceptionStep {
  if (reception.blocks.length > 0) return WAIT;
  // Our ACK 0 was lost.
  if (reception.agreement !== undefined) return { kind: 'send', packet: reception.lastPacket };
  reception.agreement = agree(reception.request.options, options);
  if (reception.agreement === undefined) return fail('optionRefused', 'options were not as asked');
  progress(reception, nowMs);
  return acknowledge(reception);
}

function takeData(reception: Reception, packet: DataPacket, nowMs: number): ReceptionStep {
  const agreement = reception.agreement ?? PLAIN;
  const { blksize, windowsize } = agreement;
  const ahead = (packet.block - reception.blocks.length) & 0xffff;
  if (ahead !== 1) return takeOutOfOrder(reception, ahead);
  if (packet.data.length > blksize) return fail('illegalOperation', 'block longer than agreed');
  reception.agreement = agreement;
  reception.blocks.push(packet.data.slice());
  reception.unacknowledged++;
  progress(reception, nowMs);
  if (packet.data.length < blksize) return { ...acknowledge(reception), kind: 'complete' };
  return reception.unacknowledged >= windowsize ? acknowledge(reception) : WAIT;
}

/** A copy of the block last acknowledged: our ACK was lost. A later block than the next: that one was. */
function takeOutOfOrder(reception: Reception, ahead: number): ReceptionStep {
  const isCopy = ahead === 0 && reception.blocks.length > 0 && reception.unacknowledged === 0;
  const isGap = ahead > 0 && ahead < 0x8000 && !reception.gapReported;
  if (isGap) reception.gapReported = true;
  return isCopy || isGap ? acknowledge(reception) : WAIT;
}

function acknowledge(reception: Reception): { kind: 'send'; packet: Packet } {
  reception.unacknowledged = 0;
  reception.lastPacket = { type: 'ACK', block: reception.blocks.length & 0xffff };
  return { kind: 'send', packet: reception.lastPacket };
}

function progress(reception: Reception, nowMs: number): void {
  reception.gapReported = false;
  reception.deadlineMs = nowMs + reception.timing.resendMs;
  reception.giveUpMs = nowMs + reception.timing.timeoutMs;
}

function resend(reception: Reception, nowMs: number): ReceptionStep {
  if (nowMs >= reception.giveUpMs) return { kind: 'timeout' };
  if (nowMs < reception.deadlineMs) return WAIT;
  reception.deadlineMs = nowMs + reception.timing.resendMs;
  reception.retransmits++;
  // Inside a window the last ACK is stale: acknowledging what is here restarts the window behind it.
  return reception.unacknowledged > 0
    ? acknowledge(reception)
    : { kind: 'send', packet: reception.lastPacket };
}

function fail(reason: keyof typeof ERROR_CODES, message: string): ReceptionStep {
  const code = ERROR_CODES[reason];
  return { kind: 'failed', code, message, packet: { type: 'ERROR', code, message } };
}
