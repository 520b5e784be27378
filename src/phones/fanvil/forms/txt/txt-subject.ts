// A txt file as its rules see it: its lines by meaning, what is known of each key, and the dialect that it is in.

import { oncePer } from '../../../../core/once-per.js';
import type { Dialect } from '../../tables/facts.js';
import { createKeyFacts, type KeyFacts } from './key-facts.js';
import { findModule } from './key-paths.js';
import { parseTxt, type TxtEntry, type TxtFile } from './parse-txt.js';
import type { TxtLayout } from './txt-layout.js';
import type { TxtTables } from './txt-tables.js';

export interface TxtSubject {
  readonly file: TxtFile;
  readonly entries: readonly KnownEntry[];
  /** Those that may have something wrong with them. */
  readonly odd: readonly KnownEntry[];
  /** The dialect that it shows by itself, and where. */
  readonly found: { readonly name: Dialect; readonly line: number } | undefined;
  /** That of the model whose file it is. */
  readonly expected: Dialect | undefined;
  readonly layout: TxtLayout;
  readonly tables: TxtTables;
}

export interface KnownEntry {
  readonly entry: TxtEntry;
  readonly facts: KeyFacts;
}

/** `expected`: the dialect of the model whose file it is. */
export type ReadTxt = (text: string, expected: Dialect | undefined) => TxtSubject;

export function createTxtReader(tables: TxtTables): ReadTxt {
  const { paths, known, layouts } = tables;
  const { A, B } = layouts;
  const factsIn = oncePer((layout: TxtLayout) => createKeyFacts(layout, paths, known));
  return (text, expected) => {
    const file = parseTxt(text, A.trailer);
    const found = detectDialect(file, [A, B]);
    const layout = layouts[found?.name ?? expected ?? A.name];
    const factsOf = factsIn(layout);
    const entries = file.entries.map((entry) => ({
      entry,
      facts: factsOf(entry.module, entry.key),
    }));
    const odd = entries.filter((each) => !isPlain(each));
    return { file, entries, odd, found, expected, layout, tables };
  };
}

/** Nearly all are: a key that the phone knows, with digits where there must be digits. */
function isPlain({ entry, facts: { known, number, server } }: KnownEntry): boolean {
  return known && !server && (!number || /^\d*$/.test(entry.value));
}

/** By the first module that only one of them has, else by the digits of the version. */
function detectDialect(file: TxtFile, layouts: readonly TxtLayout[]) {
  for (const { text, line } of file.modules) {
    const [layout, ...others] = layouts.filter((each) => findModule(each, text));
    if (layout && others.length === 0) return { name: layout.name, line };
  }
  const digits = digitsOf(versionOf(file, layouts[0]));
  const layout = layouts.find(({ version }) => digitsOf(version) === digits);
  return layout && { name: layout.name, line: 1 };
}

/** As the first line writes it. */
function versionOf({ firstLine }: TxtFile, layout: TxtLayout | undefined): string {
  return firstLine.slice(layout?.firstLine.length).trim();
}

/** Undefined: the first line has no version. */
export function versionDigits(file: TxtFile, layout: TxtLayout): number | undefined {
  return digitsOf(versionOf(file, layout));
}

function digitsOf(version: string): number | undefined {
  return /^\d+\.(\d+)$/.exec(version)?.[1]?.length;
}
