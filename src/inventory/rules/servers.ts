// Addresses that phones are told to talk to must be those of one host, and mean the same on the phone as here.

import { parseIpv4 } from '../../core/ipv4.js';
import { isLinkLocal, whyNoServer } from '../../core/reachability.js';
import { risky } from '../../findings/evidence.js';
import type { Place } from '../../findings/finding.js';
import type { Rules } from '../../findings/rule.js';
import { edgesOf, type OwnAddress } from '../named-addresses.js';
import type { NamedHost } from '../named-hosts.js';
import { SHARED_CODES } from './shared-codes.js';
import type { SiteSubject } from './subject.js';

interface HostSubject extends NamedHost {
  /** Why no phone reaches it. */
  readonly why?: string;
  /** That of a network which it is. */
  readonly edge?: OwnAddress;
}

export const SERVER_RULES = {
  'inventory/unreachable-server': {
    ...SHARED_CODES['inventory/unreachable-server'],
    run: ({ host, what, place, why }) =>
      why === undefined
        ? []
        : [{ at: place, message: `"${host}" is ${why}, so it cannot be ${what}` }],
  },
  'inventory/address-taken': {
    ...SHARED_CODES['inventory/address-taken'],
    run({ host, what, place, edge }) {
      if (!edge) return [];
      const message = `"${host}" is ${edge.what}, so it cannot be ${what}`;
      const related = [{ place: edge.place, message: 'the subnet' }];
      return [{ at: place, message, related }];
    },
  },
  // Files say it of each element that has the address: what stands here is not told once more of them.
  'inventory/link-local-server': {
    ...risky(
      'A server at an address that it gave itself, and that is another one tomorrow',
      'give the server a lasting address, and write that',
      'RFC 3927',
    ),
    applies: ({ why, edge, onWire }) => why === undefined && edge === undefined && !onWire,
    run({ host, place }) {
      if (!isLinkLocal(host)) return [];
      const message = `"${host}" is an address that a host gives itself where nobody gives it one`;
      return [{ at: place, message }];
    },
  },
} as const satisfies Rules<HostSubject, Place>;

export function hostsOf({ site, hosts }: SiteSubject): readonly HostSubject[] {
  const edges = site.networks.flatMap(edgesOf);
  return hosts.map((named) => {
    const why = whyNoServer(named.host);
    if (why !== undefined) return { ...named, why };
    const ip = parseIpv4(named.host);
    const edge = edges.find((each) => each.ip === ip);
    return edge ? { ...named, edge } : named;
  });
}
