// The link layer: what a frame carries, and whose it is. VLAN tags are taken off, however many.

import { dataViewOf } from '../../core/data-view-of.js';

export const ETHER_IPV4 = 0x0800;
export const ETHER_ARP = 0x0806;
export const ETHER_IPV6 = 0x86dd;
/** IEEE 802.1Q, 802.1ad, and what switches used for two tags before it. */
const TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100]);
const MAX_TAGS = 8;

export interface Frame {
  readonly etherType: number;
  readonly payload: Uint8Array;
  /** Ethernet's six bytes of who sent it on this wire; absent: the capture does not say. */
  readonly source?: Uint8Array;
}

/** `unknown`: a kind of link that is not read. */
type Opened = Frame | 'unknown' | 'malformed';

interface Link {
  /** Bytes before what it carries. */
  readonly bytes: number;
  open(bytes: Uint8Array): Opened;
}

const ETHERNET: Link = {
  bytes: 14,
  // destination 6 | source 6 | type 2
  open: (bytes) => carried(bytes, 12, bytes.subarray(6, 12)),
};

const COOKED: Link = {
  bytes: 16,
  // packet type 2 | ARPHRD 2 | address length 2 | address 8 | protocol 2
  open(bytes) {
    const view = dataViewOf(bytes);
    return carried(bytes, 14, hardware(view.getUint16(2), view.getUint16(4), bytes, 6));
  },
};

const COOKED_2: Link = {
  bytes: 20,
  // protocol 2 | reserved 2 | interface 4 | ARPHRD 2 | packet type 1 | address length 1 | address 8
  open(bytes) {
    const source = hardware(dataViewOf(bytes).getUint16(8), bytes[11] ?? 0, bytes, 12);
    return untagged(dataViewOf(bytes).getUint16(0), bytes.subarray(20), source);
  },
};

const RAW: Link = { bytes: 1, open: (bytes) => byVersion(bytes) };

/** A family of addresses, in the order of whoever captured, and its numbers differ: IP says itself what it is. */
const LOOPBACK: Link = { bytes: 5, open: (bytes) => byVersion(bytes.subarray(4)) };

/** By number of tcpdump.org's list. 12 and 14 are what BSDs write for raw IP. */
const LINKS: Readonly<Record<number, Link>> = {
  0: LOOPBACK,
  1: ETHERNET,
  12: RAW,
  14: RAW,
  101: RAW,
  108: LOOPBACK,
  113: COOKED,
  228: RAW,
  229: RAW,
  276: COOKED_2,
};

export function openFrame(linkType: number, bytes: Uint8Array): Opened {
  const link = LINKS[linkType];
  if (!link) return 'unknown';
  return bytes.length < link.bytes ? 'malformed' : link.open(bytes);
}

/** A type of Ethernet stands at `typeAt`, and behind it what is carried. */
function carried(bytes: Uint8Array, typeAt: number, source: Uint8Array | undefined): Opened {
  return untagged(dataViewOf(bytes).getUint16(typeAt), bytes.subarray(typeAt + 2), source);
}

function untagged(type: number, payload: Uint8Array, source: Uint8Array | undefined): Opened {
  let etherType = type;
  let at = 0;
  const view = dataViewOf(payload);
  for (let tags = 0; TAGS.has(etherType); tags++) {
    if (tags === MAX_TAGS || at + 4 > payload.length) return 'malformed';
    etherType = view.getUint16(at + 2);
    at += 4;
  }
  return { etherType, payload: payload.subarray(at), ...(source && { source }) };
}

function hardware(
  arphrd: number,
  length: number,
  bytes: Uint8Array,
  at: number,
): Uint8Array | undefined {
  return arphrd === 1 && length === 6 ? bytes.subarray(at, at + 6) : undefined;
}

function byVersion(bytes: Uint8Array): Opened {
  const version = (bytes[0] ?? 0) >>> 4;
  if (version === 4) return { etherType: ETHER_IPV4, payload: bytes };
  return version === 6 ? { etherType: ETHER_IPV6, payload: bytes } : 'malformed';
}
