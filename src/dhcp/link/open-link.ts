// Picks the best link that this machine can have, and says which one it is and what it cannot do.

import { codeOf } from '../../core/coded-error.js';
import { formatIpv4 } from '../../core/ipv4.js';
import type { Log } from '../../core/log.js';
import { openArpTable } from '../../udp/arp-table.js';
import { RECEIVE_BUFFER_BYTES } from '../../udp/datagram.js';
import { loadLibc } from '../../udp/libc.js';
import { type ArpEntries, createArpEntries } from './arp-entries.js';
import { openDeviceLink } from './device-link.js';
import { openDgramLink } from './dgram-link.js';
import { type InheritedLinkOptions, openInheritedLink } from './inherited-link.js';
import type { MovableLink } from './link.js';

export interface LinkOptions extends InheritedLinkOptions {
  readonly log: Log;
}

interface Opened {
  readonly link: MovableLink;
  readonly backend: string;
}

/** Throws an Error with code, cause and advice if a port or address cannot be had. */
export async function openDhcpLink(options: LinkOptions): Promise<MovableLink> {
  const { wires, log } = options;
  const { link, backend } = await openBest(options);
  const { receiveBufferBytes } = link;
  const interfaces = wires.map(({ device, address }) => `${device} ${formatIpv4(address)}`);
  log.info({ backend, interfaces, receiveBufferBytes }, 'DHCP is listening');
  if (receiveBufferBytes > 0 && receiveBufferBytes < RECEIVE_BUFFER_BYTES) {
    log.warn(
      { receiveBufferBytes, wantedBytes: RECEIVE_BUFFER_BYTES },
      'small receive buffer: phones that ask all at once will wait; raise net.core.rmem_max',
    );
  }
  return link;
}

async function openBest(given: LinkOptions): Promise<Opened> {
  const arp = await arpEntries(given.log);
  const options = { ...given, ...(arp && { arp }) };
  if (options.inherited.size > 0) {
    return { link: await openInheritedLink(options), backend: 'sockets bound by systemd' };
  }
  const link = await tryDeviceLink(options);
  if (link !== undefined) return { link, backend: 'a socket on each interface' };
  return { link: await openDgramLink(options), backend: 'one socket for all interfaces' };
}

/** undefined: not to be had here; clients without an address are answered by broadcast. */
async function arpEntries(log: Log): Promise<ArpEntries | undefined> {
  const libc = await loadLibc().catch(() => undefined);
  const table = libc && openArpTable(libc);
  return table && createArpEntries(table, (code) => log.info({ code }, BROADCASTS));
}

const BROADCASTS =
  'clients without an address are answered by broadcast, also those that hear unicast: to reach ' +
  'them by their hardware address takes CAP_NET_ADMIN';

/** With these another link would fare no better. */
const ABOUT_THE_PORT: readonly (string | undefined)[] = ['EACCES', 'EADDRINUSE', 'EADDRNOTAVAIL'];

/** undefined: it is not to be had here, and that has been said. */
async function tryDeviceLink(options: LinkOptions): Promise<MovableLink | undefined> {
  try {
    return await openDeviceLink(options, await loadLibc());
  } catch (error) {
    if (ABOUT_THE_PORT.includes(codeOf(error))) throw error;
    options.log.warn({ why: String(error) }, LIMITS);
    return undefined;
  }
}

const LIMITS =
  'DHCP cannot tell on which interface a request came in: phones of the inventory are answered ' +
  'wherever they ask, by the interface of their network; with several networks on wires of ours ' +
  'only reservations are served. The package koffi or sockets from systemd lift this';
