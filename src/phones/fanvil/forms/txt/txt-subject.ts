// A txt file as its rules see it: its lines by meaning, what is known of each key, and the dialect that it is in.

import { oncePer } from '../../../../core/once-per.js';
import type { Tables } from '../../settings/context.js';
import type { TxtForm, TxtFormName } from '../../tables/data.js';
import { createKeyFacts, type KeyFacts } from '../../tables/key-facts.js';
import { findModule } from '../../tables/key-names.js';
import { parseTxt, type TxtEntry, type TxtFile } from './parse-txt.js';

export interface TxtSubject {
  readonly file: TxtFile;
  readonly entries: readonly KnownEntry[];
  /** Those that may have something wrong with them. */
  readonly odd: readonly KnownEntry[];
  /** The dialect that it shows by itself, and where. */
  readonly found: { readonly name: TxtFormName; readonly line: number } | undefined;
  /** That of the model whose file it is. */
  readonly expected: TxtFormName | undefined;
  readonly form: TxtForm;
  readonly tables: Tables;
}

export interface KnownEntry {
  readonly entry: TxtEntry;
  readonly facts: KeyFacts;
}

/** `expected`: the dialect of the model whose file it is. */
export type ReadTxt = (text: string, expected: TxtFormName | undefined) => TxtSubject;

export function createTxtReader(tables: Tables): ReadTxt {
  const { names, known, layout } = tables;
  const { A, B } = layout.forms;
  const factsIn = oncePer((form: TxtForm) => createKeyFacts(form, names, known));
  return (text, expected) => {
    const file = parseTxt(text, A.trailer);
    const found = detectDialect(file, [A, B]);
    const form = layout.forms[found?.name ?? expected ?? A.name];
    const factsOf = factsIn(form);
    const entries = file.entries.map((entry) => ({
      entry,
      facts: factsOf(entry.module, entry.key),
    }));
    const odd = entries.filter((each) => !isPlain(each));
    return { file, entries, odd, found, expected, form, tables };
  };
}

/** Nearly all are: a key that the phone knows, with digits where there must be digits. */
function isPlain({ entry, facts: { known, number, server } }: KnownEntry): boolean {
  return known && !server && (!number || /^\d*$/.test(entry.value));
}

/** By the first module that only one of them has, else by the digits of the version. */
function detectDialect(file: TxtFile, forms: readonly TxtForm[]) {
  for (const { text, line } of file.modules) {
    const [form, ...others] = forms.filter((each) => findModule(each, text));
    if (form && others.length === 0) return { name: form.name, line };
  }
  const digits = digitsOf(versionOf(file, forms[0]));
  const form = forms.find(({ version }) => digitsOf(version) === digits);
  return form && { name: form.name, line: 1 };
}

/** As the first line writes it. */
function versionOf({ firstLine }: TxtFile, form: TxtForm | undefined): string {
  return firstLine.slice(form?.firstLine.length).trim();
}

/** Undefined: the first line has no version. */
export function versionDigits(file: TxtFile, form: TxtForm): number | undefined {
  return digitsOf(versionOf(file, form));
}

function digitsOf(version: string): number | undefined {
  return /^\d+\.(\d+)$/.exec(version)?.[1]?.length;
}
