// Options as Kea's JSON has them: `data` as text where Kea knows the option's kind as we do, else in hexadecimal.

import { optionNames } from '../../../core/dhcp-option-names.js';
import { OPTIONS, optionRow } from '../../../core/dhcp-options.js';
import { declared, hexOf, readable } from '../option-value.js';
import { codesIn, type DhcpPlan, type Said } from '../plan.js';
import { wordOf } from '../word.js';

export interface Json {
  readonly [name: string]: JsonValue;
}
export type JsonValue = string | number | boolean | readonly JsonValue[] | Json;

export function optionData(said: Said): Json {
  const { code } = said.value;
  const name = keaName(code);
  return {
    ...(name !== undefined && { name }),
    code,
    ...dataOf(said),
    ...(said.always && { 'always-send': true }),
  };
}

function dataOf(said: Said): Json {
  const read = readable(said);
  switch (read.type) {
    case 'addresses':
    case 'names':
      return { data: read.texts.join(', ') };
    case 'pairs':
      return { data: read.texts.flat().join(', ') };
    case 'text':
      return textData(read);
    case 'number':
      return { data: String(read.number) };
    case 'flag':
      return { data: String(read.on) };
    case 'bytes':
      return { 'csv-format': false, data: hexOf(said.bytes) };
  }
}

/** A comma would part it. */
function textData({ text, typed }: { readonly text: string; readonly typed: boolean }): Json {
  return typed && !text.includes(',') ? { data: text } : { 'csv-format': false, data: `'${text}'` };
}

function keaName(code: number): string | undefined {
  const { kea, dhcpd } = optionNames(code);
  return kea ?? dhcpd ?? definitionName(code);
}

/** Of an option that Kea does not know and we do. */
function definitionName(code: number): string | undefined {
  const row = optionRow(code);
  if (!row || declared(code) === 'bytes') return undefined;
  return wordOf(row.name);
}

/** Option 150 is none of Kea's own, and is to be seen as addresses. */
export function optionDefinitions(plan: DhcpPlan): readonly Json[] {
  return codesIn(plan).flatMap((code) => {
    const { kea, dhcpd } = optionNames(code);
    const name = (kea ?? dhcpd) ? undefined : definitionName(code);
    return name === undefined ? [] : [{ name, code, type: 'ipv4-address', array: true }];
  });
}

/**
 * What is sent by a class. Kea reads option 43 as a list of options, and sends nothing where it is none; what it is
 * instead only a class can say.
 */
export function classData(said: readonly Said[]): Json {
  if (said.length === 0) return {};
  const hasBytes = said.some(isVendorBytes);
  return {
    ...(hasBytes && { 'option-def': [VENDOR_BYTES] }),
    'option-data': said.map(optionData),
  };
}

export function isVendorBytes({ value }: Said): boolean {
  return value.code === OPTIONS.vendorSpecific.code;
}

const VENDOR_BYTES = {
  name: 'vendor-encapsulated-options',
  code: OPTIONS.vendorSpecific.code,
  type: 'binary',
};
