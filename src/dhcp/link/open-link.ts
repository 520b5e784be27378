// Picks the best link that this machine can have, and says which one it is and what it cannot do.

import { codeOf } from '../../core/coded-error.js';
import { formatIpv4 } from '../../core/ipv4.js';
import type { Log } from '../../core/log.js';
import { openArpTable } from '../../udp/arp-table.js';
import type { Backend } from '../../udp/backend.js';
import type { Libc } from '../../udp/libc.js';
import { type SocketFacts, smallBuffer, warnOfSmallBuffer } from '../../udp/socket-facts.js';
import { type ArpEntries, createArpEntries } from './arp-entries.js';
import { openDeviceLink } from './device-link.js';
import { openDgramLink } from './dgram-link.js';
import { type InheritedLinkOptions, openInheritedLink } from './inherited-link.js';
import type { MovableLink } from './link.js';

export interface LinkOptions extends InheritedLinkOptions {
  readonly backend: Backend;
  readonly log: Log;
}

export interface OpenedLink {
  readonly link: MovableLink;
  /** As it was opened. */
  readonly facts: SocketFacts;
}

type Best = Pick<OpenedLink, 'link'> & Pick<SocketFacts, 'backend' | 'limit'>;

/** Throws an Error with code, cause and advice if a port or address cannot be had. */
export async function openDhcpLink(options: LinkOptions): Promise<OpenedLink> {
  const { wires, log } = options;
  const { link, ...best } = await openBest(options);
  const { receiveBufferBytes } = link;
  const facts = { ...best, receiveBufferBytes, ...smallBuffer(receiveBufferBytes, SMALL_BUFFER) };
  const interfaces = wires.map(({ device, address }) => `${device} ${formatIpv4(address)}`);
  log.info({ backend: best.backend, interfaces, receiveBufferBytes }, 'DHCP is listening');
  warnOfSmallBuffer(log, facts);
  return { link, facts };
}

const SMALL_BUFFER =
  'small receive buffer: phones that ask all at once will wait; raise net.core.rmem_max';

async function openBest({ backend, ...given }: LinkOptions): Promise<Best> {
  const { libc } = backend;
  const arp = arpEntries(libc, given.log);
  const options = { ...given, ...(arp && { arp }) };
  if (options.inherited.size > 0) {
    return { link: await openInheritedLink(options), backend: 'sockets bound by systemd' };
  }
  const tried = libc ? await tryDeviceLink(options, libc) : { refusal: backend.refusal };
  if ('link' in tried) return { link: tried.link, backend: 'a socket on each interface' };
  const limit = { why: String(tried.refusal), message: LIMITS };
  given.log.warn({ why: limit.why }, LIMITS);
  return { link: await openDgramLink(options), backend: 'one socket for all interfaces', limit };
}

/** undefined: not to be had here; clients without an address are answered by broadcast. */
function arpEntries(libc: Libc | undefined, log: Log): ArpEntries | undefined {
  const table = libc && openArpTable(libc);
  return table && createArpEntries(table, (code) => log.info({ code }, BROADCASTS));
}

const BROADCASTS =
  'clients without an address are answered by broadcast, also those that hear unicast: to reach ' +
  'them by their hardware address takes CAP_NET_ADMIN';

/** With these another link would fare no better. */
const ABOUT_THE_PORT: readonly (string | undefined)[] = ['EACCES', 'EADDRINUSE', 'EADDRNOTAVAIL'];

/** Throws what another link would be refused as well. */
async function tryDeviceLink(
  options: Omit<LinkOptions, 'backend'>,
  libc: Libc,
): Promise<{ readonly link: MovableLink } | { readonly refusal: unknown }> {
  try {
    return { link: await openDeviceLink(options, libc) };
  } catch (refusal) {
    if (ABOUT_THE_PORT.includes(codeOf(refusal))) throw refusal;
    return { refusal };
  }
}

const LIMITS =
  'DHCP cannot tell on which interface a request came in: phones of the inventory are answered ' +
  'wherever they ask, by the interface of their network; with several networks on wires of ours ' +
  'only reservations are served. The package koffi or sockets from systemd lift this';
