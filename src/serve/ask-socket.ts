// A running server is asked by a Unix socket: both ends of that. What can be asked is a table of routes; an answer is
// small, or made piece by piece while it is sent.

import { lstatSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { codedError, messageOf } from '../core/coded-error.js';
import { type Mac, parseMac } from '../core/mac.js';
import { closeServer } from '../http/close-server.js';
import { openServer } from '../http/open-server.js';

/** A request is a line, few headers and at most a small body, said at once. */
const LIMITS = {
  maxHeaderSize: 2048,
  headersTimeout: 2000,
  requestTimeout: 2000,
  connectionsCheckingInterval: 1000,
} as const;
const MAX_CONNECTIONS = 64;
/** The disk may be slow, but not for longer. */
const ANSWER_MS = 10_000;
/** sun_path of unix(7) and its BSD kin without the NUL. What is longer is cut off without a word. */
const PATH_MAX_BYTES = 103;

/** Of one entry of an inventory there is room for many. */
const BODY_MAX_BYTES = 16 * 1024;
const NO_MAC = 'that is no MAC\n';

export interface Reply {
  readonly status: number;
  /** In pieces: what is long must not keep phones waiting. */
  readonly body: string | Iterable<string> | AsyncIterable<string>;
}

/** What somebody asks. */
export interface Asked {
  /** That of the path. Throws where the route's path has no `{mac}`. */
  mac(): Mac;
  readonly query: URLSearchParams;
  /** What came with it. Rejects where that is too long. */
  body(): Promise<string>;
}

/** One row of what can be asked. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/phones/{mac}`. */
  readonly path: string;
  /** A rejection is told with status 500. */
  answer(asked: Asked): Reply | Promise<Reply>;
}

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
export async function openAskSocket(path: string, routes: readonly Route[]): Promise<AskSocket> {
  checkLength(path);
  rmSync(path, { force: true });
  const server = createServer(LIMITS, (asked, response) => void answer(asked, response, routes));
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
  const { status, body } = await replyTo(asked, routes);
  if (typeof body !== 'string') {
    response.writeHead(status, { Connection: 'close' });
    // Whoever stops reading has what it wanted.
    await pipeline(Readable.from(body), response).catch(() => {});
    return;
  }
  const bytes = Buffer.from(body);
  response.writeHead(status, { 'Content-Length': bytes.length, Connection: 'close' });
  response.end(bytes);
}

async function replyTo(request: IncomingMessage, routes: readonly Route[]): Promise<Reply> {
  const { method, url = '' } = request;
  const [path = '', query = ''] = url.split('?', 2);
  const here = routes.flatMap((route) => {
    const segments = segmentsOf(route, path);
    return segments ? [{ route, segments }] : [];
  });
  const found = here.find(({ route }) => route.method === method);
  if (!found) return { status: here.length > 0 ? 405 : 404, body: understood(routes) };
  const { route, segments } = found;
  const mac = parseMac(segments.mac ?? '');
  if (segments.mac !== undefined && mac === undefined) return { status: 404, body: NO_MAC };
  try {
    return await route.answer({
      mac() {
        if (mac === undefined) throw new Error(`there is no {mac} in ${route.path}`);
        return mac;
      },
      query: new URLSearchParams(query),
      body: () => bodyOf(request),
    });
  } catch (error) {
    return { status: 500, body: messageOf(error) };
  }
}

/** What stands for `{…}` in the route's path; undefined: this is another path. */
function segmentsOf(
  { path }: Route,
  asked: string,
): Readonly<Partial<Record<string, string>>> | undefined {
  const [wanted, given] = [path.split('/'), asked.split('/')];
  if (wanted.length !== given.length) return undefined;
  const pairs = wanted.map((segment, at) => [segment, given[at] ?? ''] as const);
  const isOther = pairs.some(([segment, text]) => !segment.startsWith('{') && segment !== text);
  if (isOther) return undefined;
  const variable = pairs.filter(([segment]) => segment.startsWith('{'));
  return Object.fromEntries(variable.map(([segment, text]) => [segment.slice(1, -1), text]));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > BODY_MAX_BYTES) throw codedError('EFBIG', 'that is more than is ever read');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function understood(routes: readonly Route[]): string {
  return `only ${routes.map(({ method, path }) => `${method} ${path}`).join(', ')} is understood\n`;
}

/** Rejects with the system's code, or with ABORT_ERR where the answer does not come in time. */
export async function ask(
  path: string,
  method: Route['method'],
  url: string,
  body = '',
): Promise<{ readonly status: number | undefined; readonly said: string }> {
  checkLength(path);
  const signal = AbortSignal.timeout(ANSWER_MS);
  const headers = { 'Content-Length': Buffer.byteLength(body) };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ socketPath: path, method, path: url, headers, signal }, resolve)
      .on('error', reject)
      .end(body);
  });
  return { status: response.statusCode, said: await text(response) };
}

/** Why a server was not to be asked, by the system's code. */
export const WHY_SILENT: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such socket',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'it ended in the middle',
  EPIPE: 'it ended in the middle',
  EACCES: 'only root and the user that it runs as may',
  ABORT_ERR: 'no answer in time',
  ENAMETOOLONG: 'that is too long a name for a socket',
};

function checkLength(path: string): void {
  if (Buffer.byteLength(path) <= PATH_MAX_BYTES) return;
  throw codedError('ENAMETOOLONG', `${path} is too long a name for a socket`);
}
