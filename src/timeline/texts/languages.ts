// The languages in which phones are told of. Each is a folder beside this file.

import { ENGLISH } from './en/language.js';
import { RUSSIAN } from './ru/language.js';
import type { Language } from './shape.js';

export const LANGUAGES = {
  en: ENGLISH,
  ru: RUSSIAN,
} as const satisfies Readonly<Record<string, Language>>;

export type LanguageId = keyof typeof LANGUAGES;

/** Of one that is not known, English. */
export function languageOf(wanted: string | null | undefined): Language {
  const known: Readonly<Record<string, Language>> = LANGUAGES;
  return wanted != null && Object.hasOwn(known, wanted) ? (known[wanted] ?? ENGLISH) : ENGLISH;
}
