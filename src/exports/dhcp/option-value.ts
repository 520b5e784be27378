// An option's value as people write it: in the kind that the table of options knows for it, else as bytes. Of texts only
// those that no server reads as anything else.

import { decodeValue, encodeValue } from '../../core/dhcp-option-kinds.js';
import type { KindValue, OptionKind } from '../../core/dhcp-option-values.js';
import { optionRow } from '../../core/dhcp-options.js';
import { formatIpv4, type Ipv4 } from '../../core/ipv4.js';
import type { Said } from './plan.js';

export type Readable =
  | { readonly type: 'addresses'; readonly texts: readonly string[] }
  | { readonly type: 'pairs'; readonly texts: readonly (readonly [string, string])[] }
  | { readonly type: 'names'; readonly texts: readonly string[] }
  /** `typed`: the table of options says that it is text. */
  | { readonly type: 'text'; readonly text: string; readonly typed: boolean }
  | { readonly type: 'number'; readonly number: number }
  | { readonly type: 'flag'; readonly on: boolean }
  | { readonly type: 'bytes' };

/** Whether the table of options says that it is addresses. */
export function isOfAddresses(code: number): boolean {
  const kind = optionRow(code)?.kind;
  return kind === 'ip' || kind === 'ips' || kind === 'ipPairs';
}

export function isOfNames(code: number): boolean {
  return optionRow(code)?.kind === 'domains';
}

/** How the option is to be declared where a server does not know it. */
export type Declared = 'addresses' | 'bytes';

const BYTES: Readable = { type: 'bytes' };

export function readable({ value: { code }, bytes }: Said): Readable {
  return readAs(optionRow(code)?.kind ?? 'bytes', bytes);
}

export function declared(code: number): Declared {
  const kind = optionRow(code)?.kind;
  return kind === 'ips' || kind === 'ip' ? 'addresses' : 'bytes';
}

function readAs<K extends OptionKind>(kind: K, bytes: Uint8Array): Readable {
  const value = decodeValue(kind, bytes);
  if (value === undefined) return BYTES;
  const read = { kind, value } as KindValue;
  return Buffer.from(encodeValue(read)).equals(bytes) ? readableOf(read) : BYTES;
}

function readableOf(read: KindValue): Readable {
  switch (read.kind) {
    case 'ip':
      return addresses([read.value]);
    case 'ips':
      return addresses(read.value);
    case 'ipPairs':
      return {
        type: 'pairs',
        texts: read.value.map(([one, other]) => [formatIpv4(one), formatIpv4(other)] as const),
      };
    case 'domains':
      return { type: 'names', texts: read.value };
    case 'text':
      return textOr(read.value, true);
    case 'bytes':
      return textOr(Buffer.from(read.value).toString('latin1'), false);
    case 'flag':
      return { type: 'flag', on: read.value };
    case 'u8':
    case 'u16':
    case 'u32':
    case 'i32':
    case 'seconds':
      return { type: 'number', number: read.value };
    default:
      return BYTES;
  }
}

function textOr(text: string, typed: boolean): Readable {
  return PLAIN.test(text) ? { type: 'text', text, typed } : BYTES;
}

/** Without quotes, backslashes, edge blanks and what is not printed; not all digits. */
const PLAIN = /^(?!\d*$)[!#-&(-[\]-~](?:[ !#-&(-[\]-~]*[!#-&(-[\]-~])?$/;

function addresses(list: readonly Ipv4[]): Readable {
  return { type: 'addresses', texts: list.map(formatIpv4) };
}

export function hexOf(bytes: Uint8Array, between = ''): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(between);
}
