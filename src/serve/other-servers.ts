// Nobody's DHCP is disturbed unasked: another server on a wire of ours stops the start, unless the inventory
// knows of it.

import { randomBytes } from 'node:crypto';
import { codedError, codeOf } from '../core/coded-error.js';
import { formatIpv4, type Ipv4 } from '../core/ipv4.js';
import type { Log } from '../core/log.js';
import type { Mac } from '../core/mac.js';
import { type FoundServer, findServers, type ServerSearch } from '../dhcp/search/find-servers.js';
import { type ServedNetwork, wiresOf } from './local-address.js';

/** Servers that ping an address before they offer it do so for a second; others for three. */
const LISTEN_MS = 1000;

export type FindServers = (search: ServerSearch) => Promise<readonly FoundServer[]>;

export interface OtherServer {
  /** The interface that it answers on. */
  readonly device: string;
  /** What it said, and why that matters. */
  readonly text: string;
  readonly serverId: Ipv4;
  /** The inventory says that it may be there. */
  readonly isKnown: boolean;
}

export const NO_SEARCH =
  'cannot look for other DHCP servers: UDP port 68 is not to be had (--no-dhcp-search leaves it)';

export const OTHER_SERVER_ADVICE =
  'Switch it off, or keep it from answering the phones and say "coexist: true" in that network, or ' +
  'do without DHCP here ("--dhcp off")';

/** Throws EBUSY with what was found and what to do. */
export async function refuseOtherServers(
  served: readonly ServedNetwork[],
  log: Log,
  find: FindServers = findServers,
): Promise<void> {
  for (const { text, serverId, isKnown } of await search(served, log, find)) {
    if (!isKnown) throw codedError('EBUSY', `${text}. ${OTHER_SERVER_ADVICE}`);
    log.warn({ server: formatIpv4(serverId) }, text);
  }
}

/** For networks that come later, when nothing is to stop: those that the inventory does not know of. */
export async function findUnknownServers(
  served: readonly ServedNetwork[],
  log: Log,
  find: FindServers = findServers,
): Promise<readonly OtherServer[]> {
  const others = await search(served, log, find);
  for (const { text, serverId, isKnown } of others) {
    if (isKnown) log.warn({ server: formatIpv4(serverId) }, text);
  }
  return others.filter(({ isKnown }) => !isKnown);
}

async function search(
  served: readonly ServedNetwork[],
  log: Log,
  find: FindServers,
): Promise<readonly OtherServer[]> {
  try {
    return await findOtherServers(served, find);
  } catch (error) {
    log.warn({ code: codeOf(error) }, NO_SEARCH);
    return [];
  }
}

/** Rejects with a code if port 68 cannot be had. */
export async function findOtherServers(
  served: readonly ServedNetwork[],
  find: FindServers = findServers,
  searching?: Set<Mac>,
): Promise<readonly OtherServer[]> {
  const wires = wiresOf(served);
  const search = { wires, listenMs: LISTEN_MS, random: randomBytes };
  const found = await find(searching ? { ...search, searching } : search);
  return found.map((server) => ({
    device: server.device,
    text: describe(server),
    serverId: server.serverId,
    isKnown: mayCoexist(served, server),
  }));
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
