// Can a phone reach the host that it is told? Some addresses mean another thing on the phone than here, and at some no
// host can be.

import { type Ipv4, isLoopback, parseIpv4, type Subnet, subnetContains } from './ipv4.js';

/** Completes the sentence "… is"; undefined: nothing speaks against it. */
export function whyUnreachable(host: string): string | undefined {
  const ip = parseIpv4(host);
  if (ip === 0 || host === '::') return 'every address and none';
  if (ip !== undefined && isLoopback(ip)) return 'the phone itself';
  return /^(localhost(\..*)?|::1)$/i.test(host) ? 'the phone itself' : undefined;
}

const block = (network: number, prefix: number): Subnet => ({ network: network as Ipv4, prefix });

/** Blocks in which no single host is, the narrower first. */
const HOSTLESS: readonly { readonly block: Subnet; readonly why: string }[] = [
  { block: block(0xffffffff, 32), why: 'the broadcast address' }, // RFC 919
  { block: block(0x00000000, 8), why: 'an address of no host' }, // RFC 1122 section 3.2.1.3
  { block: block(0xe0000000, 4), why: 'a group of hosts (multicast)' }, // RFC 5771
  { block: block(0xf0000000, 4), why: 'reserved, and nobody has it' }, // RFC 1112 section 4
];

const LINK_LOCAL = block(0xa9fe0000, 16); // RFC 3927

/** Blocks of addresses that each network may give out by itself. */
const INSIDE: readonly Subnet[] = [
  block(0x0a000000, 8), // RFC 1918, as the next two
  block(0xac100000, 12),
  block(0xc0a80000, 16),
  block(0x64400000, 10), // RFC 6598
  LINK_LOCAL,
];

/** The same of an address that may have no host at all. */
export function whyHostless(ip: Ipv4): string | undefined {
  return HOSTLESS.find((each) => subnetContains(each.block, ip))?.why;
}

/** The same of a server, at which a single host has to be. */
export function whyNoServer(host: string): string | undefined {
  const ip = parseIpv4(host);
  return whyUnreachable(host) ?? (ip === undefined ? undefined : whyHostless(ip));
}

/** An address that a host gives itself, and another one the next time. */
export function isLinkLocal(host: string): boolean {
  return isWithin([LINK_LOCAL], host);
}

/** An address that hosts of many networks have at once: from elsewhere it means another host, or none. */
export function isInside(host: string): boolean {
  return isWithin(INSIDE, host);
}

function isWithin(blocks: readonly Subnet[], host: string): boolean {
  const ip = parseIpv4(host);
  return ip !== undefined && blocks.some((each) => subnetContains(each, ip));
}
