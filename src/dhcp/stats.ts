// What the server has counted since its start. Closed sets of names, so it never grows.

import type { ReplyType } from './decide/decision.js';
import type { ClientMessageType } from './decide/request.js';
import type { PacketFault } from './message/packet-faults.js';

export interface DhcpStats {
  readonly requests: Readonly<Record<ClientMessageType, number>>;
  readonly replies: Readonly<Record<ReplyType, number>>;
  /** Requests that got no reply, by decision. */
  readonly silences: number;
  readonly faults: Readonly<Record<PacketFault, number>>;
  /** Replies withheld because their lease could not be written. */
  readonly journalFailures: number;
  /** Replies sent although their lease could not be written, for the inventory or the disk bears them out. */
  readonly unrecorded: number;
  /** Replies that the link could not send. */
  readonly sendFailures: number;
}

type Counters = {
  -readonly [K in keyof DhcpStats]: DhcpStats[K] extends number
    ? number
    : { -readonly [N in keyof DhcpStats[K]]: number };
};

export function createCounters(): Counters {
  return {
    requests: { DISCOVER: 0, REQUEST: 0, DECLINE: 0, RELEASE: 0, INFORM: 0 },
    replies: { OFFER: 0, ACK: 0, NAK: 0 },
    silences: 0,
    faults: {
      'too-short': 0,
      'bad-header': 0,
      'bad-cookie': 0,
      'option-overrun': 0,
      'bad-option': 0,
      'not-from-client': 0,
      'not-ethernet': 0,
      'no-message-type': 0,
    },
    journalFailures: 0,
    unrecorded: 0,
    sendFailures: 0,
  };
}
