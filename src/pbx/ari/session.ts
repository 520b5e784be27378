// One connection to ARI as a Stasis application: while its WebSocket is open, Asterisk hands callers to us.

import WebSocket from 'ws';
import { type CodedError, codedError } from '../../core/coded-error.js';
import { later } from '../../core/later.js';
import {
  type AriServer,
  credentialsOf,
  explained,
  nameOf,
  refusal,
  unreachable,
  urlOf,
} from './server.js';

export interface AriSession {
  /** Fulfilled with why it is over, whoever ended it. */
  readonly ended: Promise<Error>;
  close(): void;
}

export interface AriOpening {
  /** What hears nothing for so long asks whether anybody is there; who does not answer until the next time is not. */
  readonly pingMs?: number;
  /** Nobody wants it any more; of no meaning once it is open. */
  readonly signal?: AbortSignal;
}

const OPEN_MS = 10_000;
/** Whoever ends waits no longer for a last word. */
const CLOSE_MS = 1_000;
const PING_MS = 20_000;
const MAX_EVENT_BYTES = 256 * 1024;

/** `onEvent` is given JSON, or what claims to be. Rejects with a coded error; no message has the secret. */
export async function openAriSession(
  server: AriServer,
  onEvent: (text: string) => void,
  { pingMs = PING_MS, signal = NEVER }: AriOpening = {},
): Promise<AriSession> {
  const events = `/events?app=${encodeURIComponent(server.application)}`;
  const socket = new WebSocket(urlOf(server, 'ws', events), {
    headers: { authorization: credentialsOf(server) },
    maxPayload: MAX_EVENT_BYTES,
    perMessageDeflate: false,
  });
  const opened = later<CodedError | undefined>();
  const ended = later<Error>();
  // The first that is said of it: what follows only tells that it is over.
  let why: CodedError | undefined;
  const giveUp = (code: string): void => {
    why ??= unreachable(server, codedError(code, 'nobody waits for it any more'));
    socket.terminate();
  };
  socket.on('error', (error) => {
    why ??= unreachable(server, error);
  });
  const late = setTimeout(giveUp, OPEN_MS, 'ETIMEDOUT');
  const abort = (): void => giveUp('ECANCELED');
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  socket.on('unexpected-response', (_request, { statusCode = 0 }) => {
    why = refusal(server, statusCode);
    socket.terminate();
  });
  socket.on('close', () => {
    why ??= codedError('ECONNRESET', `${nameOf(server)} hung up`);
    opened.resolve(why);
    ended.resolve(why);
  });
  socket.on('open', () => opened.resolve(undefined));
  socket.on('message', (data) => onEvent(String(data)));
  const failure = await opened.promise;
  clearTimeout(late);
  signal.removeEventListener('abort', abort);
  if (failure) throw await explained(failure, server, signal);
  watchOver(socket, pingMs, () => {
    why ??= codedError('ETIMEDOUT', `${nameOf(server)} answers nothing any more`);
  });
  const close = (): void => {
    socket.close();
    setTimeout(() => socket.terminate(), CLOSE_MS).unref();
  };
  return { ended: ended.promise, close };
}

const NEVER = new AbortController().signal;

/** A cable that was cut tells nobody. */
function watchOver(socket: WebSocket, pingMs: number, onSilent: () => void): void {
  let isThere = true;
  socket.on('pong', () => {
    isThere = true;
  });
  const timer = setInterval(() => {
    if (!isThere) {
      onSilent();
      socket.terminate();
      return;
    }
    isThere = false;
    socket.ping();
  }, pingMs);
  socket.once('close', () => clearInterval(timer));
}
