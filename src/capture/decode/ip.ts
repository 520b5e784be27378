// IP packets of both versions: from whom to whom, and what is carried (RFC 791, RFC 8200).

import { dataViewOf } from '../../core/data-view-of.js';
import { formatIpv4, ipv4FromBytes } from '../../core/ipv4.js';

export const TCP = 6;
export const UDP = 17;

export interface IpPacket {
  /** As text. */
  readonly source: string;
  readonly destination: string;
  readonly protocol: number;
  /** What was captured of what it carries. */
  readonly payload: Uint8Array;
  /** Of what it carries, on the wire. */
  readonly length: number;
  readonly hopLimit: number;
  readonly fragment?: Fragment;
}

export interface Fragment {
  readonly id: number;
  /** Of the payload in the whole, in bytes. */
  readonly offset: number;
  readonly more: boolean;
}

const IPV4_BYTES = 20;
const IPV6_BYTES = 40;
const MAX_EXTENSIONS = 16;

/** Undefined: it cannot be one. */
export function openIpv4(bytes: Uint8Array): IpPacket | undefined {
  if (bytes.length < IPV4_BYTES || (bytes[0] ?? 0) >>> 4 !== 4) return undefined;
  const view = dataViewOf(bytes);
  const headerBytes = ((bytes[0] ?? 0) & 15) * 4;
  // A card that cuts large packets itself leaves the length to it.
  const total = view.getUint16(2) || bytes.length;
  if (headerBytes < IPV4_BYTES || total < headerBytes || bytes.length < headerBytes) {
    return undefined;
  }
  const flags = view.getUint16(6);
  const [offset, more] = [(flags & 0x1fff) * 8, (flags & 0x2000) !== 0];
  return {
    source: formatIpv4(ipv4FromBytes(bytes, 12)),
    destination: formatIpv4(ipv4FromBytes(bytes, 16)),
    protocol: bytes[9] ?? 0,
    payload: bytes.subarray(headerBytes, total),
    length: total - headerBytes,
    hopLimit: bytes[8] ?? 0,
    ...((offset > 0 || more) && { fragment: { id: view.getUint16(4), offset, more } }),
  };
}

/** Headers between IP's own and what it carries, by their numbers at IANA. */
const EXTENSION = { hopByHop: 0, routing: 43, fragment: 44, authentication: 51, destination: 60 };
const EXTENSIONS: ReadonlySet<number> = new Set(Object.values(EXTENSION));

export function openIpv6(bytes: Uint8Array): IpPacket | undefined {
  if (bytes.length < IPV6_BYTES || (bytes[0] ?? 0) >>> 4 !== 6) return undefined;
  const view = dataViewOf(bytes);
  const total = IPV6_BYTES + (view.getUint16(4) || bytes.length - IPV6_BYTES);
  let protocol = bytes[6] ?? 0;
  let at = IPV6_BYTES;
  let fragment: Fragment | undefined;
  for (let headers = 0; EXTENSIONS.has(protocol); headers++) {
    if (headers === MAX_EXTENSIONS || at + 8 > bytes.length) return undefined;
    if (protocol === EXTENSION.fragment) {
      const flags = view.getUint16(at + 2);
      const [offset, more] = [flags & 0xfff8, (flags & 1) !== 0];
      if (offset > 0 || more) fragment = { id: view.getUint32(at + 4), offset, more };
    }
    const next = bytes[at] ?? 0;
    at += extensionBytes(protocol, bytes[at + 1] ?? 0);
    protocol = next;
    // What follows in any but the first is a part of something.
    if (fragment && fragment.offset > 0) break;
  }
  if (at > total || at > bytes.length) return undefined;
  return {
    source: formatIpv6(bytes.subarray(8, 24)),
    destination: formatIpv6(bytes.subarray(24, 40)),
    protocol,
    payload: bytes.subarray(at, total),
    length: total - at,
    hopLimit: bytes[7] ?? 0,
    ...(fragment && { fragment }),
  };
}

/** 8 bytes and as many times 8 as the second byte says; of AH (RFC 4302) times 4, and two. */
function extensionBytes(protocol: number, lengthByte: number): number {
  if (protocol === EXTENSION.fragment) return 8;
  return protocol === EXTENSION.authentication ? (lengthByte + 2) * 4 : (lengthByte + 1) * 8;
}

/** Sixteen bytes in the form of RFC 5952. */
export function formatIpv6(bytes: Uint8Array): string {
  const view = dataViewOf(bytes);
  const groups = Array.from({ length: 8 }, (_, index) => view.getUint16(index * 2));
  const { start, length } = longestZeros(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

/** The first of the longest runs. */
function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === 0) end++;
    if (end - start > best.length) best = { start, length: end - start };
  }
  return best;
}
