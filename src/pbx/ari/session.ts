// One connection to ARI as a Stasis application: while its WebSocket is open, Asterisk hands callers to us.

import WebSocket from 'ws';
import { codedError } from '../../core/coded-error.js';
import { later } from '../../core/later.js';
import { type AriServer, credentialsOf, nameOf, refusal, unreachable, urlOf } from './server.js';

export interface AriSession {
  /** Fulfilled with why it is over, whoever ended it. */
  readonly ended: Promise<Error>;
  close(): void;
}

const OPEN_MS = 10_000;
/** What hears nothing for so long asks whether anybody is there; who does not answer until the next time is not. */
const PING_MS = 20_000;
const MAX_EVENT_BYTES = 256 * 1024;

/** `onEvent` is given JSON, or what claims to be. Rejects with a coded error; no message has the secret. */
export async function openAriSession(
  server: AriServer,
  onEvent: (text: string) => void,
  pingMs = PING_MS,
): Promise<AriSession> {
  const events = `/events?app=${encodeURIComponent(server.application)}`;
  const socket = new WebSocket(urlOf(server, 'ws', events), {
    headers: { authorization: credentialsOf(server) },
    handshakeTimeout: OPEN_MS,
    maxPayload: MAX_EVENT_BYTES,
    perMessageDeflate: false,
  });
  const opened = later<void>();
  const ended = later<Error>();
  // The first that is said of it: what follows only tells that it is over.
  let why: Error | undefined;
  socket.on('error', (error) => {
    why ??= unreachable(server, error);
  });
  socket.on('unexpected-response', (_request, { statusCode = 0 }) => {
    why = refusal(server, statusCode);
    socket.terminate();
  });
  socket.on('close', () => {
    why ??= codedError('ECONNRESET', `${nameOf(server)} hung up`);
    opened.reject(why);
    ended.resolve(why);
  });
  socket.on('open', () => opened.resolve());
  socket.on('message', (data) => onEvent(String(data)));
  await opened.promise;
  watchOver(socket, pingMs, () => {
    why ??= codedError('ETIMEDOUT', `${nameOf(server)} answers nothing any more`);
  });
  return { ended: ended.promise, close: () => socket.close() };
}

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
