// Addresses in DHCP options by number that have to lie in the subnet: phones ask for a router on their own wire, and
// elsewhere they find none.

import { decodeValue, encodeValue } from '../../core/dhcp-option-kinds.js';
import { OPTIONS, optionRow } from '../../core/dhcp-options.js';
import {
  broadcastOf,
  formatIpv4,
  formatSubnet,
  type Ipv4,
  subnetContains,
} from '../../core/ipv4.js';
import { whyNoServer } from '../../core/reachability.js';
import type { Place } from '../../findings/finding.js';
import type { Complaint } from '../../findings/rule.js';
import type { DhcpOption, Network } from '../../site/site.js';
import { READ_CODES } from '../read/codes.js';
import { mayBeOn, oncePerPlace } from './reach.js';
import { SHARED_CODES } from './shared-codes.js';
import type { SiteRules } from './subject.js';

const { router, staticRoute, classlessStaticRoute, broadcastAddress } = OPTIONS;

export const OPTION_ADDRESS_RULES = {
  'inventory/address-outside-subnet': {
    ...SHARED_CODES['inventory/address-outside-subnet'],
    run: ({ site: { networks, phones } }) =>
      oncePerPlace([
        ...networks.flatMap((network) =>
          network.options.flatMap((option) => outside(option, [network], network)),
        ),
        ...phones.flatMap((phone) => {
          // Nearly every phone.
          if (phone.options.length === 0) return [];
          const own = networks.filter((network) => mayBeOn(phone, network));
          return phone.options.flatMap((option) => outside(option, own, phone));
        }),
      ]),
  },
  'inventory/doubtful-value': {
    ...READ_CODES['inventory/doubtful-value'],
    run: ({ site: { networks } }) => networks.flatMap(otherBroadcast),
  },
} as const satisfies SiteRules;

interface Holder {
  placeOf(...path: readonly string[]): Place;
}

function outside(
  option: DhcpOption,
  networks: readonly Network[],
  { placeOf }: Holder,
): readonly Complaint<Place>[] {
  if (networks.length === 0) return [];
  const far = routersIn(option).find(
    (ip) =>
      // It is nowhere: the rules on servers say so.
      whyNoServer(formatIpv4(ip)) === undefined &&
      !networks.some(({ subnet }) => subnetContains(subnet, ip)),
  );
  if (far === undefined) return [];
  const subnets = networks.map(({ subnet }) => formatSubnet(subnet)).join(' or ');
  const message = `${nameOf(option)}: the router ${formatIpv4(far)} is not in ${subnets}`;
  const related = networks.map((each) => ({
    place: each.placeOf('subnet'),
    message: 'the subnet',
  }));
  const hint = 'write a router that is in the subnet of the phones';
  return [{ at: placeOf('options', String(option.code)), message, hint, related }];
}

function routersIn(option: DhcpOption): readonly Ipv4[] {
  switch (option.code) {
    case router.code:
      return decodeValue(router.kind, encodeValue(option)) ?? [];
    case staticRoute.code:
      return (decodeValue(staticRoute.kind, encodeValue(option)) ?? []).map(([, by]) => by);
    case classlessStaticRoute.code:
      return (decodeValue(classlessStaticRoute.kind, encodeValue(option)) ?? []).flatMap(
        // 0.0.0.0: on the wire itself (RFC 3442).
        ({ router: by }) => (by === 0 ? [] : [by]),
      );
    default:
      return [];
  }
}

/** All ones is that of any wire. */
function otherBroadcast({ subnet, options, placeOf }: Network): readonly Complaint<Place>[] {
  const option = options.find(({ code }) => code === broadcastAddress.code);
  const ip = option && decodeValue(broadcastAddress.kind, encodeValue(option));
  const right = broadcastOf(subnet);
  if (!option || ip === undefined || ip === right || ip === 0xffff_ffff) return [];
  const message = `${nameOf(option)} is ${formatIpv4(ip)}, and ${formatSubnet(subnet)} has ${formatIpv4(right)}`;
  const hint = `write ${formatIpv4(right)}, or leave it out: phones work it out from the subnet`;
  return [{ at: placeOf('options', String(option.code)), message, hint }];
}

function nameOf({ code }: DhcpOption): string {
  return `option ${code} (${optionRow(code)?.name})`;
}
