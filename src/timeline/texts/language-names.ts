// The languages that there are, each by its own name. Imports nothing, as the page in a browser has it too.

export const LANGUAGE_NAMES = { en: 'English', ru: 'Русский' } as const;

export type LanguageId = keyof typeof LANGUAGE_NAMES;
