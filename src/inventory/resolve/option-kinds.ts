// Which ways of writing a DHCP option fit the kind of its value. One row a kind. Knows no option's meaning.

import { type OptionKind, type OptionRow, optionRow } from '../../core/dhcp-options.js';
import { domainFault } from '../../core/host.js';
import { parseIpv4 } from '../../core/ipv4.js';
import type { TextFault } from '../../core/text-fault.js';
import type { DhcpOptionInput } from '../shape/input.js';

type Way = keyof DhcpOptionInput;

interface KindRow {
  /** Completes "option 150 is …". */
  readonly title: string;
  /** Besides `hex`, which fits all. */
  readonly ways: readonly Way[];
  /** For people. */
  readonly example: string;
}

const ADDRESSES = 'ips: [10.20.1.1]';
const BYTES = 'hex: "01 02"';

const KINDS: Readonly<Record<OptionKind, KindRow>> = {
  ip: { title: 'one address', ways: ['ip'], example: 'ip: 10.20.1.1' },
  ips: { title: 'a list of addresses', ways: ['ips', 'ip'], example: ADDRESSES },
  ipPairs: { title: 'pairs of addresses', ways: ['ips'], example: 'ips: [10.0.0.0, 255.0.0.0]' },
  text: { title: 'text', ways: ['text'], example: 'text: …' },
  flag: { title: 'a flag of one byte', ways: ['u8'], example: 'u8: 1' },
  u8: { title: 'a number of one byte', ways: ['u8'], example: 'u8: 1' },
  u16: { title: 'a number of two bytes', ways: ['u16'], example: 'u16: 1' },
  u32: { title: 'a number of four bytes', ways: ['u32'], example: 'u32: 1' },
  i32: { title: 'a number of four bytes', ways: ['u32'], example: 'u32: 1' },
  seconds: { title: 'seconds in four bytes', ways: ['u32'], example: 'u32: 3600' },
  u16s: { title: 'numbers of two bytes', ways: ['u16'], example: BYTES },
  codes: { title: 'a list of bytes', ways: ['u8'], example: BYTES },
  bytes: {
    title: 'bytes',
    ways: ['text', 'ip', 'ips', 'u8', 'u16', 'u32'],
    example: BYTES,
  },
  domains: { title: 'domain names in a form of their own', ways: [], example: BYTES },
  sipServers: { title: 'SIP servers in a form of their own', ways: [], example: BYTES },
  routes: { title: 'routes in a form of their own', ways: [], example: BYTES },
};

/** Undefined: it fits, or nobody knows what the option is. `what` completes "option 150 …". */
export function optionFault(code: number, input: DhcpOptionInput): TextFault | undefined {
  const row = optionRow(code);
  if (row === undefined || input.hex !== undefined) return undefined;
  const { title, ways, example } = KINDS[row.kind];
  const way = wayOf(input);
  if (way === undefined || ways.includes(way)) {
    return countFault(row.kind, input, title) ?? valueFault(row, input);
  }
  const better = corrected(ways, input);
  const isName = better === undefined && example === ADDRESSES && input.text !== undefined;
  const name = isName ? `, and "${input.text}" is a name` : '';
  return { what: `(${row.name}) is ${title}${name}`, hint: `write { ${better ?? example} }` };
}

function wayOf(input: DhcpOptionInput): Way | undefined {
  return (Object.keys(input) as readonly Way[])[0];
}

function valueFault(
  { name, isName, least = 0 }: OptionRow,
  { text, u8, u16, u32 }: DhcpOptionInput,
): TextFault | undefined {
  const number = u8 ?? u16 ?? u32 ?? least;
  if (number < least) {
    return {
      what: `(${name}) is at least ${least}, and not ${number}`,
      hint: `write ${least} or more`,
    };
  }
  const fault = isName && text !== undefined ? domainFault(text) : undefined;
  return fault && { what: `(${name}): "${text}" ${fault.what}`, hint: fault.hint };
}

function countFault(
  kind: OptionKind,
  { ips = [], u8 = 0 }: DhcpOptionInput,
  title: string,
): TextFault | undefined {
  if (kind === 'flag' && u8 > 1)
    return {
      what: `is ${title}, and ${u8} is neither 0 nor 1`,
      hint: 'write { u8: 1 } or { u8: 0 }',
    };
  if (kind !== 'ipPairs' || ips.length % 2 === 0) return undefined;
  return {
    what: `is ${title}, and ${ips.length} addresses are no pairs`,
    hint: 'add the other half of the pair',
  };
}

/** The same value as the option wants it, where it can be had. */
function corrected(ways: readonly Way[], { text, ip, ips }: DhcpOptionInput): string | undefined {
  const given = text ?? ip ?? ips?.join(', ');
  if (given === undefined) return undefined;
  if (ways.includes('text')) return `text: "${given}"`;
  const texts = given.split(/[\s,]+/);
  if (texts.some((each) => parseIpv4(each) === undefined)) return undefined;
  if (ways.includes('ips')) return `ips: [${texts.join(', ')}]`;
  return ways.includes('ip') ? `ip: ${texts[0]}` : undefined;
}
