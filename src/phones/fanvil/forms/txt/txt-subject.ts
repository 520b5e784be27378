// A txt file as its rules see it: its lines by meaning, what is known of each key, and the dialect that it is in.

import { oncePer } from '../../../../core/once-per.js';
import type { Position } from '../../../../render/xml/tree.js';
import type { Dialect } from '../../tables/facts.js';
import type { AccountValue, WithAccounts } from '../account-rules.js';
import { type FaultyValue, faultIn, faultyValue, type WithFaulty } from '../value-rules.js';
import { createKeyFacts, type KeyFacts } from './key-facts.js';
import { findModule } from './key-paths.js';
import { beforeEnd, linesAfterEnd, parseTxt, type TxtEntry, type TxtFile } from './parse-txt.js';
import type { TxtLayout } from './txt-layout.js';
import type { TxtTables } from './txt-tables.js';

export interface TxtSubject extends WithFaulty, WithAccounts {
  /** Up to its end mark: whether a phone reads what stands behind that nobody knows. */
  readonly file: TxtFile;
  /** Whether something stands behind the end mark. */
  readonly goesOn: boolean;
  readonly entries: readonly KnownEntry[];
  /** Those whose key phones do not have at this place. */
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
    const all = parseTxt(text, A.trailer);
    const file = beforeEnd(all);
    const goesOn = linesAfterEnd(all).length > 0;
    const found = detectDialect(file, [A, B]);
    const layout = layouts[found?.name ?? expected ?? A.name];
    const factsOf = factsIn(layout);
    const entries = file.entries.map((entry) => ({
      entry,
      facts: factsOf(entry.module, entry.key),
    }));
    return {
      ...{ file, goesOn, entries, found, expected, layout, tables },
      odd: entries.filter(({ facts }) => !facts.known),
      faulty: entries.flatMap(faultOf),
      accounts: entries.flatMap(accountOf),
    };
  };
}

/** Of what an export keeps to itself, and of what stands nowhere, nothing is said. */
function isSaid({ key, module, masked, value }: TxtEntry): boolean {
  return !masked && key !== '' && module !== '' && value.trim() !== '';
}

function faultOf({ entry, facts }: KnownEntry): readonly FaultyValue[] {
  const fault = isSaid(entry) ? faultIn(facts, entry.value) : undefined;
  if (fault === undefined) return NONE;
  return [faultyValue(facts, fault, entry.value, `"${entry.key}"`, atValue(entry))];
}

/** One for all: nearly no key has any. */
const NONE: readonly never[] = [];

function accountOf({ entry, facts: { role } }: KnownEntry): readonly AccountValue[] {
  if (role === undefined || entry.masked) return NONE;
  const { key, value } = entry;
  const [line = ''] = key.split(' ');
  return [{ role, key, shown: `"${key}"`, line, value, at: atValue(entry) }];
}

function atValue({ line, colon }: TxtEntry): Position {
  return { line, col: colon + 2 };
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

/** How many stand behind the point. */
export function digitsOf(version: string): number | undefined {
  return /^\d+\.(\d+)$/.exec(version)?.[1]?.length;
}
