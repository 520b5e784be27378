// The configuration of Kea's DHCPv4 server (JSON with comments) -> networks and reservations.

import type { Node } from 'jsonc-parser';
import { parseIpv4 } from '../../core/ipv4.js';
import { loadJsonc } from '../../core/jsonc.js';
import { parseMac } from '../../core/mac.js';
import { leaseText } from './dhcpd.js';
import { type Foreign, type ForeignRemark, NOTHING, type ReadForeignText } from './foreign.js';
import { codeOf, readOptions, type WrittenOption } from './options.js';

export const readKea: ReadForeignText = (text) => {
  if (!/"Dhcp4"\s*:/.test(text)) return undefined;
  const { parseTree } = loadJsonc();
  // Kea takes `#` for a comment as well.
  const root = parseTree(text.replace(/^(\s*)#/gm, '$1//'), [], { allowTrailingComma: true });
  const dhcp = root && childAt(root, 'Dhcp4');
  if (!dhcp) return undefined;
  const reader: Reader = {
    lineOf: ({ offset }) => text.slice(0, offset).split('\n').length,
  };
  const found: Found = { networks: [], addresses: [], remarks: [] };
  const global = optionsOf(dhcp, reader, found);
  readReservations(dhcp, reader, found);
  const shared = listAt(dhcp, 'shared-networks');
  for (const around of [dhcp, ...shared]) {
    const options = around === dhcp ? global : [...global, ...optionsOf(around, reader, found)];
    for (const subnet of listAt(around, 'subnet4'))
      readSubnet(subnet, dhcp, options, reader, found);
  }
  return { ...NOTHING, ...found };
};

interface Reader {
  lineOf(node: Node): number;
}

interface Found {
  readonly networks: Foreign['networks'][number][];
  readonly addresses: Foreign['addresses'][number][];
  readonly remarks: ForeignRemark[];
}

function childAt(node: Node, name: string): Node | undefined {
  const property = node.children?.find(({ children: [key] = [] }) => key?.value === name);
  return property?.children?.[1];
}

function listAt(node: Node, name: string): readonly Node[] {
  return childAt(node, name)?.children ?? [];
}

function textAt(node: Node, name: string): string {
  const value: unknown = childAt(node, name)?.value;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function optionsOf(node: Node, { lineOf }: Reader, { remarks }: Found): WrittenOption[] {
  return listAt(node, 'option-data').flatMap((option) => {
    const name = textAt(option, 'name') || textAt(option, 'code');
    const code = codeOf(textAt(option, 'code')) ?? codeOf(name);
    const line = lineOf(option);
    if (code === undefined) {
      const message = `option ${name} is not carried over: its number is not known`;
      remarks.push({ code: 'import/not-carried', line, message });
      return [];
    }
    const values = textAt(option, 'data')
      .split(',')
      .map((each) => each.trim());
    return [{ code, name, values, line }];
  });
}

function readSubnet(
  subnet: Node,
  dhcp: Node,
  outer: readonly WrittenOption[],
  reader: Reader,
  found: Found,
): void {
  const { fields, remarks } = readOptions([...outer, ...optionsOf(subnet, reader, found)]);
  found.remarks.push(...remarks);
  const pools = listAt(subnet, 'pools');
  for (const more of pools.slice(1)) {
    const message = `pool ${textAt(more, 'pool')} is not carried over: a network has one pool`;
    found.remarks.push({ code: 'import/not-carried', line: reader.lineOf(more), message });
  }
  const [pool] = pools;
  const range = pool && textAt(pool, 'pool').replace(/\s+/g, '');
  const lease = textAt(subnet, 'valid-lifetime') || textAt(dhcp, 'valid-lifetime');
  const wire = textAt(subnet, 'interface');
  found.networks.push({
    fields: {
      ...(wire !== '' && { interface: wire }),
      subnet: textAt(subnet, 'subnet'),
      ...fields,
      ...(range !== undefined && range !== '' && { pool: range }),
      ...(/^[1-9]\d*$/.test(lease) && { lease: leaseText(Number(lease)) }),
    },
    line: reader.lineOf(subnet),
  });
  readReservations(subnet, reader, found);
}

function readReservations(node: Node, { lineOf }: Reader, found: Found): void {
  for (const each of listAt(node, 'reservations')) {
    const mac = parseMac(textAt(each, 'hw-address'));
    const address = textAt(each, 'ip-address');
    const line = lineOf(each);
    if (mac && parseIpv4(address) !== undefined) found.addresses.push({ mac, address, line });
    else {
      const message = 'a reservation is not carried over: it has no MAC, or no IPv4 address';
      found.remarks.push({ code: 'import/not-carried', line, message });
    }
  }
}
