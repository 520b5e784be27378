// Letters of other alphabets that look like Latin ones. On a keyboard with two alphabets they are typed by mistake, and
// nobody sees it: `pbх` with a Cyrillic х is another name than `pbx`.

import { codePointOf } from './characters.js';

/** Each alphabet's letters, and below them the Latin ones that they look like. */
const ALPHABETS = [
  ['Cyrillic', 'аАВсСеЕНіІјЈКМоОрРѕЅТуУхХ', 'aABcCeEHiIjJKMoOpPsSTyYxX'],
  ['Greek', 'ΑΒΕΖΗΙΚΜΝΟοΡΤΥΧν', 'ABEZHIKMNOoPTYXv'],
] as const;

const TWINS: ReadonlyMap<string, { readonly twin: string; readonly alphabet: string }> = new Map(
  ALPHABETS.flatMap(([alphabet, letters, latin]) =>
    [...letters].map((letter, index) => [letter, { twin: latin.charAt(index), alphabet }] as const),
  ),
);

const WORD = /[\p{L}\p{N}_]+/gu;
const FOREIGN = /[^\p{ASCII}]/u;
const LATIN = /[A-Za-z]/;

/** The same text in Latin letters, as far as there are any that look so. */
export function asLatin(text: string): string {
  return [...text].map((letter) => TWINS.get(letter)?.twin ?? letter).join('');
}

/** The same text with Latin letters in words that mix them with those that look so: what is written in one alphabet stays. */
export function withoutLookAlikes(text: string): string {
  if (!FOREIGN.test(text)) return text;
  return text.replace(WORD, (word) => {
    const latin = LATIN.test(word) ? asLatin(word) : word;
    return FOREIGN.test(latin) ? word : latin;
  });
}

/** Completes "it …": `holds "х" (U+0445), a Cyrillic letter that looks like x`; undefined: no word mixes them. */
export function describeLookAlike(
  text: string,
  meant = withoutLookAlikes(text),
): string | undefined {
  const others = [...meant];
  const letter = [...text].find((each, index) => each !== others[index]);
  const found = letter === undefined ? undefined : TWINS.get(letter);
  if (letter === undefined || found === undefined) return undefined;
  return `holds "${letter}" (${codePointOf(letter)}), a ${found.alphabet} letter that looks like ${found.twin}`;
}
