// A small site to decide about, and the requests of its clients. Bytes are made by hand here, so that
// what is judged does not also make the expectation.

import {
  type Ipv4,
  parseIpv4,
  parseIpv4Range,
  parseSubnet,
  subnetContains,
} from '../../src/core/ipv4.js';
import { type Mac, parseMac } from '../../src/core/mac.js';
import { decide } from '../../src/dhcp/decide/decide.js';
import type { Decision } from '../../src/dhcp/decide/decision.js';
import { parseRequest } from '../../src/dhcp/decide/request.js';
import type { ClientIdentity, Lease } from '../../src/dhcp/leases/lease.js';
import { createLeaseTable, type LeaseTable } from '../../src/dhcp/leases/leases.js';
import type { Arrival, Destination } from '../../src/dhcp/link/link.js';
import type { DhcpMessage } from '../../src/dhcp/message/message.js';
import { option } from '../../src/dhcp/message/options.js';
import type { ClientProfile, DhcpPolicy } from '../../src/dhcp/policy.js';
import type { DhcpSubnet } from '../../src/dhcp/subnet.js';
import { hex, toHex } from './bytes.js';

export const ip = (text: string): Ipv4 => parseIpv4(text) ?? fail(text);
export const mac = (text: string): Mac => parseMac(text) ?? fail(text);

/** A phone of the inventory, a phone whose reservation lies elsewhere, and a guest of the pool. */
export const PHONE = mac('5c:fc:66:5d:4f:9a');
export const GUEST = mac('02:00:00:00:00:01');
export const OTHER_GUEST = mac('02:00:00:00:00:02');
export const STRANGER = mac('0e:00:00:00:00:0e');
export const PHONE_ADDRESS = ip('10.20.1.153');
export const SERVER = ip('10.20.1.1');
/** On the same wire, and not ours. */
export const OTHER_SERVER = ip('10.20.1.9');
/** Of the pool below. */
export const FREE = ip('10.20.1.102');
export const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);

/** The phones' wire: reservations, and a pool of four addresses of which one is excluded. */
export const LAN: DhcpSubnet = {
  subnet: parseSubnet('10.20.1.0/24') ?? fail('subnet'),
  serverAddress: SERVER,
  attached: true,
  pool: parseIpv4Range('10.20.1.100-10.20.1.103') ?? fail('range'),
  excluded: [ip('10.20.1.101')],
  leaseSeconds: 28800,
  promisedTo: new Set(),
  checksAddresses: true,
  options: [
    option('router', [ip('10.20.1.254')]),
    option('domainServer', [ip('10.20.1.253'), ip('10.20.1.252')]),
    option('domainName', 'lab.example'),
    option('ntpServers', [ip('10.20.1.251')]),
  ],
};

const { pool: _pool, ...withoutPool } = LAN;
export const RESERVATIONS_ONLY: DhcpSubnet = withoutPool;

/** A second site, behind a relay agent at 10.30.0.1. */
export const BRANCH: DhcpSubnet = {
  ...LAN,
  subnet: parseSubnet('10.30.0.0/24') ?? fail('subnet'),
  attached: false,
  pool: parseIpv4Range('10.30.0.50-10.30.0.59') ?? fail('range'),
  excluded: [],
};

/** A second wire of ours. */
export const ANNEX: DhcpSubnet = {
  ...LAN,
  subnet: parseSubnet('10.40.0.0/24') ?? fail('subnet'),
  serverAddress: ip('10.40.0.1'),
  pool: parseIpv4Range('10.40.0.50-10.40.0.59') ?? fail('range'),
  excluded: [],
};

export const PHONE_PROFILE: ClientProfile = {
  reservation: PHONE_ADDRESS,
  options: [
    option('serverName', '10.20.1.1'),
    option('tftpServerAddress', [SERVER, ip('10.20.1.2')]),
  ],
  always: [66, 150],
  pooled: false,
};

export const GUEST_PROFILE: ClientProfile = {
  options: [option('tftpServerAddress', [SERVER])],
  always: [],
  pooled: true,
};

const { reservation: _reservation, ...elsewhere } = PHONE_PROFILE;

export const POLICY: DhcpPolicy = {
  reservationOf: (who) => (who === PHONE ? PHONE_ADDRESS : undefined),
  clientFor({ mac: who }, { subnet }) {
    if (who === PHONE) return subnetContains(subnet, PHONE_ADDRESS) ? PHONE_PROFILE : elsewhere;
    return who === STRANGER ? undefined : GUEST_PROFILE;
  },
};

/** Every client is treated alike. */
export function everyoneAs(profile: ClientProfile): DhcpPolicy {
  return { reservationOf: () => profile.reservation, clientFor: () => profile };
}

export interface Ask {
  readonly from?: Mac;
  readonly requested?: Ipv4;
  readonly server?: Ipv4;
  readonly ciaddr?: Ipv4;
  readonly giaddr?: Ipv4;
  readonly flags?: number;
  readonly clientId?: string;
  /** Further options as hex: code, length, value. */
  readonly extra?: ReadonlyMap<number, Uint8Array>;
}

const TYPES = { DISCOVER: 1, REQUEST: 3, DECLINE: 4, RELEASE: 7, INFORM: 8 } as const;

export function message(type: keyof typeof TYPES, ask: Ask = {}): DhcpMessage {
  const options = new Map<number, Uint8Array>([[53, Uint8Array.of(TYPES[type])]]);
  if (ask.requested !== undefined) options.set(50, address(ask.requested));
  if (ask.server !== undefined) options.set(54, address(ask.server));
  if (ask.clientId !== undefined) options.set(61, hex(ask.clientId));
  for (const [code, value] of ask.extra ?? []) options.set(code, value);
  const zero = 0 as Ipv4;
  return {
    op: 'request',
    htype: 1,
    chaddr: hex((ask.from ?? PHONE).replaceAll(':', '')),
    hops: ask.giaddr === undefined ? 0 : 1,
    xid: 0x1234abcd,
    secs: 3,
    flags: ask.flags ?? 0,
    ciaddr: ask.ciaddr ?? zero,
    yiaddr: zero,
    siaddr: zero,
    giaddr: ask.giaddr ?? zero,
    sname: '',
    file: '',
    options,
  };
}

export interface World {
  readonly leases?: LeaseTable;
  readonly subnets?: readonly DhcpSubnet[];
  readonly policy?: DhcpPolicy;
  readonly arrival?: Arrival;
  readonly nowMs?: number;
}

const BROADCAST: Arrival = { unicast: false };
/** What a client with an address sends to us alone. */
export const UNICAST: Arrival = { unicast: true, local: SERVER };

/** One request, decided. The lease table is left as it was. */
export function decideOn(request: DhcpMessage, world: World = {}): Decision {
  const parsed = parseRequest(request);
  if (!parsed.ok) throw new Error(parsed.fault);
  const { subnets = [LAN], policy = POLICY, arrival = BROADCAST, nowMs = NOW } = world;
  const leases = world.leases ?? createLeaseTable(subnets);
  leases.expire(nowMs);
  return decide(parsed.request, arrival, { subnets, policy, leases }, nowMs);
}

/** One request, decided and done. */
export function act(
  request: DhcpMessage,
  world: World & { readonly leases: LeaseTable },
): Decision {
  const decision = decideOn(request, world);
  for (const lease of decision.changes) world.leases.put(lease);
  return decision;
}

/** A decision as short text: `ACK 10.20.1.153 reserved`, `silence unknown-client`. */
export function inShort({ reply, address: about, why }: Decision): string {
  const yiaddr = reply?.type === 'NAK' ? about : (reply?.message.yiaddr ?? about);
  const where = yiaddr === undefined || yiaddr === 0 ? [] : [dotted(yiaddr)];
  return [reply?.type ?? 'silence', ...where, why].join(' ');
}

export function optionsInHex(decision: Decision): Readonly<Record<number, string>> {
  return Object.fromEntries(
    [...(decision.reply?.message.options ?? [])].map(([code, value]) => [code, toHex(value)]),
  );
}

/** `address` as text, or one of those above. */
export function lease(
  address: string | Ipv4,
  state: Lease['state'],
  who: Mac,
  changes: Partial<Lease> = {},
): Lease {
  return {
    address: typeof address === 'string' ? ip(address) : address,
    state,
    client: `mac:${who}`,
    mac: who,
    untilMs: NOW + 1000,
    ...changes,
  };
}

/** What the guest has, where it has something. */
export const GUESTS_LEASE = lease(FREE, 'bound', GUEST);

/** By its hardware address, or else by a client identifier, in hexadecimal. */
export function client(who: Mac, clientId?: string): ClientIdentity {
  return clientId === undefined
    ? { name: `mac:${who}`, mac: who, byHardware: true }
    : { name: `id:${clientId}`, mac: who, byHardware: false };
}

/** A lease table of the LAN. */
export function knowing(...known: readonly Lease[]): LeaseTable {
  return createLeaseTable([LAN], known);
}

export function destinationText({ address: to, port, from }: Destination): string {
  return `${dotted(to)}:${port} from ${dotted(from)}`;
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}

function address(value: Ipv4): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

function fail(text: string): never {
  throw new Error(`not understood: ${text}`);
}
