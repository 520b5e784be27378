// The inventory's answer to DHCP: who is a client of ours, and what a phone of its model is told.

import type { Snapshot } from '../artifacts/snapshot.js';
import { formatIpv4, type Ipv4, subnetContains } from '../core/ipv4.js';
import { type Mac, macOui } from '../core/mac.js';
import { OPTIONS, type OptionValue, option } from '../dhcp/options.js';
import type { ClientProfile, DhcpPolicy } from '../dhcp/policy.js';
import type { DhcpConfiguration } from '../dhcp/server.js';
import type { DhcpSubnet } from '../dhcp/subnet.js';
import type { DhcpOption, Network, Phone } from '../inventory/site.js';
import type { Model } from '../phones/model.js';
import type { ServedNetwork } from './local-address.js';

export function dhcpConfiguration(
  snapshot: Snapshot,
  served: readonly ServedNetwork[],
): DhcpConfiguration {
  const promises = promisesOf(snapshot.site.phones);
  const networks = new Map(served.map((each) => [dhcpSubnet(each, promises), each.network]));
  return { subnets: [...networks.keys()], policy: createDhcpPolicy(snapshot, networks) };
}

/** By MAC in the inventory; else, where strangers are welcome, by vendor class (option 60), then by OUI. */
function createDhcpPolicy(
  snapshot: Snapshot,
  networks: ReadonlyMap<DhcpSubnet, Network>,
): DhcpPolicy {
  const models = [...snapshot.packs.models.values()];
  const { defaultOptions } = snapshot.site;
  /** By network and model: strangers come in numbers, and differ in nothing else. */
  const strangers = new Map<string, ClientProfile>();
  function profileOfStranger(
    network: Network,
    subnet: DhcpSubnet,
    model: Model | undefined,
  ): ClientProfile {
    const key = `${subnet.subnet.network} ${model?.id}`;
    const profile =
      strangers.get(key) ??
      createProfile(network, subnet, model, { options: model ? defaultOptions : [] });
    strangers.set(key, profile);
    return profile;
  }
  return {
    reservationOf: (mac) => snapshot.phones.get(mac)?.address,
    clientFor({ mac, vendorClass }, subnet) {
      const network = networks.get(subnet);
      if (!network) return undefined;
      const phone = snapshot.phones.get(mac);
      if (phone) {
        return createProfile(network, subnet, snapshot.packs.models.get(phone.model), phone);
      }
      if (network.clients === 'inventory') return undefined;
      const model = findModel(models, vendorClass, mac);
      if (!model && network.clients === 'phones') return undefined;
      return profileOfStranger(network, subnet, model);
    },
  };
}

export function findModel(
  models: readonly Model[],
  vendorClass: string | undefined,
  mac: Mac,
): Model | undefined {
  const byClass =
    vendorClass === undefined
      ? undefined
      : models.find(({ dhcp }) => dhcp.vendorClasses.some((each) => matches(each, vendorClass)));
  return byClass ?? models.find(({ dhcp }) => dhcp.ouis.includes(macOui(mac)));
}

function matches(pattern: string, vendorClass: string): boolean {
  return pattern.endsWith('*')
    ? vendorClass.startsWith(pattern.slice(0, -1))
    : vendorClass === pattern;
}

function createProfile(
  network: Network,
  subnet: DhcpSubnet,
  model: Model | undefined,
  { address, options }: Pick<Phone, 'address' | 'options'>,
): ClientProfile {
  const further: readonly DhcpOption[] = [...network.options, ...options];
  // A phone with an address elsewhere was plugged in here: it is a guest.
  const reserved = address !== undefined && subnetContains(subnet.subnet, address);
  return {
    ...(reserved && { reservation: address }),
    pooled: !reserved,
    always: [...(model ? alwaysSent(model) : []), ...further.map(({ code }) => code)],
    options: [...bootOptions(network, model, subnet), ...further],
  };
}

/** A phone that does not ask for its server would not boot without being told. */
function alwaysSent({ dhcp }: Model): readonly number[] {
  return [
    OPTIONS.serverName.code,
    ...(dhcp.option150 ? [OPTIONS.tftpServerAddress.code] : []),
    ...(dhcp.option43 === undefined ? [] : [OPTIONS.vendorSpecific.code]),
  ];
}

function bootOptions(
  network: Network,
  model: Model | undefined,
  { serverAddress }: DhcpSubnet,
): readonly OptionValue[] {
  const servers = network.tftp.length > 0 ? network.tftp : [serverAddress];
  const server = formatIpv4(servers[0] ?? serverAddress);
  const fill = (text: string) => text.replaceAll('{server}', server);
  const option43 = model?.dhcp.option43;
  return [
    option('serverName', fill(model?.dhcp.option66 ?? '{server}')),
    option('tftpServerAddress', servers),
    ...(option43 === undefined ? [] : [option('vendorSpecific', Buffer.from(fill(option43)))]),
  ];
}

/** What every phone of the inventory is sure of: its own address, or one of a pool. */
interface Promises {
  readonly reservations: readonly Ipv4[];
  readonly promisedTo: ReadonlySet<Mac>;
}

function promisesOf(phones: readonly Phone[]): Promises {
  return {
    reservations: phones.flatMap(({ address }) => address ?? []),
    promisedTo: new Set(phones.flatMap(({ mac, address }) => (address === undefined ? mac : []))),
  };
}

/** The network, with what any client on it may be told. */
function dhcpSubnet(
  { network, serverAddress }: ServedNetwork,
  { reservations, promisedTo }: Promises,
): DhcpSubnet {
  const { subnet, relay, router, dns, domain, ntp, pool, leaseSeconds, addressCheck } = network;
  return {
    subnet,
    serverAddress,
    attached: !relay,
    ...(pool && { pool }),
    excluded: [...reservations, ...network.tftp, ...(router === undefined ? [] : [router])],
    promisedTo,
    leaseSeconds,
    checksAddresses: addressCheck,
    options: [
      ...(router === undefined ? [] : [option('router', [router])]),
      ...(dns.length === 0 ? [] : [option('domainServer', dns)]),
      ...(domain === undefined ? [] : [option('domainName', domain)]),
      ...(ntp.length === 0 ? [] : [option('ntpServers', ntp)]),
    ],
  };
}
