// What a key of a phone's file takes, whatever form the file is in: one row under `kinds` of templates/fanvil/keys.json.

import { parseIpv4 } from '../../../core/ipv4.js';
import { number, record, text } from './shape-parts.js';

export interface KeyKind {
  /** Absent: any text. */
  readonly type?: 'integer' | 'address';
  readonly min?: number;
  readonly max?: number;
  /** The only ones that are known, beside those from `min` to `max`. */
  readonly values?: readonly number[];
  /** What the values are, for people. */
  readonly meaning?: string;
  /** At most so many, in UTF-8. */
  readonly bytes?: number;
  readonly unit?: string;
  /** Who says so. */
  readonly source: string;
}

/** By what the tables of keys call them. */
export type KeyKinds = Readonly<Record<string, KeyKind>>;

export const KEY_KIND = {
  ...record(
    {
      ...{ min: number, max: number, bytes: number },
      ...{ meaning: text, unit: text, source: text },
      type: { enum: ['integer', 'address'] },
      values: { type: 'array', items: number },
    },
    ...['type', 'min', 'max', 'values', 'meaning', 'bytes', 'unit'],
  ),
};

/** A server at which the phone calls someone. */
export const SERVER = 'server';

export type ValueFault = 'no-number' | 'out-of-range' | 'no-choice' | 'no-address' | 'too-long';

const WHOLE_NUMBER = /^-?\d+$/;

/** `value`: as it is written; what is blank says nothing. */
export function valueFault(kind: KeyKind, value: string): ValueFault | undefined {
  const { type, bytes } = kind;
  if (type === undefined) {
    return bytes !== undefined && isLonger(value, bytes) ? 'too-long' : undefined;
  }
  const said = value.trim();
  if (said === '') return undefined;
  if (type === 'address') return parseIpv4(said) === undefined ? 'no-address' : undefined;
  return WHOLE_NUMBER.test(said) ? numberFault(kind, Number(said)) : 'no-number';
}

function numberFault({ min, max, values }: KeyKind, value: number): ValueFault | undefined {
  if (values?.includes(value)) return undefined;
  const hasRange = min !== undefined || max !== undefined;
  if (values && !hasRange) return 'no-choice';
  const isInside = value >= (min ?? value) && value <= (max ?? value);
  if (isInside) return undefined;
  return values ? 'no-choice' : 'out-of-range';
}

/** A character takes four bytes at most. */
function isLonger(value: string, bytes: number): boolean {
  return value.length * 4 > bytes && Buffer.byteLength(value) > bytes;
}

/** Completes "… takes". */
export function wordsFor({ type, min, max, values, meaning, bytes, unit }: KeyKind): string {
  const of = unit === undefined ? '' : ` (${unit})`;
  if (meaning !== undefined) return meaning;
  if (bytes !== undefined) return `${bytes} bytes at most`;
  if (type === 'address') return 'an IPv4 address';
  if (values) return values.join(' or ');
  if (min !== undefined && max !== undefined) return `${min} to ${max}${of}`;
  return min === undefined ? `a whole number${of}` : `${min} or more${of}`;
}
