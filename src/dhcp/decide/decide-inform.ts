// DHCPINFORM, RFC 2131 section 4.3.5: the client has an address and wants the options only.

import { subnetContains } from '../../core/ipv4.js';
import { silence } from './assign.js';
import type { Decision, Scene } from './decision.js';
import { informReply } from './reply.js';

/** No lease is looked at: the address was set by hand. */
export function decideInform(scene: Scene): Decision {
  const { ciaddr } = scene.request.message;
  if (ciaddr === 0) return silence('incomplete');
  if (!subnetContains(scene.subnet.subnet, ciaddr)) return silence('wrong-network', ciaddr);
  return { reply: informReply(scene), why: 'informed', address: ciaddr, changes: [] };
}
