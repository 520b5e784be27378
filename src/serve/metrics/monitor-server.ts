// The HTTP server that is scraped and asked how we are. What it answers is the same for all who ask, is made once where
// many ask at once, and nobody can make it hold more than a few connections.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { PLAIN_TEXT } from '../../core/media-types.js';
import { closeServer } from '../../http/close-server.js';
import type { ConnectionLimits } from '../../http/connections.js';
import { boundForFew, timingForFew } from '../../http/for-few.js';
import { addressOf, openServer } from '../../http/open-server.js';

export interface MonitorPage {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface MonitorServerOptions {
  readonly address: string;
  /** 0: any free one. */
  readonly port: number;
  /** By path. `query`: what is behind the question mark. */
  readonly pages: Readonly<Record<string, (query: URLSearchParams) => Promise<MonitorPage>>>;
  /** A page could not be made: a defect of ours. */
  failed(cause: unknown): void;
}

export interface MonitorServer {
  address(): { readonly address: string; readonly port: number };
  close(): Promise<void>;
}

const REQUEST_MS = 5_000;
/** A scraper or two, a probe, and people. A scrape is some hundred kilobytes. */
const LIMITS: ConnectionLimits = {
  connections: 64,
  connectionsPerClient: 32,
  slowestBytes: 30 * 1024,
  roundMs: 5_000,
};
const IDLE_MS = 10_000;
const HEADERS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/** Rejects with the system's error where the address or port cannot be had. */
export async function openMonitorServer(options: MonitorServerOptions): Promise<MonitorServer> {
  const answer = (request: IncomingMessage, response: ServerResponse): void =>
    void send(request, response, options);
  const server = createServer(timingForFew(REQUEST_MS), answer);
  boundForFew(server, LIMITS, IDLE_MS);
  const where = { host: options.address, port: options.port };
  await openServer(server, where, Number.POSITIVE_INFINITY);
  return {
    address: () => addressOf(server),
    close: () => closeServer(server),
  };
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  options: MonitorServerOptions,
): Promise<void> {
  // Whoever goes away in the midst of it.
  response.on('error', () => {});
  const { status, contentType, body } = await pageFor(request, options);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  response.writeHead(status, {
    ...HEADERS,
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(body),
    // What was to be uploaded is not read to its end.
    ...(!isRead && { Allow: 'GET, HEAD', Connection: 'close' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function pageFor(
  { method, url = '' }: IncomingMessage,
  { pages, failed }: MonitorServerOptions,
): Promise<MonitorPage> {
  if (method !== 'GET' && method !== 'HEAD') return words(405, 'only GET and HEAD');
  const [path = '', query = ''] = url.split('?', 2);
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (!page) return words(404, `there is ${Object.keys(pages).join(', ')}`);
  try {
    return await page(new URLSearchParams(query));
  } catch (cause) {
    failed(cause);
    return words(500, 'a defect of offhook: its log has more');
  }
}

export function words(status: number, text: string): MonitorPage {
  return { status, contentType: PLAIN_TEXT, body: `${text}\n` };
}
