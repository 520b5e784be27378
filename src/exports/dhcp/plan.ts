// What another DHCP server has to say so that phones hear from it what they hear from ours: networks, groups of clients,
// and what each group is told in each network. Knows no server. Pure.

import { encodeValue } from '../../core/dhcp-option-kinds.js';
import type { OptionValue } from '../../core/dhcp-option-values.js';
import {
  broadcastOf,
  formatSubnet,
  type Ipv4,
  type Ipv4Range,
  parseIpv4,
  rangeContains,
  subnetContains,
} from '../../core/ipv4.js';
import { leaseTimes } from '../../dhcp/decide/subnet-replies.js';
import { option } from '../../dhcp/message/options.js';
import type { Place } from '../../findings/finding.js';
import { toldToAll, toldToClient } from '../../serve/told-by-dhcp.js';
import type { Model } from '../../site/model.js';
import type { DhcpOption, Network, Phone, Site } from '../../site/site.js';
import { type ClientGroup, clientGroups } from './groups.js';

export interface DhcpPlan {
  readonly networks: readonly PlannedNetwork[];
  readonly groups: readonly ClientGroup[];
  /** Networks of which nothing tells where their phones find files. */
  readonly withoutServer: readonly Network[];
}

export interface PlannedNetwork {
  /** `10.20.1.0-24`: no other network has it. */
  readonly name: string;
  readonly network: Network;
  /** The pool, without what ours never gives from it. */
  readonly ranges: readonly Ipv4Range[];
  /** Phones with an address in it. */
  readonly reserved: readonly Phone[];
  /** What all groups here are told in the same way. */
  readonly common: readonly Said[];
  /** What each group that is answered here is told besides. */
  readonly told: ReadonlyMap<ClientGroup, readonly Said[]>;
}

/** An option as it is sent. */
export interface Said {
  readonly value: OptionValue;
  readonly bytes: Uint8Array;
  /** Whether the client asks for it or not. */
  readonly always: boolean;
  /** Where the inventory says it; absent: it follows from a model or a field. */
  readonly place?: Place;
}

/** To whomever. */
export function saidIn({ networks }: Pick<DhcpPlan, 'networks'>): readonly Said[] {
  return networks.flatMap(({ common, told }) => [...common, ...[...told.values()].flat()]);
}

/** Of all that is said, each once, the smallest first. */
export function codesIn(plan: Pick<DhcpPlan, 'networks'>): readonly number[] {
  return [...new Set(saidIn(plan).map(({ value }) => value.code))].toSorted((a, b) => a - b);
}

/** Interfaces on whose wires networks are, each once. Behind a relay agent a request comes by any. */
export function wiresOf({ networks }: DhcpPlan): readonly string[] {
  const wires = networks.flatMap(({ network }) => (network.relay ? [] : (network.interface ?? [])));
  return [...new Set(wires)];
}

/** `models`: all that there are, in their order. */
export function planDhcp(site: Site, models: readonly Model[]): DhcpPlan {
  const groups = clientGroups(site, models);
  const byId = new Map(models.map((model) => [model.id, model]));
  const withServer = site.networks.map((network) => ({ network, server: serverOf(network, site) }));
  return {
    groups,
    networks: withServer.flatMap(({ network, server }) =>
      server === undefined ? [] : [planNetwork(site, network, server, groups, byId)],
    ),
    withoutServer: withServer.flatMap(({ network, server }) =>
      server === undefined ? [network] : [],
    ),
  };
}

/** Where phones there find their files. Whoever gives out addresses may be another machine. */
function serverOf({ tftp, server }: Network, { servers }: Site): Ipv4 | undefined {
  const [named] = servers.flatMap((text) => parseIpv4(text) ?? []);
  return tftp[0] ?? server ?? named;
}

function planNetwork(
  site: Site,
  network: Network,
  server: Ipv4,
  groups: readonly ClientGroup[],
  models: ReadonlyMap<string, Model>,
): PlannedNetwork {
  const answered = groups.filter((group) => isAnswered(group, network));
  const all = [...toldOfLease(network), ...toldToAll(network)];
  const own = new Map(
    answered.map((group) => [group, saidTo(group, site, network, server, models)] as const),
  );
  const isOverridden = ({ code }: OptionValue) =>
    [...own.values()].some((said) => said.some(({ value }) => value.code === code));
  const contested = all.filter(isOverridden).map((value) => plain(value));
  const { common, told } = factorOut(
    new Map([...own].map(([group, said]) => [group, withoutRepeats([...contested, ...said])])),
  );
  const reserved = site.phones.filter(
    ({ address }) => address !== undefined && subnetContains(network.subnet, address),
  );
  return {
    name: formatSubnet(network.subnet).replace('/', '-'),
    network,
    ranges: freeRanges(network, server, reserved),
    reserved,
    common: [
      ...all.filter((value) => !isOverridden(value)).map((value) => plain(value)),
      ...common,
    ],
    told,
  };
}

/** What ours says of the address that it gives. */
function toldOfLease({ subnet, leaseSeconds }: Network): readonly OptionValue[] {
  const [, renewal, rebinding] = leaseTimes(leaseSeconds);
  return [option('broadcastAddress', broadcastOf(subnet)), renewal, rebinding];
}

function isAnswered(group: ClientGroup, { clients }: Network): boolean {
  if (group.type === 'phones') return true;
  return group.type === 'model' ? clients !== 'inventory' : clients === 'any';
}

function plain(value: OptionValue): Said {
  return { value, bytes: encodeValue(value), always: false };
}

function saidTo(
  group: ClientGroup,
  { modelOptions }: Site,
  network: Network,
  server: Ipv4,
  models: ReadonlyMap<string, Model>,
): readonly Said[] {
  const [model, further, places] = clientOf(group, models, modelOptions);
  const { options, always } = toldToClient(network, server, model, further);
  return withoutRepeats(
    options.map((value) => {
      const code = String(value.code);
      const ofNetwork = network.options.some((each) => each === value);
      const place = ofNetwork ? network.placeOf('options', code) : places?.(code);
      const isWritten = ofNetwork || further.some((each) => each === value);
      return {
        ...plain(value),
        always: always.includes(value.code),
        ...(isWritten && place && { place }),
      };
    }),
  );
}

type Client = readonly [
  Model | undefined,
  readonly DhcpOption[],
  ((code: string) => Place | undefined)?,
];

function clientOf(
  group: ClientGroup,
  models: ReadonlyMap<string, Model>,
  modelOptions: Site['modelOptions'],
): Client {
  if (group.type === 'others') return [undefined, []];
  if (group.type === 'model') return [group.model, modelOptions.get(group.model.id) ?? []];
  const [phone] = group.phones;
  return [models.get(group.model), phone?.options ?? [], (code) => phone?.placeOf('options', code)];
}

/** Of one code the last holds. */
function withoutRepeats(said: readonly Said[]): readonly Said[] {
  return [...new Map(said.map((each) => [each.value.code, each])).values()].toSorted(
    (a, b) => a.value.code - b.value.code,
  );
}

/** What every group says alike need be said once. */
function factorOut(
  told: ReadonlyMap<ClientGroup, readonly Said[]>,
): Pick<PlannedNetwork, 'common' | 'told'> {
  const lists = [...told.values()];
  const common = (lists[0] ?? []).filter((each) =>
    lists.every((list) => list.some((other) => isSame(each, other))),
  );
  const rest = new Map(
    [...told].map(([group, list]) => [
      group,
      list.filter((each) => !common.some((other) => isSame(each, other))),
    ]),
  );
  return { common, told: rest };
}

function isSame(one: Said, other: Said): boolean {
  return (
    one.value.code === other.value.code &&
    one.always === other.always &&
    Buffer.from(one.bytes).equals(other.bytes)
  );
}

/** Ours never gives these from a pool: reservations, servers of files, the router, the network's own two, and itself. */
function freeRanges(
  { pool, subnet, tftp, router, server: own }: Network,
  server: Ipv4,
  reserved: readonly Phone[],
): readonly Ipv4Range[] {
  if (!pool) return [];
  const excluded = [
    ...reserved.flatMap(({ address }) => address ?? []),
    ...tftp,
    ...[router, own].flatMap((each) => each ?? []),
    ...[server, subnet.network, broadcastOf(subnet)],
  ];
  return cutOut(pool, [...new Set(excluded)]);
}

function cutOut(pool: Ipv4Range, excluded: readonly Ipv4[]): readonly Ipv4Range[] {
  const ranges: Ipv4Range[] = [];
  let { first } = pool as { first: number };
  const inside = excluded.filter((each) => rangeContains(pool, each)).toSorted((a, b) => a - b);
  for (const each of [...inside, pool.last + 1]) {
    if (each > first) ranges.push({ first: first as Ipv4, last: (each - 1) as Ipv4 });
    first = each + 1;
  }
  return ranges;
}
