// One request and what became of it, for logs, metrics and the page. Types only.

import type { Ipv4 } from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';
import type { ReplyType } from './decide/decision.js';
import type { Reason } from './decide/reasons.js';
import type { ClientMessageType, DhcpRequest } from './decide/request.js';

export interface DhcpExchange {
  /** What was asked, as it was read: no part of it is taken out before somebody wants it. */
  readonly request: DhcpRequest;
  readonly mac: Mac;
  /** Text from the wire. */
  readonly vendorClass?: string;
  readonly type: ClientMessageType;
  /** Absent: silence. */
  readonly reply?: ReplyType;
  readonly address?: Ipv4;
  /** Its giaddr, where the request came by one. */
  readonly relayAgent?: Ipv4;
  /** `journal-failed`: right to answer, but the lease could not be written. */
  readonly why: Reason | 'journal-failed';
  /** From the packet's arrival until its reply was handed to the link, the disk's time included. */
  readonly ms: number;
}
