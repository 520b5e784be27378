// Options as dnsmasq's lines have them. It guesses what a value is, so what is no address and no plain text is written in
// hexadecimal, and one byte as a number.

import { optionNames } from '../../../core/dhcp-option-names.js';
import { OPTIONS } from '../../../core/dhcp-options.js';
import { hexOf, isOfAddresses, isOfNames, readable } from '../option-value.js';
import type { Said } from '../plan.js';

/** RFC 3396 splits longer ones; dnsmasq does not. */
const MAX_BYTES = 255;

export function optionLines(tags: readonly string[], said: readonly Said[]): readonly string[] {
  return said
    .filter((each) => !isLeftOut(each))
    .map((each) => {
      const { code } = each.value;
      const { dnsmasq } = optionNames(code);
      const keyword = each.always ? 'dhcp-option-force' : 'dhcp-option';
      const name = dnsmasq === undefined ? String(code) : `option:${dnsmasq}`;
      const value = written(each);
      const parts = [...tags.map((tag) => `tag:${tag}`), name, ...(value === '' ? [] : [value])];
      return `${keyword}=${parts.join(',')}`;
    });
}

/** What the inventory says of times of renewal; what follows from the lease it works out as we do. */
const TIMES: readonly number[] = [OPTIONS.renewalTime.code, OPTIONS.rebindingTime.code];
const TEXTS: readonly number[] = [OPTIONS.serverName.code, OPTIONS.bootfileName.code];

/** Some options it takes for what they are, whatever is written. */
export function isSayable(said: Said): boolean {
  const { code } = said.value;
  const { type } = readable(said);
  if (said.bytes.length > MAX_BYTES || (TIMES.includes(code) && said.place)) return false;
  if (isOfAddresses(code) || isOfNames(code)) return type !== 'bytes';
  return !TEXTS.includes(code) || type === 'text';
}

/** It says it of itself, or does not say it. */
function isLeftOut(said: Said): boolean {
  return TIMES.includes(said.value.code) || !isSayable(said);
}

function written(said: Said): string {
  const read = readable(said);
  if (read.type === 'addresses' || read.type === 'names') return read.texts.join(',');
  if (read.type === 'pairs') return read.texts.flat().join(',');
  if (read.type === 'text') return `"${read.text}"`;
  const [first, ...rest] = said.bytes;
  if (first === undefined) return '';
  return rest.length === 0 ? String(first) : hexOf(said.bytes, ':');
}
