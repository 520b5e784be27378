// The wire of one pretend phone: addresses of loopback, or an interface on which it takes its own by DHCP.

import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { formatIpv4, type Ipv4 } from '../core/ipv4.js';
import type { Mac } from '../core/mac.js';
import type { DhcpClient } from '../simulate/dhcp-client.js';
import { type FileServers, fetchFile } from '../simulate/file-fetch.js';
import type { DhcpAnswer, PhoneWire } from '../simulate/phone-wire.js';
import type { TakeAddress } from './simulated-addresses.js';

export interface Servers extends Omit<FileServers, 'server'> {
  /** Absent: the one that DHCP names; without DHCP this machine. */
  readonly server?: string;
}

export interface Surroundings {
  readonly servers: Servers;
  /** Absent: loopback, without DHCP. */
  readonly dhcp?: { readonly client: DhcpClient; readonly take: TakeAddress };
  /** They leave their PBX, and all is to end. */
  readonly stop: AbortSignal;
  /** Absent: nobody registers. */
  readonly register?: RegisterSettings;
}

/** How phones register; passes to another process as it is. */
export interface RegisterSettings {
  /** Where REGISTERs are sent, in place of what the file says. */
  readonly pbx?: { readonly host: string; readonly port?: number };
  /** As a Cisco 79xx with UDP. */
  readonly fromOtherPort: boolean;
  /** Where the program was started, and folders of templates beside those that come with it. */
  readonly cwd: string;
  readonly templates: readonly string[];
}

/** Whose wire it is. */
export interface AtWire {
  readonly mac: Mac;
  /** Another for each phone, and the same for the same one. */
  readonly place: number;
}

/** Of loopback, and of no server that anybody has. */
const LOOPBACK_BASE = 0x7f_1f_00_01;
const ELSEWHERE_BASE = 0x7f_1f_80_01;
/** In a network of 256 addresses the last but four: rarely anybody's. */
const ELSEWHERE_HOST = 251;

export interface OwnWire extends PhoneWire {
  /** Its own; undefined: it has none. */
  address(): string | undefined;
}

export function wireOf(phone: AtWire, { servers, dhcp, stop }: Surroundings): OwnWire {
  const time: Pick<PhoneWire, 'pause' | 'now' | 'random'> = {
    pause: async (ms) => void (await delay(ms, undefined, { signal: stop })),
    now: () => performance.now(),
    random: () => randomBytes(4).readUInt32BE(),
  };
  const way = dhcp ? deviceWay(phone, servers, dhcp, stop) : loopbackWay(phone, servers, stop);
  return { ...time, ...way };
}

type Way = Omit<OwnWire, 'pause' | 'now' | 'random'>;

function loopbackWay({ place }: AtWire, servers: Servers, stop: AbortSignal): Way {
  const { server = '127.0.0.1' } = servers;
  const addressIn = (base: number) => formatIpv4((base + place) as Ipv4);
  return {
    address: () => addressIn(LOOPBACK_BASE),
    fetch(name, how) {
      const from = addressIn(how.elsewhere ? ELSEWHERE_BASE : LOOPBACK_BASE);
      return fetchFile({ ...servers, server }, name, from, how, stop);
    },
  };
}

function deviceWay(
  { mac, place }: AtWire,
  servers: Servers,
  { client, take }: NonNullable<Surroundings['dhcp']>,
  stop: AbortSignal,
): Way {
  let given: DhcpAnswer | undefined;
  return {
    address: () => given && formatIpv4(given.address),
    ask: (asking) => client.ask(mac, asking),
    async beAt(next) {
      given = next;
      if (next) await take({ mac, place, given: next, address: next.address });
    },
    async fetch(name, how) {
      const { server = given?.tftp && formatIpv4(given.tftp) } = servers;
      if (server === undefined) return { kind: 'error', message: 'it was told no server' };
      const address = how.elsewhere && given ? elsewhereOf(given) : given?.address;
      if (how.elsewhere && given && address !== undefined)
        await take({ mac, place, given, address });
      const from = address === undefined ? undefined : formatIpv4(address);
      return fetchFile({ ...servers, server }, name, from, how, stop);
    },
  };
}

function elsewhereOf({ address, mask = 0xffff_ff00 as Ipv4 }: DhcpAnswer): Ipv4 {
  return (((address & mask) >>> 0) + ELSEWHERE_HOST) as Ipv4;
}
