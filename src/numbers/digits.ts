// Numbers as people write them, and as one value that can be compared.

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
 * `+7 (495) 123-45-67` -> `4951234567`: the digits within the country. `lengths`: how many digits its numbers have.
 * Undefined: no number, or one of another country.
 */
export function nationalDigits(
  text: string,
  { country, trunk }: Dialling,
  lengths: ReadonlySet<number>,
): string | undefined {
  const bare = text.replace(FOR_THE_EYE, '');
  const digits = bare.startsWith('+') ? bare.slice(1) : bare;
  if (!/^\d+$/.test(digits) || digits.length > DIGITS_MAX) return undefined;
  if (bare.startsWith('+')) return behind(digits, country);
  if (lengths.has(digits.length)) return digits;
  const known = (rest: string | undefined) => rest !== undefined && lengths.has(rest.length);
  return [behind(digits, trunk), behind(digits, country)].find(known) ?? digits;
}

function behind(digits: string, prefix: string | undefined): string | undefined {
  return prefix !== undefined && digits.startsWith(prefix)
    ? digits.slice(prefix.length)
    : undefined;
}
