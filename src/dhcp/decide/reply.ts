// Builds the one reply that a decision calls for: fields, options, size, destination. Decides nothing.

import type { OptionValue } from '../../core/dhcp-option-values.js';
import { OPTIONS } from '../../core/dhcp-options.js';
import { type Ipv4, ipv4ToBytes } from '../../core/ipv4.js';
import { oncePer } from '../../core/once-per.js';
import type { Destination } from '../link/link.js';
import { BROADCAST_FLAG, OPTIONS_OFFSET } from '../message/message.js';
import { listSize, optionSize } from '../message/option-list.js';
import { option, type RawOptions, rawOptions } from '../message/options.js';
import type { Reply, ReplyType, Scene } from './decision.js';
import { REASONS, type Reason } from './reasons.js';
import type { DhcpRequest } from './request.js';
import { identity, leaseTimes, type ReplyOptions, subnetReplies } from './subnet-replies.js';

const NOWHERE = 0 as Ipv4;
const EVERYWHERE = 0xffff_ffff as Ipv4;
const SERVER_PORT = 67;
const CLIENT_PORT = 68;
const IP_AND_UDP_HEADERS = 28;
/** Of IANA's hardware types, and the length of its addresses. */
const ETHERNET = 1;
const ETHERNET_BYTES = 6;
/** RFC 2132 section 9.10: what each client takes. */
const DATAGRAM_MIN = 576;
/** Ethernet's; a larger one would be cut into fragments, which boot code rarely joins. */
const DATAGRAM_MAX = 1500;

/** Back as they came: RFC 6842, RFC 3011 (where it would be missing we would not have heeded it), RFC 3046. */
const ECHOED = [
  OPTIONS.clientId.code,
  OPTIONS.subnetSelection.code,
  OPTIONS.relayAgentInformation.code,
];

/** Those of a client or its class; its policy gives the same array again and again. */
const encoded: (options: readonly OptionValue[]) => RawOptions = oncePer(rawOptions);

/** An offer or a lease of `address`. */
export function leaseReply(scene: Scene, type: 'OFFER' | 'ACK', address: Ipv4): Reply {
  const ciaddr = type === 'ACK' ? scene.request.message.ciaddr : NOWHERE;
  const options = withParameters(scene, subnetReplies(scene.subnet)[type]);
  return reply(scene, type, ciaddr, address, options);
}

/** The same for another time; what the client did not ask for it still does not get. */
export function withLeaseTime({ message, ...rest }: Reply, seconds: number): Reply {
  const options = new Map(message.options);
  for (const [code, value] of rawOptions(leaseTimes(seconds))) {
    if (options.has(code)) options.set(code, value);
  }
  return { ...rest, message: { ...message, options } };
}

/** RFC 2131 section 4.3.5. */
export function informReply(scene: Scene): Reply {
  const { ciaddr } = scene.request.message;
  const options = withParameters(scene, subnetReplies(scene.subnet).informed);
  return reply(scene, 'ACK', ciaddr, NOWHERE, options);
}

/** RFC 2131 table 3: a NAK carries nothing but who says it and why. */
export function nakReply(scene: Scene, why: Reason): Reply {
  const said = [...identity(scene.subnet, 'NAK'), option('message', REASONS[why])];
  const options = addEchoes(new Map(rawOptions(said)), scene.request);
  return reply(scene, 'NAK', NOWHERE, NOWHERE, options);
}

function reply(
  scene: Scene,
  type: ReplyType,
  ciaddr: Ipv4,
  yiaddr: Ipv4,
  options: RawOptions,
): Reply {
  const { message } = scene.request;
  // A client behind a relay knows no address after a NAK: RFC 2131 section 4.3.2.
  const flags = type === 'NAK' && message.giaddr !== 0 ? BROADCAST_FLAG : 0;
  return {
    type,
    message: {
      op: 'reply',
      htype: message.htype,
      chaddr: message.chaddr,
      hops: 0,
      xid: message.xid,
      secs: 0,
      flags: message.flags | flags,
      ciaddr,
      yiaddr,
      siaddr: NOWHERE,
      giaddr: message.giaddr,
      sname: '',
      file: '',
      options,
    },
    destination: destinationOf(scene, type, yiaddr),
  };
}

/** RFC 2131 section 4.1. What a client without an address hears by unicast the link may not be able to send. */
function destinationOf(
  { request, subnet, arrival }: Scene,
  type: ReplyType,
  yiaddr: Ipv4,
): Destination {
  const { giaddr, ciaddr } = request.message;
  // Who asks for an address of another network does not hear what is sent there.
  const elsewhere = request.subnetSelection !== undefined ? arrival.local : undefined;
  // Whoever asked one of our addresses waits for that one to answer.
  const from = arrival.asked ?? elsewhere ?? subnet.serverAddress;
  if (giaddr !== 0) return { address: giaddr, port: SERVER_PORT, from };
  if (ciaddr !== 0 && type !== 'NAK') return { address: ciaddr, port: CLIENT_PORT, from };
  const everyone = { address: EVERYWHERE, port: CLIENT_PORT, from };
  if (yiaddr === 0 || elsewhere !== undefined || !hearsUnicast(request)) return everyone;
  return { ...everyone, client: { address: yiaddr, hardware: request.message.chaddr } };
}

/** Before it has an address, at its hardware address. */
function hearsUnicast({ message }: DhcpRequest): boolean {
  const { htype, chaddr, flags } = message;
  return (flags & BROADCAST_FLAG) === 0 && htype === ETHERNET && chaddr.length === ETHERNET_BYTES;
}

/**
 * The parameters that the client asked for, in its order (RFC 2132 section 9.8), then what its
 * profile always sends, then what goes back as it came.
 */
function withParameters(scene: Scene, { head, parameters }: ReplyOptions): RawOptions {
  const { request, profile } = scene;
  const own = encoded(profile.options);
  const options = new Map(head);
  const add = (code: number): void => {
    const value = own.get(code) ?? parameters.get(code);
    if (value !== undefined && !options.has(code)) options.set(code, value);
  };
  for (const code of request.parameterList ?? [...parameters.keys(), ...own.keys()]) add(code);
  for (const code of profile.always) add(code);
  addEchoes(options, request);
  const room = roomFor(request);
  if (listSize(options.values()) <= room) return options;
  return withoutExcess(options, addEchoes(new Map(head), request), profile.always, room);
}

/** What a reply says because of what its request says. */
function addEchoes(
  options: Map<number, Uint8Array>,
  { message, relayAgent }: DhcpRequest,
): Map<number, Uint8Array> {
  if (relayAgent?.serverIdOverride !== undefined) {
    options.set(OPTIONS.serverId.code, ipv4ToBytes(relayAgent.serverIdOverride));
  }
  for (const code of ECHOED) {
    const value = message.options.get(code);
    if (value !== undefined) options.set(code, value);
  }
  return options;
}

/** For the list of options. */
function roomFor({ maxMessageSize = DATAGRAM_MIN }: DhcpRequest): number {
  const datagram = Math.min(Math.max(maxMessageSize, DATAGRAM_MIN), DATAGRAM_MAX);
  return datagram - IP_AND_UDP_HEADERS - OPTIONS_OFFSET;
}

/**
 * Beside what is needed, each in turn unless it is too large for what is left; and it is the turn
 * of what is always sent before that of the rest.
 */
function withoutExcess(
  options: RawOptions,
  needed: RawOptions,
  always: readonly number[],
  room: number,
): RawOptions {
  const optional = [...options].filter(([code]) => !needed.has(code));
  const urgent = optional.toSorted(
    ([a], [b]) => Number(always.includes(b)) - Number(always.includes(a)),
  );
  const fitting = new Map(options);
  let left = room - listSize(needed.values());
  for (const [code, value] of urgent) {
    const size = optionSize(value.length);
    if (size <= left) left -= size;
    else fitting.delete(code);
  }
  return fitting;
}
