// Numbers with letters in them: those of the keys of a telephone, which no desk phone looks up, and those that are a
// digit of another font.

import type { TextFault } from './text-fault.js';

/** ITU-T E.161, figure 2. */
const LETTERS_OF_KEYS = ['', '', 'ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'];
const KEY_OF = new Map(
  LETTERS_OF_KEYS.flatMap((letters, key) => [...letters].map((letter) => [letter, `${key}`])),
);
const SPACERS = /[\s()./_-]/g;
/** A number that ends in a word. */
const SPELLED = /^\+?\d+(?:[A-Z]{3,}|[a-z]{3,})\d*$/;
const MISTAKEN = /^\+?(?=.*\d.*\d)(?=.*[OoIl])[\dOoIl*#]+$/;
const DIGIT_OF: Readonly<Record<string, string>> = { O: '0', o: '0', I: '1', l: '1' };

/** `_7XXX`, `70XX`: as an Asterisk has them. */
const PATTERN = /^(?=_|.*[XZN]{2})_?[\dXZN*#+]+[.!]?$/;
const OF_PATTERN: TextFault = {
  what: 'is a pattern of a PBX, and one number stands here',
  hint: 'write one of the numbers that it means',
};

/** The number that is meant; undefined: a number of digits, or the name of somebody. */
export function digitsOf(text: string): string | undefined {
  const bare = text.replaceAll(SPACERS, '');
  if (MISTAKEN.test(bare)) return bare.replace(/[OoIl]/g, (letter) => DIGIT_OF[letter] ?? letter);
  if (!SPELLED.test(bare)) return undefined;
  return bare.toUpperCase().replace(/[A-Z]/g, (letter) => KEY_OF.get(letter) ?? letter);
}

/** Undefined: no letter in it stands for a digit. */
export function spelledFault(text: string): TextFault | undefined {
  if (PATTERN.test(text)) return OF_PATTERN;
  const digits = digitsOf(text);
  if (digits === undefined) return undefined;
  const what = MISTAKEN.test(text)
    ? 'has a letter that looks like a digit'
    : 'has letters, which phones do not turn into digits: they dial the name of an account';
  return { what, hint: `write "${digits}"` };
}
