// The inventory's answer to DHCP: who is a client of ours, and what a phone of its model is told.

import type { Snapshot } from '../artifacts/snapshot.js';
import { formatIpv4, type Ipv4 } from '../core/ipv4.js';
import { type Mac, macOui } from '../core/mac.js';
import { OPTIONS, type OptionValue, option } from '../dhcp/options.js';
import type { ClientProfile, DhcpPolicy } from '../dhcp/policy.js';
import type { DhcpSubnet } from '../dhcp/subnet.js';
import type { Network, Phone } from '../inventory/site.js';
import type { Model } from '../phones/model.js';

/** By MAC in the inventory; else, where anyone is welcome, by vendor class (option 60), then by OUI. */
export function createDhcpPolicy(snapshot: Snapshot, network: Network): DhcpPolicy {
  const models = [...snapshot.packs.models.values()];
  const profiles = new Map<string, ClientProfile>();
  const sharedProfile = (model: Model | undefined): ClientProfile => {
    const key = model?.id ?? '';
    const profile = profiles.get(key) ?? createProfile(network, model, undefined);
    profiles.set(key, profile);
    return profile;
  };
  return {
    clientFor({ mac, vendorClass }) {
      const phone = snapshot.phones.get(mac);
      if (!phone && network.clients !== 'any') return undefined;
      const model = phone
        ? snapshot.packs.models.get(phone.model)
        : findModel(models, vendorClass, mac);
      return phone?.address === undefined
        ? sharedProfile(model)
        : createProfile(network, model, phone);
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
  model: Model | undefined,
  phone: Phone | undefined,
): ClientProfile {
  return {
    ...(phone?.address !== undefined && { reservation: phone.address }),
    pooled: phone?.address === undefined,
    always: model ? alwaysSent(model) : [],
    options: (serverAddress) => bootOptions(network, model, serverAddress),
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
  serverAddress: Ipv4,
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

/** The directly attached subnet, with what any client on it may be told. */
export function dhcpSubnet(snapshot: Snapshot, network: Network, serverAddress: Ipv4): DhcpSubnet {
  const { subnet, router, dns, domain, ntp, pool, leaseSeconds } = network;
  const reservations = snapshot.site.phones.flatMap(({ address }) => address ?? []);
  return {
    subnet,
    serverAddress,
    attached: true,
    ...(pool && { pool }),
    excluded: [...reservations, ...network.tftp, ...(router === undefined ? [] : [router])],
    leaseSeconds,
    options: [
      ...(router === undefined ? [] : [option('router', [router])]),
      ...(dns.length === 0 ? [] : [option('domainServer', dns)]),
      ...(domain === undefined ? [] : [option('domainName', domain)]),
      ...(ntp.length === 0 ? [] : [option('ntpServers', ntp)]),
    ],
  };
}
