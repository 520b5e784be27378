// Kea's DHCPv4 server: kea-dhcp4.conf. A phone is known by a reservation without an address, which names its class; what
// a class is told in a network is a class of its own, which that network requires. Kea lets a subnet's options go before a
// class's, so a subnet has only what all its clients hear alike.

import { formatIpv4, formatIpv4Range, formatSubnet } from '../../../core/ipv4.js';
import type { Exported } from '../../export.js';
import { checkFindings, commonFindings } from '../findings.js';
import type { ClientGroup } from '../groups.js';
import type { DhcpPlan, PlannedNetwork, Said } from '../plan.js';
import { isNarrower, phonesIn, widest } from '../welcome.js';
import { classData, isVendorBytes, type Json, optionData, optionDefinitions } from './options.js';
import { fileInPair, type Pair, placeInPair } from './pair.js';
import { groupClass, isKnown, strangers, welcomeTo } from './tests.js';

const FILE = 'kea-dhcp4.conf';

/** `pair`: two servers that stand in for each other; absent: one. */
export function exportKea(plan: DhcpPlan, pair?: Pair): Exported {
  const own = dhcp4(plan);
  const file = (name: string, more: Json = {}) => {
    const text = JSON.stringify({ Dhcp4: { ...own, ...more } }, undefined, 2);
    return { name, text: `${HEAD}${text}\n` };
  };
  return {
    files: pair
      ? ([0, 1] as const).map((which) => file(fileInPair(which), placeInPair(pair, which)))
      : [file(FILE)],
    findings: [...commonFindings(plan), ...checkFindings(plan, 'Kea', false)],
  };
}

const HEAD = '// Made by offhook: export dhcp --for kea. Changes belong into the inventory.\n';

function dhcp4(plan: DhcpPlan): Json {
  const { networks, groups } = plan;
  const definitions = optionDefinitions(plan);
  return {
    'interfaces-config': { interfaces: interfacesOf(networks) },
    authoritative: true,
    'match-client-id': false,
    'host-reservation-identifiers': ['hw-address'],
    'early-global-reservations-lookup': true,
    'reservations-global': true,
    'reservations-in-subnet': true,
    'ddns-send-updates': false,
    'lease-database': { type: 'memfile', persist: true },
    ...(definitions.length > 0 && { 'option-def': definitions }),
    'client-classes': [
      ...groups.map((group) => ({ ...groupClass(group, groups), ...ofOnlyNetwork(plan, group) })),
      ...uninvited(plan),
      ...networks.flatMap((network) => guards(network, plan)),
      ...(networks.length === 1 ? [] : networks.flatMap(networkClasses)),
    ],
    reservations: groups.flatMap((group) =>
      group.type === 'phones'
        ? group.phones.map(({ mac }) => ({ 'hw-address': mac, 'client-classes': [group.name] }))
        : [],
    ),
    subnet4: networks.map((network, index) => subnet(network, index + 1, plan)),
  };
}

/** Behind a relay agent a request comes by any. */
function interfacesOf(networks: readonly PlannedNetwork[]): readonly string[] {
  const names = networks.flatMap(({ network }) =>
    network.relay ? [] : (network.interface ?? '*'),
  );
  return names.length === 0 || names.includes('*') ? ['*'] : [...new Set(names)];
}

/** With one network, what a class is told stands with the class. */
function ofOnlyNetwork({ networks }: DhcpPlan, group: ClientGroup): Json {
  const [network, ...others] = networks;
  return network && others.length === 0 ? classData(toldByClass(network, group)) : {};
}

/** What the subnet cannot say stands with each class. */
function toldByClass({ common, told }: PlannedNetwork, group: ClientGroup): readonly Said[] {
  return [...common.filter(isVendorBytes), ...(told.get(group) ?? [])];
}

/** Who is welcome nowhere hears nothing, as one that is on another server's wire has to. */
function uninvited(plan: DhcpPlan): readonly Json[] {
  if (widest(plan) === 'any') return [];
  return [{ name: 'DROP', test: [`not ${isKnown}`, ...strangers(plan.groups)].join(' and not ') }];
}

/** For a network that welcomes fewer than another does. */
function guards(planned: PlannedNetwork, plan: DhcpPlan): readonly Json[] {
  if (!isNarrower(planned, plan)) return [];
  const { name, network } = planned;
  return [{ name: guardOf(name), test: welcomeTo(network.clients, plan.groups) }];
}

function guardOf(name: string): string {
  return `welcome-${name}`;
}

function networkClasses(planned: PlannedNetwork): readonly Json[] {
  return groupsToldIn(planned).map((group) => ({
    name: classIn(planned.name, group),
    test: `member('${group.name}')`,
    'only-if-required': true,
    ...classData(toldByClass(planned, group)),
  }));
}

function groupsToldIn(planned: PlannedNetwork): readonly ClientGroup[] {
  return [...planned.told.keys()].filter((group) => toldByClass(planned, group).length > 0);
}

function classIn(network: string, group: ClientGroup): string {
  return `${group.name} ${network}`;
}

function subnet(planned: PlannedNetwork, id: number, plan: DhcpPlan): Json {
  const { networks } = plan;
  const { name, network, ranges, common, told, reserved } = planned;
  const { leaseSeconds, relay } = network;
  const required =
    networks.length === 1 ? [] : groupsToldIn(planned).map((group) => classIn(name, group));
  const guard = isNarrower(planned, plan) && { 'client-class': guardOf(name) };
  const names = new Map(
    phonesIn([...told.keys()]).flatMap((group) =>
      group.phones.map((phone) => [phone, group.name] as const),
    ),
  );
  return {
    id,
    subnet: formatSubnet(network.subnet),
    ...(network.interface !== undefined && !relay && { interface: network.interface }),
    'valid-lifetime': leaseSeconds,
    pools: ranges.map((range) => ({ pool: formatIpv4Range(range), ...guard })),
    ...(required.length > 0 && { 'require-client-classes': required }),
    'option-data': common.filter((each) => !isVendorBytes(each)).map(optionData),
    reservations: reserved.map((phone) => ({
      'hw-address': phone.mac,
      ...(phone.address !== undefined && { 'ip-address': formatIpv4(phone.address) }),
      'client-classes': [names.get(phone) ?? ''],
    })),
  };
}
