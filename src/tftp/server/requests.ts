// What becomes of a datagram at the listening port: nothing, a refusal, or a session with a file.

import type { FileContent } from '../../core/file-content.js';
import type { DatagramSocket, Endpoint, Receive } from '../../udp/datagram.js';
import { netasciiOf } from '../codec/netascii-content.js';
import { answerOptions } from '../codec/options.js';
import { decodePacket, ERROR_CODES, encodePacket, type RequestPacket } from '../codec/packet.js';
import { type Context, countDropped } from './context.js';
import type { FileAnswer } from './file-source.js';
import { abandon, begin, finish, giveWay, repeat } from './serving.js';
import type { Session } from './sessions.js';

const NOT_A_REQUEST = encodePacket({
  type: 'ERROR',
  code: ERROR_CODES.illegalOperation,
  message: 'not a request that can be read',
});

type Answer = FileAnswer | { readonly kind: 'write-refused' | 'unknown-mode' };

const MODES = ['octet', 'netascii'];

/** Answers leave from the address that the request was sent to. */
export function receiveRequests(context: Context): Receive {
  return (datagram, from, at) => {
    const packet = decodePacket(datagram);
    if (packet.type === 'RRQ' || packet.type === 'WRQ') {
      takeRequest(context, packet, from, at);
      return;
    }
    context.counters.malformed++;
    // Noise is not answered, and an error never is (RFC 1350 section 7).
    const isNoise = packet.type === 'malformed' && packet.fault !== 'request';
    if (isNoise || packet.type === 'ERROR' || isThrottled(context, from)) return;
    context.socketFor(from, at).send(NOT_A_REQUEST, from);
  };
}

function takeRequest(
  context: Context,
  request: RequestPacket,
  from: Endpoint,
  at: DatagramSocket,
): void {
  const running = context.sessions.find(from);
  const repetition = running && judgeRepetition(running, request);
  if (repetition === 'copy' || repetition === 'unheard') context.counters.duplicates++;
  if (repetition === 'copy' || isThrottled(context, from)) return;
  if (running !== undefined && repetition === 'unheard') {
    repeat(context, running);
    return;
  }
  if (running !== undefined) abandon(context, running);
  const place = context.sessions.placeFor(from);
  if (place === 'none') {
    countDropped(context, 'overLimit', from);
    return;
  }
  if (place !== 'free') giveWay(context, place);
  open(context, request, from, at);
}

function isThrottled(context: Context, from: Endpoint): boolean {
  if (context.rateLimit.take(from.address, context.clock.monotonicMs())) return false;
  countDropped(context, 'throttled', from);
  return true;
}

/**
 * What a request means while one from the same port is being served. The same request is a copy, unless we
 * have already met with silence. Then a client that never answered has not heard us, and one that did begins
 * anew: some boot loaders always ask from one port, and come back to it after a reset.
 */
function judgeRepetition(
  { request, transfer }: Session,
  again: RequestPacket,
): 'copy' | 'unheard' | 'anew' {
  if (request.fileName !== again.fileName || request.mode !== again.mode) return 'anew';
  if (transfer === undefined || transfer.resends === 0) return 'copy';
  return transfer.answered ? 'anew' : 'unheard';
}

function open(context: Context, request: RequestPacket, from: Endpoint, at: DatagramSocket): void {
  const session: Session = {
    client: { address: from.address, port: from.port },
    socket: context.socketFor(from, at),
    request,
    startedMs: context.clock.monotonicMs(),
    transfer: undefined,
    content: undefined,
    sendError: undefined,
  };
  context.counters.requests++;
  context.sessions.add(session);
  const answer = refuse(request) ?? ask(context, session);
  if (answer instanceof Promise) void answer.then((found) => give(context, session, found));
  else give(context, session, answer);
}

/** What can be said without looking for the file. */
function refuse({ type, mode }: RequestPacket): Answer | undefined {
  if (type === 'WRQ') return { kind: 'write-refused' };
  return MODES.includes(mode.toLowerCase()) ? undefined : { kind: 'unknown-mode' };
}

function ask({ source }: Context, { request, client }: Session): Answer | Promise<Answer> {
  try {
    const answer = source.open(request.fileName, client);
    return answer instanceof Promise ? answer.catch(unreadable) : answer;
  } catch (error) {
    return unreadable(error);
  }
}

function unreadable(error: unknown): FileAnswer {
  return { kind: 'unreadable', why: String(error) };
}

function give(context: Context, session: Session, answer: Answer): void {
  // The server may have stopped, or the client may have asked for something else, while we waited.
  if (!context.sessions.has(session)) {
    if (answer.kind === 'file') answer.content.release();
    return;
  }
  switch (answer.kind) {
    case 'file':
      giveFile(context, session, answer.content);
      break;
    case 'not-found':
      finish(context, session, answer.expected ? 'expected-miss' : 'not-found');
      break;
    case 'denied':
    case 'unreadable':
      finish(context, session, answer.kind, answer.why);
      break;
    default:
      finish(context, session, answer.kind);
  }
}

function giveFile(context: Context, session: Session, file: FileContent): void {
  const { mode, options } = session.request;
  session.content = file;
  const content = mode.toLowerCase() === 'netascii' ? netasciiOf(file) : file;
  const { maxBlksize } = context.limits;
  const maxWindowsize = Number.isFinite(content.size) ? context.limits.maxWindowsize : 1;
  const offer = { transferBytes: content.size, maxBlksize, maxWindowsize };
  begin(context, session, content, answerOptions(options, offer));
}
