// The vocabulary of deciding: what a decision may look at, and what it may be. Types only.

import type { Ipv4 } from '../../core/ipv4.js';
import type { ClientIdentity, Lease } from '../leases/lease.js';
import type { LeaseView } from '../leases/leases.js';
import type { Arrival, Destination } from '../link/link.js';
import type { DhcpMessage } from '../message/message.js';
import type { ClientProfile } from '../policy.js';
import type { DhcpSubnet } from '../subnet.js';
import type { Reason } from './reasons.js';
import type { DhcpRequest } from './request.js';

/** One request in its surroundings. */
export interface Scene {
  readonly request: DhcpRequest;
  readonly arrival: Arrival;
  readonly profile: ClientProfile;
  /** Where the client is. */
  readonly subnet: DhcpSubnet;
  readonly subnets: readonly DhcpSubnet[];
  /** Who it is to the lease table. */
  readonly client: ClientIdentity;
  readonly leases: LeaseView;
  /** Ms since 1970. */
  readonly nowMs: number;
}

export type ReplyType = 'OFFER' | 'ACK' | 'NAK';

export interface Reply {
  readonly type: ReplyType;
  readonly message: DhcpMessage;
  readonly destination: Destination;
}

export interface Decision {
  /** Absent: silence. */
  readonly reply?: Reply;
  readonly why: Reason;
  /** The address in question, for the record. */
  readonly address?: Ipv4;
  /** To be put into the lease table, in order, before the next decision. */
  readonly changes: readonly Lease[];
  /** The reply may leave only if nobody uses its address. */
  readonly unlessUsed?: true;
}
