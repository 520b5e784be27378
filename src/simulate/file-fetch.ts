// A pretend phone's files over real sockets: TFTP as old phones ask, and HTTP.

import { request } from 'node:http';
import { fetchTftp, type TftpFetch } from '../tftp/client.js';
import type { Fetched, PhoneWire } from './phone-wire.js';
import { spanMs } from './scenario.js';

export interface FileServers {
  readonly server: string;
  readonly tftpPort: number;
  readonly httpPort: number;
}

type How = Parameters<PhoneWire['fetch']>[1];

/** What answers late is waited for so long. */
const TIMEOUT_MS = 12_000;
/** A phone that hears nothing is there for longer than a server repeats, a busy one above all, and says nothing. */
const SILENCE = { timeoutMs: 60_000, resendMs: 3_600_000 } as const;
/** More than any file of a phone has. */
const MAX_BYTES = 64 << 20;

/** Rejects when all is to end, or where no socket can be had. */
export async function fetchFile(
  { server, tftpPort, httpPort }: FileServers,
  name: string,
  localAddress: string | undefined,
  how: How,
  signal: AbortSignal,
): Promise<Fetched> {
  const from = localAddress === undefined ? {} : { localAddress };
  if (how.by === 'http')
    return fetchHttp({ ...from, host: server, port: httpPort }, name, how, signal);
  const arrive = arriving(how);
  const got = await fetchTftp({
    ...{ server, port: tftpPort, name, timeoutMs: TIMEOUT_MS, signal },
    ...from,
    ...(how.silentAfter !== undefined && SILENCE),
    ...(arrive && { arrive }),
  });
  switch (got.kind) {
    case 'file':
      return { kind: 'file', bytes: got.bytes, ms: got.durationMs };
    case 'error':
      return { kind: 'error', message: got.message };
    case 'timeout':
      return { kind: 'timeout' };
  }
}

function arriving({ silentAfter, losesOneIn, blockTime }: How): TftpFetch['arrive'] {
  if (silentAfter !== undefined) return (take, count) => count <= silentAfter && take();
  if (losesOneIn !== undefined) return (take, count) => count % losesOneIn !== 0 && take();
  if (blockTime === undefined) return undefined;
  return (take) => void setTimeout(take, spanMs(blockTime));
}

function fetchHttp(
  to: { readonly host: string; readonly port: number; readonly localAddress?: string },
  name: string,
  { agent }: How,
  signal: AbortSignal,
): Promise<Fetched> {
  const beganMs = performance.now();
  const headers = agent === undefined ? {} : { 'User-Agent': agent };
  const path = `/${name.split('/').map(encodeURIComponent).join('/')}`;
  return new Promise((resolve, reject) => {
    const asked = request({ ...to, path, headers, signal, timeout: TIMEOUT_MS }, (response) => {
      const pieces: Buffer[] = [];
      let size = 0;
      response.on('data', (piece: Buffer) => {
        size += piece.length;
        if (size > MAX_BYTES) asked.destroy(new Error('the answer does not end'));
        else pieces.push(piece);
      });
      response.on('end', () => {
        const { statusCode = 0, statusMessage = '' } = response;
        if (statusCode !== 200)
          resolve({ kind: 'error', message: `${statusCode} ${statusMessage}` });
        else
          resolve({ kind: 'file', bytes: Buffer.concat(pieces), ms: performance.now() - beganMs });
      });
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', (cause) => {
      if (signal.aborted) reject(cause);
      else resolve({ kind: 'error', message: cause.message });
    });
    asked.end();
  });
}
