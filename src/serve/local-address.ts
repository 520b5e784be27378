// Where the inventory's networks are on this machine: which address their phones see, on which interface, and what
// keeps the others from being served. Looks at values only.

import { formatIpv4, formatSubnet, type Ipv4, subnetContains } from '../core/ipv4.js';
import type { LinkPlace, LocalAddress, Wire } from '../dhcp/link/link.js';
import type { Network } from '../site/site.js';
import type { Seen } from './seen-interfaces.js';

export interface ServedNetwork {
  readonly network: Network;
  /** Ours, as its clients see it. */
  readonly serverAddress: Ipv4;
  /** The interface that has it; absent: the network is reached through a relay agent only. */
  readonly device?: string;
  /** The system's number of that interface; absent: not to be had here. */
  readonly index?: number;
  /** It is down or its cable is out: its addresses cannot be seen, and are taken to be what they were. */
  readonly asleep?: true;
}

export interface WaitingNetwork {
  readonly network: Network;
  /** What keeps it from being served. */
  readonly why: string;
}

export interface Placement extends Required<Pick<LinkPlace, 'further'>> {
  readonly served: readonly ServedNetwork[];
  readonly waiting: readonly WaitingNetwork[];
}

export const NOWHERE: Placement = { served: [], waiting: [], further: [] };

/** `before`: how they were placed last. An address that is still there stays the one that phones see. */
export function placeNetworks(
  networks: readonly Network[],
  seen: Seen,
  before: Placement = NOWHERE,
): Placement {
  const attached = new Map(
    networks.filter(({ relay }) => !relay).map((each) => [each, attach(each, seen, before)]),
  );
  const present = [...attached.values()].flatMap((each) => ('why' in each ? [] : each));
  const placed = networks.map(
    (each) => attached.get(each) ?? placeRelayed(each, present, seen, before),
  );
  const served = placed.flatMap((each) => ('why' in each ? [] : each));
  return {
    served,
    waiting: placed.flatMap((each) => ('why' in each ? each : [])),
    further: furtherAddresses(served, seen, before),
  };
}

function attach(
  network: Network,
  seen: Seen,
  { served }: Placement,
): ServedNetwork | WaitingNetwork {
  const last = served.find((each) => !each.network.relay && isSameNetwork(each.network, network));
  const found = localAddressesOf(network, seen.addresses);
  const local = found.find((each) => isAt(each, last)) ?? found[0];
  if (local === undefined) {
    return last !== undefined && isAsleep(last, network, seen)
      ? { ...last, network, asleep: true }
      : { network, why: describeMissing(network, seen) };
  }
  const index = seen.links?.get(local.device)?.index;
  return {
    network,
    serverAddress: local.address,
    device: local.device,
    ...(index !== undefined && { index }),
  };
}

function isAt(local: LocalAddress, last: ServedNetwork | undefined): boolean {
  return local.device === last?.device && local.address === last.serverAddress;
}

/** The interface is the one that it was, only without a cable. */
function isAsleep({ device = '', index, serverAddress }: ServedNetwork, to: Network, seen: Seen) {
  const link = seen.links?.get(device);
  return (
    link !== undefined &&
    !link.isRunning &&
    link.index === index &&
    (to.interface ?? device) === device &&
    (to.server ?? serverAddress) === serverAddress
  );
}

/** `present`: those on wires of ours. */
function placeRelayed(
  network: Network,
  present: readonly ServedNetwork[],
  { addresses }: Seen,
  { served }: Placement,
): ServedNetwork | WaitingNetwork {
  const last = served.find((each) => each.network.relay && isSameNetwork(each.network, network));
  const { server } = network;
  if (server !== undefined) {
    // Once bound a socket outlives its address, and an address that wanders between machines comes back.
    const isOurs = addresses.some(({ address }) => address === server);
    if (isOurs || last?.serverAddress === server) return { network, serverAddress: server };
    return { network, why: `this machine has no address ${formatIpv4(server)}` };
  }
  const own = present.map(({ serverAddress }) => serverAddress);
  const [address] = own.filter((each) => each === last?.serverAddress).concat(own);
  if (address !== undefined) return { network, serverAddress: address };
  return { network, why: 'no network without a relay agent is served, whose address it would use' };
}

export function isSameNetwork({ subnet: a }: Network, { subnet: b }: Network): boolean {
  return a.network === b.network && a.prefix === b.prefix;
}

function furtherAddresses(
  served: readonly ServedNetwork[],
  { addresses }: Seen,
  before: Placement,
): readonly LocalAddress[] {
  const told = new Set(served.map(({ serverAddress }) => serverAddress));
  const on = (asleep: boolean) =>
    new Set(
      served.flatMap((each) => (asleep === (each.asleep ?? false) ? (each.device ?? []) : [])),
    );
  const [awake, asleep] = [on(false), on(true)];
  return [
    ...addresses.filter(({ device }) => awake.has(device)),
    ...before.further.filter(({ device }) => asleep.has(device)),
  ].filter(({ address }) => !told.has(address));
}

/** Of the named interface, or of any; the one that is named, or any that lies in the subnet. */
export function localAddressesOf(
  { interface: named, server, subnet }: Network,
  addresses: readonly LocalAddress[],
): readonly LocalAddress[] {
  return addresses.filter(
    ({ device, address }) =>
      (named === undefined || device === named) &&
      (server === undefined ? subnetContains(subnet, address) : address === server),
  );
}

/** Of a network on no interface of ours. */
export function describeMissing({ interface: named, subnet }: Network, { links }: Seen): string {
  const link = named === undefined ? undefined : links?.get(named);
  if (named !== undefined && links && !link) return `there is no interface ${named}`;
  if (link?.isRunning === false) return `interface ${named} is down, or its cable is out`;
  const where = named === undefined ? 'this machine' : `interface ${named}`;
  const what = `${where} has no address in ${formatSubnet(subnet)}`;
  return link?.isRunning === true ? what : `${what}, or is not up`;
}

export const MISSING_ADVICE = 'see "ip address"; correct `network`, or use --dhcp off';

/** Those that are not behind a relay agent, as DHCP's link wants them. */
export function wiresOf(served: readonly ServedNetwork[]): readonly Wire[] {
  return served.flatMap(({ device, index, serverAddress }) =>
    device === undefined
      ? []
      : [{ device, address: serverAddress, ...(index !== undefined && { index }) }],
  );
}

export function linkPlaceOf({ served, further }: Placement): LinkPlace {
  const addresses = [...new Set(served.map(({ serverAddress }) => serverAddress))];
  return { wires: wiresOf(served), addresses, further };
}

/** For comparing, and no more. */
export function placementKey({ served, waiting, further }: Placement): string {
  return JSON.stringify([
    served.map(({ network, ...rest }) => [keyOf(network), rest]),
    waiting.map(({ network, why }) => [keyOf(network), why]),
    further,
  ]);
}

function keyOf({ subnet, relay }: Network): string {
  return `${formatSubnet(subnet)}${relay ? ' relayed' : ''}`;
}
