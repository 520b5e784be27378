// What the parts of one running server share.

import type { Clock } from '../../core/clock.js';
import type { Log } from '../../core/log.js';
import type { RateLimit } from '../../core/rate-limit.js';
import type { Endpoint } from '../../udp/datagram.js';
import type { FileSource } from './file-source.js';
import type { TftpLimits } from './limits.js';
import type { TransferBegun, TransferReport } from './report.js';
import type { Sessions } from './sessions.js';
import type { SocketChoice } from './transfer-socket.js';

/** They only grow. */
export interface Counters {
  requests: number;
  /** Requests that came again while the first was being answered. */
  duplicates: number;
  malformed: number;
  wrongTransferId: number;
  /** By the source: this client may not have this file. */
  denied: number;
  /** Left unanswered, to be asked again: too many requests of one address, too many transfers. */
  throttled: number;
  overLimit: number;
  /** Ended for another client's: all places were taken. */
  gaveWay: number;
}

/** What whoever opens the server brings. */
export interface Surroundings {
  readonly source: FileSource;
  readonly onBegin: (begun: TransferBegun) => void;
  readonly onReport: (report: TransferReport) => void;
  readonly log: Log;
  readonly clock: Clock;
}

export interface Context extends Surroundings {
  readonly limits: TftpLimits;
  readonly sessions: Sessions;
  readonly rateLimit: RateLimit;
  readonly socketFor: SocketChoice;
  readonly counters: Counters;
  /** Runs while there are sessions. */
  timer: NodeJS.Timeout | undefined;
  tickDueMs: number;
  warnedMs: number;
}

const WARN_EVERY_MS = 10_000;

/** Counts what was left unanswered or ended for want of room, and says so once in a while. */
export function countDropped(
  context: Context,
  counter: 'throttled' | 'overLimit' | 'gaveWay',
  { address }: Endpoint,
): void {
  context.counters[counter]++;
  const nowMs = context.clock.monotonicMs();
  if (nowMs - context.warnedMs < WARN_EVERY_MS) return;
  context.warnedMs = nowMs;
  const { throttled, overLimit, gaveWay } = context.counters;
  const counts = { address, throttled, overLimit, gaveWay };
  context.log.warn(counts, 'TFTP is at its limits: requests left unanswered, transfers ended');
}
