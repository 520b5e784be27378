// The texts of these views, in the language of the page: loaded with them.

import { type Language, all as t } from '../../texts/language.js';
import { useLoaded } from '../use-loaded.js';
import type { RolloutTexts } from './rollouts-en.js';

const LOAD: Readonly<Record<Language, () => Promise<RolloutTexts>>> = {
  en: async () => (await import('./rollouts-en.js')).enRollouts,
  ru: async () => (await import('./rollouts-ru.js')).ruRollouts,
};

/** Undefined until they are there. */
export function useTexts(): RolloutTexts | undefined {
  return useLoaded(LOAD[t.lang as Language]);
}
