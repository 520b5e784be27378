// The texts of these views, in the language of the page: loaded with them.

import { useEffect, useState } from 'preact/hooks';
import { type Language, all as t } from '../../texts/language.js';
import type { RolloutTexts } from './rollouts-en.js';

const LOAD: Readonly<Record<Language, () => Promise<RolloutTexts>>> = {
  en: async () => (await import('./rollouts-en.js')).enRollouts,
  ru: async () => (await import('./rollouts-ru.js')).ruRollouts,
};

/** Undefined until they are there. */
export function useTexts(): RolloutTexts | undefined {
  const [texts, setTexts] = useState<RolloutTexts>();
  const { lang } = t;
  useEffect(() => {
    let isWanted = true;
    LOAD[lang as Language]().then(
      (loaded) => isWanted && setTexts(() => loaded),
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [lang]);
  return texts;
}
