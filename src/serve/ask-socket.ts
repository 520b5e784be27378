// A running server is asked by a Unix socket: both ends of that.

import { lstatSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { codedError } from '../core/coded-error.js';
import { PLAIN_TEXT } from '../core/media-types.js';
import { closeServer } from '../http/close-server.js';
import { openServer } from '../http/open-server.js';
import { API_ROOT, type Route, readBody, replyTo } from '../page/route.js';

const MAX_CONNECTIONS = 64;
/** The disk may be slow, but not for longer. */
const ANSWER_MS = 10_000;
/**
 * A request is a line, few headers and at most a small body, said at once; on a machine with much to do that takes seconds. It is waited
 * for no less long than who asks waits for its answer.
 */
const limitsOf = (requestMs: number) => ({
  maxHeaderSize: 2048,
  headersTimeout: requestMs,
  requestTimeout: requestMs,
  connectionsCheckingInterval: 1000,
});
/** sun_path of unix(7) and its BSD kin without the NUL. What is longer is cut off without a word. */
const PATH_MAX_BYTES = 103;
/** Who asks there may be root or the user that serves: the system does not tell Node which. */
const SOCKET = 'the socket';

export interface AskSocket {
  /** Whether its name still leads to it. */
  isNamed(): boolean;
  /** What has its name is removed. */
  close(): Promise<void>;
}

/**
 * `path` must be the caller's alone by other means: what lies there is taken for left over from a crash. Only
 * this user and root may connect. Rejects with what the system says, or ENAMETOOLONG.
 */
export async function openAskSocket(
  path: string,
  routes: readonly Route[],
  requestMs = ANSWER_MS,
): Promise<AskSocket> {
  checkLength(path);
  rmSync(path, { force: true });
  const server = createServer(
    limitsOf(requestMs),
    (asked, response) => void answer(asked, response, routes),
  );
  await withUmask(0o177, () => openServer(server, { path }, MAX_CONNECTIONS));
  const identity = identityOf(path);
  return {
    isNamed: () => identity !== undefined && identityOf(path) === identity,
    close: () => closeServer(server),
  };
}

/** undefined: nothing has that name, or it cannot be seen. */
function identityOf(path: string): string | undefined {
  try {
    const { dev, ino } = lstatSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}

/** The file is made within the call, not while it is waited for, and must never be anyone else's. */
function withUmask<T>(mask: number, call: () => T): T {
  const before = process.umask(mask);
  try {
    return call();
  } finally {
    process.umask(before);
  }
}

async function answer(
  asked: IncomingMessage,
  response: ServerResponse,
  routes: readonly Route[],
): Promise<void> {
  const { method, url = '' } = asked;
  const key = [asked.headers['idempotency-key'] ?? []].flat()[0];
  const body = (maxBytes: number) => readBody(asked, maxBytes);
  const question = { method, url, by: SOCKET, key, body };
  const { status, body: said, type = PLAIN_TEXT } = await replyTo(question, routes);
  const headers = { 'Content-Type': type, Connection: 'close' };
  if (typeof said !== 'string') {
    response.writeHead(status, headers);
    // Whoever stops reading has what it wanted.
    await pipeline(Readable.from(said), response).catch(() => {});
    return;
  }
  const bytes = Buffer.from(said);
  response.writeHead(status, { ...headers, 'Content-Length': bytes.length });
  response.end(bytes);
}

/** `url`: as in the table; `key`: of what is to be done once, however often it is asked for. Rejects with the system's code, or with ABORT_ERR where the answer does not come in time. */
export async function ask(
  path: string,
  method: Route['method'],
  url: string,
  body = '',
  key?: string,
): Promise<{ readonly status: number | undefined; readonly said: string }> {
  checkLength(path);
  const signal = AbortSignal.timeout(ANSWER_MS);
  const headers = {
    'Content-Length': Buffer.byteLength(body),
    ...(key !== undefined && { 'Idempotency-Key': key }),
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ socketPath: path, method, path: `${API_ROOT}${url}`, headers, signal }, resolve)
      .on('error', reject)
      .end(body);
  });
  const { statusCode: status } = response;
  const said = await text(response);
  if (status === NOT_HEARD) throw codedError('ABORT_ERR', 'the request did not arrive in time');
  return { status, said };
}

/** Node says it of itself, without a word, of a request that did not arrive in time: nobody has taken it. */
const NOT_HEARD = 408;

/** Why a server was not to be asked, by the system's code. */
export const WHY_SILENT: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such socket',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'it ended in the middle',
  EPIPE: 'it ended in the middle',
  EACCES: 'only root and the user that it runs as may',
  ABORT_ERR: 'no answer in time',
  ENAMETOOLONG: 'that is too long a name for a socket',
  ENOTDIR: 'a part of the path is a file, not a folder',
};

function checkLength(path: string): void {
  if (Buffer.byteLength(path) <= PATH_MAX_BYTES) return;
  throw codedError('ENAMETOOLONG', `${path} is too long a name for a socket`);
}
