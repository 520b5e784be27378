// What a phone sends to a multicast group when it looks for who configures it, called PnP by makers: SUBSCRIBE for the event
// package ua-profile (RFC 6080), with its MAC as the user of the URI, and no server named. Pure.

import { type Ipv4, parseIpv4 } from '../../core/ipv4.js';
import { isGroupMac, type Mac, parseMac } from '../../core/mac.js';
import { headerOf } from '../message/headers.js';
import type { SipRequest } from '../message/message.js';
import { parseNameAddress, tagOf } from '../message/name-address.js';
import { parseParams } from '../message/params.js';
import { parseSip } from '../message/parse.js';
import { parseSipUri, SIP_PORT } from '../message/uri.js';

/** sip.mcast.net, of IANA's registry of multicast addresses. */
export const PNP_GROUP = { address: '224.0.1.75', port: SIP_PORT } as const;

/** Phones send some 600 bytes; what is echoed is bounded by what is read. */
const LIMITS = { maxBytes: 2_048, maxHeaders: 40, maxLine: 512 };

export interface PnpAsked {
  readonly kind: 'asked';
  readonly mac: Mac;
  /** By which a repetition is known: it came by UDP and may come again. */
  readonly key: string;
  readonly request: SipRequest;
  /** Whole, as it came: the answer has to say the same. */
  readonly event: string;
  /** Where it wants to be answered. */
  readonly contact: { readonly uri: string; readonly address: Ipv4; readonly port: number };
  /** `Fanvil X4 2.4.0`, by its own account, as far as it gives one. */
  readonly agent?: string;
}

export type PnpReading =
  | PnpAsked
  /** It is for others. */
  | { readonly kind: 'other' }
  /** It asks, and cannot be answered. Completes "the SUBSCRIBE …". */
  | { readonly kind: 'unusable'; readonly reason: string };

const OTHER = { kind: 'other' } as const;

/** One datagram that came to the group. Never throws. */
export function readPnp(bytes: Uint8Array): PnpReading {
  // Nobody could say it back.
  if (bytes.includes(0)) return OTHER;
  const request = parseSip(bytes, LIMITS);
  if (request.kind !== 'request' || request.method !== 'SUBSCRIBE') return OTHER;
  const event = headerOf(request, 'Event') ?? '';
  const profile = profileOf(event);
  // What has a tag is of a dialog that somebody else began.
  if (profile === undefined || tagOf(headerOf(request, 'To')) !== undefined) return OTHER;
  const mac = macOf(request.uri);
  if (mac === undefined) return unusable('names no MAC');
  const contact = contactOf(headerOf(request, 'Contact'));
  if (contact === undefined) return unusable('has no Contact that is an IPv4 address by UDP');
  const agent = ['vendor', 'model', 'version'].flatMap((name) => profile.get(name) || []).join(' ');
  const key = ['Call-ID', 'From', 'CSeq', 'Contact']
    .map((name) => headerOf(request, name))
    .join('\n');
  return { kind: 'asked', mac, key, request, event, contact, ...(agent !== '' && { agent }) };
}

function unusable(reason: string): PnpReading {
  return { kind: 'unusable', reason };
}

/** Parameters of the event; undefined: of another one, or of a profile that is not a device's. */
function profileOf(event: string): ReadonlyMap<string, string> | undefined {
  const [, name = '', rest = ''] = /^([^;]*?)\s*(;.*)?$/s.exec(event) ?? [];
  if (name.toLowerCase() !== 'ua-profile') return undefined;
  const params = parseParams(rest);
  return (params?.get('profile-type') ?? 'device').toLowerCase() === 'device' ? params : undefined;
}

/** `MAC=0004f2000001`, as Fanvil writes it; `MAC%3a0004f2000001`, as others do; or nothing but the MAC. */
function macOf(uri: string): Mac | undefined {
  const user = withColon(uri) ?? parseSipUri(uri)?.user;
  const digits = user?.replace(/%3a|%3d/gi, ':').replace(/^mac[:=]/i, '');
  const mac = digits === undefined ? undefined : parseMac(digits);
  return mac === undefined || isGroupMac(mac) ? undefined : mac;
}

/** A user with a bare colon is read as user and password. */
function withColon(uri: string): string | undefined {
  return /^sip:(mac:[0-9a-f]{12})@/i.exec(uri)?.[1];
}

function contactOf(value: string | undefined): PnpAsked['contact'] | undefined {
  const uri = parseNameAddress(value ?? '')?.uri;
  const parsed = uri === undefined ? undefined : parseSipUri(uri);
  if (uri === undefined || parsed?.scheme !== 'sip') return undefined;
  const { host, port = SIP_PORT, params, headers } = parsed;
  const address = parseIpv4(host);
  const transport = params.get('transport')?.toLowerCase() ?? 'udp';
  if (address === undefined || transport !== 'udp' || headers !== undefined) return undefined;
  return { uri, address, port };
}
