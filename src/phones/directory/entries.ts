// The lines that phones have, as people look for them: a name and a number each.

import type { Phone } from '../../site/site.js';

export interface DirectoryEntry {
  readonly name: string;
  readonly number: string;
}

/** Each once, by name in the order of the locale's letters, then by number. */
export function directoryEntries(
  phones: readonly Pick<Phone, 'keys'>[],
  locale: string,
): readonly DirectoryEntry[] {
  const found = new Map<string, DirectoryEntry>();
  for (const { keys } of phones) {
    for (const key of keys) {
      if (key.type !== 'line' || key.line.standIn) continue;
      const { number, displayName } = key.line;
      const name = displayName === '' ? number : displayName;
      found.set(`${number}\0${name}`, { name, number });
    }
  }
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const entries = [...found.values()];
  return entries.sort((a, b) => compare(a.name, b.name) || compare(a.number, b.number));
}

/** In what is alike for who searches: neither case nor accents count. */
export function fold(text: string): string {
  const letters = text.normalize('NFKD').replace(/\p{M}/gu, '');
  // Upper case first: it makes two letters of ß.
  return letters.toUpperCase().toLowerCase();
}

/** What is searched for, folded: an entry has each of them. */
export function wordsOf(query: string): readonly string[] {
  return fold(query)
    .split(/\s+/)
    .filter((word) => word !== '');
}
