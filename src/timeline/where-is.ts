// Where a phone is now, of all that was heard of it. Who fetches a phone's file need not be that phone, and a lease may be kept by
// one that has moved: where it is registered goes before both. Pure.

import { formatIpv4, type Ipv4, parseIpv4 } from '../core/ipv4.js';
import type { History } from './history.js';

/** How that is known; the first is known best. */
export const KNOWN_BY = [
  /** Its PBX says so of a registration that it reaches. */
  'contact',
  /** It has it by DHCP, from us. */
  'lease',
  /** A file was last sent there that it, or somebody in its place, asked for. */
  'file',
  /** It was registered there, and is not now, or nobody tells. */
  'past-contact',
  /** It had it by DHCP. */
  'past-lease',
  /** The inventory reserves it. */
  'reserved',
] as const;
export type KnownBy = (typeof KNOWN_BY)[number];

export interface Place {
  /** Of IPv4. */
  readonly address: string;
  readonly by: KnownBy;
}

/** Where one of its lines is registered, as its PBX tells at this moment. */
export interface ContactSeen {
  readonly address?: string | undefined;
  readonly status: 'reachable' | 'unreachable';
  /** When it registered last. */
  readonly sinceMs: number;
}

export interface Whereabouts {
  readonly contacts?: readonly ContactSeen[];
  readonly history: Pick<History, 'lease' | 'address' | 'lines'>;
  readonly reserved?: Ipv4 | undefined;
}

/** Undefined: nobody knows. It is asked at each look at a phone, and looks no further than it has to. */
export function whereIs(known: Whereabouts, nowMs: number): Place | undefined {
  for (const by of KNOWN_BY) {
    const address = FIND[by](known, nowMs);
    if (address !== undefined) return { address, by };
  }
  return undefined;
}

const FIND: Readonly<Record<KnownBy, (known: Whereabouts, nowMs: number) => string | undefined>> = {
  contact: ({ contacts = [] }) => latestOf(contacts.filter(({ status }) => status === 'reachable')),
  lease: ({ history: { lease } }, nowMs) =>
    lease && lease.untilMs > nowMs ? formatIpv4(lease.address) : undefined,
  file: ({ history: { address } }) => (isIpv4(address) ? address : undefined),
  'past-contact': ({ contacts = [], history: { lines } }) =>
    latestOf([...contacts, ...contactsIn(lines)]),
  'past-lease': ({ history: { lease } }) => lease && formatIpv4(lease.address),
  reserved: ({ reserved }) => reserved && formatIpv4(reserved),
};

/** What was told of its own registrations. */
function contactsIn(lines: History['lines']): readonly Sighting[] {
  return (
    Object.values(lines)
      .filter(({ state }) => state === 'registered' || state === 'unreachable')
      // Behind a NAT its address may be another's here.
      .filter(({ by, source }) => by === undefined && source === undefined)
      .map(({ address, atMs }) => ({ address, sinceMs: atMs }))
  );
}

type Sighting = Pick<ContactSeen, 'address' | 'sinceMs'>;

/** A PBX may tell a name, and IPv6. */
function latestOf(all: readonly Sighting[]): string | undefined {
  let latest: Sighting | undefined;
  for (const each of all) {
    if (isIpv4(each.address) && (!latest || each.sinceMs > latest.sinceMs)) latest = each;
  }
  return latest?.address;
}

function isIpv4(text: string | undefined): boolean {
  return text !== undefined && parseIpv4(text) !== undefined;
}
