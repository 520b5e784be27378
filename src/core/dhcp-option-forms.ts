// The forms in which an inventory writes the value of a DHCP option, `{ ips: [10.20.1.1] }`: text -> value, or what is
// wrong with it. One row a form. Knows no option and no place.

import type { KindValue } from './dhcp-option-values.js';
import { type Ipv4, parseIpv4 } from './ipv4.js';
import { ipv4Fault } from './ipv4-fault.js';
import type { TextFault } from './text-fault.js';

interface OptionForms {
  readonly text: string;
  readonly ip: string;
  readonly ips: readonly string[];
  /** Pairs of digits; between them may be a space, a colon or a dash. */
  readonly hex: string;
  readonly u8: number;
  readonly u16: number;
  readonly u32: number;
}

export type OptionForm = keyof OptionForms;

/** Exactly one of them. */
export type WrittenOption = { readonly [F in OptionForm]?: OptionForms[F] };

/** What the forms say. It is shown as it was written, whatever kind the option is of. */
export type WrittenValue = KindValue<'text' | 'ip' | 'ips' | 'bytes' | 'u8' | 'u16' | 'u32'>;

export interface WrittenFault extends TextFault {
  readonly text: string;
  /** Where the text stands below the form: in a list by its number, from 0. */
  readonly path: readonly number[];
}

export type ParsedForm =
  | { readonly ok: true; readonly value: WrittenValue }
  | { readonly ok: false; readonly faults: readonly WrittenFault[] };

/** What a number is, and whether digits are pairs, the schema has said. */
const FORMS: { readonly [F in OptionForm]: (written: OptionForms[F]) => ParsedForm } = {
  text: (value) => said({ kind: 'text', value }),
  ip(text) {
    const value = parseIpv4(text);
    return value === undefined ? wrong(faultOf(text)) : said({ kind: 'ip', value });
  },
  ips(texts) {
    const faults = texts.flatMap((text, index) => faultOf(text, index));
    return faults.length > 0
      ? wrong(faults)
      : said({ kind: 'ips', value: texts.flatMap(addressOf) });
  },
  hex: (text) => said({ kind: 'bytes', value: bytesOfHex(text) }),
  u8: (value) => said({ kind: 'u8', value }),
  u16: (value) => said({ kind: 'u16', value }),
  u32: (value) => said({ kind: 'u32', value }),
};

export function bytesOfHex(text: string): Uint8Array {
  return Buffer.from(text.replaceAll(/[ :-]/g, ''), 'hex');
}

/** Undefined: it is in none. */
export function formOf(written: WrittenOption): OptionForm | undefined {
  return (Object.keys(FORMS) as readonly OptionForm[]).find((form) => form in written);
}

/** Undefined: it is not in this form. */
export function parseForm<F extends OptionForm>(
  form: F,
  { [form]: written }: WrittenOption,
): ParsedForm | undefined {
  return written === undefined ? undefined : FORMS[form](written);
}

function said(value: WrittenValue): ParsedForm {
  return { ok: true, value };
}

function wrong(faults: readonly WrittenFault[]): ParsedForm {
  return { ok: false, faults };
}

function addressOf(text: string): readonly Ipv4[] {
  const ip = parseIpv4(text);
  return ip === undefined ? [] : [ip];
}

function faultOf(text: string, ...path: readonly number[]): readonly WrittenFault[] {
  const fault = ipv4Fault(text);
  return fault === undefined ? [] : [{ ...fault, text, path }];
}
