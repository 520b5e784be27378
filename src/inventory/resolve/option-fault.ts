// Is the form in which an option is written one of its kind, and the value one of the option? Knows no kind itself.

import { formOf, type OptionForm, type WrittenOption } from '../../core/dhcp-option-forms.js';
import { OPTION_KINDS } from '../../core/dhcp-option-kinds.js';
import { type OptionRow, optionRow } from '../../core/dhcp-options.js';
import { domainFault } from '../../core/host.js';
import { parseIpv4 } from '../../core/ipv4.js';
import type { TextFault } from '../../core/text-fault.js';

/** RFC 2132 sections 3.1 and 3.2: 0 is padding, 255 the end. */
export const FIRST_CODE = 1;
export const LAST_CODE = 254;
export const OF_NUMBERS = `numbers of options are ${FIRST_CODE} to ${LAST_CODE}: write the one of the phone's manual`;

/** Undefined: it fits, or nobody knows what the option is. `what` completes "option 150 …". */
export function optionFault(code: number, written: WrittenOption): TextFault | undefined {
  const row = optionRow(code);
  const form = formOf(written);
  // Bytes are what the user makes of them.
  if (row === undefined || form === undefined || form === 'hex') return undefined;
  const { title, forms, example, whyNot, fault } = OPTION_KINDS[row.kind].written;
  if (forms.includes(form)) {
    const found = fault?.(written);
    return found
      ? { what: `is ${title}, and ${found.what}`, hint: found.hint }
      : valueFault(row, written);
  }
  const better = corrected(forms, written);
  const why = better === undefined ? (whyNot?.(written) ?? '') : '';
  return { what: `(${row.name}) is ${title}${why}`, hint: `write { ${better ?? example} }` };
}

/**
 * What is written without a form, in the one that its option has; of an option that anything can be in, by what it is.
 * Undefined: no form fits, or there is no such option.
 */
export function optionForm(code: number, value: string | number | boolean): string | undefined {
  const row = optionRow(code);
  if (row?.reserved !== undefined || code < FIRST_CODE || code > LAST_CODE) return undefined;
  if (row === undefined || row.kind === 'bytes') {
    const asText = `{ text: "${value}" }`;
    if (typeof value !== 'number' || value < 0) return asText;
    return `{ ${value < 2 ** WIDTHS.u16 ? 'u16' : 'u32'}: ${value} }, or ${asText} if the phone wants text`;
  }
  const { forms, example } = OPTION_KINDS[row.kind].written;
  const flag = typeof value === 'boolean' ? Number(value) : value;
  const given = typeof flag === 'number' ? { u32: flag } : { text: flag };
  const hex = typeof flag === 'string' && /^([\da-f]{2}[ :-]?)+$/i.test(flag);
  const bytes = hex && !forms.includes('text') ? `hex: "${flag}"` : undefined;
  return `{ ${corrected(forms, given) ?? bytes ?? example} }`;
}

/** The same of what is written as a list: addresses, or one value that needs none. */
export function optionListForm(code: number, values: readonly unknown[]): string | undefined {
  const texts = values.map(String);
  const isKnown = code >= FIRST_CODE && code <= LAST_CODE && !optionRow(code)?.reserved;
  if (isKnown && texts.length > 0 && texts.every((each) => parseIpv4(each) !== undefined)) {
    if (!optionFault(code, { ips: texts })) return `{ ips: [${texts.join(', ')}] }`;
  }
  const [only, ...others] = values;
  const isPlain = typeof only === 'string' || typeof only === 'number';
  return isPlain && others.length === 0 ? optionForm(code, only) : undefined;
}

function valueFault(
  { name, isName, least = 0 }: OptionRow,
  { text, u8, u16, u32 }: WrittenOption,
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

const WIDTHS = { u8: 8, u16: 16, u32: 32 } as const;

/** A number in a form that fits and has room for it. */
function numberOf(forms: readonly OptionForm[], number: number): string | undefined {
  const form = (['u8', 'u16', 'u32'] as const).find((each) => forms.includes(each));
  const fits = form !== undefined && number < 2 ** WIDTHS[form];
  return fits ? `${form}: ${number}` : undefined;
}

/** The same value in a form that fits, where it can be had. */
function corrected(
  forms: readonly OptionForm[],
  { text, ip, ips, u8, u16, u32 }: WrittenOption,
): string | undefined {
  const number = numberOf(
    forms,
    Number(u8 ?? u16 ?? u32 ?? (/^\d+$/.test(text ?? '') ? text : NaN)),
  );
  if (number !== undefined) return number;
  const given = text ?? ip ?? ips?.join(', ');
  if (given === undefined) return undefined;
  if (forms.includes('text')) return `text: "${given}"`;
  const texts = given.split(/[\s,]+/);
  if (texts.some((each) => parseIpv4(each) === undefined)) return undefined;
  if (forms.includes('ips')) return `ips: [${texts.join(', ')}]`;
  return forms.includes('ip') ? `ip: ${texts[0]}` : undefined;
}
