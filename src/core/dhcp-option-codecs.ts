// How the values of DHCP options lie on the wire: what the kinds are made of. Knows no kind by name.

import { dataViewOf } from './data-view-of.js';
import type { ClasslessRoute, OptionCodec, SipServers } from './dhcp-option-values.js';
import { decodeDomainNames, encodeDomainNames } from './domain-names.js';
import {
  type Ipv4,
  ipv4FromBytes,
  ipv4ToBytes,
  maskOf,
  type Subnet,
  subnetContains,
} from './ipv4.js';

export const address: OptionCodec<Ipv4> = {
  decode: (bytes) => (bytes.length === 4 ? ipv4FromBytes(bytes) : undefined),
  encode: ipv4ToBytes,
};

export const addressList: OptionCodec<readonly Ipv4[]> = list(
  4,
  (bytes) => ipv4FromBytes(bytes),
  ipv4ToBytes,
);

export const addressPairs: OptionCodec<readonly (readonly [Ipv4, Ipv4])[]> = list(
  8,
  (bytes) => [ipv4FromBytes(bytes), ipv4FromBytes(bytes, 4)] as const,
  ([first, second]) => concat([ipv4ToBytes(first), ipv4ToBytes(second)]),
);

export const utf8: OptionCodec<string> = {
  decode: decodeText,
  encode: (text) => new Uint8Array(Buffer.from(text, 'utf8')),
};

export const bit: OptionCodec<boolean> = {
  decode: ([byte, ...rest]) =>
    rest.length === 0 && (byte === 0 || byte === 1) ? byte === 1 : undefined,
  encode: (on) => Uint8Array.of(on ? 1 : 0),
};

export const unsigned8 = integer(1, 0, 0xff);
export const unsigned16 = integer(2, 0, 0xffff);
export const unsigned32 = integer(4, 0, 0xffff_ffff);
export const signed32 = integer(4, -0x8000_0000, 0x7fff_ffff);

export const unsigned16List: OptionCodec<readonly number[]> = list(
  2,
  (bytes) => dataViewOf(bytes).getUint16(0),
  unsigned16.encode,
);

export const unsigned8List: OptionCodec<readonly number[]> = {
  decode: decodeCodes,
  encode: (codes) => Uint8Array.from(codes),
};

export const anyBytes: OptionCodec<Uint8Array> = {
  decode: (bytes) => bytes,
  encode: (bytes) => bytes,
};

export const domainNames: OptionCodec<readonly string[]> = {
  decode: (bytes) => decodeDomainNames(bytes),
  encode: encodeDomainNames,
};

export const sipServers: OptionCodec<SipServers> = {
  decode: decodeSipServers,
  encode: encodeSipServers,
};

export const classlessRoutes: OptionCodec<readonly ClasslessRoute[]> = {
  decode: decodeRoutes,
  encode: (routes) => concat(routes.map(encodeRoute)),
};

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function integer(width: 1 | 2 | 4, min: number, max: number): OptionCodec<number> {
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
      dataViewOf(word).setInt32(0, value);
      return word.slice(4 - width);
    },
  };
}

/** One or more items of one width; RFC 2132 has no empty list. */
function list<T>(
  width: number,
  decodeItem: (bytes: Uint8Array) => T,
  encodeItem: (item: T) => Uint8Array,
): OptionCodec<readonly T[]> {
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
  const addresses = addressList.decode(rest);
  return addresses && { type: 'addresses', addresses };
}

function encodeSipServers(servers: SipServers): Uint8Array {
  return servers.type === 'names'
    ? concat([Uint8Array.of(0), encodeDomainNames(servers.names)])
    : concat([Uint8Array.of(1), addressList.encode(servers.addresses)]);
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
