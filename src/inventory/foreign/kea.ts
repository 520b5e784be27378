// The configuration of Kea's DHCPv4 server (JSON with comments) -> networks and reservations.

import type { Node, ParseError } from 'jsonc-parser';
import { parseIpv4 } from '../../core/ipv4.js';
import { loadJsonc } from '../../core/jsonc.js';
import { parseMac } from '../../core/mac.js';
import { interfaceFault } from '../../core/name-fault.js';
import { leaseText } from './dhcpd.js';
import { type Foreign, type ForeignRemark, NOTHING, type ReadForeignText } from './foreign.js';
import { LOOKS_LIKE_KEA } from './looks.js';
import { codeOf, readOptions, type WrittenOption } from './options.js';

export const readKea: ReadForeignText = (text) => {
  if (!LOOKS_LIKE_KEA.test(text)) return undefined;
  const { parseTree } = loadJsonc();
  const faults: ParseError[] = [];
  const root = parseTree(withoutHashes(text), faults, { allowTrailingComma: true });
  const dhcp = root && childAt(root, 'Dhcp4');
  if (!dhcp && faults.length === 0) return undefined;
  const lineOf: Reader['lineOf'] = ({ offset }) => text.slice(0, offset).split('\n').length;
  const found: Found = { networks: [], addresses: [], remarks: [] };
  const [fault] = faults;
  if (fault) {
    const message =
      'the JSON is broken here: what follows may be missing, or be taken for something else';
    found.remarks.push({ code: 'import/unreadable', line: lineOf(fault), message });
  }
  if (!dhcp) return { ...NOTHING, ...found };
  const reader: Reader = { lineOf, codes: definedOptions(dhcp) };
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

/** Kea takes `#` for a comment as well, wherever it stands. Each character stays in its place. */
function withoutHashes(text: string): string {
  return text.replaceAll(OTHER_THAN_VALUES, (found) =>
    found.startsWith('#') ? ' '.repeat(found.length) : found,
  );
}

const OTHER_THAN_VALUES = /"(?:[^"\\\n]|\\.)*"|\/\/.*|\/\*[\s\S]*?\*\/|#.*/g;

interface Reader {
  lineOf(at: { readonly offset: number }): number;
  /** Of options that this configuration defines, by their names. */
  readonly codes: ReadonlyMap<string, number>;
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

/** Option 150 is none of Kea's own: who gives it out has defined it, under any name. */
function definedOptions(dhcp: Node): ReadonlyMap<string, number> {
  return new Map(
    listAt(dhcp, 'option-def').flatMap((each): [string, number][] => {
      const [space, code] = [textAt(each, 'space'), codeOf(textAt(each, 'code'))];
      const isOwn = space === '' || space === 'dhcp4';
      return isOwn && code !== undefined ? [[textAt(each, 'name'), code]] : [];
    }),
  );
}

function optionsOf(node: Node, { lineOf, codes }: Reader, { remarks }: Found): WrittenOption[] {
  return listAt(node, 'option-data').flatMap((option) => {
    const name = textAt(option, 'name') || textAt(option, 'code');
    const code = codeOf(textAt(option, 'code')) ?? codeOf(name) ?? codes.get(name);
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
      ...(wire !== '' && !interfaceFault(wire) && { interface: wire }),
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
