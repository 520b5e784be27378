// Numbers as people write them, and as one value that can be compared.

import { countOf } from '../core/count-of.js';
import type { TextFault } from '../core/text-fault.js';

/** The longest number that E.164 knows, without what is dialled before it. */
export const DIGITS_MAX = 15;

/** What stands between digits for the eye alone. */
const FOR_THE_EYE = /[\s\u00a0\u202f()./\u2010-\u2015-]/gu;

/** How a country's numbers are dialled. */
export interface Dialling {
  /** `7`; absent: not known. */
  readonly country?: string;
  /** What is dialled before a number within the country, `8`; absent: nothing, or not known. */
  readonly trunk?: string;
}

/** Its digits behind a 1: no leading zero is lost, and shorter numbers come first. At most DIGITS_MAX digits. */
export function keyOf(digits: string): number {
  return Number(`1${digits}`);
}

export function digitsOf(key: number): string {
  return String(key).slice(1);
}

/**
 * `+7 (495) 123-45-67` -> `4951234567`: the digits within the country. `lengths`: how many digits its numbers have. Else
 * what is wrong with it, or that it is of another country.
 */
export function nationalDigits(
  text: string,
  { country, trunk }: Dialling,
  lengths: ReadonlySet<number>,
): string | TextFault {
  const bare = text.replace(FOR_THE_EYE, '');
  const isInternational = bare.startsWith('+');
  const digits = digitsIn(isInternational ? bare.slice(1) : bare);
  if (typeof digits !== 'string') return digits;
  if (isInternational) return behind(digits, country) || otherCountry(country);
  if (lengths.has(digits.length)) return digits;
  const known = (rest: string | undefined) => rest !== undefined && lengths.has(rest.length);
  return [behind(digits, trunk), behind(digits, country)].find(known) ?? digits;
}

/** The text itself, where it is digits, and not too many. */
export function digitsIn(text: string): string | TextFault {
  if (!/^\d+$/.test(text)) return { what: 'is no number', hint: 'write it in digits' };
  if (text.length <= DIGITS_MAX) return text;
  const what = `has ${text.length} digits, and no number has more than ${DIGITS_MAX}`;
  return { what, hint: 'write one number: several may have been run together' };
}

/** Undefined: numbers of a plan are as long. `lengths`: of those, at least one. */
export function lengthFault(digits: string, lengths: ReadonlySet<number>): TextFault | undefined {
  const { length } = digits;
  if (lengths.has(length)) return undefined;
  const known = [...lengths].toSorted((a, b) => a - b);
  const most = known.pop() ?? 0;
  const wanted = known.length === 0 ? most : `${known.join(', ')} or ${most}`;
  return {
    what: `has ${countOf(length, 'digit')}, and numbers of this plan have ${wanted}`,
    hint: length < most ? 'write the whole number' : 'write it as it is dialled within the country',
  };
}

function otherCountry(country: string | undefined): TextFault {
  if (country === undefined) {
    const hint = 'write it as it is dialled within the country, or import it with --country';
    return { what: 'names a country, and this plan does not say of which it is', hint };
  }
  return {
    what: 'is no number of the country that this plan is of',
    hint: `write +${country} and the number, or what is dialled within the country`,
  };
}

function behind(digits: string, prefix: string | undefined): string | undefined {
  return prefix !== undefined && digits.startsWith(prefix)
    ? digits.slice(prefix.length)
    : undefined;
}
