// Do phones get from DHCP what they need to find the hosts that they are told of: a router for those elsewhere, a name
// server for names?

import { OPTIONS } from '../../core/dhcp-options.js';
import { hostFault } from '../../core/host.js';
import { formatIpv4, formatSubnet, parseIpv4, subnetContains } from '../../core/ipv4.js';
import { isLinkLocal, whyNoServer } from '../../core/reachability.js';
import { serverHost } from '../../core/server-address-fault.js';
import { risky } from '../../findings/evidence.js';
import { formatPlace, type Place } from '../../findings/finding.js';
import type { Complaint } from '../../findings/rule.js';
import { placeOfKey } from '../../site/key-place.js';
import type { Model } from '../../site/model.js';
import type { Network, Phone } from '../../site/site.js';
import { edgesOf } from '../named-addresses.js';
import { namedBy } from './services.js';
import type { SiteRules } from './subject.js';

export const REACH_RULES = {
  'inventory/no-way': {
    ...risky(
      'Hosts that phones are told of, and no way to them',
      'write `router` for hosts elsewhere, and `dns` for names',
    ),
    run: ({ site: { networks, phones }, models }) =>
      networks.flatMap((network) => {
        if (hasRouter(network) && hasNameServer(network)) return [];
        const guests = phones.filter((phone) => mayBeOn(phone, network));
        const told = guests.map((phone) => ({
          phone,
          hosts: hostsOf(phone, models.get(phone.model)),
        }));
        // What all, a group or a phone has among its options is not for the network to say.
        const without = (code: number) => {
          const asking = told.filter(({ phone }) => !says(phone, code));
          const own = asking.length > 0 ? hostsOfNetwork(network) : [];
          return [...asking.flatMap(({ hosts }) => hosts), ...own];
        };
        return [
          ...noRouter(network, without(ROUTER)),
          ...noNameServer(network, without(NAME_SERVERS)),
        ];
      }),
  },
  // As the outside address of a phone it stands in what the phone tells the PBX.
  'inventory/inside-address': {
    ...risky(
      'An outside address that lies inside',
      'write the address under which the PBX sees the phones, or leave it out',
    ),
    run: ({ site: { networks, phones } }) =>
      oncePerPlace(
        phones.flatMap(({ nat, placeOf }) => {
          const ip = nat.enabled ? parseIpv4(nat.address ?? '') : undefined;
          const network =
            ip !== undefined && networks.find(({ subnet }) => subnetContains(subnet, ip));
          // No host has these: the rules on servers say so.
          if (!network || edgesOf(network).some((edge) => edge.ip === ip)) return [];
          const message = `the outside address ${nat.address} lies in ${formatSubnet(network.subnet)}, where the phones are`;
          const related = [{ place: network.placeOf('subnet'), message: 'the subnet' }];
          return [{ at: placeOf('nat', 'address'), message, related }];
        }),
      ),
  },
} as const satisfies SiteRules;

/** What a layer says of many phones is told once. */
export function oncePerPlace(complaints: readonly Complaint<Place>[]): readonly Complaint<Place>[] {
  return [...new Map(complaints.map((each) => [formatPlace(each.at), each])).values()];
}

interface Told {
  readonly host: string;
  /** Found when someone asks, for all phones are told of some. */
  readonly at: () => Place;
}

/** Codes of `options` that say the same as the field. */
const ROUTER = OPTIONS.router.code;
const NAME_SERVERS = OPTIONS.domainServer.code;

/** A phone with a reservation elsewhere is a guest here at most. */
export function mayBeOn({ address }: Phone, { subnet }: Network): boolean {
  return address === undefined || subnetContains(subnet, address);
}

function hostsOf(phone: Phone, model: Model | undefined): readonly Told[] {
  const { keys, ntp } = phone;
  const servers = keys.flatMap((key) => {
    if (key.type !== 'line') return [];
    const { host, outboundProxy, backup, standIn } = key.line.pbx;
    if (standIn) return [];
    // With an outbound proxy the PBX itself is not spoken to.
    const hosts = [outboundProxy?.host ?? host, ...(backup ? [backup.host] : [])];
    return hosts.map((each) => ({ host: each, at: () => placeOfKey(phone, key) }));
  });
  const named = [
    ...ntp.map((host) => ({ host, at: () => phone.placeOf('ntp') })),
    ...(model ? namedBy({ phone, model }) : []).map(({ text, at }) => ({
      host: text,
      at: () => at,
    })),
  ];
  // What is no host is told as that.
  const hosts = named.filter(({ host }) => hostFault(host) === undefined);
  return [...servers, ...hosts, ...bootServers(phone)];
}

/** What DHCP itself tells them. */
function hostsOfNetwork(network: Network): readonly Told[] {
  const fields = ['tftp', 'dns', 'ntp'] as const;
  return [
    ...fields.flatMap((field) =>
      network[field].map((ip, at) => ({
        host: formatIpv4(ip),
        at: () => network.placeOf(field, at),
      })),
    ),
    ...bootServers(network),
  ];
}

/** From where files are fetched, as option 66 says in place of us. */
function bootServers({ options, placeOf }: Pick<Network | Phone, 'options' | 'placeOf'>) {
  return options.flatMap((option): readonly Told[] => {
    const isServer = option.kind === 'text' && option.code === OPTIONS.serverName.code;
    const host = isServer ? serverHost(option.value) : undefined;
    return host === undefined ? [] : [{ host, at: () => placeOf('options', String(option.code)) }];
  });
}

/** There is no way to what is nowhere, or on the wire of another: the rules on servers say so. */
function mayBeThere(host: string): boolean {
  return whyNoServer(host) === undefined && !isLinkLocal(host);
}

function noRouter(network: Network, told: readonly Told[]): readonly Complaint<Place>[] {
  if (hasRouter(network)) return [];
  const { subnet, placeOf } = network;
  const far = told.find(({ host }) => {
    const ip = parseIpv4(host);
    return ip !== undefined && !subnetContains(subnet, ip) && mayBeThere(host);
  });
  if (far === undefined) return [];
  const message = `phones on ${formatSubnet(subnet)} are told of ${far.host}, and of no router to it`;
  const related = [{ place: far.at(), message: `told of ${far.host}` }];
  return [{ at: placeOf(), message, hint: 'write `router` at this network', related }];
}

function noNameServer(network: Network, told: readonly Told[]): readonly Complaint<Place>[] {
  if (hasNameServer(network)) return [];
  const named = told.find(({ host }) => parseIpv4(host) === undefined && mayBeThere(host));
  if (named === undefined) return [];
  const message = `phones on ${formatSubnet(network.subnet)} are told of "${named.host}", and of no server that knows names`;
  const hint = 'write `dns` at this network, or an address in place of the name';
  const related = [{ place: named.at(), message: `told of ${named.host}` }];
  return [{ at: network.placeOf(), message, hint, related }];
}

function hasRouter(network: Network): boolean {
  return network.router !== undefined || says(network, ROUTER);
}

function hasNameServer(network: Network): boolean {
  return network.dns.length > 0 || says(network, NAME_SERVERS);
}

function says({ options }: Pick<Network | Phone, 'options'>, code: number): boolean {
  return options.some((each) => each.code === code);
}
