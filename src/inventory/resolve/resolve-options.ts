// DHCP options by number: texts -> values, with a finding for what cannot be sent or is not the user's to set.

import type { Ipv4 } from '../../core/ipv4.js';
import { diagnostic } from '../../findings/finding.js';
import type { DhcpOption } from '../../site/site.js';
import { childOf, type Origin, placeOf } from '../read/source.js';
import type { DhcpOptionInput, DhcpOptionsInput } from '../shape/input.js';
import type { Context } from './context.js';
import { optionFault } from './option-kinds.js';
import { ADDRESS, parseOr } from './parse-or.js';

/** Why an option is refused, by number. RFC 2132 section 9 unless said. */
const RESERVED: Readonly<Record<number, string>> = {
  0: 'padding (RFC 2132 section 3.1)',
  1: 'the subnet mask, which follows from `subnet`',
  50: 'what a client asks for',
  51: 'the lease time; write `lease`',
  52: "the codec's own mark",
  53: 'the message type',
  54: 'our address; write `server`',
  55: "a client's list of parameters",
  57: "a client's largest message",
  61: "a client's identifier",
  82: "a relay agent's (RFC 3046)",
  255: 'the end of options (RFC 2132 section 3.2)',
};
const LAST_CODE = 254;
/** An Ethernet frame has room for little more; above 255 it is split (RFC 3396). */
const MAX_BYTES = 1000;

/** In the order of their numbers; what cannot be sent is reported and left out. */
export function resolveOptions(
  context: Pick<Context, 'report'>,
  options: DhcpOptionsInput | undefined,
  origin: Origin,
): readonly DhcpOption[] {
  return Object.entries(options ?? {}).flatMap(([name, input]) => {
    const at = childOf(origin, name);
    const code = Number(name);
    const why = code > LAST_CODE + 1 ? `above ${LAST_CODE}, where numbers end` : RESERVED[code];
    if (why !== undefined) {
      const message = `option ${name} is ${why}`;
      context.report(diagnostic('inventory/reserved-option', placeOf(at, 'key'), message));
      return [];
    }
    const fault = optionFault(code, input);
    if (fault !== undefined) {
      const { what, hint } = fault;
      const message = `option ${name} ${what}`;
      context.report(diagnostic('inventory/option-kind', placeOf(at, 'key'), message, { hint }));
      return [];
    }
    const found = resolveValue(context, input, at);
    return found ? [{ code, ...found }] : [];
  });
}

/** Of each number the later one. */
export function mergeOptions(
  weaker: readonly DhcpOption[],
  stronger: readonly DhcpOption[],
): readonly DhcpOption[] {
  const merged = new Map([...weaker, ...stronger].map((each) => [each.code, each]));
  return [...merged.values()].toSorted((a, b) => a.code - b.code);
}

type Value = DhcpOption extends infer O ? (O extends DhcpOption ? Omit<O, 'code'> : never) : never;

/** The schema has checked that exactly one kind is there, and the numbers. */
function resolveValue(
  context: Pick<Context, 'report'>,
  input: DhcpOptionInput,
  origin: Origin,
): Value | undefined {
  const { text, ip, ips, hex, u8, u16, u32 } = input;
  if (text !== undefined) {
    return fits(context, Buffer.byteLength(text), childOf(origin, 'text'))
      ? { kind: 'text', value: text }
      : undefined;
  }
  if (hex !== undefined) {
    const value = Buffer.from(hex.replaceAll(/[ :-]/g, ''), 'hex');
    return fits(context, value.length, childOf(origin, 'hex'))
      ? { kind: 'bytes', value }
      : undefined;
  }
  if (ip !== undefined) {
    const value = parseOr(context, ADDRESS, ip, childOf(origin, 'ip'));
    return value === undefined ? undefined : { kind: 'ip', value };
  }
  if (ips !== undefined) return resolveAddresses(context, ips, childOf(origin, 'ips'));
  if (u8 !== undefined) return { kind: 'u8', value: u8 };
  if (u16 !== undefined) return { kind: 'u16', value: u16 };
  return u32 === undefined ? undefined : { kind: 'u32', value: u32 };
}

function resolveAddresses(
  context: Pick<Context, 'report'>,
  texts: readonly string[],
  origin: Origin,
): Value | undefined {
  const value = texts.flatMap((text, index): readonly Ipv4[] => {
    const ip = parseOr(context, ADDRESS, text, childOf(origin, index));
    return ip === undefined ? [] : [ip];
  });
  if (value.length < texts.length || !fits(context, value.length * 4, origin)) return undefined;
  return { kind: 'ips', value };
}

function fits({ report }: Pick<Context, 'report'>, bytes: number, origin: Origin): boolean {
  if (bytes <= MAX_BYTES) return true;
  const message = `${bytes} bytes do not fit into a reply: at most ${MAX_BYTES}`;
  report(diagnostic('inventory/bad-value', placeOf(origin), message, { hint: 'shorten it' }));
  return false;
}
