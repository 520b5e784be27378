// DHCPREQUEST, RFC 2131 section 4.3.2, in its four states:
//
//                   INIT-REBOOT   SELECTING    RENEWING     REBINDING      (table 4)
//   sent by         broadcast     broadcast    unicast      broadcast
//   server id       no            yes          no           no
//   requested       yes           yes          no           no
//   ciaddr          0             0            its address  its address

import { type Ipv4, subnetContains } from '../../core/ipv4.js';
import { freed } from '../leases/lease.js';
import {
  entitlementOf,
  grant,
  isAssignable,
  isOwn,
  isUs,
  obstacleAt,
  refuse,
  silence,
} from './assign.js';
import type { Decision, Scene } from './decision.js';

export function decideRequest(scene: Scene): Decision {
  const { serverId, requestedAddress, message } = scene.request;
  const using = message.ciaddr !== 0 ? message.ciaddr : undefined;
  if (serverId !== undefined) return select(scene, serverId, requestedAddress ?? using);
  // RENEWING and REBINDING differ in how packets travel, not in what is right.
  return confirm(scene, using ?? requestedAddress);
}

/** SELECTING: the client takes an offer, ours or another server's. */
function select(scene: Scene, serverId: Ipv4, address: Ipv4 | undefined): Decision {
  if (!isUs(scene, serverId)) {
    return { ...silence('other-server', address), changes: withdrawOffer(scene) };
  }
  if (address === undefined) return silence('incomplete');
  if (!subnetContains(scene.subnet.subnet, address)) return refuse(scene, address, 'wrong-network');
  const entitlement = entitlementOf(scene);
  if (entitlement.type === 'reserved') return grantOnly(scene, address, entitlement.address);
  return grantFromPool(scene, address);
}

/** The others: the client believes that an address is its own and asks whether it may go on. */
function confirm(scene: Scene, address: Ipv4 | undefined): Decision {
  if (address === undefined) return silence('incomplete');
  if (!subnetContains(scene.subnet.subnet, address)) return refuse(scene, address, 'wrong-network');
  const entitlement = entitlementOf(scene);
  if (entitlement.type === 'reserved') return grantOnly(scene, address, entitlement.address);
  const held = scene.leases.at(address);
  if (held !== undefined && isOwn(scene, held)) return grantFromPool(scene, address);
  const recorded = scene.leases.of(scene.client, scene.subnet);
  if (recorded === undefined) return confirmUnrecorded(scene, address);
  if (recorded.address !== address) return refuse(scene, address, 'wrong-address');
  return grantFromPool(scene, address);
}

/**
 * Without a record we must be silent: the client may have its lease from another server. But where
 * it uses, now, what we have given to someone else, two would use one address.
 */
function confirmUnrecorded(scene: Scene, address: Ipv4): Decision {
  const inUse = scene.request.message.ciaddr !== 0;
  return inUse && obstacleAt(scene, address) === 'address-taken'
    ? refuse(scene, address, 'address-taken')
    : silence('no-record', address);
}

function grantOnly(scene: Scene, address: Ipv4, reserved: Ipv4): Decision {
  return address === reserved
    ? grant(scene, address, 'reserved')
    : refuse(scene, address, 'wrong-address');
}

function grantFromPool(scene: Scene, address: Ipv4): Decision {
  return scene.profile.pooled && isAssignable(scene, address)
    ? grant(scene, address, 'pooled')
    : refuse(scene, address, obstacleAt(scene, address) ?? 'wrong-address');
}

/** It took another server's offer, so ours is free for others. */
function withdrawOffer(scene: Scene): Decision['changes'] {
  const lease = scene.leases.of(scene.client, scene.subnet);
  return lease?.state === 'offered' && isOwn(scene, lease) ? [freed(lease, scene.nowMs)] : [];
}
