// Is the form in which an option is written one of its kind, and the value one of the option? Knows no kind itself.

import { codePointOf } from '../../core/characters.js';
import {
  bytesOfHex,
  formOf,
  type OptionForm,
  parseForm,
  type WrittenOption,
} from '../../core/dhcp-option-forms.js';
import {
  decodeValue,
  encodeMeant,
  encodeValue,
  OPTION_KINDS,
} from '../../core/dhcp-option-kinds.js';
import { type OptionRow, optionRow } from '../../core/dhcp-options.js';
import { domainFault } from '../../core/host.js';
import { parseIpv4 } from '../../core/ipv4.js';
import { maskSecretsIn } from '../../core/secret-in-text.js';
import { serverAddressFault } from '../../core/server-address-fault.js';
import type { TextFault } from '../../core/text-fault.js';

/** RFC 2132 sections 3.1 and 3.2: 0 is padding, 255 the end. */
export const FIRST_CODE = 1;
export const LAST_CODE = 254;
export const OF_NUMBERS = `numbers of options are ${FIRST_CODE} to ${LAST_CODE}: write the one of the phone's manual`;

/** Undefined: it fits, or nobody knows what the option is. `what` completes "option 150 …". */
export function optionFault(code: number, written: WrittenOption): TextFault | undefined {
  const row = optionRow(code);
  const form = formOf(written);
  if (row === undefined || form === undefined) return undefined;
  const { title, forms, whyNot, fault } = OPTION_KINDS[row.kind].written;
  if (form === 'hex') return bytesFault(row, bytesOfHex(written.hex ?? ''));
  if (forms.includes(form)) {
    const found = fault?.(written);
    return found
      ? { what: `is ${title}, and ${found.what}`, hint: found.hint }
      : valueFault(row, decoded(row, written), written);
  }
  const better = corrected(row, written);
  const why = better === undefined ? (whyNot?.(written) ?? '') : '';
  const hint = better === undefined ? exampleOf(row) : `write { ${better} }`;
  return { what: `(${row.name}) is ${title}${why}`, hint };
}

/** Of an option of which nobody knows more than that it is bytes they are what the user makes of them. */
function bytesFault(row: OptionRow, bytes: Uint8Array): TextFault | undefined {
  const value = decodeValue(row.kind, bytes);
  if (value !== undefined) return valueFault(row, value, {});
  const these = bytes.length === 1 ? 'this byte is' : `these ${bytes.length} bytes are`;
  const { title } = OPTION_KINDS[row.kind].written;
  return { what: `(${row.name}) is ${title}, and ${these} none`, hint: exampleOf(row) };
}

function exampleOf({ kind, example }: OptionRow): string {
  const { example: ofKind, means } = OPTION_KINDS[kind].written;
  const of = example === undefined && means !== undefined ? `, which means ${means}` : '';
  return `write { ${example ?? ofKind} }${of}`;
}

/** Undefined: what is wrong with an address is told at its own place. */
function decoded({ kind }: OptionRow, written: WrittenOption): unknown {
  const form = formOf(written);
  const parsed = form && parseForm(form, written);
  return parsed?.ok ? decodeValue(kind, encodeValue(parsed.value)) : undefined;
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
    if (row && valueFault(row, undefined, { u32: value })) return `{ ${row.example} }`;
    return `{ ${value < 2 ** WIDTHS.u16 ? 'u16' : 'u32'}: ${value} }, or ${asText} if the phone wants text`;
  }
  const { forms, example } = OPTION_KINDS[row.kind].written;
  const flag = typeof value === 'boolean' ? Number(value) : value;
  const given = typeof flag === 'number' ? { u32: unsigned(row, flag) } : { text: flag };
  const hex = typeof flag === 'string' && /^([\da-f]{2}[ :-]?)+$/i.test(flag) ? flag : undefined;
  const isHex = hex !== undefined && !forms.includes('text') && !optionFault(code, { hex });
  const bytes = isHex ? `hex: "${hex}"` : undefined;
  return `{ ${corrected(row, given) ?? bytes ?? row.example ?? example} }`;
}

/** As four bytes hold what is below zero, where the option may be. */
function unsigned({ kind }: OptionRow, number: number): number {
  return kind === 'i32' && number < 0 ? number + 2 ** WIDTHS.u32 : number;
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
  if (isPlain && others.length === 0) return optionForm(code, only);
  const row = isKnown ? optionRow(code) : undefined;
  const better = row && corrected(row, { text: texts.join(' ') });
  return better && `{ ${better} }`;
}

/** `value`: as its kind has it. */
function valueFault(
  row: OptionRow,
  value: unknown,
  { text, u8, u16, u32 }: WrittenOption,
): TextFault | undefined {
  if (typeof value === 'string') {
    // Bytes in place of a text may be meant as such (RFC 2132 section 9.13), but for those of a host.
    const isText = text !== undefined || row.isName || row.isServer;
    return isText ? textFault(row, value) : undefined;
  }
  // Of bytes nobody knows whether they are a number: then it is one that was written as such.
  const digits = /^\d+$/.test(text ?? '') ? Number(text) : undefined;
  const written = row.kind === 'bytes' ? (u8 ?? u16 ?? u32 ?? digits) : undefined;
  const numbers = [written, value].flat().filter((each) => typeof each === 'number');
  return numbers.reduce<TextFault | undefined>(
    (found, number) => found ?? numberFault(row, number),
    undefined,
  );
}

function numberFault(
  { name, least, most, choice, stepSeconds }: OptionRow,
  number: number,
): TextFault | undefined {
  const wrong = (is: string, hint: string) => ({
    ...{ what: `(${name}) is ${is}, and not ${number}`, hint },
  });
  if (choice?.includes(number) === false) {
    return wrong(`one of ${choice.join(', ')}`, 'write one of these');
  }
  if (least !== undefined && number < least) {
    return wrong(`at least ${least}`, `write ${least} or more`);
  }
  if (most !== undefined && number > most) return wrong(`at most ${most}`, `write ${most} or less`);
  if (stepSeconds === undefined || number % stepSeconds === 0) return undefined;
  return wrong(`seconds, and a multiple of ${stepSeconds}`, 'write 10800 for three hours');
}

/** RFC 2132 section 2: NVT ASCII. */
function textFault({ name, isName, isServer }: OptionRow, text: string): TextFault | undefined {
  const judge = isName ? domainFault : isServer ? serverFault : asciiFault;
  const fault = judge(text);
  return fault && { what: `(${name}): "${maskSecretsIn(text)}" ${fault.what}`, hint: fault.hint };
}

/** What phones take it for differs: some want a path behind the host. */
function serverFault(text: string): TextFault | undefined {
  const words = text.split(/[\s,;]+/);
  if (words.length > 1 && words.every((word) => parseIpv4(word) !== undefined)) {
    const what = 'is several addresses, and a host stands alone here';
    return { what, hint: `write ${words[0]}; option 150 takes a list` };
  }
  const place = text.includes('://') ? text : text.replace(/(?<=.)\/.*$/, '');
  return asciiFault(text.replace(/^[^/]*/, '')) ?? serverAddressFault(place, SERVER_SCHEMES);
}

const SERVER_SCHEMES = ['tftp', 'http', 'https', 'ftp'];

function asciiFault(text: string): TextFault | undefined {
  const [letter] = /[^\p{ASCII}]/u.exec(text) ?? [];
  if (letter === undefined) return undefined;
  const what = `holds "${letter}" (${codePointOf(letter)}), and DHCP has texts of ASCII`;
  return { what, hint: 'write letters a to z, digits and the signs that a keyboard has with them' };
}

const WIDTHS = { u8: 8, u16: 16, u32: 32 } as const;

/** A number in a form that fits and has room for it. */
function numberOf(forms: readonly OptionForm[], number: number): WrittenOption | undefined {
  const form = (['u8', 'u16', 'u32'] as const).find((each) => forms.includes(each));
  const fits = form !== undefined && number >= 0 && number < 2 ** WIDTHS[form];
  return fits ? { [form]: number } : undefined;
}

/** The same value in a form that fits, where it can be had and is one of the option; as it is written. */
function corrected(row: OptionRow, written: WrittenOption): string | undefined {
  const better =
    inForm(OPTION_KINDS[row.kind].written.forms, written) ?? inHex(encodeMeant(row.kind, written));
  return better && optionFault(row.code, better) === undefined ? asWritten(better) : undefined;
}

function inHex(bytes: Uint8Array | undefined): WrittenOption | undefined {
  if (bytes === undefined) return undefined;
  return { hex: [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ') };
}

function asWritten({ ips, ip, ...rest }: WrittenOption): string {
  if (ips !== undefined) return `ips: [${ips.join(', ')}]`;
  if (ip !== undefined) return `ip: ${ip}`;
  return Object.entries(rest)
    .map(([form, value]) => `${form}: ${JSON.stringify(value)}`)
    .join();
}

function inForm(
  forms: readonly OptionForm[],
  { text, ip, ips, u8, u16, u32 }: WrittenOption,
): WrittenOption | undefined {
  const number = numberOf(
    forms,
    Number(u8 ?? u16 ?? u32 ?? (/^\d+$/.test(text ?? '') ? text : NaN)),
  );
  if (number !== undefined) return number;
  const given = text ?? ip ?? ips?.join(', ');
  if (given === undefined) return undefined;
  if (forms.includes('text')) return { text: given };
  const texts = given.split(/[\s,]+/);
  const [first] = texts;
  if (first === undefined || texts.some((each) => parseIpv4(each) === undefined)) return undefined;
  if (forms.includes('ips')) return { ips: texts };
  return forms.includes('ip') ? { ip: first } : undefined;
}
