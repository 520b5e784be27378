// A read-only HTTP server for phones: GET and HEAD of exact names. Knows no phone and no file system.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../core/clock.js';
import { messageOf } from '../core/coded-error.js';
import { contentOf, type FileContent } from '../core/file-content.js';
import { unmapIpv4 } from '../core/ipv4.js';
import { type Log, silentLog } from '../core/log.js';
import { closeServer } from './close-server.js';
import { DEFAULT_LIMITS, type HttpLimits, limitConnections } from './connections.js';
import { addressOf, openServer } from './open-server.js';
import { refuseUnparsed, type UnparsedOutcome, type UnparsedRequest } from './refuse-unparsed.js';
import {
  createRunning,
  type HttpBegun,
  type Running,
  type RunningAnswer,
} from './running-answers.js';
import { sendContent } from './send-content.js';

export interface HttpClient {
  readonly address: string;
  readonly port: number;
}

export type HttpAnswer =
  /** The server releases the content. */
  | { readonly kind: 'file'; readonly content: FileContent; readonly mediaType: string }
  /** `expected`: clients ask for this name as a matter of course, and rightly it is not there. */
  | { readonly kind: 'not-found'; readonly expected: boolean }
  /** `why` is for the log; the client hears only a status. */
  | { readonly kind: 'denied'; readonly why: string }
  | { readonly kind: 'unreadable'; readonly why: string };

export interface HttpFileSource {
  /**
   * `name` is text from the wire without its leading slash. It has no `..`, no backslash and no NUL, but may
   * hold anything else. The server takes a throw or a rejection for `unreadable`.
   */
  open(name: string, client: HttpClient): HttpAnswer | Promise<HttpAnswer>;
}

export type HttpOutcome =
  | 'sent'
  | 'head'
  | 'not-found'
  | 'expected-miss'
  | 'denied'
  | 'unreadable'
  | 'bad-name'
  | UnparsedOutcome;

/** Made once for each request, when its answer has left or the client has gone. */
export interface HttpReport {
  readonly client: HttpClient;
  readonly fileName: string;
  readonly outcome: HttpOutcome;
  readonly detail?: string;
  /** Of the file; 0 unless all of it was handed to the system. */
  readonly bytes: number;
  /** Of the whole file, where it is there. */
  readonly size?: number;
  /** User-Agent, as it came. */
  readonly agent?: string;
  readonly durationMs: number;
}

export interface HttpFileServerOptions {
  readonly address: string;
  /** 0: any free one. */
  readonly port: number;
  readonly source: HttpFileSource;
  readonly onBegin?: (begun: HttpBegun) => void;
  readonly onReport?: (report: HttpReport) => void;
  readonly log?: Log;
  readonly clock?: Clock;
  readonly limits?: Partial<HttpLimits>;
}

/** They only grow. */
interface Counters {
  /** Those that never became one included. */
  requests: number;
  /** Of them, those that the parser refused or that ended before they were whole. */
  unparsed: number;
  /** By the source: this client may not have this file. */
  denied: number;
  /** Connections that were not taken, or ended: limits were reached, or nobody read. */
  refused: number;
}

export interface HttpFileServer {
  address(): HttpClient;
  /** Those under way to this address; without one all. */
  transfersTo(address?: string): readonly RunningAnswer[];
  close(): Promise<void>;
}

/** What a phone sends fits; what does not is no phone. */
const MAX_HEADER_BYTES = 8 * 1024;
const WARN_EVERY_MS = 10_000;

/** Rejects with the system's error where the address or port cannot be had. */
export async function createHttpFileServer(given: HttpFileServerOptions): Promise<HttpFileServer> {
  const { log = silentLog } = given;
  const counters: Counters = { requests: 0, unparsed: 0, denied: 0, refused: 0 };
  const options: HttpFileServerOptions = {
    ...given,
    onReport(report) {
      counters.requests++;
      if (report.outcome === 'denied') counters.denied++;
      given.onReport?.(report);
    },
  };
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const timing = {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: limits.requestMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.requestMs / 10,
    keepAliveTimeout: limits.keepAliveMs,
  };
  const running = createRunning();
  // Old firmware speaks HTTP/1.1 without naming a host.
  const answer = (request: IncomingMessage, response: ServerResponse): void =>
    void serve(request, response, options, running);
  const server = createServer({ ...timing, requireHostHeader: false }, answer);
  // What a client expects of us beside its answer is no reason to refuse it.
  server.on('checkExpectation', answer);
  const reportUnparsed = ({ target, ...request }: UnparsedRequest): void => {
    counters.unparsed++;
    options.onReport?.({ ...request, fileName: target, bytes: 0, durationMs: 0 });
  };
  refuseUnparsed(server, limits.lingerMs, reportUnparsed);
  server.setTimeout(limits.idleMs);
  const sayCrowded = createCrowdWarning(options);
  limitConnections(server, limits, (address) => {
    counters.refused++;
    sayCrowded(address, counters.refused);
  });
  // Node's own limit would refuse whoever comes last; limitConnections chooses.
  const where = { host: options.address, port: options.port };
  await openServer(server, where, Number.POSITIVE_INFINITY);
  return {
    address: () => addressOf(server),
    transfersTo: running.to,
    async close() {
      await closeServer(server);
      log.info({ ...counters }, 'HTTP has stopped');
    },
  };
}

/** Says once in a while that connections were refused or ended. */
function createCrowdWarning({ log = silentLog, clock = systemClock }: HttpFileServerOptions) {
  let saidMs = Number.NEGATIVE_INFINITY;
  return (address: string, refused: number): void => {
    const nowMs = clock.monotonicMs();
    if (nowMs - saidMs < WARN_EVERY_MS) return;
    saidMs = nowMs;
    log.warn({ address, refused }, 'HTTP is at its limits: connections refused or ended');
  };
}

/** An answer ready to be sent. */
interface Reply {
  readonly outcome: HttpOutcome;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: FileContent;
  readonly detail?: string;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { source, onBegin = () => {}, onReport = () => {}, clock = systemClock }: HttpFileServerOptions,
  running: Running,
): Promise<void> {
  const startedMs = clock.monotonicMs();
  const { method = '', url = '', socket } = request;
  const client = { address: unmapIpv4(socket.remoteAddress ?? ''), port: socket.remotePort ?? 0 };
  const name = fileNameOf(url);
  // Looked at when the connection ends, which may be before there is anything to send.
  const isSent = new Promise<boolean>((resolve) => {
    response.once('close', () => resolve(response.writableFinished));
    response.once('error', () => resolve(false));
  });
  const reply = await decide(method, name, client, source);
  const { body } = reply;
  response.writeHead(reply.status, { ...reply.headers, 'Content-Length': body.size });
  const begun = { client, fileName: name ?? url, size: body.size };
  const sent = reply.outcome === 'sent' ? running.begin(begun, startedMs, socket) : undefined;
  if (sent) onBegin(begun);
  const failure = await sendBody(response, method === 'HEAD' ? NO_BODY : body, isSent);
  body.release();
  const isWhole = await isSent;
  sent?.end();
  const outcome = isWhole ? reply.outcome : failure ? 'unreadable' : 'client-gone';
  const detail = failure ?? reply.detail;
  const agent = request.headers['user-agent'];
  onReport({
    client,
    fileName: name ?? url,
    outcome,
    bytes: outcome === 'sent' ? body.size : 0,
    durationMs: clock.monotonicMs() - startedMs,
    ...(reply.status === 200 && { size: body.size }),
    ...(agent !== undefined && { agent }),
    ...(detail !== undefined && { detail }),
  });
}

/** Says why not all could be sent. The status has left by then: the client sees a length that does not come. */
async function sendBody(
  response: ServerResponse,
  body: FileContent,
  gone: Promise<unknown>,
): Promise<string | undefined> {
  try {
    await sendContent(response, body, gone);
    return undefined;
  } catch (error) {
    response.destroy();
    return messageOf(error);
  }
}

async function decide(
  method: string,
  name: string | undefined,
  client: HttpClient,
  source: HttpFileSource,
): Promise<Reply> {
  if (method !== 'GET' && method !== 'HEAD') return REFUSALS['bad-method'];
  if (name === undefined) return REFUSALS['bad-name'];
  const answer = await ask(source, name, client);
  if (answer.kind === 'not-found') return REFUSALS[answer.expected ? 'expected-miss' : 'not-found'];
  if (answer.kind !== 'file') return { ...REFUSALS[answer.kind], detail: answer.why };
  return {
    outcome: method === 'HEAD' ? 'head' : 'sent',
    status: 200,
    headers: { 'Content-Type': answer.mediaType },
    body: answer.content,
  };
}

async function ask(source: HttpFileSource, name: string, client: HttpClient): Promise<HttpAnswer> {
  try {
    return await source.open(name, client);
  } catch (error) {
    return { kind: 'unreadable', why: String(error) };
  }
}

const NO_BODY = contentOf(new Uint8Array(0));

const REFUSALS = {
  'not-found': refusal('not-found', 404),
  'expected-miss': refusal('expected-miss', 404),
  'bad-name': refusal('bad-name', 404),
  denied: refusal('denied', 403),
  unreadable: refusal('unreadable', 500),
  // What was to be uploaded is not read to its end.
  'bad-method': refusal('bad-method', 405, { Allow: 'GET, HEAD', Connection: 'close' }),
} as const satisfies Partial<Record<HttpOutcome, Reply>>;

function refusal(
  outcome: HttpOutcome,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { outcome, status, headers, body: NO_BODY };
}

/**
 * Decoded once; the query is no part of a name. Undefined where the path might mean another file to someone
 * who takes it apart: a slash or backslash in disguise, a step upwards, a NUL.
 */
export function fileNameOf(url: string): string | undefined {
  // RFC 9112 section 3.2.2: a server accepts the absolute form too.
  const [path = ''] = url.replace(/^https?:\/\/[^/?]*/i, '').split('?', 1);
  if (!path.startsWith('/') || /%2f/i.test(path)) return undefined;
  try {
    const name = decodeURIComponent(path.slice(1));
    const isDoubtful = /[\\\0]/.test(name) || name.split('/').includes('..');
    return isDoubtful ? undefined : name;
  } catch {
    return undefined;
  }
}
