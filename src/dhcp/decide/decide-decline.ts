// DHCPDECLINE, RFC 2131 section 4.3.3: the client found its address in use. The address rests.

import type { Ipv4 } from '../../core/ipv4.js';
import { entitlementOf, isOwn, isUs, leaseOf, REST_MS, silence } from './assign.js';
import type { Decision, Scene } from './decision.js';

/**
 * What one client may lay to rest. Who finds more addresses in use is mistaken or means no good, and keeps the one
 * that it has.
 */
const RESTING_MAX = 8;

/** Only who has an address may decline it: otherwise one client could lay the whole pool to rest. */
export function decideDecline(scene: Scene): Decision {
  const { serverId, requestedAddress: address } = scene.request;
  if (serverId === undefined || address === undefined) return silence('incomplete', address);
  if (!isUs(scene, serverId)) return silence('other-server', address);
  if (!mayDecline(scene, address)) return silence('no-record', address);
  if (scene.leases.restingFor(scene.client.mac) >= RESTING_MAX) {
    return silence('declines-too-many', address);
  }
  return {
    ...silence('declined', address),
    changes: [leaseOf(scene, address, 'resting', REST_MS)],
  };
}

function mayDecline(scene: Scene, address: Ipv4): boolean {
  const lease = scene.leases.at(address);
  if (lease !== undefined && isOwn(scene, lease)) return true;
  const entitlement = entitlementOf(scene);
  return entitlement.type === 'reserved' && entitlement.address === address;
}
