import fc from 'fast-check';

/** No code point stands for half of a character. */
const SURROGATES = { first: 0xd800, count: 0x800 };

/** Texts of any characters: what fc.string makes of the unit `binary`, without the two seconds that it takes for its table. */
export const anyText = fc
  .array(fc.nat(0x10ffff - SURROGATES.count))
  .map((numbers) => String.fromCodePoint(...numbers.map(codePointOf)));

function codePointOf(n: number): number {
  return n < SURROGATES.first ? n : n + SURROGATES.count;
}
