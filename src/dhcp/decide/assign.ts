// Which address a client may have, and the answers that all message types share.

import type { Ipv4 } from '../../core/ipv4.js';
import { isGiven } from '../leases/address-pool.js';
import {
  belongsTo,
  type ClientIdentity,
  freed,
  isHeld,
  type Lease,
  type LeaseState,
} from '../leases/lease.js';
import type { ClientProfile } from '../policy.js';
import type { Decision, Scene } from './decision.js';
import type { Reason } from './reasons.js';
import { leaseReply, nakReply } from './reply.js';
import type { DhcpRequest } from './request.js';

/** Long enough that a client does not get the same answer at once, short enough for a mistake. */
export const REST_MS = 600_000;
/** Before it may be taken back: not by whoever found it in use a moment ago, and within what a client goes on asking. */
export const LEAST_REST_MS = 10_000;
/** Long enough for a client's own retries; an offer not taken by then is free again. */
export const OFFER_HOLD_MS = 60_000;

export type Entitlement =
  | { readonly type: 'reserved'; readonly address: Ipv4 }
  | { readonly type: 'pooled' }
  | { readonly type: 'none'; readonly why: Reason };

/**
 * RFC 2131 section 4.2: the client identifier if there is one, else the hardware address. A client of ours is its
 * hardware address: a phone's boot code and its firmware may differ in what they send, and both are to have the one
 * address; and who sends many identifiers from one such address must not get many.
 */
export function identityOf(
  { mac, clientId }: DhcpRequest,
  { byHardware, reservation }: ClientProfile,
): ClientIdentity {
  if (byHardware || reservation !== undefined || clientId === undefined) {
    return { name: `mac:${mac}`, mac, byHardware: true };
  }
  const id = Buffer.from(clientId.buffer, clientId.byteOffset, clientId.length).toString('hex');
  return { name: `id:${id}`, mac, byHardware: false };
}

export function entitlementOf(scene: Scene): Entitlement {
  const { profile, subnet } = scene;
  const { reservation } = profile;
  const obstacle = reservation === undefined ? 'no-address' : obstacleAt(scene, reservation);
  if (reservation !== undefined && obstacle === undefined) {
    return { type: 'reserved', address: reservation };
  }
  if (profile.pooled && subnet.pool !== undefined) return { type: 'pooled' };
  return { type: 'none', why: obstacle ?? 'no-address' };
}

/** What keeps every client, or all clients but the holder, from an address now. */
export function obstacleAt(scene: Scene, address: Ipv4): Reason | undefined {
  const lease = scene.leases.at(address);
  if (lease === undefined || !isHeld(lease, scene.nowMs)) return undefined;
  if (lease.state === 'resting') return 'address-resting';
  return belongsTo(lease, scene.client) ? undefined : 'address-taken';
}

/** The pool has it, nobody else holds it, and it is the client's or may become it. */
export function isAssignable(scene: Scene, address: Ipv4): boolean {
  const { leases, subnet } = scene;
  if (!leases.inPool(address, subnet) || obstacleAt(scene, address) !== undefined) return false;
  const lease = leases.at(address);
  return (lease !== undefined && isOwn(scene, lease)) || mayTake(scene);
}

/** Strangers get what is left when each client that was promised an address has one. One is promised, not several. */
export function mayTake(
  { leases, subnet, client }: Scene,
  queue: 'free' | 'resting' = 'free',
): boolean {
  const promised = client.byHardware && subnet.promisedTo.has(client.mac);
  return promised || leases.hasSpare(queue, subnet);
}

/** The client holds it, as an offer or as a lease. */
export function isOwn(scene: Scene, lease: Lease): boolean {
  return isGiven(lease.state) && belongsTo(lease, scene.client) && isHeld(lease, scene.nowMs);
}

/** Whether a client means us by that: our address, or what its relay agent told it in our stead (RFC 5107). */
export function isUs({ request, subnets }: Scene, serverId: Ipv4): boolean {
  return (
    serverId === request.relayAgent?.serverIdOverride ||
    subnets.some(({ serverAddress }) => serverAddress === serverId)
  );
}

/** Binds the client to the address and says so; another that it held in this subnet becomes free. */
export function grant(scene: Scene, address: Ipv4, why: 'reserved' | 'pooled'): Decision {
  const { leases, client, subnet } = scene;
  const others = [leases.of(client, subnet), leases.behindOffer(client, subnet)].flatMap((lease) =>
    lease !== undefined && lease.address !== address && isOwn(scene, lease)
      ? [freed(lease, scene.nowMs)]
      : [],
  );
  const bound = leaseOf(scene, address, 'bound', scene.subnet.leaseSeconds * 1000);
  return {
    reply: leaseReply(scene, 'ACK', address),
    why,
    address,
    changes: [...others, bound],
  };
}

export function refuse(scene: Scene, address: Ipv4, why: Reason): Decision {
  return { reply: nakReply(scene, why), why, address, changes: [] };
}

export function silence(why: Reason, address?: Ipv4): Decision {
  return { why, changes: [], ...(address !== undefined && { address }) };
}

export function leaseOf(scene: Scene, address: Ipv4, state: LeaseState, forMs: number): Lease {
  const { client, nowMs } = scene;
  return { address, state, client: client.name, mac: client.mac, untilMs: nowMs + forMs };
}

/** What becomes of a lease that could not be given. */
export function offered(lease: Lease, nowMs: number): Lease {
  return { ...lease, state: 'offered', untilMs: nowMs + OFFER_HOLD_MS };
}

/** What becomes of an offer whose address was found in use. */
export function rested(lease: Lease, nowMs: number): Lease {
  return { ...lease, state: 'resting', untilMs: nowMs + REST_MS };
}
