// Characters that no phone file can carry: one of them in a value could end a line and begin a setting.

/** C0 and C1 controls, Unicode line and paragraph separators, non-characters, lone surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the subject
const BAD = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]|\p{Surrogate}/u;
const EACH_BAD = new RegExp(BAD, 'gu');

export function hasBadCharacter(text: string): boolean {
  return BAD.test(text);
}

export function withoutBadCharacters(text: string): string {
  return text.replace(EACH_BAD, '');
}
