// Who may have which file. A phone's configuration holds its passwords, and TFTP knows no user: only addresses.

import { formatIpv4, type Ipv4, isLoopback, type Subnet, subnetContains } from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';
import type { Access } from '../site/site.js';

/** Unless somebody says: where we give the addresses out, we know whose they are. */
export function chosenAccess(said: Access | undefined, givesAddresses: boolean): Access {
  return said ?? (givesAddresses ? 'lease' : 'open');
}

/** What is known about addresses at the moment of a request. */
export interface AddressBook {
  readonly subnets: readonly Subnet[];
  /** Addresses of this machine, of either family. */
  isOurs(address: string): boolean;
  /** On a wire of ours, where whoever has an address answers for it. */
  isAttached(address: Ipv4): boolean;
  /** Whom an address is reserved for. */
  reservedAt(address: Ipv4): Mac | undefined;
  /** Who has an address by a lease of ours. */
  leasedTo(address: Ipv4): Mac | undefined;
  /** Who answers for an address on the wire, as far as the system knows, or knew a moment ago. */
  neighbourAt(address: Ipv4): Mac | undefined;
  /** In the inventory. */
  isPhone(mac: Mac): boolean;
}

/** Whose a file is; `phones`: it holds a secret that all phones of the inventory share; undefined: anyone's. */
export type Owner = Mac | 'phones' | undefined;

export interface AccessRequest {
  /** As text, for addresses that are not IPv4. */
  readonly address: string;
  readonly ip: Ipv4 | undefined;
  readonly owner: Owner;
}

export type Verdict =
  | { readonly kind: 'allowed' }
  /** `why` is for the log. */
  | { readonly kind: 'denied'; readonly why: string }
  /**
   * First it must be known who answers for the address now; `leased`: if nobody is known to, it is the owner's by its lease
   * or reservation.
   */
  | { readonly kind: 'ask-wire'; readonly ip: Ipv4; readonly leased: boolean };

const ALLOWED: Verdict = { kind: 'allowed' };

export function judgeAccess(access: Access, request: AccessRequest, book: AddressBook): Verdict {
  switch (access) {
    case 'open':
      return ALLOWED;
    case 'site':
      return judgePlace(request, book);
    case 'lease':
      return judgeOwner(request, book);
  }
}

/** The host's own addresses last: they are the system's to tell. */
function judgePlace({ address, ip }: AccessRequest, { subnets, isOurs }: AddressBook): Verdict {
  const isOfSite = ip !== undefined && subnets.some((subnet) => subnetContains(subnet, ip));
  if (isOfSite || (ip !== undefined && isLoopback(ip)) || isOurs(address)) return ALLOWED;
  if (ip !== undefined) return denied(`${address} is outside the site`);
  return denied(`${address} is of IPv6, and the networks of the site are of IPv4`);
}

/** The ways to own an address, from the one that costs least to the one that asks the system. */
function judgeOwner({ address, ip, owner }: AccessRequest, book: AddressBook): Verdict {
  if (owner === undefined) return ALLOWED;
  if (ip === undefined) {
    return denied(`${address} is of IPv6, where neither a lease nor ARP tells whose it is`);
  }
  const neighbour = book.neighbourAt(ip);
  if (isTheirs(owner, neighbour, book)) return ALLOWED;
  const leased =
    isTheirs(owner, book.reservedAt(ip), book) || isTheirs(owner, book.leasedTo(ip), book);
  // What was known a moment ago may have been of the last phone there: nobody is denied by that.
  if (neighbour !== undefined || book.isAttached(ip)) return { kind: 'ask-wire', ip, leased };
  return leased ? ALLOWED : denied(notKnown(ip, owner));
}

/** What follows from who answers for the address. On the wire that counts for more than a lease. */
export function judgeNeighbour(
  { ip, leased }: Extract<Verdict, { readonly kind: 'ask-wire' }>,
  owner: Owner,
  neighbour: Mac | undefined,
  book: Pick<AddressBook, 'isPhone'>,
): Exclude<Verdict, { readonly kind: 'ask-wire' }> {
  if (neighbour === undefined) {
    return leased ? { kind: 'allowed' } : { kind: 'denied', why: notKnown(ip, owner) };
  }
  if (isTheirs(owner, neighbour, book)) return { kind: 'allowed' };
  const why = `${formatIpv4(ip)} is ${neighbour}'s by ARP, not ${nameOf(owner)}`;
  return { kind: 'denied', why };
}

function isTheirs(
  owner: Owner,
  mac: Mac | undefined,
  { isPhone }: Pick<AddressBook, 'isPhone'>,
): boolean {
  return mac !== undefined && (owner === 'phones' ? isPhone(mac) : mac === owner);
}

function nameOf(owner: Owner): string {
  return owner === undefined || owner === 'phones'
    ? 'that of a phone of the inventory'
    : `${owner}'s`;
}

function denied(why: string): Verdict {
  return { kind: 'denied', why };
}

function notKnown(ip: Ipv4, owner: Owner): string {
  return owner === undefined || owner === 'phones'
    ? `${formatIpv4(ip)} is not known as the address of a phone of the inventory`
    : `${formatIpv4(ip)} is not known as ${owner}'s address`;
}
