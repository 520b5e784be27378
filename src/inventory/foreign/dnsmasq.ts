// dnsmasq.conf -> networks and reservations, as dnsmasq(8) writes them.

import { formatSubnet, parseIpv4, subnetAround, subnetContains } from '../../core/ipv4.js';
import { parseMac } from '../../core/mac.js';
import { interfaceFault } from '../../core/name-fault.js';
import type { Draft } from '../../site/draft.js';
import { leaseText, prefixIn } from './dhcpd.js';
import { type Foreign, type ForeignRemark, NOTHING, type ReadForeignText } from './foreign.js';
import { LOOKS_LIKE_DNSMASQ } from './looks.js';
import { codeOf, readOptions, type WrittenOption } from './options.js';

interface Line {
  readonly name: string;
  /** Between commas; tags are taken out. */
  readonly parts: readonly string[];
  readonly tags: readonly string[];
  readonly line: number;
}

export const readDnsmasq: ReadForeignText = (text) => {
  if (!LOOKS_LIKE_DNSMASQ.test(text)) return undefined;
  const lines = text.split(/\r?\n/).flatMap(readLine);
  const remarks: ForeignRemark[] = [];
  const networks = lines
    .filter(({ name }) => name === 'dhcp-range')
    .flatMap((range) => readRange(range, lines, remarks));
  const addresses = lines
    .filter(({ name }) => name === 'dhcp-host')
    .flatMap((host) => readHost(host, remarks));
  return { ...NOTHING, networks, addresses, remarks };
};

function readLine(text: string, index: number): Line[] {
  const [, name, value] = /^\s*([a-z-]+)\s*=\s*([^#]*?)\s*$/.exec(text.replace(/\s#.*$/, '')) ?? [];
  if (name === undefined || value === undefined) return [];
  const all = value.split(',').map((part) => part.trim());
  const isTag = (part: string) => /^(set|tag|net):/.test(part);
  return [
    {
      name,
      parts: all.filter((part) => !isTag(part)),
      tags: all.filter(isTag).map((part) => part.replace(/^.*?:/, '')),
      line: index + 1,
    },
  ];
}

function readRange(
  range: Line,
  lines: readonly Line[],
  remarks: ForeignRemark[],
): Foreign['networks'][number][] {
  const { parts, tags, line } = range;
  const [first = '', second = ''] = parts;
  const start = parseIpv4(first);
  const end = parseIpv4(second);
  if (start === undefined) {
    remarks.push(
      notCarried(line, `dhcp-range ${parts.join(',')}`, 'it begins with no IPv4 address'),
    );
    return [];
  }
  const [prefix] = parts.slice(2).flatMap((part) => prefixIn(part) || []);
  const subnet = subnetAround(start, prefix ?? 24);
  if (prefix === undefined) {
    const message = `the subnet is taken to be ${formatSubnet(subnet)}: dnsmasq has it from its interface`;
    remarks.push({ code: 'import/guessed-subnet', line, message });
  }
  const lease = parts.slice(2).find((part) => /^(\d+[smhdw]?|infinite)$/.test(part));
  const options = lines.filter(
    ({ name }) => name === 'dhcp-option' || name === 'dhcp-option-force',
  );
  const own = options.filter((each) => each.tags.every((tag) => tags.includes(tag)));
  const found = readOptions(own.flatMap((each) => readOption(each, remarks)));
  remarks.push(...found.remarks);
  const domain = lines.find(({ name }) => name === 'domain')?.parts[0];
  const wire = lines.find(({ name }) => name === 'interface')?.parts[0];
  const isOnlyRange = lines.filter(({ name }) => name === 'dhcp-range').length === 1;
  const isPool = end !== undefined && subnetContains(subnet, end);
  const fields: Draft = {
    // It takes a pattern, too.
    ...(wire !== undefined && isOnlyRange && !interfaceFault(wire) && { interface: wire }),
    subnet: formatSubnet(subnet),
    ...(domain !== undefined && domain !== '#' && { domain }),
    ...found.fields,
    ...(isPool && { pool: `${first}-${second}` }),
    ...(lease !== undefined && { lease: /^\d+$/.test(lease) ? leaseText(Number(lease)) : lease }),
  };
  return [{ fields, line }];
}

function readOption({ parts, line }: Line, remarks: ForeignRemark[]): WrittenOption[] {
  const [named = '', ...values] = parts;
  const name = named.replace(/^option:/, '');
  const code = codeOf(name);
  if (code === undefined) {
    remarks.push(notCarried(line, `dhcp-option ${name}`, 'its number is not known'));
    return [];
  }
  return [{ code, name, values: values.map((each) => each.replace(/^"(.*)"$/, '$1')), line }];
}

function readHost({ parts, line }: Line, remarks: ForeignRemark[]): Foreign['addresses'][number][] {
  const macs = parts.flatMap((part) => parseMac(part) ?? []);
  const address = parts.find((part) => parseIpv4(part) !== undefined);
  if (address !== undefined && macs.length > 0) return macs.map((mac) => ({ mac, address, line }));
  if (parts.includes('ignore')) return [];
  const why = macs.length === 0 ? 'it is told by no MAC' : 'it has no address';
  remarks.push(notCarried(line, `dhcp-host ${parts.join(',')}`, why));
  return [];
}

function notCarried(line: number, what: string, why: string): ForeignRemark {
  return { code: 'import/not-carried', line, message: `${what} is not carried over: ${why}` };
}
