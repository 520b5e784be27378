// The directory of the site's lines, as it is served: columns that cross to another thread, and answers made when asked for.

import { contentOf, type FileContent } from '../core/file-content.js';
import { oncePer } from '../core/once-per.js';
import { directoryEntries, fold, wordsOf } from '../phones/directory/entries.js';
import type { DirectoryBook, DirectoryForm } from '../phones/directory/form.js';
import { DIRECTORY_FORMS } from '../phones/registry.js';
import type { Site, SiteDirectory } from '../site/site.js';
import { type TextColumn, textAt, textColumn } from './sorted.js';

/** A row for each entry, in the order in which people look for them. */
export interface DirectoryColumns {
  readonly server: string;
  readonly title: string;
  readonly names: TextColumn;
  readonly numbers: TextColumn;
  /** What is searched in: name and number, without case and accents. */
  readonly folded: TextColumn;
}

export function directoryColumns(
  { name: title, phones }: Pick<Site, 'name' | 'phones'>,
  { server, locale }: SiteDirectory,
): DirectoryColumns {
  const entries = directoryEntries(phones, locale);
  return {
    server,
    title,
    names: textColumn(entries.map(({ name }) => name)),
    numbers: textColumn(entries.map(({ number }) => number)),
    folded: textColumn(entries.map(({ name, number }) => fold(`${name}\n${number}`))),
  };
}

export function endsOf({ names, numbers, folded }: DirectoryColumns): readonly Uint32Array[] {
  return [names.ends, numbers.ends, folded.ends];
}

interface DirectoryAnswer {
  readonly kind: 'file';
  readonly content: FileContent;
  readonly mediaType: string;
}

/** Undefined: it is the name of something else. `name` and `query` are texts from the wire. */
export function createDirectory(
  columns: DirectoryColumns,
): (name: string, query: string) => DirectoryAnswer | undefined {
  const book = bookOf(columns);
  const encoder = new TextEncoder();
  /** Some phones fetch all at once, and many phones the same. */
  const unasked = oncePer((form: DirectoryForm) =>
    encoder.encode(form.write(book, new URLSearchParams())),
  );
  return (name, query) => {
    const form = DIRECTORY_FORMS.find(({ fileName }) => fileName === name);
    if (!form) return undefined;
    const bytes =
      query === '' ? unasked(form) : encoder.encode(form.write(book, new URLSearchParams(query)));
    return { kind: 'file', content: contentOf(bytes), mediaType: form.mediaType };
  };
}

function bookOf({ server, title, names, numbers, folded }: DirectoryColumns): DirectoryBook {
  return {
    server,
    title,
    find(query) {
      const rows = rowsWith(folded, wordsOf(query));
      const count = rows?.length ?? names.ends.length;
      const entryAt = (row: number) => ({ name: textAt(names, row), number: textAt(numbers, row) });
      return {
        count,
        entries: (from, to) =>
          Array.from({ length: to - from }, (_, index) =>
            entryAt(rows?.[from + index] ?? from + index),
          ),
      };
    },
  };
}

/** Undefined: all. */
function rowsWith(folded: TextColumn, words: readonly string[]): readonly number[] | undefined {
  if (words.length === 0) return undefined;
  return [...folded.ends.keys()].filter((row) => {
    const text = textAt(folded, row);
    return words.every((word) => text.includes(word));
  });
}
