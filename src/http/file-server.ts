// A read-only HTTP server for phones: GET and HEAD of exact names. Knows no phone and no file system.

import { createServer } from 'node:http';
import { type Clock, systemClock } from '../core/clock.js';
import { type Log, silentLog } from '../core/log.js';
import { createAnswers } from './answer-request.js';
import { closeServer } from './close-server.js';
import { DEFAULT_LIMITS, type HttpLimits, limitConnections } from './connections.js';
import type { HttpClient, HttpFileSource, HttpReport } from './file-source.js';
import { addressOf, openServer } from './open-server.js';
import { refuseUnparsed, type UnparsedRequest } from './refuse-unparsed.js';
import { createRunning, type HttpBegun, type RunningAnswer } from './running-answers.js';

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
  const { source, onBegin = () => {}, log = silentLog, clock = systemClock } = given;
  const counters: Counters = { requests: 0, unparsed: 0, denied: 0, refused: 0 };
  const onReport = (report: HttpReport): void => {
    counters.requests++;
    if (report.outcome === 'denied') counters.denied++;
    given.onReport?.(report);
  };
  const limits = { ...DEFAULT_LIMITS, ...given.limits };
  const timing = {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: limits.requestMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.requestMs / 10,
    keepAliveTimeout: limits.keepAliveMs,
    // What leaves in one piece waits for nobody; where there are several, sendContent says so.
    noDelay: false,
  };
  const running = createRunning();
  const answer = createAnswers({ source, onBegin, onReport, clock, running });
  // Old firmware speaks HTTP/1.1 without naming a host.
  const server = createServer({ ...timing, requireHostHeader: false }, answer);
  // What a client expects of us beside its answer is no reason to refuse it, and none to let it read as slowly as it likes.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  const reportUnparsed = ({ target, ...request }: UnparsedRequest): void => {
    counters.unparsed++;
    onReport({ ...request, fileName: target, bytes: 0, durationMs: 0 });
  };
  server.setTimeout(limits.idleMs);
  const sayCrowded = createCrowdWarning(log, clock);
  const connections = limitConnections(server, limits, (address) => {
    counters.refused++;
    sayCrowded(address, counters.refused);
  });
  refuseUnparsed(server, connections, limits.lingerMs, reportUnparsed);
  // Node's own limit would refuse whoever comes last; limitConnections chooses.
  const where = { host: given.address, port: given.port };
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
function createCrowdWarning(log: Log, clock: Clock) {
  let saidMs = Number.NEGATIVE_INFINITY;
  return (address: string, refused: number): void => {
    const nowMs = clock.monotonicMs();
    if (nowMs - saidMs < WARN_EVERY_MS) return;
    saidMs = nowMs;
    log.warn({ address, refused }, 'HTTP is at its limits: connections refused or ended');
  };
}
