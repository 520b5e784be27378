// Where a phone is now, of all that was heard of it. Who fetches a phone's file need not be that phone, and a lease may be kept by
// one that has moved: where it is registered goes before both. Pure.

import { formatIpv4, parseIpv4 } from '../core/ipv4.js';
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
  readonly reserved?: string | undefined;
}

/** Undefined: nobody knows. */
export function whereIs(
  { contacts = [], history, reserved }: Whereabouts,
  nowMs: number,
): Place | undefined {
  const { lease, address: file, lines } = history;
  const leased = lease && formatIpv4(lease.address);
  const isLeased = lease !== undefined && lease.untilMs > nowMs;
  const found: Readonly<Record<KnownBy, string | undefined>> = {
    contact: latestOf(contacts.filter(({ status }) => status === 'reachable')),
    lease: isLeased ? leased : undefined,
    file: isIpv4(file) ? file : undefined,
    'past-contact': latestOf([...contacts, ...contactsIn(lines)]),
    'past-lease': leased,
    reserved,
  };
  for (const by of KNOWN_BY) {
    const address = found[by];
    if (address !== undefined) return { address, by };
  }
  return undefined;
}

/** What was told of its own registrations. */
function contactsIn(lines: History['lines']): readonly Sighting[] {
  return Object.values(lines)
    .filter(({ state, by }) => (state === 'registered' || state === 'unreachable') && !by)
    .map(({ address, atMs }) => ({ address, sinceMs: atMs }));
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
