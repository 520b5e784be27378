// What a client asks, read once out of its message. Pure questions about one packet; decides nothing.

import { OPTIONS, type OptionName } from '../../core/dhcp-options.js';
import type { Ipv4 } from '../../core/ipv4.js';
import { type Mac, macFromBytes } from '../../core/mac.js';
import { type DhcpMessage, ETHERNET } from '../message/message.js';
import { readOption } from '../message/options.js';
import type { PacketFault } from '../message/packet-faults.js';
import { type RelayAgent, readRelayAgent } from '../message/relay-agent.js';

/** RFC 2132 section 9.6. */
export const MESSAGE_TYPES = {
  DISCOVER: 1,
  OFFER: 2,
  REQUEST: 3,
  DECLINE: 4,
  ACK: 5,
  NAK: 6,
  RELEASE: 7,
  INFORM: 8,
} as const;

export type MessageType = keyof typeof MESSAGE_TYPES;

const CLIENT_TYPES = ['DISCOVER', 'REQUEST', 'DECLINE', 'RELEASE', 'INFORM'] as const;
export type ClientMessageType = (typeof CLIENT_TYPES)[number];

/** What a client leaves out is undefined. */
export interface DhcpRequest {
  readonly type: ClientMessageType;
  readonly mac: Mac;
  /** As received, for what a reply echoes. */
  readonly message: DhcpMessage;
  readonly clientId: Uint8Array | undefined;
  /** Without trailing NULs. */
  readonly vendorClass: string | undefined;
  readonly requestedAddress: Ipv4 | undefined;
  readonly serverId: Ipv4 | undefined;
  /** undefined: the client names no parameters, so it gets all there are. */
  readonly parameterList: readonly number[] | undefined;
  /** Of the whole IP datagram. */
  readonly maxMessageSize: number | undefined;
  /** RFC 3011: an address on the network that the client wants one of, wherever its message comes from. */
  readonly subnetSelection: Ipv4 | undefined;
  /** undefined: the message came by none, or by one that added nothing. */
  readonly relayAgent: RelayAgent | undefined;
}

export type ParsedRequest =
  | { readonly ok: true; readonly request: DhcpRequest }
  | { readonly ok: false; readonly fault: PacketFault };

/** Options on which a decision hangs: a bad one must not pass for an absent one. */
const DECISIVE = [
  'messageType',
  'addressRequest',
  'serverId',
  'maxMessageSize',
  'subnetSelection',
] as const satisfies readonly OptionName[];

/** Options that we keep, compare or send back. Joined repeats could make them as long as a datagram. */
const KEPT = [
  'clientId',
  'classId',
  'relayAgentInformation',
] as const satisfies readonly OptionName[];
const KEPT_MAX = 255;

export function parseRequest(message: DhcpMessage): ParsedRequest {
  const { options } = message;
  if (message.op !== 'request') return { ok: false, fault: 'not-from-client' };
  if (message.htype !== ETHERNET || message.chaddr.length !== 6) {
    return { ok: false, fault: 'not-ethernet' };
  }
  if (DECISIVE.some((name) => isBad(message, name)) || KEPT.some((name) => isLong(message, name))) {
    return { ok: false, fault: 'bad-option' };
  }
  const code = readOption(options, 'messageType');
  if (code === undefined) return { ok: false, fault: 'no-message-type' };
  const type = CLIENT_TYPES.find((each) => MESSAGE_TYPES[each] === code);
  if (type === undefined) return { ok: false, fault: 'not-from-client' };
  const relayAgent = relayAgentOf(message);
  if (relayAgent === 'bad') return { ok: false, fault: 'bad-option' };
  return { ok: true, request: read(message, type, relayAgent) };
}

/** What switches add where there is no relay agent (giaddr 0) is not theirs to say: it is sent back, and no more. */
function relayAgentOf({ giaddr, options }: DhcpMessage): RelayAgent | undefined | 'bad' {
  if (giaddr === 0) return undefined;
  const bytes = readOption(options, 'relayAgentInformation');
  return bytes && (readRelayAgent(bytes) ?? 'bad');
}

function read(
  message: DhcpMessage,
  type: ClientMessageType,
  relayAgent: RelayAgent | undefined,
): DhcpRequest {
  const { options } = message;
  const clientId = readOption(options, 'clientId');
  return {
    type,
    mac: macFromBytes(message.chaddr),
    message,
    // An empty one names nobody: it would make one client of all that send it.
    clientId: clientId?.length === 0 ? undefined : clientId,
    vendorClass: readOption(options, 'classId'),
    requestedAddress: readOption(options, 'addressRequest'),
    serverId: readOption(options, 'serverId'),
    parameterList: readOption(options, 'parameterList'),
    maxMessageSize: readOption(options, 'maxMessageSize'),
    subnetSelection: readOption(options, 'subnetSelection'),
    relayAgent,
  };
}

function isBad({ options }: DhcpMessage, name: OptionName): boolean {
  return options.has(OPTIONS[name].code) && readOption(options, name) === undefined;
}

function isLong({ options }: DhcpMessage, name: OptionName): boolean {
  return (options.get(OPTIONS[name].code)?.length ?? 0) > KEPT_MAX;
}
