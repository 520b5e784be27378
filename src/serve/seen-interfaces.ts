// The interfaces of this machine as they are now: their addresses from Node, the rest from Linux's sysfs.

import { readFileSync } from 'node:fs';
import { codeOf } from '../core/coded-error.js';
import { parseIpv4 } from '../core/ipv4.js';
import type { LocalAddress } from '../dhcp/link/link.js';
import { type Interfaces, readInterfaces } from '../udp/interfaces.js';

export interface SeenLink {
  /** The system's number: an interface that is made anew has another. */
  readonly index: number;
  /** Up, and with a cable. */
  readonly isRunning: boolean;
}

export interface Seen {
  readonly addresses: readonly LocalAddress[];
  /** By name, of those that were asked for or have an address; undefined: this system does not tell. */
  readonly links?: ReadonlyMap<string, SeenLink>;
}

const SYSFS = '/sys/class/net';
const NO_DESCRIPTORS = new Set(['EMFILE', 'ENFILE']);

/**
 * `names`: interfaces that may have no address, or not exist. Throws EMFILE or ENFILE where no descriptor is left to look
 * with: that would look as if they were gone.
 */
export function lookAtInterfaces(names: readonly string[]): Seen {
  const addresses = localAddresses();
  const links = readLinks(new Set([...names, ...addresses.map(({ device }) => device)]));
  return { addresses, ...(links && { links }) };
}

export function localAddresses(interfaces: Interfaces = readInterfaces()): readonly LocalAddress[] {
  return Object.entries(interfaces).flatMap(([label, infos = []]) => {
    // `eth0:1` is a label of an address, not an interface.
    const [device = label] = label.split(':');
    return infos
      .filter(({ family }) => family === 'IPv4')
      .flatMap(({ address }) => parseIpv4(address) ?? [])
      .map((address) => ({ device, address }));
  });
}

function readLinks(names: ReadonlySet<string>): ReadonlyMap<string, SeenLink> | undefined {
  // Wherever there is sysfs there is a loopback interface.
  if (readLink('lo') === undefined) return undefined;
  return new Map(
    [...names].flatMap((name) => {
      const link = readLink(name);
      return link === undefined ? [] : [[name, link] as const];
    }),
  );
}

/** Kernel documentation, ABI/testing/sysfs-class-net: loopback and some others never know their state. */
function readLink(name: string): SeenLink | undefined {
  try {
    const read = (what: string) => readFileSync(`${SYSFS}/${name}/${what}`, 'latin1').trim();
    return { index: Number(read('ifindex')), isRunning: /^(up|unknown)$/.test(read('operstate')) };
  } catch (error) {
    if (NO_DESCRIPTORS.has(codeOf(error) ?? '')) throw error;
    return undefined;
  }
}
