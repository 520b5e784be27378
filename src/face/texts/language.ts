// Which language the page speaks: the one that was chosen here, else the first of the browser's that there is.

import type { Texts } from './en.js';
import type { MoreTexts } from './en-more.js';

interface LanguageRow {
  readonly name: string;
  load(): Promise<Texts>;
  /** For the views that are loaded later. */
  loadMore(): Promise<MoreTexts>;
}

/** Each is loaded when it is spoken. */
const LANGUAGES = {
  en: {
    name: 'English',
    load: async () => (await import('./en.js')).en,
    loadMore: async () => (await import('./en-more.js')).enMore,
  },
  ru: {
    name: 'Русский',
    load: async () => (await import('./ru.js')).ru,
    loadMore: async () => (await import('./ru-more.js')).ruMore,
  },
} as const satisfies Readonly<Record<string, LanguageRow>>;

export type Language = keyof typeof LANGUAGES;

export const languages = (): readonly { readonly lang: Language; readonly name: string }[] =>
  (['en', 'ru'] as const).map((lang) => ({ lang, name: LANGUAGES[lang].name }));

/** The texts of the language that is spoken; nothing is drawn before there is one. */
export let t: Texts;
/** The same with those of the views that are loaded later: of those views alone, for before they are here it is not whole. */
export let all: Texts & MoreTexts;

let spoken: Language = 'en';
let needsMore = false;
/** One after the other: the language that was chosen last is the one that is spoken. */
let turn: Promise<unknown> = Promise.resolve();

/** `ru-RU` is `ru`; of none that is known, English. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const each of wanted) {
    const found = languages().find(({ lang }) => each.toLowerCase().split('-')[0] === lang);
    if (found) return found.lang;
  }
  return 'en';
}

export function speak(language: Language): Promise<void> {
  return inTurn(() => become(language));
}

/** From now on with the texts of all views. */
export function speakMore(): Promise<void> {
  needsMore = true;
  return inTurn(() => become(spoken));
}

async function become(language: Language): Promise<void> {
  const { load, loadMore } = LANGUAGES[language];
  const [texts, more] = await Promise.all([load(), needsMore ? loadMore() : undefined]);
  spoken = language;
  all = { ...texts, ...more } as typeof all;
  t = all;
}

function inTurn(act: () => Promise<void>): Promise<void> {
  const next = turn.then(act);
  turn = next.catch(() => {});
  return next;
}
