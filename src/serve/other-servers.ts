// Nobody's DHCP is disturbed unasked: another server on a wire of ours stops the start, unless the inventory
// knows of it.

import { randomBytes } from 'node:crypto';
import { codedError, codeOf } from '../core/coded-error.js';
import { formatIpv4 } from '../core/ipv4.js';
import type { Log } from '../core/log.js';
import { type FoundServer, findServers, type ServerSearch } from '../dhcp/find-servers.js';
import { type ServedNetwork, wiresOf } from './local-address.js';

/** Servers that ping an address before they offer it do so for a second; others for three. */
const LISTEN_MS = 1000;

type FindServers = (search: ServerSearch) => Promise<readonly FoundServer[]>;

/** Throws EBUSY with what was found and what to do. */
export async function refuseOtherServers(
  served: readonly ServedNetwork[],
  log: Log,
  find: FindServers = findServers,
): Promise<void> {
  for (const server of await search(served, log, find)) {
    const text = describe(server);
    if (mayCoexist(served, server)) log.warn({ server: formatIpv4(server.serverId) }, text);
    else {
      throw codedError(
        'EBUSY',
        `${text}. Switch it off, or keep it from answering the phones and say "coexist: true" in ` +
          'that network, or do without DHCP here ("--dhcp off")',
      );
    }
  }
}

async function search(
  served: readonly ServedNetwork[],
  log: Log,
  find: FindServers,
): Promise<readonly FoundServer[]> {
  try {
    return await find({ wires: wiresOf(served), listenMs: LISTEN_MS, random: randomBytes });
  } catch (error) {
    log.warn(
      { code: codeOf(error) },
      'cannot look for other DHCP servers: UDP port 68 is not to be had (--no-dhcp-search leaves it)',
    );
    return [];
  }
}

function mayCoexist(served: readonly ServedNetwork[], { device }: FoundServer): boolean {
  return served.every((each) => each.device !== device || each.network.coexist);
}

function describe({ device, serverId, offered }: FoundServer): string {
  const offer = offered === undefined ? '' : ` (it offers ${formatIpv4(offered)})`;
  return (
    `another DHCP server answers on ${device}: ${formatIpv4(serverId)}${offer}; ` +
    'a phone takes whichever offer is faster'
  );
}
