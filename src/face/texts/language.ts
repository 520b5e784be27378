// Which language the page speaks: the one that was chosen here, else the first of the browser's that there is.

import type { Texts } from './en.js';

/** Each is loaded when it is spoken. */
const LANGUAGES = {
  en: { name: 'English', load: async () => (await import('./en.js')).en },
  ru: { name: 'Русский', load: async () => (await import('./ru.js')).ru },
} as const satisfies Readonly<Record<string, { name: string; load: () => Promise<Texts> }>>;

export type Language = keyof typeof LANGUAGES;

export const languages = (): readonly { readonly lang: Language; readonly name: string }[] =>
  (['en', 'ru'] as const).map((lang) => ({ lang, name: LANGUAGES[lang].name }));

/** The texts of the language that is spoken; nothing is drawn before there is one. */
export let t: Texts;

/** `ru-RU` is `ru`; of none that is known, English. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const each of wanted) {
    const found = languages().find(({ lang }) => each.toLowerCase().split('-')[0] === lang);
    if (found) return found.lang;
  }
  return 'en';
}

export async function speak(language: Language): Promise<void> {
  t = await LANGUAGES[language].load();
}
