// Letters of other alphabets that look like Latin ones. On a keyboard with two alphabets they are typed by mistake, and
// nobody sees it: `pbх` with a Cyrillic х is another name than `pbx`.

import { codePointOf } from './characters.js';

/** Each alphabet's letters, and below them the Latin ones that they look like. */
const ALPHABETS = [
  ['Cyrillic', 'аАВсСеЕНіІјЈКМоОрРѕЅТуУхХ', 'aABcCeEHiIjJKMoOpPsSTyYxX'],
  ['Greek', 'ΑΒΕΖΗΙΚΜΝΟοΡΤΥΧν', 'ABEZHIKMNOoPTYXv'],
] as const;

/** Letters that look like a Latin one in small capitals, in italics or with its dot: enough only where the word is known. */
const NEARLY = [
  ['Cyrillic', 'вкмнтпгиѵ', 'bkmhtnruv'],
  ['Greek', 'αεηικρτυχω', 'aenikptuxw'],
  ['Turkish', 'ıİ', 'iI'],
] as const;

interface Twin {
  readonly twin: string;
  readonly alphabet: string;
}

type Alphabet = readonly [name: string, letters: string, latin: string];

function twinsIn(alphabets: readonly Alphabet[]): ReadonlyMap<string, Twin> {
  return new Map(
    alphabets.flatMap(([alphabet, letters, latin]) =>
      [...letters].map(
        (letter, index) => [letter, { twin: latin.charAt(index), alphabet }] as const,
      ),
    ),
  );
}

const TWINS = twinsIn(ALPHABETS);
const ALL_TWINS = twinsIn([...ALPHABETS, ...NEARLY]);

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

/** The one of the known words that a text with letters of another alphabet looks like; undefined: none, or it has no such letter. */
export function looksLike(text: string, known: Iterable<string>): string | undefined {
  if (!FOREIGN.test(text)) return undefined;
  const seen = [...text].map((letter) => ALL_TWINS.get(letter)?.twin ?? letter).join('');
  return [...known].find((word) => word.toLowerCase() === seen.toLowerCase());
}

/** Completes "it …": `holds "х" (U+0445), a Cyrillic letter that looks like x`; undefined: no word mixes them. */
export function describeLookAlike(
  text: string,
  meant = withoutLookAlikes(text),
): string | undefined {
  const others = [...meant];
  const isOther = (each: string, index: number) =>
    each.toLowerCase() !== others[index]?.toLowerCase();
  const letter = [...text].find(isOther);
  const found = letter === undefined ? undefined : ALL_TWINS.get(letter);
  if (letter === undefined || found === undefined) return undefined;
  return `holds "${letter}" (${codePointOf(letter)}), a ${found.alphabet} letter that looks like ${found.twin}`;
}
