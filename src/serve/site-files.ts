// What a request for a file is answered from: the site of the moment, plain files, and who may have what.

import { networkInterfaces } from 'node:os';
import type { FileFolder } from '../artifacts/file-folder.js';
import { type Ipv4, parseIpv4 } from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';
import { type AddressBook, whyDenied } from './access.js';
import { createFileResolver, type Resolved } from './file-resolver.js';
import { readNeighbours } from './neighbours.js';
import type { PhoneDirectory } from './request-log.js';
import type { ServedSite } from './served-site.js';

export type FileAnswer = Resolved | { readonly kind: 'denied'; readonly why: string };

/** Who has an address by a lease of ours; unknown without DHCP. */
export type LeaseHolders = (address: Ipv4) => Mac | undefined;

export interface SiteFiles {
  readonly phones: PhoneDirectory;
  /** `name` and `address` are texts from the wire. */
  open(name: string, address: string): FileAnswer | Promise<FileAnswer>;
  /** From the next request on. */
  replace(site: ServedSite): void;
}

/** `leases` absent: we are not the DHCP server. */
export function createSiteFiles(
  first: ServedSite,
  folders: readonly FileFolder[],
  leases: LeaseHolders | undefined,
): SiteFiles {
  let site = first;
  let resolver = createFileResolver(first, folders);
  const book: AddressBook = {
    get subnets() {
      return site.networks.map(({ subnet }) => subnet);
    },
    isOurs: (address) => localAddresses().has(address),
    reservedFor: (mac) => site.phones.addressOf(mac),
    leasedTo: (address) => leases?.(address),
    neighbourAt: (address) => readNeighbours().get(address),
  };
  function whyNot(address: string, owner: Mac | undefined): string | undefined {
    const access = site.access ?? (leases ? 'lease' : 'open');
    return whyDenied(access, { address: parseIpv4(address), owner }, book);
  }
  return {
    phones: {
      macOf: (address, fileName) => {
        const ip = parseIpv4(address);
        const holder = ip === undefined ? undefined : (site.phones.holderOf(ip) ?? leases?.(ip));
        return resolver.phoneNamedBy(fileName) ?? holder;
      },
      modelOf: (mac) => site.phones.modelOf(mac),
    },
    open(name, address) {
      const owner = resolver.ownerOf(name);
      const why = whyNot(address, owner);
      if (why !== undefined) return { kind: 'denied', why };
      const answer = resolver.resolve(name);
      if (owner !== undefined) return answer;
      // A plain file with a phone's name, such as an old one that was generated, is that phone's all the same.
      const named = resolver.phoneNamedBy(name);
      const judge = (found: Resolved): FileAnswer => {
        if (found.kind !== 'file' || named === undefined) return found;
        const whyNamed = whyNot(address, named);
        if (whyNamed === undefined) return found;
        found.content.release();
        return { kind: 'denied', why: whyNamed };
      };
      return answer instanceof Promise ? answer.then(judge) : judge(answer);
    },
    replace(next) {
      site = next;
      resolver = createFileResolver(next, folders);
    },
  };
}

function localAddresses(): ReadonlySet<Ipv4> {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return new Set(all.flatMap(({ address }) => parseIpv4(address) ?? []));
}
