// Characters that should not stand in a value: those that no phone file can carry, for one of them could end a line and
// begin a setting; and those that nobody sees, so that two texts look alike and are not.

/** C0 and C1 controls, Unicode line and paragraph separators, non-characters, lone surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the subject
const BAD = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]|\p{Surrogate}/u;
const EACH_BAD = new RegExp(BAD, 'gu');

/**
 * Formats (Unicode's category Cf: joiners, direction marks, soft hyphen), every space but the usual one, and what is drawn
 * as nothing: fillers, choosers of a letter's variant (Unicode's Default_Ignorable_Code_Point), Braille without a dot.
 */
const INVISIBLE = /(?! )[\p{Cf}\p{Zs}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** The same, and blanks at either end. */
const UNSEEN = new RegExp(`${INVISIBLE.source}|^ +|(?<! ) +$`, 'u');
const EACH_UNSEEN = new RegExp(UNSEEN, 'gu');

/** Of either kind. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['\t', 'a tab'],
  ['\n', 'a line break'],
  ['\r', 'a line break'],
  ['\u0085', 'a line break'],
  ['\u2028', 'a line break'],
  ['\u2029', 'a line break'],
  ['\ufffe', 'no character'],
  ['\uffff', 'no character'],
  ['\u00a0', 'a space that does not break'],
  ['\u00ad', 'a soft hyphen'],
  ['\u200b', 'a space of no width'],
  ['\u200c', 'a mark that joins nothing'],
  ['\u200d', 'a joiner'],
  ['\u200e', 'a mark for the direction of writing'],
  ['\u200f', 'a mark for the direction of writing'],
  ['\u2060', 'a joiner of words'],
  ['\u2800', 'a Braille sign without a dot'],
  ['\u3164', 'a filler'],
  ['\ufe0e', 'a chooser of a variant'],
  ['\ufe0f', 'a chooser of a variant'],
  ['\ufeff', 'a byte order mark'],
]);

export function hasBadCharacter(text: string): boolean {
  return BAD.test(text);
}

/** The first of them; undefined: there is none. */
export function badCharacterIn(text: string): string | undefined {
  return BAD.exec(text)?.[0];
}

/** Completes "it …": `holds U+000A (a line break) as character 3`; undefined: there is none. */
export function describeBad(text: string): string | undefined {
  const found = BAD.exec(text);
  if (found === null) return undefined;
  const [bad] = found;
  const other = /\p{Surrogate}/u.test(bad) ? 'half a character' : 'a control character';
  return holdsAt(text, found.index, `${codePointOf(bad)} (${NAMES.get(bad) ?? other})`);
}

/** `index`: of the text's UTF-16 units; people count characters, from 1. */
function holdsAt(text: string, index: number, name: string): string {
  return `holds ${name} as character ${[...text.slice(0, index)].length + 1}`;
}

/** The first that nobody sees; of blanks at an end all of them. */
export function unseenIn(text: string): string | undefined {
  return UNSEEN.exec(text)?.[0];
}

export function withoutBadCharacters(text: string): string {
  return text.replace(EACH_BAD, '');
}

/** Completes "it …": `holds U+00AD (a soft hyphen) as character 3`, `ends with a blank (U+0020)`; undefined: all can be seen. */
export function describeUnseen(text: string): string | undefined {
  const found = UNSEEN.exec(text);
  if (found === null) return undefined;
  const [unseen] = found;
  if (unseen.startsWith(' '))
    return `${found.index === 0 ? 'begins' : 'ends'} with a blank (U+0020)`;
  return holdsAt(text, found.index, nameOfUnseen(unseen));
}

/** `U+00AD (a soft hyphen)`. */
function nameOfUnseen(unseen: string): string {
  const name = NAMES.get(unseen);
  return `${codePointOf(unseen)}${name === undefined ? '' : ` (${name})`}`;
}

/** The first character that nobody sees, other than a blank. */
export function findInvisible(
  text: string,
): { readonly index: number; readonly name: string } | undefined {
  const found = INVISIBLE.exec(text);
  return found === null ? undefined : { index: found.index, name: nameOfUnseen(found[0]) };
}

export function withoutUnseen(text: string): string {
  return text.replaceAll(EACH_UNSEEN, '');
}

/** `U+200B`. */
export function codePointOf(letter: string): string {
  return `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
