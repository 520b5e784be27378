// The addresses of pretend phones on an interface: a device of its own for each, its address and its routes. All of it is set up
// by one process, whoever plays the phones, and is taken away when they have done.

import { readFileSync, writeFileSync } from 'node:fs';
import { formatIpv4, formatSubnet, type Ipv4, prefixOf, subnetAround } from '../core/ipv4.js';
import { type Mac, macHex } from '../core/mac.js';
import { createSemaphore } from '../core/semaphore.js';
import type { DhcpAnswer } from '../simulate/phone-wire.js';
import { ip } from './ip-command.js';

/** An address that a phone is at from here on. */
export interface Taken {
  readonly mac: Mac;
  /** Another for each phone, and the same for the same one. */
  readonly place: number;
  /** What it was told of its network. */
  readonly given: DhcpAnswer;
  /** That one, or one that is not its own. */
  readonly address: Ipv4;
}

/** Rejects, with what the system said. */
export type TakeAddress = (taken: Taken) => Promise<void>;

export interface Addresses {
  readonly take: TakeAddress;
  /** The phone is gone, and nobody answers for its address any more. */
  leave(mac: Mac): Promise<void>;
  close(): Promise<void>;
}

/** Of routes; one for each phone, of which the system has none so high. */
const TABLES = 0x10_0000;
const MACVLAN = ['type', 'macvlan', 'mode', 'bridge'] as const;
/** Of a device that is one phone: it answers for its own address alone, and what comes to that is for it. */
const OWN_CONF = { arp_ignore: '1', arp_announce: '2', rp_filter: '0' } as const;

/** Rejects where the interface cannot be had. */
export async function openAddresses(device: string): Promise<Addresses> {
  const undo: (readonly string[])[] = [];
  const devices = new Set<string>();
  const gone = new Set<Mac>();
  const conf = (each: string, name: string) => `/proc/sys/net/ipv4/conf/${each}/${name}`;
  // An address is answered for by the phone that has it, and by no other of this machine.
  const before = readFileSync(conf(device, 'arp_ignore'), 'utf8');
  writeFileSync(conf(device, 'arp_ignore'), '1');
  await add('route', '255.255.255.255/32', 'dev', device);
  // Two phones share a network, and one may be gone before it has what it asked for.
  const oneByOne = createSemaphore(1);

  async function add(what: 'address' | 'route' | 'rule', ...words: readonly string[]) {
    const key = [what, 'del', ...words];
    if (undo.some((each) => each.join(' ') === key.join(' '))) return;
    await ip('', what, what === 'rule' ? 'add' : 'replace', ...words);
    undo.push(key);
  }

  /** Made once: who asks for the phone's address by ARP is told the phone's MAC. */
  async function ownDevice(mac: Mac): Promise<string> {
    const own = deviceOf(mac);
    if (devices.has(own)) return own;
    await ip('', ...['link', 'add', 'link', device, own, 'address', mac], ...MACVLAN);
    devices.add(own);
    for (const [name, value] of Object.entries(OWN_CONF)) writeFileSync(conf(own, name), value);
    await ip('', 'link', 'set', own, 'up');
    return own;
  }

  /** An address alone, and one route for all of its network. */
  async function take({ mac, place, given, address }: Taken): Promise<void> {
    if (gone.has(mac)) return;
    const at = address === given.address ? await ownDevice(mac) : device;
    await add('address', `${formatIpv4(address)}/32`, 'dev', at);
    const prefix = given.mask && prefixOf(given.mask);
    if (prefix === undefined) return;
    const subnet = formatSubnet(subnetAround(given.address, prefix));
    if (at === device) return add('route', subnet, 'dev', device);
    // What it sends leaves by its own device, and what it asks by ARP has its own MAC.
    const table = String(TABLES + place);
    await add('rule', 'from', formatIpv4(address), 'lookup', table);
    await add('route', subnet, 'dev', at, 'table', table);
  }

  return {
    take: (taken) => oneByOne.run(() => take(taken)),
    leave(mac) {
      gone.add(mac);
      return oneByOne.run(async () => {
        if (devices.delete(deviceOf(mac))) await ip('', 'link', 'delete', deviceOf(mac));
      });
    },
    async close() {
      await oneByOne.acquire();
      // What another took away meanwhile is gone, and that is what is wanted.
      for (const words of undo.toReversed()) await ip('', ...words).catch(() => {});
      for (const each of devices) await ip('', 'link', 'delete', each).catch(() => {});
      writeFileSync(conf(device, 'arp_ignore'), before);
    },
  };
}

function deviceOf(mac: Mac): string {
  return `p${macHex(mac)}`;
}
