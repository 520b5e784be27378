// How each kind of option value lies on the wire. Knows kinds, never an option's code or meaning.

import type { OptionKind } from './dhcp-options.js';
import { decodeDomainNames, encodeDomainNames } from './domain-names.js';
import {
  type Ipv4,
  ipv4FromBytes,
  ipv4ToBytes,
  maskOf,
  type Subnet,
  subnetContains,
} from './ipv4.js';

/** RFC 3361: names or addresses, never both. */
export type SipServers =
  | { readonly type: 'names'; readonly names: readonly string[] }
  | { readonly type: 'addresses'; readonly addresses: readonly Ipv4[] };

/** RFC 3442: the way to one destination. */
export interface ClasslessRoute {
  readonly destination: Subnet;
  readonly router: Ipv4;
}

export interface ValueTypes extends Readonly<Record<OptionKind, unknown>> {
  readonly ip: Ipv4;
  readonly ips: readonly Ipv4[];
  readonly ipPairs: readonly (readonly [Ipv4, Ipv4])[];
  readonly text: string;
  readonly flag: boolean;
  readonly u8: number;
  readonly u16: number;
  readonly u32: number;
  readonly i32: number;
  /** A duration as u32; 0xffffffff is for ever. */
  readonly seconds: number;
  readonly u16s: readonly number[];
  readonly codes: readonly number[];
  readonly bytes: Uint8Array;
  readonly domains: readonly string[];
  readonly sipServers: SipServers;
  readonly routes: readonly ClasslessRoute[];
}

export type ValueKind = OptionKind;

interface ValueCodec<V> {
  /** undefined: these bytes are no such value. */
  decode(bytes: Uint8Array): V | undefined;
  /** Throws RangeError for a value that the wire cannot carry. */
  encode(value: V): Uint8Array;
}

const U32: ValueCodec<number> = integer(4, 0, 0xffff_ffff);

const CODECS: { readonly [K in ValueKind]: ValueCodec<ValueTypes[K]> } = {
  ip: {
    decode: (bytes) => (bytes.length === 4 ? ipv4FromBytes(bytes) : undefined),
    encode: ipv4ToBytes,
  },
  ips: list(4, (bytes) => ipv4FromBytes(bytes), ipv4ToBytes),
  ipPairs: list(
    8,
    (bytes) => [ipv4FromBytes(bytes), ipv4FromBytes(bytes, 4)] as const,
    ([first, second]) => concat([ipv4ToBytes(first), ipv4ToBytes(second)]),
  ),
  text: { decode: decodeText, encode: (text) => new Uint8Array(Buffer.from(text, 'utf8')) },
  flag: {
    decode: ([byte, ...rest]) =>
      rest.length === 0 && (byte === 0 || byte === 1) ? byte === 1 : undefined,
    encode: (on) => Uint8Array.of(on ? 1 : 0),
  },
  u8: integer(1, 0, 0xff),
  u16: integer(2, 0, 0xffff),
  u32: U32,
  i32: integer(4, -0x8000_0000, 0x7fff_ffff),
  seconds: U32,
  u16s: list(2, (bytes) => viewOf(bytes).getUint16(0), integer(2, 0, 0xffff).encode),
  codes: { decode: decodeCodes, encode: (codes) => Uint8Array.from(codes) },
  bytes: { decode: (bytes) => bytes, encode: (bytes) => bytes },
  domains: { decode: (bytes) => decodeDomainNames(bytes), encode: encodeDomainNames },
  sipServers: { decode: decodeSipServers, encode: encodeSipServers },
  routes: { decode: decodeRoutes, encode: (routes) => concat(routes.map(encodeRoute)) },
};

export function decodeValue<K extends ValueKind>(
  kind: K,
  bytes: Uint8Array,
): ValueTypes[K] | undefined {
  return CODECS[kind].decode(bytes);
}

/** Throws RangeError for a value that the wire cannot carry: a port of 70000, an empty list. */
export function encodeValue<K extends ValueKind>(kind: K, value: ValueTypes[K]): Uint8Array {
  return CODECS[kind].encode(value);
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function integer(width: 1 | 2 | 4, min: number, max: number): ValueCodec<number> {
  return {
    decode(bytes) {
      if (bytes.length !== width) return undefined;
      let unsigned = 0;
      for (let at = 0; at < width; at += 1) unsigned = unsigned * 256 + (bytes[at] ?? 0);
      return unsigned > max ? unsigned - 2 ** (8 * width) : unsigned;
    },
    encode(value) {
      if (!Number.isInteger(value) || value < min || value > max) {
        throw new RangeError(`${value} is not a whole number from ${min} to ${max}`);
      }
      const word = new Uint8Array(4);
      viewOf(word).setInt32(0, value);
      return word.slice(4 - width);
    },
  };
}

/** One or more items of one width; RFC 2132 has no empty list. */
function list<T>(
  width: number,
  decodeItem: (bytes: Uint8Array) => T,
  encodeItem: (item: T) => Uint8Array,
): ValueCodec<readonly T[]> {
  return {
    decode(bytes) {
      if (bytes.length === 0 || bytes.length % width !== 0) return undefined;
      return Array.from({ length: bytes.length / width }, (_, index) =>
        decodeItem(bytes.subarray(index * width, (index + 1) * width)),
      );
    },
    encode(items) {
      if (items.length === 0) throw new RangeError('an empty list cannot be sent');
      return concat(items.map(encodeItem));
    },
  };
}

/** What a spread does, without an iterator: each client sends a list of codes in each message. */
function decodeCodes(bytes: Uint8Array): readonly number[] {
  const codes: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) codes.push(bytes[at] ?? 0);
  return codes;
}

/** Without trailing NULs: RFC 2132 section 2 wants the receiver to delete them, and Cisco sends one. */
function decodeText(bytes: Uint8Array): string {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return Buffer.from(bytes.buffer, bytes.byteOffset, end).toString('utf8');
}

/** RFC 3361 section 3: the first byte says which of the two forms follows. */
function decodeSipServers(bytes: Uint8Array): SipServers | undefined {
  const rest = bytes.subarray(1);
  if (bytes[0] === 0) {
    const names = decodeDomainNames(rest);
    return names && { type: 'names', names };
  }
  if (bytes[0] !== 1) return undefined;
  const addresses = CODECS.ips.decode(rest);
  return addresses && { type: 'addresses', addresses };
}

function encodeSipServers(servers: SipServers): Uint8Array {
  return servers.type === 'names'
    ? concat([Uint8Array.of(0), encodeDomainNames(servers.names)])
    : concat([Uint8Array.of(1), CODECS.ips.encode(servers.addresses)]);
}

/** RFC 3442: prefix length, the network's significant octets only, the router; again and again. */
function decodeRoutes(bytes: Uint8Array): readonly ClasslessRoute[] | undefined {
  const routes: ClasslessRoute[] = [];
  for (let at = 0; at < bytes.length; ) {
    const prefix = bytes[at] ?? 0;
    const octets = Math.ceil(prefix / 8);
    const end = at + 1 + octets + 4;
    if (prefix > 32 || end > bytes.length) return undefined;
    const padded = new Uint8Array(4);
    padded.set(bytes.subarray(at + 1, at + 1 + octets));
    const network = ipv4FromBytes(padded);
    const destination: Subnet = { network, prefix };
    if (!subnetContains(destination, network)) return undefined;
    routes.push({ destination, router: ipv4FromBytes(bytes, end - 4) });
    at = end;
  }
  return routes.length > 0 ? routes : undefined;
}

function encodeRoute({ destination: { network, prefix }, router }: ClasslessRoute): Uint8Array {
  if ((network & ~maskOf(prefix)) !== 0) throw new RangeError('a route with host bits');
  const significant = ipv4ToBytes(network).subarray(0, Math.ceil(prefix / 8));
  return concat([Uint8Array.of(prefix), significant, ipv4ToBytes(router)]);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
