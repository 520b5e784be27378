// What each kind of reply says in a subnet, whoever asks. Encoded once a subnet, not once a packet.

import type { OptionValue } from '../../core/dhcp-option-values.js';
import { INFINITE_SECONDS } from '../../core/duration.js';
import { broadcastOf, maskOf } from '../../core/ipv4.js';
import { oncePer } from '../../core/once-per.js';
import { option, type RawOptions, rawOptions } from '../message/options.js';
import type { DhcpSubnet } from '../subnet.js';
import type { ReplyType } from './decision.js';
import { MESSAGE_TYPES } from './request.js';

export interface ReplyOptions {
  /** First, and whether asked for or not. */
  readonly head: RawOptions;
  /** For those who ask. */
  readonly parameters: RawOptions;
}

export interface SubnetReplies {
  readonly OFFER: ReplyOptions;
  readonly ACK: ReplyOptions;
  /** Of an INFORM: the ACK has no address and no times, for these are not ours to say. */
  readonly informed: ReplyOptions;
}

export const subnetReplies: (subnet: DhcpSubnet) => SubnetReplies = oncePer((subnet) => ({
  OFFER: withLease(subnet, 'OFFER'),
  ACK: withLease(subnet, 'ACK'),
  informed: withoutLease(subnet),
}));

/** Which message it is, and from whom: RFC 2131 table 3 wants both in every reply. */
export function identity({ serverAddress }: DhcpSubnet, type: ReplyType): readonly OptionValue[] {
  return [option('messageType', MESSAGE_TYPES[type]), option('serverId', serverAddress)];
}

function withLease(subnet: DhcpSubnet, type: 'OFFER' | 'ACK'): ReplyOptions {
  const [addressTime, renewalTime, rebindingTime] = leaseTimes(subnet.leaseSeconds);
  return {
    head: rawOptions([...identity(subnet, type), addressTime, mask(subnet)]),
    parameters: rawOptions([broadcast(subnet), renewalTime, rebindingTime, ...subnet.options]),
  };
}

/** How long a lease runs, when it is to be renewed with us, and when with anyone. */
export function leaseTimes(seconds: number): readonly [OptionValue, OptionValue, OptionValue] {
  return [
    option('addressTime', seconds),
    option('renewalTime', shareOf(seconds, 0.5)),
    option('rebindingTime', shareOf(seconds, 0.875)),
  ];
}

/** RFC 2131 section 4.4.5. What lasts for ever need not be renewed. */
function shareOf(leaseSeconds: number, share: number): number {
  return leaseSeconds === INFINITE_SECONDS ? INFINITE_SECONDS : Math.floor(leaseSeconds * share);
}

function withoutLease(subnet: DhcpSubnet): ReplyOptions {
  return {
    head: rawOptions([...identity(subnet, 'ACK'), mask(subnet)]),
    parameters: rawOptions([broadcast(subnet), ...subnet.options]),
  };
}

/** Before any router: RFC 2132 section 3.3. */
function mask({ subnet }: DhcpSubnet): OptionValue {
  return option('subnetMask', maskOf(subnet.prefix));
}

function broadcast({ subnet }: DhcpSubnet): OptionValue {
  return option('broadcastAddress', broadcastOf(subnet));
}
