// In which order people are told of phones: what needs somebody stands first.

import type { PhoneRow } from '../serve/story/answers.js';
import type { Word } from '../timeline/word.js';

export const NEED: readonly Word[] = [
  ...(['stuck', 'waiting', 'upgrading', 'booting', 'stale', 'part', 'silent'] as const),
  ...(['unseen', 'fetched', 'registered'] as const),
];

export function byNeed(rows: readonly PhoneRow[]): readonly PhoneRow[] {
  return rows.toSorted((a, b) => NEED.indexOf(a.word) - NEED.indexOf(b.word));
}
