// Requests that Node's HTTP parser refuses, and that never become one: answered, and reported like any other.

import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { codeOf } from '../core/coded-error.js';
import type { Connections } from './connections.js';

export interface UnparsedRequest {
  readonly client: { readonly address: string; readonly port: number };
  /** What it asked for, as far as that can be told: text from the wire. */
  readonly target: string;
  readonly outcome: UnparsedOutcome;
  /** In the parser's words. */
  readonly detail: string;
}

export type UnparsedOutcome =
  | 'bad-request'
  | 'headers-too-large'
  | 'too-slow'
  | 'bad-method'
  | 'client-gone';

interface Refusal {
  readonly outcome: UnparsedOutcome;
  readonly status: string;
}

const BAD_REQUEST: Refusal = { outcome: 'bad-request', status: '400 Bad Request' };
const BAD_METHOD: Refusal = {
  outcome: 'bad-method',
  status: '405 Method Not Allowed\r\nAllow: GET, HEAD',
};
/** By the code of Node's error. The rest of the parser's is a bad request. */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    outcome: 'headers-too-large',
    status: '431 Request Header Fields Too Large',
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { outcome: 'headers-too-large', status: '413 Payload Too Large' },
  HPE_INVALID_METHOD: BAD_METHOD,
  // It ended in the midst of a request; whoever closed one direction alone hears the status.
  HPE_INVALID_EOF_STATE: { outcome: 'client-gone', status: '400 Bad Request' },
  ERR_HTTP_REQUEST_TIMEOUT: { outcome: 'too-slow', status: '408 Request Timeout' },
};
const OF_THE_PARSER = /^(HPE|ERR_HTTP)_/;
const MAX_LINE_BYTES = 300;

/** Who has not closed `lingerMs` after the answer is cut off. */
export function refuseUnparsed(
  server: Server,
  { isAnswered }: Connections,
  lingerMs: number,
  report: (request: UnparsedRequest) => void,
): void {
  const refused = new WeakSet<Duplex>();
  const refuse = (socket: Duplex, { outcome, status }: Refusal, target: string, detail: string) => {
    // The parser complains again of what comes after.
    if (refused.has(socket)) return;
    refused.add(socket);
    // The address is gone with the connection.
    report({ client: clientOf(socket), target, outcome, detail });
    if (!socket.writable || isAnswered(socket)) socket.destroy();
    else {
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      destroySoon(socket, lingerMs);
    }
  };
  server.on('clientError', (error, socket) => {
    const code = codeOf(error) ?? '';
    // A connection that broke: no request, or one that is reported where it is answered.
    if (!OF_THE_PARSER.test(code)) socket.destroy();
    else refuse(socket, refusalOf(code, lineOf(error)), targetOf(lineOf(error)), error.message);
  });
  // Whoever takes us for a proxy. Node has let go of its connection, whose faults are ours from here on.
  server.on('connect', ({ url = '' }: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => socket.destroy());
    refuse(socket, BAD_METHOD, url, 'CONNECT');
  });
}

/** What still comes is read and thrown away: closing on unread bytes would reset the connection at once. */
function destroySoon(socket: Duplex, ms: number): void {
  const timer = setTimeout(() => socket.destroy(), ms).unref();
  socket.once('close', () => clearTimeout(timer));
  socket.resume();
}

function clientOf(socket: Duplex): UnparsedRequest['client'] {
  const address = 'remoteAddress' in socket ? String(socket.remoteAddress ?? '') : '';
  const port = 'remotePort' in socket ? Number(socket.remotePort ?? 0) : 0;
  return { address, port };
}

/** The first line of what was read last. */
function lineOf(error: object): string {
  if (!('rawPacket' in error) || !(error.rawPacket instanceof Uint8Array)) return '';
  const bytes = error.rawPacket.subarray(0, MAX_LINE_BYTES);
  const [line = ''] = Buffer.from(bytes)
    .toString('latin1')
    .split(/[\r\n]/, 1);
  return line;
}

/** Noise has no method at all. */
function refusalOf(code: string, line: string): Refusal {
  if (code === 'HPE_INVALID_METHOD' && !/^[A-Z-]+ /.test(line)) return BAD_REQUEST;
  return REFUSALS[code] ?? BAD_REQUEST;
}

/** The second word, or all of a line that has but one. A name, as others are reported, without its slash. */
function targetOf(line: string): string {
  return (line.split(' ', 2)[1] ?? line).replace(/^\//, '');
}
