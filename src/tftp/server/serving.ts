// The life of a session once its file is known: packets to and fro, deadlines, and the report at the end.

import { messageOf } from '../../core/coded-error.js';
import type { DatagramSocket, Endpoint, Receive } from '../../udp/datagram.js';
import { PLAIN } from '../codec/options.js';
import {
  type AckPacket,
  decodePacket,
  encodePacket,
  type Option,
  type Packet,
  UNKNOWN_TRANSFER_ID,
} from '../codec/packet.js';
import {
  advance,
  beginTransfer,
  bytesAcked,
  isTooSlow,
  packetsOf,
  postpone,
  resume,
  silenceMeans,
  type Transfer,
  type TransferContent,
  type TransferEnd,
  type TransferEvent,
} from '../transfer/transfer.js';
import { type Context, countDropped } from './context.js';
import {
  type Outcome,
  REFUSALS,
  type Refusal,
  type RunningTransfer,
  type TransferReport,
} from './report.js';
import type { Session } from './sessions.js';

/** Deadlines are looked at this often: a fraction of the shortest wait. */
const TICK_MS = 20;
/** Part of a request's token: a refusal is one small packet, where a transfer is three large ones. */
const REFUSAL_REBATE = 0.9;

export function begin(
  context: Context,
  session: Session,
  content: TransferContent,
  acknowledged: readonly Option[],
): void {
  session.transfer = beginTransfer(content, acknowledged, context.clock.monotonicMs());
  sendWatched(context, session, session.transfer);
  context.onBegin({ ...namesOf(session), ...sizeOf(session) });
  if (context.timer === undefined) scheduleTick(context);
}

/** RFC 1350 section 4: a packet from a stranger gets an ERROR and leaves the transfer alone. */
export function receiveTransferPackets(context: Context): Receive {
  return (datagram, from, at) => {
    const packet = decodePacket(datagram);
    const session = context.sessions.find(from);
    const transfer = session?.socket.local.port === at.local.port ? session.transfer : undefined;
    if (packet.type === 'malformed') context.counters.malformed++;
    else if (session === undefined || transfer === undefined)
      refuseStranger(context, packet, from, at);
    else if (packet.type === 'ACK') acknowledged(context, session, transfer, packet);
    else if (packet.type === 'ERROR') {
      step(context, session, transfer, packet, context.clock.monotonicMs());
    }
  };
}

function refuseStranger(
  { counters }: Context,
  { type }: Packet,
  from: Endpoint,
  at: DatagramSocket,
): void {
  counters.wrongTransferId++;
  if (type !== 'ERROR') at.send(encodePacket(UNKNOWN_TRANSFER_ID), from);
}

/** The client asks for the same again, having heard nothing: under the transfer identifier it may yet hear of. */
export function repeat(context: Context, session: Session): void {
  if (session.transfer === undefined) return;
  step(context, session, session.transfer, { type: 'asked-again' }, context.clock.monotonicMs());
}

/** No time was waited for it, as the outcome alone would say. */
const WENT_ON = 'the client made another request';

/** The client has gone on to something else. */
export function abandon(context: Context, session: Session): void {
  const outcome = session.transfer === undefined ? 'timeout' : silenceMeans(session.transfer);
  finish(context, session, outcome, outcome === 'timeout' ? WENT_ON : undefined);
}

/** All places are taken, and another client needs one more. One that may not exist is told nothing. */
export function giveWay(context: Context, session: Session): void {
  countDropped(context, 'gaveWay', session.client);
  if (session.transfer?.answered) finish(context, session, 'busy');
  else finish(context, session, 'timeout', 'gave way to another client');
}

/** Tells the client, if the outcome is a refusal, and the observer. */
export function finish(
  context: Context,
  session: Session,
  outcome: Outcome,
  detail?: string,
): void {
  const { client, socket } = session;
  context.sessions.remove(session);
  session.content?.release();
  if (outcome === 'denied') context.counters.denied++;
  if (isRefusal(outcome)) {
    socket.send(encodePacket(REFUSALS[outcome]), client);
    context.rateLimit.giveBack(client.address, REFUSAL_REBATE);
  }
  const durationMs = context.clock.monotonicMs() - session.startedMs;
  context.onReport({ ...reportOf(session, outcome, durationMs), ...(detail && { detail }) });
}

/** Apart from the other events, for nearly all are of this kind. */
function acknowledged(
  context: Context,
  session: Session,
  transfer: Transfer,
  ack: AckPacket,
): void {
  const { answered } = transfer;
  const next = advance(transfer, ack, context.clock.monotonicMs());
  // Whoever answers our packets did not forge its address, so its request costs it nothing.
  if (!answered && transfer.answered) {
    context.rateLimit.giveBack(session.client.address, 1);
    context.sessions.confirm(session);
  }
  if (next === 'send') send(context, session, transfer);
  else if (next !== 'wait') finish(context, session, next);
}

function step(
  context: Context,
  session: Session,
  transfer: Transfer,
  event: TransferEvent,
  nowMs: number,
): void {
  const next = advance(transfer, event, nowMs);
  if (next === 'send') sendWatched(context, session, transfer);
  else if (next !== 'wait') finish(context, session, next, reasonOf(next, event, session, nowMs));
}

/** `onSent` costs time; see DatagramSocket. */
function send(
  context: Context,
  session: Session,
  transfer: Transfer,
  onSent?: (errorCode: string | undefined) => void,
): void {
  const packets = packetsOf(transfer);
  if (packets instanceof Promise) sendLater(context, session, transfer, packets);
  else for (const packet of packets) session.socket.send(packet, session.client, onSent);
}

/** The first packets, and those sent again, tell us when the system will not send them at all. */
function sendWatched(context: Context, session: Session, transfer: Transfer): void {
  send(context, session, transfer, (errorCode) => {
    session.sendError = errorCode;
  });
}

function sendLater(
  context: Context,
  session: Session,
  transfer: Transfer,
  read: Promise<unknown>,
): void {
  const isOver = () => !context.sessions.has(session) || session.transfer !== transfer;
  read.then(
    () => {
      if (isOver()) return;
      resume(transfer, context.clock.monotonicMs());
      sendWatched(context, session, transfer);
    },
    (error: unknown) => {
      if (isOver()) return;
      finish(context, session, 'unreadable', messageOf(error));
    },
  );
}

function scheduleTick(context: Context): void {
  context.tickDueMs = context.clock.monotonicMs() + TICK_MS;
  context.timer = setTimeout(tick, TICK_MS, context);
}

function tick(context: Context): void {
  const nowMs = context.clock.monotonicMs();
  const lateMs = nowMs - context.tickDueMs;
  for (const session of context.sessions.all()) {
    const { transfer } = session;
    if (transfer === undefined) continue;
    // While this process was busy elsewhere, answers may have come that nobody has read yet.
    postpone(transfer, lateMs);
    step(context, session, transfer, { type: 'deadline' }, nowMs);
  }
  context.timer = undefined;
  if (context.sessions.size() > 0) scheduleTick(context);
}

function reportOf(session: Session, outcome: Outcome, durationMs: number): TransferReport {
  const { transfer } = session;
  const { blksize, windowsize } = transfer?.agreement ?? PLAIN;
  return {
    ...namesOf(session),
    ...sizeOf(session),
    outcome,
    bytes: transfer === undefined ? 0 : bytesAcked(transfer),
    blocks: Math.max(transfer?.acked ?? 0, 0),
    retransmits: transfer?.retransmits ?? 0,
    durationMs,
    blksize,
    windowsize,
  };
}

function namesOf({ client, request }: Session) {
  return { client, fileName: request.fileName };
}

function sizeOf({ content }: Session) {
  return content !== undefined && Number.isFinite(content.size) ? { size: content.size } : {};
}

/** Those that have begun, to this address; without one all. */
export function* transfersTo({ sessions }: Context, address?: string): Generator<RunningTransfer> {
  for (const session of address === undefined ? sessions.all() : sessions.of(address)) {
    const { transfer, startedMs } = session;
    if (transfer === undefined) continue;
    const bytes = bytesAcked(transfer);
    yield { ...namesOf(session), ...sizeOf(session), beganMs: startedMs, bytes };
  }
}

function reasonOf(
  end: TransferEnd,
  event: TransferEvent,
  { transfer, sendError }: Session,
  nowMs: number,
): string | undefined {
  if (event.type === 'ERROR') return `error ${event.code}: ${event.message.slice(0, 200)}`;
  if (transfer && isTooSlow(transfer, nowMs)) return 'less than a block a second';
  if (end !== 'timeout' || sendError === undefined) return undefined;
  return `packets could not be sent: ${sendError}`;
}

function isRefusal(outcome: Outcome): outcome is Refusal {
  return Object.hasOwn(REFUSALS, outcome);
}
