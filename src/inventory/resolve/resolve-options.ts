// DHCP options by number: texts -> values, with a finding for what cannot be sent or is not the user's to set.

import { formOf, parseForm, type WrittenOption } from '../../core/dhcp-option-forms.js';
import { encodeValue } from '../../core/dhcp-option-kinds.js';
import { optionRow } from '../../core/dhcp-options.js';
import { findingsOf } from '../../findings/finding.js';
import type { DhcpOption } from '../../site/site.js';
import { childOf, type Origin, placeOf } from '../read/source.js';
import { SHAPE_CODES } from '../shape/codes.js';
import type { DhcpOptionsInput } from '../shape/input.js';
import { RESOLVE_CODES } from './codes.js';
import type { Context } from './context.js';
import { FIRST_CODE, LAST_CODE, OF_NUMBERS, optionFault } from './option-fault.js';
import { reportFault } from './parse-or.js';

const finding = findingsOf({ ...RESOLVE_CODES, ...SHAPE_CODES });

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
    const why = reservedFor(code);
    if (why !== undefined) {
      const message = `option ${name} is ${why}`;
      const isNumber = code >= FIRST_CODE && code <= LAST_CODE;
      const hint = isNumber ? {} : { hint: OF_NUMBERS };
      context.report(finding('inventory/reserved-option', placeOf(at, 'key'), message, hint));
      return [];
    }
    const fault = optionFault(code, input);
    if (fault !== undefined) {
      const { what, hint } = fault;
      const message = `option ${name} ${what}`;
      context.report(finding('inventory/option-kind', placeOf(at, 'key'), message, { hint }));
      return [];
    }
    return resolveValue(context, code, input, at);
  });
}

/** Undefined: it is the user's. Else completes "option 51 is …". */
function reservedFor(code: number): string | undefined {
  if (code < FIRST_CODE) return 'padding (RFC 2132 section 3.1)';
  if (code === LAST_CODE + 1) return 'the end of options (RFC 2132 section 3.2)';
  return code > LAST_CODE ? `above ${LAST_CODE}, where numbers end` : optionRow(code)?.reserved;
}

/** Of each number the later one. */
export function mergeOptions(
  weaker: readonly DhcpOption[],
  stronger: readonly DhcpOption[],
): readonly DhcpOption[] {
  const merged = new Map([...weaker, ...stronger].map((each) => [each.code, each]));
  return [...merged.values()].toSorted((a, b) => a.code - b.code);
}

/** The schema has checked that there is one form, and the numbers. */
function resolveValue(
  context: Pick<Context, 'report'>,
  code: number,
  input: WrittenOption,
  origin: Origin,
): readonly DhcpOption[] {
  const form = formOf(input);
  const parsed = form && parseForm(form, input);
  if (form === undefined || parsed === undefined) return [];
  const at = childOf(origin, form);
  if (!parsed.ok) {
    for (const { text, path, ...fault } of parsed.faults) {
      reportFault(context, text, fault, childOf(at, ...path));
    }
    return [];
  }
  const { length } = encodeValue(parsed.value);
  if (length <= MAX_BYTES) return [{ code, ...parsed.value }];
  const message = `${length} bytes do not fit into a reply: at most ${MAX_BYTES}`;
  context.report(finding('inventory/bad-value', placeOf(at), message, { hint: 'shorten it' }));
  return [];
}
