// The inventory's answer to DHCP: who is a client of ours, and what a phone of its model is told.

import { subnetContains } from '../core/ipv4.js';
import { type Mac, macOui } from '../core/mac.js';
import { oncePer } from '../core/once-per.js';
import type { ClientProfile, DhcpPolicy } from '../dhcp/policy.js';
import type { DhcpConfiguration } from '../dhcp/server.js';
import type { DhcpSubnet } from '../dhcp/subnet.js';
import type { DhcpOption, Network } from '../site/site.js';
import type { ServedNetwork } from './local-address.js';
import type { ServedPhone, ServedPhones, ServedSite } from './served-site.js';
import type { ServedModel } from './site-data.js';
import { toldToAll, toldToClient } from './told-by-dhcp.js';

export function dhcpConfiguration(
  site: ServedSite,
  served: readonly ServedNetwork[],
): DhcpConfiguration {
  const networks = new Map(served.map((each) => [dhcpSubnet(each, site.phones), each.network]));
  return { subnets: [...networks.keys()], policy: createDhcpPolicy(site, networks) };
}

const NO_OPTIONS: readonly DhcpOption[] = [];

/** By MAC in the inventory; else, where strangers are welcome, by vendor class (option 60), then by OUI. */
function createDhcpPolicy(
  { phones, models }: ServedSite,
  networks: ReadonlyMap<DhcpSubnet, Network>,
): DhcpPolicy {
  const profiles = new Map(
    [...networks].map(([subnet, network]) => [subnet, createProfileOf(subnet, network)]),
  );
  return {
    reservationOf: phones.addressOf,
    clientFor({ mac, vendorClass }, subnet) {
      const network = networks.get(subnet);
      const profileOf = profiles.get(subnet);
      if (!network || !profileOf) return undefined;
      const phone = phones.get(mac);
      if (phone) return asOurs(profileOf(phone.model, phone.options), phone, subnet);
      if (network.clients === 'inventory') return undefined;
      const model = findModel(models, vendorClass, mac);
      if (!model && network.clients === 'phones') return undefined;
      return profileOf(model, model?.options ?? NO_OPTIONS);
    },
  };
}

export function findModel(
  models: readonly ServedModel[],
  vendorClass: string | undefined,
  mac: Mac,
): ServedModel | undefined {
  const byClass = vendorClass === undefined ? undefined : findByClass(models, vendorClass);
  return byClass ?? models.find(({ dhcp }) => dhcp.ouis.includes(macOui(mac)));
}

/** The model that a phone says it is. */
export function findByClass(
  models: readonly ServedModel[],
  vendorClass: string,
): ServedModel | undefined {
  return models.find(({ dhcp }) => dhcp.vendorClasses.some((each) => matches(each, vendorClass)));
}

/** Whose phone a device is that the inventory does not have: as far as its vendor class or its MAC tells. */
export function makerOf(
  { models }: Pick<ServedSite, 'models'>,
  mac: Mac,
  vendorClass: string | undefined,
): string | undefined {
  const model = findModel(models, vendorClass, mac);
  return model?.vendor ?? (/phone/i.test(vendorClass ?? '') ? 'an unknown maker' : undefined);
}

function matches(pattern: string, vendorClass: string): boolean {
  return pattern.endsWith('*')
    ? vendorClass.startsWith(pattern.slice(0, -1))
    : vendorClass === pattern;
}

type ProfileOf = (model: ServedModel | undefined, options: readonly DhcpOption[]) => ClientProfile;

/**
 * Clients come in numbers and differ in little: of one model with the same options, all are given one and the same
 * profile, so that what it says is encoded once.
 */
function createProfileOf(subnet: DhcpSubnet, network: Network): ProfileOf {
  const ofModel = (model: ServedModel | undefined) =>
    oncePer((options: readonly DhcpOption[]) =>
      toldToClient(network, subnet.serverAddress, model, options),
    );
  const ofKnown = oncePer((model: ServedModel) => ofModel(model));
  const ofUnknown = ofModel(undefined);
  return (model, options) => (model ? ofKnown(model) : ofUnknown)(options);
}

/** A phone with an address elsewhere was plugged in here: it takes an address of the pool, as one that we know. */
function asOurs(
  { always, options }: ClientProfile,
  { address }: ServedPhone,
  { subnet }: DhcpSubnet,
): ClientProfile {
  return address !== undefined && subnetContains(subnet, address)
    ? { reservation: address, byHardware: true, pooled: false, always, options }
    : { byHardware: true, pooled: true, always, options };
}

/** The network, with what any client on it may be told. */
function dhcpSubnet({ network, serverAddress }: ServedNetwork, phones: ServedPhones): DhcpSubnet {
  const { subnet, relay, router, pool, leaseSeconds, addressCheck } = network;
  const reserved = pool === undefined ? [] : phones.reservationsIn(pool);
  return {
    subnet,
    serverAddress,
    attached: !relay,
    ...(pool && { pool }),
    excluded: [...reserved, ...network.tftp, ...(router === undefined ? [] : [router])],
    promisedTo: phones.unreserved,
    leaseSeconds,
    checksAddresses: addressCheck,
    options: toldToAll(network),
  };
}
