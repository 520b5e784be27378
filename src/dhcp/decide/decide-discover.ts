// DHCPDISCOVER, RFC 2131 section 4.3.1: which address is offered.

import type { Ipv4 } from '../../core/ipv4.js';
import type { Lease } from '../leases/lease.js';
import {
  entitlementOf,
  isAssignable,
  isOwn,
  LEAST_REST_MS,
  leaseOf,
  mayTake,
  OFFER_HOLD_MS,
  REST_MS,
  silence,
} from './assign.js';
import type { Decision, Scene } from './decision.js';
import { leaseReply } from './reply.js';

export function decideDiscover(scene: Scene): Decision {
  const entitlement = entitlementOf(scene);
  switch (entitlement.type) {
    case 'reserved':
      // Nobody else can get it, so there is nothing to hold.
      return offer(scene, entitlement.address, 'reserved', []);
    case 'pooled':
      return offerFromPool(scene);
    case 'none':
      return silence(entitlement.why);
  }
}

function offerFromPool(scene: Scene): Decision {
  const address = choose(scene);
  if (address === undefined) return takeBack(scene);
  const before = scene.leases.at(address);
  const own = before !== undefined && isOwn(scene, before);
  // A lease still running is worth more than an offer of it.
  if (own && before.state === 'bound') return offer(scene, address, 'pooled', []);
  return own
    ? offer(scene, address, 'pooled', [hold(scene, address)])
    : unlessUsed(scene, offer(scene, address, 'pooled', [hold(scene, address)]));
}

/** Rather an address that has rested for a while only than none: of these, the one that has for longest. */
function takeBack(scene: Scene): Decision {
  const { leases, subnet, nowMs } = scene;
  const address = mayTake(scene, 'resting') ? leases.next('resting', subnet) : undefined;
  const endMs = (address && leases.at(address)?.untilMs) ?? Number.POSITIVE_INFINITY;
  if (address === undefined || endMs - nowMs > REST_MS - LEAST_REST_MS) {
    return silence('pool-exhausted');
  }
  return unlessUsed(scene, offer(scene, address, 'taken-back', [hold(scene, address)]));
}

function hold(scene: Scene, address: Ipv4): Lease {
  return leaseOf(scene, address, 'offered', OFFER_HOLD_MS);
}

function unlessUsed({ subnet }: Scene, decision: Decision): Decision {
  return subnet.checksAddresses ? { ...decision, unlessUsed: true } : decision;
}

/** What it has or last had, what it asks for, what has been unused for longest: in this order. */
function choose(scene: Scene): Ipv4 | undefined {
  const { leases, client, subnet, request } = scene;
  const wishes = [leases.of(client, subnet)?.address, request.requestedAddress];
  const granted = wishes.find((wish) => wish !== undefined && isAssignable(scene, wish));
  return granted ?? (mayTake(scene) ? leases.next('free', subnet) : undefined);
}

function offer(
  scene: Scene,
  address: Ipv4,
  why: 'reserved' | 'pooled' | 'taken-back',
  changes: readonly Lease[],
): Decision {
  return { reply: leaseReply(scene, 'OFFER', address), why, address, changes };
}
