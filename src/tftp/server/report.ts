// How requests end: the outcomes, what the client hears of each, and the record that observers get.

import type { Endpoint } from '../../udp/datagram.js';
import { ERROR_CODES, type ErrorPacket } from '../codec/packet.js';
import type { TransferEnd } from '../transfer/transfer.js';

const refusal = (code: keyof typeof ERROR_CODES, message: string): ErrorPacket => ({
  type: 'ERROR',
  code: ERROR_CODES[code],
  message,
});

/** Requests that end without a transfer, or a transfer that we end, each with the ERROR that says so. */
export const REFUSALS = {
  'not-found': refusal('fileNotFound', 'file not found'),
  /** Not there, and rightly so: phones ask for it as a matter of course. */
  'expected-miss': refusal('fileNotFound', 'file not found'),
  denied: refusal('accessViolation', 'access denied'),
  unreadable: refusal('accessViolation', 'file cannot be read'),
  'write-refused': refusal('accessViolation', 'this server is read-only'),
  'unknown-mode': refusal('illegalOperation', 'only octet and netascii are offered'),
  /** All places were taken, and this address had the most. */
  busy: refusal('undefined', 'server is busy, ask again'),
  stopped: refusal('undefined', 'server is stopping'),
} as const satisfies Readonly<Record<string, ErrorPacket>>;

export type Refusal = keyof typeof REFUSALS;
export type Outcome = TransferEnd | Refusal;

/** Made once for each request that was answered, when nothing more will be sent for it. */
export interface TransferReport {
  readonly client: Endpoint;
  readonly fileName: string;
  readonly outcome: Outcome;
  /** For people: why it was denied, what the client complained about, what kept us from sending. */
  readonly detail?: string;
  /** Of the file, known to have arrived. */
  readonly bytes: number;
  /** Of the whole file; absent: there is none, or nobody knows before its end. */
  readonly size?: number;
  /** DATA packets known to have arrived. */
  readonly blocks: number;
  /** Packets sent again. */
  readonly retransmits: number;
  /** From the request to the last acknowledgement, or to giving up. */
  readonly durationMs: number;
  readonly blksize: number;
  readonly windowsize: number;
}

/** A transfer whose first packets are on their way. */
export interface TransferBegun {
  readonly client: Endpoint;
  readonly fileName: string;
  /** As of the report. */
  readonly size?: number;
}

/** One that is under way. */
export interface RunningTransfer extends TransferBegun {
  /** On the clock of the server. */
  readonly beganMs: number;
  /** Known to have arrived. */
  readonly bytes: number;
}
