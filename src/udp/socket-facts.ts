// What carries a server's packets and how well, for its log and for `doctor`.

import type { Log } from '../core/log.js';
import { RECEIVE_BUFFER_BYTES } from './datagram.js';

export interface SocketFacts {
  /** For people: `koffi`, `a socket on each interface`. */
  readonly backend: string;
  /** As granted, in the system's own counting. 0: nothing is open. */
  readonly receiveBufferBytes: number;
  /** Absent: there is nothing better. */
  readonly limit?: SocketLimit;
  /** Absent: the buffer holds what comes at once. Else a sentence that says what follows, and what to do. */
  readonly smallBuffer?: string;
}

export interface SocketLimit {
  /** The system's code, or an error's text. */
  readonly why: string;
  /** What cannot be done, in a sentence. */
  readonly message: string;
}

/** Linux grants twice what it is asked for, up to twice net.core.rmem_max unless we are root. */
export function smallBuffer(
  receiveBufferBytes: number,
  message: string,
): Pick<SocketFacts, 'smallBuffer'> {
  const isSmall = receiveBufferBytes > 0 && receiveBufferBytes < RECEIVE_BUFFER_BYTES;
  return isSmall ? { smallBuffer: message } : {};
}

export function warnOfSmallBuffer(log: Log, facts: SocketFacts): void {
  const { smallBuffer: message, receiveBufferBytes } = facts;
  if (message !== undefined) {
    log.warn({ receiveBufferBytes, wantedBytes: RECEIVE_BUFFER_BYTES }, message);
  }
}
