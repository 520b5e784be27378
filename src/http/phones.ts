// A read-only HTTP server for phones: GET and HEAD of exact names. Knows no phone and no path.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../core/clock.js';

export interface HttpClient {
  readonly address: string;
  readonly port: number;
}

export type HttpAnswer =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly mediaType: string }
  | { readonly kind: 'not-found'; readonly expected: boolean }
  | { readonly kind: 'denied'; readonly why: string }
  | { readonly kind: 'unreadable'; readonly why: string };

export interface HttpFileSource {
  /** `name` is text from the wire without its leading slash: it may hold anything. */
  open(name: string, client: HttpClient): HttpAnswer | Promise<HttpAnswer>;
}

/** Made once for each request, when its answer has left or the client has gone. */
export interface HttpReport {
  readonly client: HttpClient;
  readonly fileName: string;
  readonly outcome: HttpOutcome;
  readonly detail?: string;
  /** Of the file; 0 where only its head was asked for. */
  readonly bytes: number;
  readonly durationMs: number;
}

export type HttpOutcome =
  | 'sent'
  | 'head'
  | 'not-found'
  | 'expected-miss'
  | 'denied'
  | 'unreadable'
  | 'bad-method'
  | 'bad-name'
  | 'client-gone';

export interface PhoneHttpOptions {
  readonly address: string;
  /** 0: any free one. */
  readonly port: number;
  readonly source: HttpFileSource;
  readonly onReport?: (report: HttpReport) => void;
  readonly clock?: Clock;
}

export interface PhoneHttpServer {
  address(): HttpClient;
  close(): Promise<void>;
}

/** What a phone sends fits; what does not is no phone. */
const LIMITS = {
  maxHeaderSize: 8 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
} as const;
/** Phones do not keep connections open in numbers; who does is not one. */
const MAX_CONNECTIONS = 4_096;

/** Rejects with the system's error where the address or port cannot be had. */
export async function createPhoneHttpServer(options: PhoneHttpOptions): Promise<PhoneHttpServer> {
  // Old firmware speaks HTTP/1.1 without naming a host.
  const server = createServer({ ...LIMITS, requireHostHeader: false }, (request, response) => {
    void answer(request, response, options);
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.listen({ host: options.address, port: options.port });
  await once(server, 'listening');
  return { address: () => addressOf(server), close: () => closeServer(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { source, onReport, clock = systemClock }: PhoneHttpOptions,
): Promise<void> {
  const startMs = clock.monotonicMs();
  const { remoteAddress: address = '', remotePort: port = 0 } = request.socket;
  const client = { address, port };
  const fileName = nameOf(request.url ?? '');
  const report = (ending: Pick<HttpReport, 'outcome' | 'bytes' | 'detail'>) =>
    onReport?.({
      client,
      fileName: fileName ?? request.url ?? '',
      durationMs: clock.monotonicMs() - startMs,
      ...ending,
    });
  const ending = await decide(request.method ?? '', fileName, client, source);
  response.once('close', () => {
    const { outcome, bytes, detail } = ending;
    const told = detail === undefined ? {} : { detail };
    const gone = !response.writableFinished;
    report({ outcome: gone ? 'client-gone' : outcome, bytes: gone ? 0 : bytes.length, ...told });
  });
  response.writeHead(ending.status, ending.headers);
  response.end(request.method === 'HEAD' ? undefined : ending.bytes);
}

interface Ending {
  readonly status: number;
  readonly outcome: HttpOutcome;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly bytes: Uint8Array;
  readonly detail?: string;
}

const STATUS = {
  'not-found': 404,
  'expected-miss': 404,
  denied: 403,
  unreadable: 500,
  'bad-method': 405,
  'bad-name': 404,
} as const satisfies Partial<Record<HttpOutcome, number>>;

async function decide(
  method: string,
  name: string | undefined,
  client: HttpClient,
  source: HttpFileSource,
): Promise<Ending> {
  if (method !== 'GET' && method !== 'HEAD') return refuse('bad-method', undefined);
  if (name === undefined) return refuse('bad-name', undefined);
  try {
    const found = await source.open(name, client);
    if (found.kind === 'not-found') return refuse(found.expected ? 'expected-miss' : found.kind);
    if (found.kind !== 'file') return refuse(found.kind, found.why);
    const { bytes, mediaType } = found;
    const headers = { 'Content-Type': mediaType, 'Content-Length': bytes.length };
    return { status: 200, outcome: method === 'HEAD' ? 'head' : 'sent', headers, bytes };
  } catch (cause) {
    return refuse('unreadable', cause instanceof Error ? cause.message : String(cause));
  }
}

/** `detail` is for the log; the client hears the status only. */
function refuse(outcome: keyof typeof STATUS, detail?: string): Ending {
  const allow = outcome === 'bad-method' ? { Allow: 'GET, HEAD' } : {};
  return {
    status: STATUS[outcome],
    outcome,
    headers: { ...allow, 'Content-Length': 0 },
    bytes: new Uint8Array(),
    ...(detail === undefined ? {} : { detail }),
  };
}

/** Decoded once; a query is not part of a name. undefined: no name can be read from it. */
function nameOf(url: string): string | undefined {
  const [path = ''] = url.split('?', 1);
  if (!path.startsWith('/')) return undefined;
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    return undefined;
  }
}

function addressOf(server: Server): HttpClient {
  const { address, port } = server.address() as AddressInfo;
  return { address, port };
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
