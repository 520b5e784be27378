// Who may have which file. A phone's configuration holds its passwords, and TFTP knows no user: only addresses.

import { formatIpv4, type Ipv4, isLoopback, type Subnet, subnetContains } from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';
import type { Access } from '../inventory/site.js';

/** What is known about addresses at the moment of a request. */
export interface AddressBook {
  readonly subnets: readonly Subnet[];
  /** Addresses of this machine. */
  isOurs(address: Ipv4): boolean;
  /** The reservation of a phone. */
  reservedFor(mac: Mac): Ipv4 | undefined;
  /** Who has an address by a lease of ours. */
  leasedTo(address: Ipv4): Mac | undefined;
  /** Who answers for an address on the wire, as far as the system knows. */
  neighbourAt(address: Ipv4): Mac | undefined;
}

export interface AccessRequest {
  readonly address: Ipv4 | undefined;
  /** Whose file it is; undefined: nobody's in particular. */
  readonly owner: Mac | undefined;
}

/** Why the file is refused, for the log; undefined: it is not. */
export function whyDenied(
  access: Access,
  request: AccessRequest,
  book: AddressBook,
): string | undefined {
  if (access === 'open') return undefined;
  if (request.address === undefined) return 'not an IPv4 client';
  return access === 'site'
    ? whyOutside(request.address, book)
    : whyNotOwner(request.address, request.owner, book);
}

/** The host's own addresses last: they are the system's to tell. */
function whyOutside(address: Ipv4, { subnets, isOurs }: AddressBook): string | undefined {
  if (isLoopback(address)) return undefined;
  if (subnets.some((subnet) => subnetContains(subnet, address)) || isOurs(address))
    return undefined;
  return `${formatIpv4(address)} is outside the site`;
}

/** The ways to own an address, from the one that costs least to the one that asks the system. */
function whyNotOwner(
  address: Ipv4,
  owner: Mac | undefined,
  { reservedFor, leasedTo, neighbourAt }: AddressBook,
): string | undefined {
  if (owner === undefined) return undefined;
  if (reservedFor(owner) === address || leasedTo(address) === owner) return undefined;
  if (neighbourAt(address) === owner) return undefined;
  return `${formatIpv4(address)} is not known as ${owner}'s address`;
}
