// What is wrong with a text that should be an IPv4 address, subnet or range, and what to write instead.

import {
  broadcastOf,
  formatIpv4,
  formatIpv4Range,
  formatSubnet,
  type Ipv4,
  parseIpv4,
  parseIpv4Range,
  parseSubnet,
  prefixOf,
  type Subnet,
  subnetAround,
} from './ipv4.js';
import { whyHostless } from './reachability.js';
import type { TextFault } from './text-fault.js';

const ADDRESS_HINT = 'write an IPv4 address such as 10.20.1.1';
const SUBNET_HINT = 'write a subnet such as 10.20.1.0/24';
const RANGE_HINT = 'write a range such as 10.20.1.100-10.20.1.199';

/** Undefined: an IPv4 address. */
export function ipv4Fault(text: string): TextFault | undefined {
  if (parseIpv4(text) !== undefined) return undefined;
  const [address = '', rest] = text.split(/[/:]/, 2);
  if (rest !== undefined && parseIpv4(address) !== undefined) {
    return { what: 'is more than an address', hint: `write ${address}` };
  }
  const unpadded = text.replaceAll(/\b0+(?=\d)/g, '');
  if (parseIpv4(unpadded) !== undefined) {
    return { what: 'has leading zeros, which are octal to some', hint: `write ${unpadded}` };
  }
  return { what: 'is no IPv4 address', hint: ADDRESS_HINT };
}

/** Undefined: a subnet whose host bits are zero. */
export function subnetFault(text: string): TextFault | undefined {
  const subnet = parseSubnet(text);
  if (subnet !== undefined) return hostlessFault(subnet);
  const [addressText = '', prefixText] = text.trim().split(/\s*\/\s*|\s+/, 2);
  const address = parseIpv4(addressText);
  if (address === undefined) return { what: 'is no subnet', hint: shortSubnetHint(text.trim()) };
  if (prefixText === undefined) {
    return { what: 'has no prefix length', hint: `write ${formatIpv4(address)}/24, if 24 is it` };
  }
  const mask = parseIpv4(prefixText);
  const prefix = mask === undefined ? Number(prefixText) : prefixOf(mask);
  if (prefix === undefined || !Number.isInteger(prefix) || prefix > 32 || prefix < 0) {
    return { what: 'has a prefix that is none', hint: SUBNET_HINT };
  }
  const around = subnetAround(address, prefix);
  const what =
    mask !== undefined
      ? 'has a netmask where the prefix length belongs'
      : around.network === address
        ? 'has more in it than a subnet'
        : 'is an address in a subnet, not a subnet: bits behind the prefix are set';
  return { what, hint: `write ${formatSubnet(around)}` };
}

/** `10.20.1.*`, `10.20.x.x`, `10.20.`, `10.20/16`: the numbers of the net alone. */
const SHORT = /^(\d{1,3}(?:\.\d{1,3}){0,2})((?:\.[*xX])*)\.?(?:\/(\d{1,2}))?$/;

/** What is no address has a prefix all the same, where as many numbers are left out as the text has room for. */
function shortSubnetHint(text: string): string {
  const [whole, said = '', left = '', prefixText] = SHORT.exec(text) ?? [];
  const numbers = said.split('.');
  const [address, prefix] = [padded(numbers), Number(prefixText ?? numbers.length * 8)];
  const tooMany = numbers.length + left.length / 2 > 4;
  if (whole === undefined || address === undefined || tooMany || prefix > 32) return SUBNET_HINT;
  return `write ${formatSubnet(subnetAround(address, prefix))}`;
}

function padded(numbers: readonly string[]): Ipv4 | undefined {
  return parseIpv4([...numbers, '0', '0', '0'].slice(0, 4).join('.'));
}

/** Of four addresses two are of hosts. */
const LONGEST_PREFIX = 30;

/** `0.0.0.0/0` is the whole net, and `224.0.0.0/24` has no hosts. */
function hostlessFault(subnet: Subnet): TextFault | undefined {
  if (subnet.prefix > LONGEST_PREFIX) {
    const hint = `write ${formatSubnet(subnetAround(subnet.network, 24))}, if 24 is its prefix length`;
    return { what: 'has no room for a phone beside this machine', hint };
  }
  const why = whyHostless(subnet.network) ?? whyHostless(broadcastOf(subnet));
  return why === undefined
    ? undefined
    : { what: 'reaches to where no host can be', hint: SUBNET_HINT };
}

/** Undefined: a range, the lower address first. */
export function rangeFault(text: string): TextFault | undefined {
  if (parseIpv4Range(text) !== undefined) return undefined;
  const [firstText = '', lastText] = text.split(/(?<!\s)\s*(?:-|–|\.\.|\bto\b|[,;\s])\s*/, 2);
  const first = parseIpv4(firstText);
  if (first === undefined) return { what: 'is no range of addresses', hint: RANGE_HINT };
  if (lastText === undefined) {
    const hint = `write ${formatIpv4Range({ first, last: first })}, if it is one address`;
    return { what: 'is one address, not a range', hint };
  }
  const last = parseIpv4(lastText) ?? parseIpv4(`${firstText.replace(/[^.]*$/, '')}${lastText}`);
  if (last === undefined) return { what: 'is no range of addresses', hint: RANGE_HINT };
  const ordered = first <= last ? { first, last } : { first: last, last: first };
  const what = first <= last ? 'is no range as it is written' : 'ends before it begins';
  return { what, hint: `write ${formatIpv4Range(ordered)}` };
}
