// What the DHCP server observed, in the vocabulary of the boot story.

import { OPTIONS } from '../../core/dhcp-options.js';
import { formatSubnet, type Ipv4, subnetContains } from '../../core/ipv4.js';
import type { DhcpExchange } from '../../dhcp/exchange.js';
import { readOption } from '../../dhcp/message/options.js';
import type { Network } from '../../site/site.js';
import type { DhcpEvent } from '../../timeline/events.js';
import { kept } from '../../timeline/kept.js';

export function eventOfExchange(
  { request, type, reply, why, address, relayAgent, vendorClass }: DhcpExchange,
  networks: readonly Network[],
  atMs: number,
): DhcpEvent {
  const { message, serverId, requestedAddress, parameterList } = request;
  const hostName = message.options.has(OPTIONS.hostname.code)
    ? readOption(message.options, 'hostname')
    : undefined;
  const network = networkOf(address ?? relayAgent ?? requestedAddress, networks);
  return {
    kind: 'dhcp',
    atMs,
    type,
    reply,
    why,
    address,
    network: network && textOf(network),
    leaseSeconds: network?.leaseSeconds,
    relayAgent,
    serverId,
    requestedAddress,
    renews: message.ciaddr !== 0 || undefined,
    secs: message.secs,
    vendorClass: vendorClass && kept(vendorClass),
    hostName: hostName && kept(hostName),
    asked: parameterList,
  };
}

function networkOf(address: Ipv4 | undefined, networks: readonly Network[]): Network | undefined {
  if (address === undefined) return undefined;
  return networks.find(({ subnet }) => subnetContains(subnet, address));
}

/** `10.20.1.0/24`, of which the address is. */
export function networkTextOf(address: Ipv4, networks: readonly Network[]): string | undefined {
  const network = networkOf(address, networks);
  return network && textOf(network);
}

const texts = new WeakMap<Network, string>();

/** The same text for all: histories hold thousands. */
function textOf(network: Network): string {
  const text = texts.get(network) ?? formatSubnet(network.subnet);
  texts.set(network, text);
  return text;
}
