// In which order people are told of phones, and of how many: what needs somebody stands first.

import type { PhoneRow } from '../page/wire/phone.js';
import type { WordCounts } from '../page/wire/site.js';
import { NEED, WORDS } from '../timeline/word-table.js';

export function byNeed(rows: readonly PhoneRow[]): readonly PhoneRow[] {
  return rows.toSorted((a, b) => NEED.indexOf(a.word) - NEED.indexOf(b.word));
}

/** `! 1 stuck`, `✓ 9 fetched`: of each word that is there. */
export function countTexts(words: WordCounts): readonly string[] {
  return NEED.filter((word) => words[word] > 0).map(
    (word) => `${WORDS[word].sign} ${words[word]} ${word}`,
  );
}
