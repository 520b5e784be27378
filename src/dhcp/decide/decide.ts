// From one request to one decision: whose client, which network, which rule. Pure; the server acts.

import { type Ipv4, subnetContains } from '../../core/ipv4.js';
import type { LeaseView } from '../leases/leases.js';
import type { Arrival } from '../link/link.js';
import type { DhcpPolicy } from '../policy.js';
import type { DhcpSubnet } from '../subnet.js';
import { identityOf, silence } from './assign.js';
import { decideDecline } from './decide-decline.js';
import { decideDiscover } from './decide-discover.js';
import { decideInform } from './decide-inform.js';
import { decideRelease } from './decide-release.js';
import { decideRequest } from './decide-request.js';
import type { Decision, Scene } from './decision.js';
import type { Reason } from './reasons.js';
import type { ClientMessageType, DhcpRequest } from './request.js';

export interface DecisionContext {
  readonly subnets: readonly DhcpSubnet[];
  readonly policy: DhcpPolicy;
  readonly leases: LeaseView;
}

const RULES = {
  DISCOVER: decideDiscover,
  REQUEST: decideRequest,
  DECLINE: decideDecline,
  RELEASE: decideRelease,
  INFORM: decideInform,
} as const satisfies Readonly<Record<ClientMessageType, (scene: Scene) => Decision>>;

export function decide(
  request: DhcpRequest,
  arrival: Arrival,
  { subnets, policy, leases }: DecisionContext,
  nowMs: number,
): Decision {
  const subnet = subnetOf(request, arrival, subnets, policy);
  if (subnet === undefined) return silence(whyNowhere(request));
  const profile = policy.clientFor(request, subnet);
  if (profile === undefined) return silence('unknown-client');
  const client = identityOf(request, profile);
  const scene: Scene = { request, arrival, profile, subnet, subnets, client, leases, nowMs };
  return RULES[request.type](scene);
}

/**
 * Where the client is: where its relay agent says (RFC 3527), or it does itself (RFC 3011); else behind its relay agent;
 * else, for a packet that was routed to us, where its address says; else on the wire that the packet came from. A link
 * that cannot tell the wire leaves the client's own address, its reservation, or the only wire there is.
 */
function subnetOf(
  request: DhcpRequest,
  { local, unicast }: Arrival,
  subnets: readonly DhcpSubnet[],
  policy: DhcpPolicy,
): DhcpSubnet | undefined {
  const { mac, message } = request;
  const relayed = selectionOf(request) ?? message.giaddr;
  if (relayed !== 0) return subnetAround(relayed, subnets);
  const routed = unicast ? subnetAround(message.ciaddr, subnets) : undefined;
  if (routed !== undefined) return routed;
  if (local !== undefined) {
    return subnets.find(({ attached, serverAddress }) => attached && serverAddress === local);
  }
  const attached = subnets.filter((subnet) => subnet.attached);
  if (attached.length < 2) return attached[0];
  return subnetAround(message.ciaddr, subnets) ?? subnetAround(policy.reservationOf(mac), subnets);
}

function selectionOf({ relayAgent, subnetSelection }: DhcpRequest): Ipv4 | undefined {
  return relayAgent?.linkSelection ?? subnetSelection;
}

function whyNowhere(request: DhcpRequest): Reason {
  if (selectionOf(request)) return 'selection-outside';
  return request.message.giaddr === 0 ? 'unknown-network' : 'relay-outside';
}

function subnetAround(
  address: Ipv4 | undefined,
  subnets: readonly DhcpSubnet[],
): DhcpSubnet | undefined {
  if (address === undefined || address === 0) return undefined;
  return subnets.find(({ subnet }) => subnetContains(subnet, address));
}
