// Addresses that phones are told to talk to must be those of one host, and mean the same on the phone as here.

import { parseIpv4 } from '../../core/ipv4.js';
import { isLinkLocal, whyNoServer } from '../../core/reachability.js';
import { type CodeTable, impossible } from '../../findings/evidence.js';
import { type Finding, findingsOf } from '../../findings/finding.js';
import type { Network } from '../../site/site.js';
import { edgesOf } from '../named-addresses.js';
import type { NamedHost } from '../named-hosts.js';
import { READ_CODES } from '../read/codes.js';
import { ADDRESS_CODES } from './addresses.js';

export const SERVER_CODES = {
  'inventory/unreachable-server': impossible(
    'A server address that a phone cannot reach',
    'write the address or name under which phones see this server',
  ),
} as const satisfies CodeTable;

const finding = findingsOf({ ...SERVER_CODES, ...ADDRESS_CODES, ...READ_CODES });

export function checkServers(
  hosts: readonly NamedHost[],
  networks: readonly Network[],
): readonly Finding[] {
  const edges = networks.flatMap(edgesOf);
  return hosts.flatMap(({ host, what, place }) => {
    const why = whyNoServer(host);
    if (why !== undefined) {
      const message = `"${host}" is ${why}, so it cannot be ${what}`;
      return [finding('inventory/unreachable-server', place, message)];
    }
    const ip = parseIpv4(host);
    const edge = edges.find((each) => each.ip === ip);
    if (edge) {
      const message = `"${host}" is ${edge.what}, so it cannot be ${what}`;
      const related = [{ place: edge.place, message: 'the subnet' }];
      return [finding('inventory/address-taken', place, message, { related })];
    }
    if (!isLinkLocal(host)) return [];
    const message = `"${host}" is an address that a host gives itself where nobody gives it one`;
    return [finding('inventory/doubtful-value', place, message)];
  });
}
