// Does each network make sense, and do they leave one another alone?

import { decodeValue, encodeValue } from '../../core/dhcp-option-kinds.js';
import { OPTIONS } from '../../core/dhcp-options.js';
import {
  formatIpv4,
  formatIpv4Range,
  formatSubnet,
  rangeContains,
  subnetContains,
} from '../../core/ipv4.js';
import { whyNoServer } from '../../core/reachability.js';
import { impossible, risky } from '../../findings/evidence.js';
import type { Place } from '../../findings/finding.js';
import type { Rules } from '../../findings/rule.js';
import type { DhcpOption, Network } from '../../site/site.js';
import { type OwnAddress, ownAddresses } from '../named-addresses.js';
import { READ_CODES } from '../read/codes.js';
import { SHARED_CODES } from './shared-codes.js';
import type { SiteSubject } from './subject.js';

interface NetworkSubject {
  readonly network: Network;
  /** Those that are written before it. */
  readonly earlier: readonly Network[];
  readonly networks: readonly Network[];
  readonly named: readonly OwnAddress[];
}

const SHORT_LEASE_SECONDS = 60;
const { renewalTime, rebindingTime } = OPTIONS;

export const NETWORK_RULES = {
  // The router is on the network itself, and so are we, unless a relay agent is between.
  'inventory/address-outside-subnet': {
    ...SHARED_CODES['inventory/address-outside-subnet'],
    run({ network: { subnet, router, server, relay, placeOf } }) {
      const named = [
        { name: 'router', ip: router },
        { name: 'server', ip: relay ? undefined : server },
      ];
      return named.flatMap(({ name, ip }) => {
        if (ip === undefined || subnetContains(subnet, ip)) return [];
        // It is nowhere: the rules on servers say so.
        if (whyNoServer(formatIpv4(ip)) !== undefined) return [];
        const message = `${name} ${formatIpv4(ip)} is not in ${formatSubnet(subnet)}`;
        const related = [{ place: placeOf('subnet'), message: 'the subnet' }];
        return [{ at: placeOf(name), message, related }];
      });
    },
  },
  'inventory/short-lease': {
    ...risky(
      'A lease of less than a minute',
      'write 8h: a phone asks again after half of it, and each answer is written to the disk',
    ),
    run({ network: { leaseSeconds, placeOf } }) {
      if (leaseSeconds >= SHORT_LEASE_SECONDS) return [];
      const message = `a lease of ${leaseSeconds} s lets each phone ask every ${Math.ceil(leaseSeconds / 2)} s`;
      return [{ at: placeOf('lease'), message }];
    },
  },
  // RFC 2131 section 4.4.5: renewal comes first, then rebinding, then the end; where one is not said, a half and seven eighths.
  'inventory/doubtful-value': {
    ...READ_CODES['inventory/doubtful-value'],
    run({ network: { leaseSeconds, options, placeOf } }) {
      const said = ({ code }: { readonly code: number }) =>
        options.find((each) => each.code === code);
      const [renewal, rebinding] = [said(renewalTime), said(rebindingTime)];
      const times = [
        { what: 'the renewal', option: renewal, seconds: secondsOf(renewal) ?? leaseSeconds / 2 },
        {
          what: 'the rebinding',
          option: rebinding,
          seconds: secondsOf(rebinding) ?? (leaseSeconds * 7) / 8,
        },
        { what: 'the end of the lease', option: undefined, seconds: leaseSeconds },
      ];
      const late = times.findIndex(
        ({ seconds }, at) => seconds > (times[at + 1]?.seconds ?? seconds),
      );
      const [first, next] = [times[late], times[late + 1]];
      const code = (first?.option ?? next?.option)?.code;
      if (!first || !next || code === undefined) return [];
      const message = `${first.what}, after ${Math.floor(first.seconds)} s, is not before ${next.what}, after ${Math.floor(next.seconds)} s`;
      const hint = 'leave 58 and 59 out: a half and seven eighths of the lease are sent';
      return [{ at: placeOf('options', String(code)), message, hint }];
    },
  },
  'inventory/pool-outside-subnet': {
    ...impossible('A pool outside the subnet', 'keep it inside'),
    run({ network }) {
      const { subnet, pool, placeOf } = network;
      if (!pool || !isPoolOutside(network)) return [];
      const message = `pool ${formatIpv4Range(pool)} is not in ${formatSubnet(subnet)}`;
      const related = [{ place: placeOf('subnet'), message: 'the subnet' }];
      return [{ at: placeOf('pool'), message, related }];
    },
  },
  'inventory/address-taken': {
    ...SHARED_CODES['inventory/address-taken'],
    // What another pool contains besides is said of the one that is written in its place.
    applies: ({ network }) => !isPoolOutside(network),
    run({ network, named }) {
      const { pool, placeOf } = network;
      const taken = pool
        ? ownAddresses(network, named).filter(({ ip }) => rangeContains(pool, ip))
        : [];
      if (taken.length === 0) return [];
      const which = taken.map(({ ip, what }) => `${formatIpv4(ip)}, which is ${what}`);
      const related = taken.map(({ place }) => ({ place, message: 'named here' }));
      const message = `the pool contains ${which.join('; and ')}`;
      return [{ at: placeOf('pool'), message, related }];
    },
  },
  // Behind a relay agent we have no address and no wire: something else must say where we are.
  'inventory/relayed-network': {
    ...impossible(
      'A relayed network that cannot be served as written',
      'leave `interface` out, or `relay` if the network is on a wire of this machine',
    ),
    applies: ({ network }) => network.relay,
    run({ network: { interface: name, server, placeOf }, networks }) {
      // It may not be meant to be relayed: then the rest says nothing.
      if (name !== undefined) {
        const message = `interface ${name} is of no use to a relayed network`;
        const related = [{ place: placeOf('relay'), message: 'relayed' }];
        return [{ at: placeOf('interface'), message, related }];
      }
      if (server !== undefined || networks.some(({ relay }) => !relay)) return [];
      const message = 'no network is on a wire of ours, so nothing says at which address we are';
      const hint = 'add `server`, our address as the relay agent knows it';
      return [{ at: placeOf('relay'), message, hint }];
    },
  },
  'inventory/subnets-overlap': {
    ...impossible(
      'Two networks with addresses in common',
      'give each network addresses of its own',
    ),
    run({ network: { subnet, placeOf }, earlier }) {
      // Subnets are never crossed: one is in the other, or they have nothing in common.
      const other = earlier.find(
        (each) =>
          subnetContains(each.subnet, subnet.network) ||
          subnetContains(subnet, each.subnet.network),
      );
      if (!other) return [];
      const message = `${formatSubnet(subnet)} overlaps with ${formatSubnet(other.subnet)}`;
      const related = [{ place: other.placeOf('subnet'), message: 'the other subnet' }];
      return [{ at: placeOf('subnet'), message, related }];
    },
  },
  // A broadcast does not say which of two subnets on its wire it means.
  'inventory/duplicate-interface': {
    ...impossible(
      'Two networks on one interface',
      'name the interface of each; one behind a relay agent has `relay: true` and no interface',
    ),
    run({ network: { interface: name, placeOf }, earlier }) {
      const other = earlier.find((each) => name !== undefined && each.interface === name);
      if (!other) return [];
      const message = `interface ${name} already serves ${formatSubnet(other.subnet)}`;
      const related = [{ place: other.placeOf('interface'), message: 'the other network' }];
      return [{ at: placeOf('interface'), message, related }];
    },
  },
} as const satisfies Rules<NetworkSubject, Place>;

export function networksOf({ site: { networks }, named }: SiteSubject): readonly NetworkSubject[] {
  return networks.map((network, index) => ({
    network,
    earlier: networks.slice(0, index),
    networks,
    named,
  }));
}

function secondsOf(option: DhcpOption | undefined): number | undefined {
  return option && decodeValue('seconds', encodeValue(option));
}

function isPoolOutside({ subnet, pool }: Network): boolean {
  return (
    pool !== undefined && !(subnetContains(subnet, pool.first) && subnetContains(subnet, pool.last))
  );
}
