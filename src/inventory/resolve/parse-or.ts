// Text of an inventory -> address, subnet or range, or a finding that says what is wrong and what to write instead.

import { parseIpv4, parseIpv4Range, parseSubnet } from '../../core/ipv4.js';
import { ipv4Fault, rangeFault, subnetFault } from '../../core/ipv4-fault.js';
import type { TextFault } from '../../core/text-fault.js';
import { type Origin, placeOf } from '../read/source.js';
import { finding } from '../shape/codes.js';
import type { Context } from './context.js';

interface Form<T> {
  parse(text: string): T | undefined;
  /** Undefined where `parse` is not. */
  judge(text: string): TextFault | undefined;
}

export const ADDRESS = { parse: parseIpv4, judge: ipv4Fault } as const;
export const SUBNET = { parse: parseSubnet, judge: subnetFault } as const;
export const RANGE = { parse: parseIpv4Range, judge: rangeFault } as const;

/** Undefined: reported. */
export function parseOr<T>(
  context: Pick<Context, 'report'>,
  { parse, judge }: Form<T>,
  text: string,
  origin: Origin,
): T | undefined {
  const fault = judge(text);
  if (fault === undefined) return parse(text);
  reportFault(context, text, fault, origin);
  return undefined;
}

export function reportFault(
  { report }: Pick<Context, 'report'>,
  text: string,
  { what, hint }: TextFault,
  origin: Origin,
): void {
  report(finding('inventory/bad-value', placeOf(origin), `"${text}" ${what}`, { hint }));
}
