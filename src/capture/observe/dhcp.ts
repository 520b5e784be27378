// DHCP as a capture shows it: each request with the reply that it got, joined by xid and hardware address. Nobody there
// knows why a server did what it did, unless it says so in its refusal.

import { OPTIONS } from '../../core/dhcp-options.js';
import { formatIpv4, formatSubnet, type Ipv4, prefixOf, subnetAround } from '../../core/ipv4.js';
import { type Mac, macFromBytes } from '../../core/mac.js';
import { REASONS } from '../../dhcp/decide/reasons.js';
import { type DhcpRequest, MESSAGE_TYPES, parseRequest } from '../../dhcp/decide/request.js';
import { type DhcpMessage, decodeMessage, ETHERNET } from '../../dhcp/message/message.js';
import { readOption } from '../../dhcp/message/options.js';
import { type DhcpEvent, NO_REASON } from '../../timeline/events.js';
import { createExpiring } from '../expiring.js';
import type { Notes } from '../notes.js';
import type { Datagram } from '../packet.js';
import type { Observer, Tell } from './tell.js';
import type { Who } from './who.js';

const SERVER_PORT = 67;
const CLIENT_PORT = 68;
/** A server that first looks who uses an address takes a second; a client asks again after four. */
const SILENCE_MS = 5_000;
const MAX_EXCHANGES = 16_384;
/** A relay agent passes a message on at once. */
const RELAYED_MS = 1_000;

type Reply = NonNullable<DhcpEvent['reply']>;
const REPLIES: ReadonlyMap<number, Reply> = new Map([
  [MESSAGE_TYPES.OFFER, 'OFFER'],
  [MESSAGE_TYPES.ACK, 'ACK'],
  [MESSAGE_TYPES.NAK, 'NAK'],
]);
/** What each answers, the likeliest first. */
const ANSWERED = {
  OFFER: ['DISCOVER'],
  ACK: ['REQUEST', 'INFORM'],
  NAK: ['REQUEST'],
} as const satisfies Readonly<Record<Reply, readonly DhcpEvent['type'][]>>;

interface Exchange {
  readonly mac: Mac;
  /** Absent: only the reply was captured. */
  readonly request?: DhcpRequest;
  readonly askedMs: number;
  /** By which it came, as far as it was seen. */
  relayAgent: Ipv4 | undefined;
  /** Each with its server and address: a relay agent repeats them. */
  readonly replies: Set<string>;
}

export interface DhcpObserver extends Observer {
  hear(datagram: Datagram): void;
}

export function createDhcpObserver(tell: Tell, who: Who, notes: Notes): DhcpObserver {
  const seen = { requests: 0, replies: 0 };
  const exchanges = createExpiring<Exchange>({
    max: MAX_EXCHANGES,
    afterMs: SILENCE_MS,
    gone(exchange, _, why) {
      if (why === 'crowded') notes.add('crowded');
      tellSilence(exchange);
    },
  });

  function tellSilence(exchange: Exchange): void {
    if (!exchange.request || exchange.replies.size > 0) return;
    tell(eventOf(exchange, exchange.askedMs), { mac: exchange.mac, address: '' });
  }

  function ask(request: DhcpRequest, atMs: number) {
    const { type, mac, message } = request;
    const relayAgent = message.giaddr === 0 ? undefined : message.giaddr;
    const key = keyOf(message.xid, mac, type);
    const before = exchanges.get(key);
    if (before?.request && isRelayed(before, relayAgent, atMs)) {
      before.relayAgent ??= relayAgent;
      return;
    }
    if (before) tellSilence(before);
    seen.requests++;
    const exchange: Exchange = { mac, request, askedMs: atMs, relayAgent, replies: new Set() };
    if (type === 'RELEASE' || type === 'DECLINE') {
      exchanges.delete(key);
      tell(eventOf(exchange, atMs), { mac, address: '' });
    } else {
      exchanges.set(key, exchange, atMs);
    }
  }

  function answer(message: DhcpMessage, atMs: number) {
    const { htype, chaddr, xid, yiaddr, ciaddr } = message;
    const reply = REPLIES.get(readOption(message.options, 'messageType') ?? 0);
    if (reply === undefined || htype !== ETHERNET || chaddr.length !== 6) return;
    const mac = macFromBytes(chaddr);
    const keys = ANSWERED[reply].map((type) => keyOf(xid, mac, type));
    const key = keys.find((each) => exchanges.get(each)) ?? keys[0] ?? '';
    const exchange = exchanges.get(key) ?? {
      mac,
      askedMs: atMs,
      relayAgent: message.giaddr || undefined,
      replies: new Set<string>(),
    };
    const same = `${reply} ${readOption(message.options, 'serverId')} ${yiaddr}`;
    if (exchange.replies.has(same)) return;
    exchange.replies.add(same);
    exchanges.set(key, exchange, atMs);
    seen.replies++;
    if (reply === 'ACK') who.learn(formatIpv4(yiaddr || ciaddr), mac, 'dhcp');
    tell(eventOf(exchange, atMs, { type: reply, message }), { mac, address: '' });
  }

  return {
    hear({ atMs, sourcePort, destinationPort, bytes }) {
      const ports = [sourcePort, destinationPort];
      if (!ports.includes(SERVER_PORT)) return;
      if (!ports.includes(CLIENT_PORT) && sourcePort !== destinationPort) return;
      const decoded = decodeMessage(bytes);
      if (!decoded.ok) return notes.add('malformed-dhcp');
      const { message } = decoded;
      if (message.op === 'reply') return answer(message, atMs);
      const parsed = parseRequest(message);
      if (parsed.ok) ask(parsed.request, atMs);
      // Another kind of hardware, or BOOTP, is no fault.
      else if (parsed.fault === 'bad-option') notes.add('malformed-dhcp');
    },
    pass: (nowMs) => exchanges.pass(nowMs),
    end() {
      exchanges.pass(Number.POSITIVE_INFINITY);
      if (seen.requests > 0 && seen.replies === 0) notes.add('no-answers');
    },
  };
}

function keyOf(xid: number, mac: Mac, type: DhcpEvent['type']): string {
  return `${xid} ${mac} ${type}`;
}

/** The same message once more, as the relay agent passes it on or as the client sent it to it. */
function isRelayed(before: Exchange, relayAgent: Ipv4 | undefined, atMs: number): boolean {
  return atMs - before.askedMs < RELAYED_MS && relayAgent !== before.relayAgent;
}

interface Answer {
  readonly type: Reply;
  readonly message: DhcpMessage;
}

function eventOf(exchange: Exchange, atMs: number, answer?: Answer): DhcpEvent {
  const { request, relayAgent } = exchange;
  const type = request?.type ?? ANSWERED[answer?.type ?? 'ACK'][0];
  const hostName = request && readOption(request.message.options, 'hostname');
  const serverId = request?.serverId ?? (answer && readOption(answer.message.options, 'serverId'));
  const address = addressOf(request, answer);
  return {
    kind: 'dhcp',
    atMs,
    type,
    why: whyOf(type, answer),
    secs: request?.message.secs ?? 0,
    ...(answer && { reply: answer.type, ...grantOf(answer) }),
    ...(address && { address }),
    ...(relayAgent !== undefined && { relayAgent }),
    ...(serverId !== undefined && { serverId }),
    ...(request?.requestedAddress !== undefined && { requestedAddress: request.requestedAddress }),
    ...(request?.message.ciaddr ? { renews: true } : {}),
    ...(request?.vendorClass !== undefined && { vendorClass: request.vendorClass }),
    ...(hostName !== undefined && { hostName }),
    ...(request?.parameterList !== undefined && { asked: request.parameterList }),
  };
}

/** Given, refused or given back. */
function addressOf(request: DhcpRequest | undefined, answer?: Answer): Ipv4 | undefined {
  const own = request?.message.ciaddr || request?.requestedAddress;
  if (answer && answer.type !== 'NAK') return answer.message.yiaddr || own;
  if (answer || request?.type === 'DECLINE' || request?.type === 'RELEASE') {
    return request?.type === 'DECLINE' ? request.requestedAddress : own;
  }
  return undefined;
}

function grantOf({ message }: Answer): Pick<DhcpEvent, 'network' | 'leaseSeconds'> {
  const mask = readOption(message.options, 'subnetMask');
  const prefix = mask && prefixOf(mask);
  const leaseSeconds = readOption(message.options, 'addressTime');
  return {
    ...(prefix &&
      message.yiaddr !== 0 && { network: formatSubnet(subnetAround(message.yiaddr, prefix)) }),
    ...(leaseSeconds !== undefined && { leaseSeconds }),
  };
}

/** By their sentences, which offhook puts into a NAK. */
const REASON_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(REASONS).map(([reason, sentence]) => [sentence, reason]),
);

function whyOf(type: DhcpEvent['type'], answer: Answer | undefined): string {
  if (type === 'RELEASE') return 'released';
  if (type === 'DECLINE') return 'declined';
  const said = answer?.message.options.get(OPTIONS.message.code);
  return (said && REASON_OF.get(Buffer.from(said).toString())) ?? NO_REASON;
}
