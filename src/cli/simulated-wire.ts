// The wire of pretend phones: addresses of loopback, or an interface on which they take their own. What is set up there is taken
// away again.

import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { formatIpv4, formatSubnet, type Ipv4, prefixOf, subnetAround } from '../core/ipv4.js';
import { type Mac, macHex } from '../core/mac.js';
import { type DhcpClient, openDhcpClient } from '../simulate/dhcp-client.js';
import { type FileServers, fetchFile } from '../simulate/file-fetch.js';
import type { DhcpAnswer, PhoneWire, PretendPhone } from '../simulate/phone-wire.js';
import { ip } from './ip-command.js';

export interface SimulatedWire {
  /** `place`: another for each, and the same for the same phone. */
  wireOf(phone: PretendPhone, place: number): PhoneWire;
  close(): Promise<void>;
}

export interface WireOptions extends Omit<FileServers, 'server'> {
  /** Absent: the one that DHCP names. */
  readonly server: string | undefined;
  /** Absent: loopback, without DHCP. */
  readonly device: string | undefined;
}

/** Of loopback, and of no server that anybody has. */
const LOOPBACK_BASE = 0x7f_1f_00_01;
const ELSEWHERE_BASE = 0x7f_1f_80_01;
/** In a network of 256 addresses the last but four: rarely anybody's. */
const ELSEWHERE_HOST = 251;

/** Rejects, with what to do, where the interface or port 68 cannot be had. */
export async function openSimulatedWire(
  options: WireOptions,
  stop: AbortSignal,
): Promise<SimulatedWire> {
  const { device } = options;
  return device === undefined ? openLoopback(options, stop) : openDevice(options, device, stop);
}

/** Between steps, what all have. */
function timeOf(stop: AbortSignal): Pick<PhoneWire, 'pause' | 'now' | 'random'> {
  return {
    pause: async (ms) => void (await delay(ms, undefined, { signal: stop })),
    now: () => performance.now(),
    random: () => randomBytes(4).readUInt32BE(),
  };
}

function openLoopback(options: WireOptions, stop: AbortSignal): SimulatedWire {
  const { server = '127.0.0.1' } = options;
  return {
    wireOf: (_phone, place) => ({
      ...timeOf(stop),
      fetch(name, how) {
        const base = how.elsewhere ? ELSEWHERE_BASE : LOOPBACK_BASE;
        const from = formatIpv4((base + place) as Ipv4);
        return fetchFile({ ...options, server }, name, from, how, stop);
      },
    }),
    close: async () => {},
  };
}

/** Of routes; one for each phone, of which the system has none so high. */
const TABLES = 0x10_0000;
const MACVLAN = ['type', 'macvlan', 'mode', 'bridge'] as const;
/** Of a device that is one phone: it answers for its own address alone, and what comes to that is for it. */
const OWN_CONF = { arp_ignore: '1', arp_announce: '2', rp_filter: '0' } as const;

async function openDevice(
  options: WireOptions,
  device: string,
  stop: AbortSignal,
): Promise<SimulatedWire> {
  const undo: (readonly string[])[] = [];
  const devices = new Set<string>();
  const conf = (each: string, name: string) => `/proc/sys/net/ipv4/conf/${each}/${name}`;
  // An address is answered for by the phone that has it, and by no other of this machine.
  const before = readFileSync(conf(device, 'arp_ignore'), 'utf8');
  writeFileSync(conf(device, 'arp_ignore'), '1');
  const add = async (what: 'address' | 'route' | 'rule', ...words: readonly string[]) => {
    const key = [what, 'del', ...words];
    if (undo.some((each) => each.join(' ') === key.join(' '))) return;
    await ip('', what, what === 'rule' ? 'add' : 'replace', ...words);
    undo.push(key);
  };
  await add('route', '255.255.255.255/32', 'dev', device);
  const client: DhcpClient = await openDhcpClient();

  function wireOf(phone: PretendPhone, place: number): PhoneWire {
    let given: DhcpAnswer | undefined;
    return {
      ...timeOf(stop),
      ask: (asking) => client.ask(phone.mac, asking),
      async beAt(next) {
        given = next;
        if (next) await take(next, next.address, await ownDevice(phone.mac), place);
      },
      async fetch(name, how) {
        const { server = given?.tftp && formatIpv4(given.tftp) } = options;
        if (server === undefined) return { kind: 'error', message: 'it was told no server' };
        const address = how.elsewhere && given ? elsewhereOf(given) : given?.address;
        if (how.elsewhere && given && address !== undefined)
          await take(given, address, device, place);
        const from = address === undefined ? undefined : formatIpv4(address);
        return fetchFile({ ...options, server }, name, from, how, stop);
      },
    };
  }

  /** Made once: who asks for the phone's address by ARP is told the phone's MAC. */
  async function ownDevice(mac: Mac): Promise<string> {
    const own = `p${macHex(mac)}`;
    if (devices.has(own)) return own;
    await ip('', ...['link', 'add', 'link', device, own, 'address', mac], ...MACVLAN);
    devices.add(own);
    for (const [name, value] of Object.entries(OWN_CONF)) writeFileSync(conf(own, name), value);
    await ip('', 'link', 'set', own, 'up');
    return own;
  }

  /** An address alone, and one route for all of its network. */
  async function take(
    { address: own, mask }: DhcpAnswer,
    address: Ipv4,
    at: string,
    place: number,
  ): Promise<void> {
    await add('address', `${formatIpv4(address)}/32`, 'dev', at);
    const prefix = mask && prefixOf(mask);
    if (prefix === undefined) return;
    const subnet = formatSubnet(subnetAround(own, prefix));
    if (at === device) return add('route', subnet, 'dev', device);
    // What it sends leaves by its own device, and what it asks by ARP has its own MAC.
    const table = String(TABLES + place);
    await add('rule', 'from', formatIpv4(address), 'lookup', table);
    await add('route', subnet, 'dev', at, 'table', table);
  }

  return {
    wireOf,
    async close() {
      await client.close();
      // What another took away meanwhile is gone, and that is what is wanted.
      for (const words of undo.toReversed()) await ip('', ...words).catch(() => {});
      for (const each of devices) await ip('', 'link', 'delete', each).catch(() => {});
      writeFileSync(conf(device, 'arp_ignore'), before);
    },
  };
}

function elsewhereOf({ address, mask = 0xffff_ff00 as Ipv4 }: DhcpAnswer): Ipv4 {
  return (((address & mask) >>> 0) + ELSEWHERE_HOST) as Ipv4;
}
