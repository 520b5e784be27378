// What a request for a file is answered from: the site of the moment, plain files, and who may have what.

import type { FileFolder } from '../artifacts/file-folder.js';
import { type Ipv4, parseIpv4 } from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';
import {
  type AddressBook,
  chosenAccess,
  judgeAccess,
  judgeNeighbour,
  type Owner,
  type Verdict,
} from './access.js';
import { createFileResolver, type Resolved } from './file-resolver.js';
import { createNeighbourhood, type Neighbourhood } from './neighbourhood.js';
import type { PhoneDirectory } from './request-log.js';
import type { ServedSite } from './served-site.js';

export type FileAnswer = Resolved | { readonly kind: 'denied'; readonly why: string };

/** Who has an address by a lease of ours; unknown without DHCP. */
export type LeaseHolders = (address: Ipv4) => Mac | undefined;

export interface SiteFiles {
  readonly phones: PhoneDirectory;
  /** All are texts from the wire; `query` is what stands behind the name in a URL, absent where there is no URL. */
  open(name: string, address: string, query?: string): FileAnswer | Promise<FileAnswer>;
  /** Whoever may have it: for what offhook itself wants to know of it. */
  look(name: string): Resolved | Promise<Resolved>;
  /** From the next request on. */
  replace(site: ServedSite): void;
}

/** `leaseHolders` gives undefined: we are not the DHCP server, for now. */
export function createSiteFiles(
  first: ServedSite,
  folders: readonly FileFolder[],
  leaseHolders: () => LeaseHolders | undefined,
  neighbourhood: Neighbourhood = createNeighbourhood(),
): SiteFiles {
  let site = first;
  let resolver = createFileResolver(first, folders);
  const book: AddressBook = {
    get subnets() {
      return site.networks.map(({ subnet }) => subnet);
    },
    isOurs: neighbourhood.isOurs,
    isAttached: neighbourhood.isAttached,
    reservedAt: (address) => site.phones.holderOf(address),
    leasedTo: (address) => leaseHolders()?.(address),
    neighbourAt: neighbourhood.at,
    isPhone: (mac) => site.phones.has(mac),
  };
  /** Undefined: nothing speaks against it. */
  function whyNot(address: string, owner: Owner): string | undefined | Promise<string | undefined> {
    const access = chosenAccess(site.access, leaseHolders() !== undefined);
    const verdict = judgeAccess(access, { address, ip: parseIpv4(address), owner }, book);
    if (verdict.kind !== 'ask-wire') return whyOf(verdict);
    return neighbourhood
      .ask(verdict.ip, verdict.leased)
      .then((neighbour) => whyOf(judgeNeighbour(verdict, owner, neighbour, book)));
  }
  function give(
    name: string,
    address: string,
    owner: Owner,
    query: string | undefined,
  ): FileAnswer | Promise<FileAnswer> {
    const answer = resolver.resolve(name, query);
    // A plain file with a phone's name, such as an old one that was generated, is that phone's all the same.
    const named = owner === undefined ? resolver.phoneNamedBy(name) : undefined;
    if (named === undefined) return answer;
    return whenKnown(answer, (found) => {
      if (found.kind !== 'file') return found;
      return whenKnown(whyNot(address, named), (why) => {
        if (why === undefined) return found;
        found.content.release();
        return { kind: 'denied', why };
      });
    });
  }
  const namedBy = (fileName: string) => resolver.phoneNamedBy(fileName);
  function holderOf(address: string): Mac | undefined {
    const ip = parseIpv4(address);
    return ip === undefined ? undefined : (site.phones.holderOf(ip) ?? leaseHolders()?.(ip));
  }
  return {
    phones: {
      namedBy,
      holderOf,
      macOf: (address, fileName) => namedBy(fileName) ?? holderOf(address),
      modelOf: (mac) => site.phones.modelOf(mac),
    },
    open(name, address, query) {
      const owner = resolver.ownerOf(name);
      return whenKnown(whyNot(address, owner), (why) =>
        why === undefined ? give(name, address, owner, query) : { kind: 'denied', why },
      );
    },
    look: (name) => resolver.resolve(name),
    replace(next) {
      site = next;
      resolver = createFileResolver(next, folders);
    },
  };
}

function whyOf(verdict: Exclude<Verdict, { readonly kind: 'ask-wire' }>): string | undefined {
  return verdict.kind === 'denied' ? verdict.why : undefined;
}

/** At once where nothing has to be waited for: that spares a turn of the event loop. */
function whenKnown<T, R>(
  value: T | Promise<T>,
  then: (value: T) => R | Promise<R>,
): R | Promise<R> {
  return value instanceof Promise ? value.then(then) : then(value);
}
