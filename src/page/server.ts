// The page's own listeners: apart from those of phones, bounded, and for browsers. What they answer is loaded when somebody asks
// for the first time.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { messageOf } from '../core/coded-error.js';
import type { Log } from '../core/log.js';
import { closeServer } from '../http/close-server.js';
import type { ConnectionLimits } from '../http/connections.js';
import { boundForFew, timingForFew } from '../http/for-few.js';
import { addressOf, openServer } from '../http/open-server.js';
import { HEADERS } from './headers.js';

export interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

export interface ListenersOptions {
  /** On one port, the first of them as it is wanted: the others are left out where this machine has no such address. */
  readonly addresses: readonly string[];
  /** 0: any free one. */
  readonly port: number;
  /** Absent: without TLS. */
  readonly tls?: Certificate;
  /** Called once, at the first request. */
  load(): Promise<Answer>;
  readonly log: Pick<Log, 'error'>;
}

/** Does not reject. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface Listeners {
  address(): { readonly address: string; readonly port: number };
  /** Throws what OpenSSL says of one that is none; the one before stays. */
  replaceCertificate(tls: Certificate): void;
  close(): Promise<void>;
}

const TIMING = timingForFew(10_000);
/** A proxy has all in one. Who reads live is bounded by the hub, which is quiet for long. */
const LIMITS: ConnectionLimits = {
  connections: 64,
  connectionsPerClient: 64,
  slowestBytes: 0,
  roundMs: 60_000,
};
/** Nothing goes either way; live changes have a heartbeat. */
const IDLE_MS = 60_000;
const TLS_MIN = 'TLSv1.2';

/** Rejects with the system's error where the first address or the port cannot be had, or with OpenSSL's. */
export async function openListeners(options: ListenersOptions): Promise<Listeners> {
  const { addresses, tls, log } = options;
  const answer = answerOnceLoaded(options.load, log);
  const opened: Server[] = [];
  let { port } = options;
  for (const [at, host] of addresses.entries()) {
    const server = tls
      ? createTlsServer({ ...TIMING, ...tls, minVersion: TLS_MIN }, answer)
      : createServer(TIMING, answer);
    boundForFew(server, LIMITS, IDLE_MS);
    try {
      await openServer(server, { host, port }, Number.POSITIVE_INFINITY);
      opened.push(server);
      port = addressOf(server).port;
    } catch (cause) {
      if (at === 0) throw cause;
    }
  }
  return {
    address() {
      const [first] = opened;
      if (!first) throw new Error('the page has no address');
      return addressOf(first);
    },
    replaceCertificate(next) {
      for (const server of opened) {
        if ('setSecureContext' in server && typeof server.setSecureContext === 'function') {
          server.setSecureContext({ ...next, minVersion: TLS_MIN });
        }
      }
    },
    async close() {
      for (const server of opened) await closeServer(server);
    },
  };
}

function answerOnceLoaded(load: () => Promise<Answer>, log: Pick<Log, 'error'>) {
  let loaded: Promise<Answer> | undefined;
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.on('error', () => {});
    loaded ??= load();
    try {
      const answer = await loaded;
      await answer(request, response);
    } catch (cause) {
      loaded = undefined;
      log.error(
        { why: messageOf(cause) },
        'the page cannot be loaded; phones are served all the same',
      );
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { ...HEADERS, Connection: 'close' }).end();
    }
  };
}
