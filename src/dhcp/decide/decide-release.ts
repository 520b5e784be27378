// DHCPRELEASE, RFC 2131 section 4.3.4: the client gives its address back. There is no reply.

import { freed } from '../leases/lease.js';
import { isOwn, isUs, silence } from './assign.js';
import type { Decision, Scene } from './decision.js';

export function decideRelease(scene: Scene): Decision {
  const { serverId, message } = scene.request;
  if (message.ciaddr === 0) return silence('incomplete');
  if (serverId !== undefined && !isUs(scene, serverId)) {
    return silence('other-server', message.ciaddr);
  }
  const lease = scene.leases.at(message.ciaddr);
  if (lease === undefined || !isOwn(scene, lease)) return silence('no-record', message.ciaddr);
  return { ...silence('released', message.ciaddr), changes: [freed(lease, scene.nowMs)] };
}
