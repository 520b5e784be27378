// What a phone would stumble over in a txt file, whoever made it.

import { oncePer, oncePerKey } from '../../../../core/once-per.js';
import { didYouMean } from '../../../../findings/near.js';
import type { LintFinding } from '../../../driver.js';
import type { Tables } from '../../settings/context.js';
import { findUnreachable } from '../../settings/server-address.js';
import type { TxtForm, TxtFormName } from '../../tables/data.js';
import { createKeyFacts, type KeyFacts } from '../../tables/key-facts.js';
import { findModule, generalKey, type KeyNames } from '../../tables/key-names.js';
import { numberedLike } from '../../tables/known-keys.js';
import { error, info, type Position, warning } from '../finding.js';
import { parseTxt, type TxtEntry, type TxtFile } from './parse-txt.js';
import { columnOf } from './txt-view.js';

interface Subject {
  readonly file: TxtFile;
  readonly entries: readonly KnownEntry[];
  readonly form: TxtForm;
  readonly tables: Tables;
}

interface KnownEntry {
  readonly entry: TxtEntry;
  readonly facts: KeyFacts;
}

type Check = (subject: Subject) => readonly LintFinding[];

const CHECKS: readonly Check[] = [
  checkHeader,
  checkTrailer,
  checkModules,
  checkLines,
  checkEntries,
  checkDuplicates,
  checkColumns,
];

/** `expected`: the dialect of the model whose file it is. */
export type LintTxt = (text: string, expected: TxtFormName | undefined) => readonly LintFinding[];

export function createTxtLinter(tables: Tables): LintTxt {
  const { names, known, layout } = tables;
  const { A, B } = layout.forms;
  const factsIn = oncePer((form: TxtForm) => createKeyFacts(form, names, known));
  const frames = createKnownFrames();
  return (text, expected) => {
    if (frames.isClean(text, expected)) return [];
    const file = parseTxt(text, A.trailer);
    const found = detectDialect(file, [A, B]);
    const form = layout.forms[found?.name ?? expected ?? A.name];
    const factsOf = factsIn(form);
    const entries = file.entries.map((entry) => ({
      entry,
      facts: factsOf(entry.module, entry.key),
    }));
    const findings = CHECKS.flatMap((check) => check({ file, entries, form, tables }));
    if (!found || !expected || found.name === expected) {
      if (findings.length === 0) frames.remember(text, expected, entries);
      return findings;
    }
    const message = `this is dialect ${found.name}, and the phone reads dialect ${expected}`;
    return [error(startOf(found), message, 'check the model and its `format`'), ...findings];
  };
}

/** Texts in which there was nothing to find, and others that are the same but for the values of their keys. */
interface KnownFrames {
  /** Whether there is nothing to find. False: nobody knows. */
  isClean(text: string, expected: TxtFormName | undefined): boolean;
  remember(text: string, expected: TxtFormName | undefined, entries: readonly KnownEntry[]): void;
}

/** What a line holds behind its first colon; lines that may be something else than settings are left whole, the first too. */
const VALUES = /(?<=\n[^\n:<#-][^\n:]*:)[^\r\n]*/g;
const MAX_FRAMES = 64;

function createKnownFrames(): KnownFrames {
  const frames = new Map<string, readonly KnownEntry[]>();
  const frameOf = (text: string, expected: TxtFormName | undefined) =>
    `${expected} ${text.replace(VALUES, '')}`;
  return {
    isClean(text, expected) {
      const judged = frames.get(frameOf(text, expected));
      if (!judged) return false;
      if (judged.length === 0) return true;
      const lines = text.split('\n');
      return judged.every(({ entry, facts }) => {
        const value = (lines[entry.line - 1] ?? '').slice(entry.colon + 1).replace(/\r$/, '');
        return checkValue({ ...entry, value }, facts).length === 0;
      });
    },
    remember(text, expected, entries) {
      if (frames.size >= MAX_FRAMES) frames.clear();
      frames.set(
        frameOf(text, expected),
        entries.filter(({ entry, facts }) => !entry.masked && (facts.number || facts.server)),
      );
    },
  };
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

function versionOf({ firstLine }: TxtFile, form: TxtForm | undefined): string {
  return firstLine.slice(form?.firstLine.length).trim();
}

function digitsOf(version: string): number | undefined {
  return /^\d+\.(\d+)$/.exec(version)?.[1]?.length;
}

function checkHeader({ file, form }: Subject): readonly LintFinding[] {
  const at = { line: 1, col: form.firstLine.length + 1 };
  if (digitsOf(versionOf(file, form)) === undefined) {
    return [error(at, 'the first line has no version', `write one, such as ${form.version}`)];
  }
  if (file.firstLine.length === form.headerWidth) return [];
  const message = `the first line has ${file.firstLine.length} characters, phones write ${form.headerWidth}`;
  return [info(at, message, 'fill it with blanks')];
}

function checkTrailer({ file, form }: Subject): readonly LintFinding[] {
  const [trailer] = file.trailers;
  const hint = `end the file with ${form.trailer}`;
  const last = file.entries.at(-1);
  if (!trailer) return [warning(startOf(last ?? { line: 1 }), 'the file has no end mark', hint)];
  if (!last || last.line < trailer.line) return [];
  return [warning(startOf(trailer), 'settings follow the end mark', hint)];
}

function checkModules({ file, form, tables }: Subject): readonly LintFinding[] {
  const { A, B } = tables.layout.forms;
  const other = form.name === 'A' ? B : A;
  return file.modules.flatMap(({ text, line }) => {
    if (findModule(form, text)) return [];
    const why = findModule(other, text)
      ? `is a module of dialect ${other.name}, and this file is dialect ${form.name}`
      : `is no module${didYouMean(
          text,
          form.modules.map(({ name }) => name),
        )}`;
    return [error({ line, col: 2 }, `"${text}" ${why}`, 'phones pass over what they do not know')];
  });
}

function checkLines({ file }: Subject): readonly LintFinding[] {
  const comment = 'no phone is known to take this as a comment';
  const stray = 'this is neither a setting nor the name of a module';
  return [
    ...file.comments.map((each) => info(startOf(each), comment, 'leave it out')),
    ...file.strays.map((each) => error(startOf(each), stray, 'a setting has a colon')),
  ];
}

function checkEntries(subject: Subject): readonly LintFinding[] {
  return subject.entries
    .filter((each) => !isPlain(each))
    .flatMap((each) => checkEntry(each, subject));
}

/** Nearly all are: a key that the phone knows, with digits where there must be digits. */
function isPlain({ entry, facts: { known, number, server } }: KnownEntry): boolean {
  return known && !server && (!number || /^\d*$/.test(entry.value));
}

function checkEntry({ entry, facts }: KnownEntry, subject: Subject): readonly LintFinding[] {
  const at = startOf(entry);
  if (entry.key === '') return [error(at, 'the colon has no key before it', 'name the key')];
  if (entry.module === '') {
    return [error(at, `"${entry.key}" stands before any module`, 'name its module above it')];
  }
  return [...(facts.known ? [] : checkName(entry, subject)), ...checkValue(entry, facts)];
}

function checkName(
  { module, key, line }: TxtEntry,
  { form, tables }: Subject,
): readonly LintFinding[] {
  const { known } = tables;
  if (!findModule(form, module)) return [];
  const names = known.namesIn(form.name, module).map((each) => numberedLike(each, key));
  const [home] = known.modulesWith(form.name, key);
  const here = nameHere(tables, form.name, key);
  const hint = 'phones pass over what they do not know; other firmware may know it';
  const message =
    home !== undefined
      ? `"${key}" stands in "${home}" on the phones that have it`
      : here !== undefined
        ? `"${key}" is called "${here}" in this dialect`
        : `"${key}" is not known here${didYouMean(key, names)}`;
  return [warning({ line, col: 1 }, message, hint)];
}

/** What the other dialect's name for a thing that we set is called in this one. */
function nameHere({ names }: Tables, form: TxtFormName, key: string): string | undefined {
  return namesHere(names)[form].get(generalKey(key));
}

/** Made once: a file may be full of names that nobody knows. */
const namesHere = oncePer((names: KeyNames) => ({
  A: namesByOther(names, 'A', 'B'),
  B: namesByOther(names, 'B', 'A'),
}));

function namesByOther(names: KeyNames, form: TxtFormName, other: TxtFormName) {
  const n = { n: 1, slot: 1, page: 1 };
  const byOther = new Map<string, string | undefined>();
  for (const row of names.rows) {
    const path = names.txtPath(row, other, n);
    const general = path && generalKey(path.key);
    if (general === undefined || byOther.has(general)) continue;
    byOther.set(general, names.txtPath(row, form, n)?.key);
  }
  return byOther;
}

/** The value itself is not shown: what stands in the wrong line may be a secret. */
function checkValue(
  { key, value, colon, line, masked }: TxtEntry,
  { number, server }: KeyFacts,
): readonly LintFinding[] {
  if (masked || value.trim() === '') return [];
  const at = { line, col: colon + 2 };
  if (number && !/^-?\d+$/.test(value.trim())) {
    return [error(at, `"${key}" takes a whole number`, 'write digits')];
  }
  const unreachable = server ? findUnreachable(value) : undefined;
  if (unreachable === undefined) return [];
  const hint = 'write the address under which phones see this server';
  return [error(at, `"${key}" is ${unreachable}`, hint)];
}

function checkDuplicates({ file }: Subject): readonly LintFinding[] {
  const linesIn = oncePerKey(() => oncePerKey(() => new Map<string, number>()));
  const found: LintFinding[] = [];
  for (const { module, section, key, line } of file.entries) {
    const lines = linesIn(module)(section);
    const first = lines.get(key);
    if (first === undefined) {
      lines.set(key, line);
      continue;
    }
    const message = `"${key}" stands in line ${first} already`;
    found.push(error({ line, col: 1 }, message, 'keep one'));
  }
  return found;
}

/** One finding for all: phones are said to take any column, and nobody has shown it for each of them. */
function checkColumns({ entries, form, tables }: Subject): readonly LintFinding[] {
  const misplaced = entries.filter(({ entry, facts }) => entry.colon !== facts.colon);
  const [first] = misplaced;
  if (!first) return [];
  const { key, line, colon } = first.entry;
  const column = columnOf({ form, known: tables.known }, first.entry);
  const more = misplaced.length > 1 ? ` (and ${misplaced.length - 1} more)` : '';
  const message = `the colon of "${key}" stands in column ${colon + 1}, phones write it in ${column + 1}${more}`;
  return [info({ line, col: colon + 1 }, message, 'fill the key with blanks')];
}

function startOf({ line }: { readonly line: number }): Position {
  return { line, col: 1 };
}
