// What the parts of one user agent share.

import type { Clock } from '../../core/clock.js';
import type { Endpoint } from '../../udp/datagram.js';
import { MAGIC_COOKIE } from '../message/via.js';
import type { Hop } from '../transport/hop.js';
import type { Transport } from '../transport/transport.js';
import type { Clients } from './clients.js';
import type { SipTarget } from './user-agent.js';

export interface AgentContext {
  readonly transport: Transport;
  readonly clients: Clients;
  readonly clock: Clock;
  readonly product: string;
  readonly random: (count: number) => Uint8Array;
  /** What the name of a target is resolved to. Rejects with the system's error. */
  readonly hopOf: (target: SipTarget) => Promise<Hop>;
  /** Ourselves, as the other end sees us. Rejects with the system's error. */
  readonly localFor: (hop: Hop) => Promise<Endpoint>;
}

/** 64 bits: for tags, Call-IDs and what digests want of us. */
export function token({ random }: Pick<AgentContext, 'random'>): string {
  return Buffer.from(random(8)).toString('hex');
}

export function newBranch(context: Pick<AgentContext, 'random'>): string {
  return `${MAGIC_COOKIE}${token(context)}`;
}
