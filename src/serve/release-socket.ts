// A running server is asked by a Unix socket to take leases back: both ends of that. Knows one request,
// `DELETE /leases/MAC`; the answer is the freed addresses, one a line, or a sentence.

import { lstatSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { codedError, codeOf } from '../core/coded-error.js';
import { formatIpv4, type Ipv4, parseIpv4 } from '../core/ipv4.js';
import { type Mac, parseMac } from '../core/mac.js';
import { closeServer } from '../http/close-server.js';
import { openServer } from '../http/open-server.js';

/** A request is a line and few headers, said at once; a body is never read. */
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

/** Taken back, on the disk. Rejects with what keeps them from that. */
type Release = (mac: Mac) => Promise<readonly Ipv4[]>;

export interface ReleaseSocket {
  /** Whether its name still leads to it. */
  isNamed(): boolean;
  /** What has its name is removed. */
  close(): Promise<void>;
}

/**
 * `path` must be the caller's alone by other means: what lies there is taken for left over from a crash. Only
 * this user and root may connect. Rejects with what the system says, or ENAMETOOLONG.
 */
export async function openReleaseSocket(path: string, release: Release): Promise<ReleaseSocket> {
  checkLength(path);
  rmSync(path, { force: true });
  const server = createServer(LIMITS, (asked, response) => void answer(asked, response, release));
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
  release: Release,
): Promise<void> {
  const { status, said } = await replyTo(asked, release);
  const body = Buffer.from(said);
  response.writeHead(status, { 'Content-Length': body.length, Connection: 'close' });
  response.end(body);
}

async function replyTo(
  { method, url = '' }: IncomingMessage,
  release: Release,
): Promise<{ readonly status: number; readonly said: string }> {
  const [, name = ''] = /^\/leases\/(.*)$/.exec(url) ?? [];
  const mac = parseMac(name);
  if (method !== 'DELETE' || mac === undefined) {
    return { status: 400, said: 'only DELETE /leases/MAC is understood' };
  }
  try {
    const addresses = await release(mac);
    return { status: 200, said: addresses.map((address) => `${formatIpv4(address)}\n`).join('') };
  } catch (error) {
    return { status: 500, said: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Resolves when they are free on the disk. `busy` is why the server has to be asked, and is told where it cannot
 * be. Rejects with EIO where the server refused, else with the system's code.
 */
export async function askToRelease(path: string, mac: Mac, busy: string): Promise<readonly Ipv4[]> {
  const { status, said } = await ask(path, mac).catch((cause: unknown) => {
    const code = codeOf(cause) ?? 'EIO';
    const asked = `asked by ${path} to release them itself, it does not answer`;
    throw codedError(code, `${busy}; ${asked}: ${WHY[code] ?? code}`, cause);
  });
  if (status !== 200) throw codedError('EIO', `the server cannot release them: ${said}`);
  return said.split('\n').flatMap((line) => parseIpv4(line) ?? []);
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such socket',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'it ended in the middle',
  EPIPE: 'it ended in the middle',
  EACCES: 'only root and the user that it runs as may',
  ABORT_ERR: 'no answer in time',
  ENAMETOOLONG: 'that is too long a name for a socket',
};

async function ask(
  path: string,
  mac: Mac,
): Promise<{ readonly status: number | undefined; readonly said: string }> {
  checkLength(path);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const options = { socketPath: path, method: 'DELETE', path: `/leases/${mac}`, signal };
    request(options, resolve).on('error', reject).end();
  });
  return { status: response.statusCode, said: await text(response) };
}

function checkLength(path: string): void {
  if (Buffer.byteLength(path) <= PATH_MAX_BYTES) return;
  throw codedError('ENAMETOOLONG', `${path} is too long a name for a socket`);
}
