// Builds the one reply that a decision calls for: fields, options, size, destination. Decides nothing.

import { broadcastOf, type Ipv4, maskOf } from '../core/ipv4.js';
import type { Reply, ReplyType, Scene } from './decision.js';
import type { Destination } from './link.js';
import { BROADCAST_FLAG, type DhcpMessage, OPTIONS_OFFSET } from './message.js';
import { listSize, optionSize } from './option-list.js';
import { encodeOption, OPTIONS, type OptionValue, option, type RawOptions } from './options.js';
import { REASONS, type Reason } from './reasons.js';
import { MESSAGE_TYPES } from './request.js';

const NOWHERE = 0 as Ipv4;
const EVERYWHERE = 0xffff_ffff as Ipv4;
const SERVER_PORT = 67;
const CLIENT_PORT = 68;
const IP_AND_UDP_HEADERS = 28;
/** RFC 2132 section 9.10: what each client takes. */
const DATAGRAM_MIN = 576;
/** Ethernet's; a larger one would be cut into fragments, which boot code rarely joins. */
const DATAGRAM_MAX = 1500;

type Encoded = readonly [code: number, value: Uint8Array];

/** An offer or a lease of `address`. */
export function leaseReply(scene: Scene, type: 'OFFER' | 'ACK', address: Ipv4): Reply {
  const { leaseSeconds, subnet } = scene.subnet;
  const head = [
    ...identity(scene, type),
    option('addressTime', leaseSeconds),
    // Before any router: RFC 2132 section 3.3.
    option('subnetMask', maskOf(subnet.prefix)),
  ];
  const times = [
    option('renewalTime', Math.floor(leaseSeconds / 2)),
    option('rebindingTime', Math.floor(leaseSeconds * 0.875)),
  ];
  const ciaddr = type === 'ACK' ? scene.request.message.ciaddr : NOWHERE;
  return reply(scene, type, { ciaddr, yiaddr: address }, withParameters(scene, head, times));
}

/** RFC 2131 section 4.3.5: no address and no times, for these are not ours to say. */
export function informReply(scene: Scene): Reply {
  const { subnet } = scene.subnet;
  const head = [...identity(scene, 'ACK'), option('subnetMask', maskOf(subnet.prefix))];
  const { ciaddr } = scene.request.message;
  return reply(scene, 'ACK', { ciaddr, yiaddr: NOWHERE }, withParameters(scene, head, []));
}

/** RFC 2131 table 3: a NAK carries nothing but who says it and why. */
export function nakReply(scene: Scene, why: Reason): Reply {
  const options = new Map([...identity(scene, 'NAK'), option('message', REASONS[why])].map(encode));
  return reply(scene, 'NAK', { ciaddr: NOWHERE, yiaddr: NOWHERE }, withEchoes(scene, options));
}

function identity({ subnet }: Scene, type: ReplyType): readonly OptionValue[] {
  return [option('messageType', MESSAGE_TYPES[type]), option('serverId', subnet.serverAddress)];
}

function reply(
  scene: Scene,
  type: ReplyType,
  addresses: Pick<DhcpMessage, 'ciaddr' | 'yiaddr'>,
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
      ...addresses,
      siaddr: NOWHERE,
      giaddr: message.giaddr,
      sname: '',
      file: '',
      options,
    },
    destination: destinationOf(scene, type),
  };
}

/**
 * RFC 2131 section 4.1. A client without an address is answered by broadcast even where it would
 * take unicast: that needs an entry in the kernel's ARP table, and the RFC allows either.
 */
function destinationOf({ request, subnet }: Scene, type: ReplyType): Destination {
  const { giaddr, ciaddr } = request.message;
  const from = subnet.serverAddress;
  if (giaddr !== 0) return { address: giaddr, port: SERVER_PORT, from };
  if (ciaddr !== 0 && type !== 'NAK') return { address: ciaddr, port: CLIENT_PORT, from };
  return { address: EVERYWHERE, port: CLIENT_PORT, from };
}

/**
 * The parameters that the client asked for, in its order (RFC 2132 section 9.8), then what its
 * profile always sends. Where there is too little room the latter go first.
 */
function withParameters(
  scene: Scene,
  head: readonly OptionValue[],
  onRequest: readonly OptionValue[],
): RawOptions {
  const options = new Map(head.map(encode));
  const known = parametersOf(scene, onRequest);
  const { always } = scene.profile;
  const asked = scene.request.parameterList ?? [...known.keys()];
  const wanted = new Set([...asked, ...always].filter((code) => !options.has(code)));
  const chosen = [...wanted].flatMap((code) => known.get(code) ?? []).map(encode);
  const urgent = chosen.toSorted(
    ([a], [b]) => Number(always.includes(b)) - Number(always.includes(a)),
  );
  const fitting = codesThatFit(urgent, roomFor(scene, options));
  for (const [code, value] of chosen) if (fitting.has(code)) options.set(code, value);
  return withEchoes(scene, options);
}

function parametersOf(
  { profile, subnet }: Scene,
  onRequest: readonly OptionValue[],
): ReadonlyMap<number, OptionValue> {
  const hostname = profile.hostname === undefined ? [] : [option('hostname', profile.hostname)];
  const values = [
    option('broadcastAddress', broadcastOf(subnet.subnet)),
    ...onRequest,
    ...subnet.options,
    ...hostname,
    ...profile.options,
  ];
  return new Map(values.map((value) => [value.code, value]));
}

/** RFC 6842 for the client identifier, RFC 3046 for the relay agent's option: back as they came. */
function withEchoes({ request }: Scene, options: ReadonlyMap<number, Uint8Array>): RawOptions {
  return new Map([...options, ...echoesOf(request.message.options)]);
}

function echoesOf(options: RawOptions): readonly Encoded[] {
  return [OPTIONS.clientId.code, OPTIONS.relayAgentInformation.code].flatMap((code) => {
    const value = options.get(code);
    return value === undefined ? [] : [[code, value] as const];
  });
}

function roomFor({ request }: Scene, options: ReadonlyMap<number, Uint8Array>): number {
  const datagram = Math.min(
    Math.max(request.maxMessageSize ?? DATAGRAM_MIN, DATAGRAM_MIN),
    DATAGRAM_MAX,
  );
  const echoes = echoesOf(request.message.options).map(([, value]) => value);
  const taken = listSize([...options.values(), ...echoes]);
  return datagram - IP_AND_UDP_HEADERS - OPTIONS_OFFSET - taken;
}

/** Each in turn, unless it is too large for what is left. */
function codesThatFit(options: readonly Encoded[], room: number): ReadonlySet<number> {
  const fitting = new Set<number>();
  let left = room;
  for (const [code, value] of options) {
    const size = optionSize(value.length);
    if (size > left) continue;
    left -= size;
    fitting.add(code);
  }
  return fitting;
}

function encode(value: OptionValue): Encoded {
  return [value.code, encodeOption(value)];
}
