// What a phone would stumble over in a txt file. One row a rule.

import { oncePer, oncePerKey } from '../../../../core/once-per.js';
import { rejected, risky, style } from '../../../../findings/evidence.js';
import { didYouMean } from '../../../../findings/near.js';
import type { Complaint, Rule } from '../../../../findings/rule.js';
import type { Position } from '../../../../render/xml/tree.js';
import { findUnreachable } from '../../settings/server-address.js';
import type { Dialect } from '../../tables/facts.js';
import { numberedLike } from '../../tables/key-names.js';
import { COMMON, startOf, tellComments, tellStrays } from '../form-codes.js';
import type { KeyFacts } from './key-facts.js';
import { findModule, generalKey } from './key-paths.js';
import type { TxtEntry, TxtFile } from './parse-txt.js';
import type { TxtLayout } from './txt-layout.js';
import { type TxtSubject, versionDigits } from './txt-subject.js';
import type { TxtTables } from './txt-tables.js';
import { columnOf } from './txt-view.js';

export const TXT_RULES = {
  'fanvil/other-dialect': {
    ...rejected('A file in the dialect of other phones', 'check the model and its `format`'),
    run({ found, expected }) {
      if (!found || !expected || found.name === expected) return [];
      const message = `this is dialect ${found.name}, and the phone reads dialect ${expected}`;
      return [{ at: startOf(found), message }];
    },
  },
  'fanvil/no-version': {
    ...COMMON['fanvil/no-version'],
    run({ file, layout }) {
      if (versionDigits(file, layout) !== undefined) return [];
      const at = { line: 1, col: layout.firstLine.length + 1 };
      const hint = `write one, such as ${layout.version}`;
      return [{ at, message: 'the first line has no version', hint }];
    },
  },
  'fanvil/header-width': {
    ...style('A first line of another length than phones write', 'fill it with blanks'),
    run({ file, layout }) {
      const { length } = file.firstLine;
      if (versionDigits(file, layout) === undefined || length === layout.headerWidth) return [];
      const at = { line: 1, col: layout.firstLine.length + 1 };
      const message = `the first line has ${length} characters, phones write ${layout.headerWidth}`;
      return [{ at, message }];
    },
  },
  'fanvil/no-end-mark': {
    ...risky('A file without its end mark', 'end the file with <<END OF FILE>>'),
    run({ file, layout }) {
      if (file.trailers.length > 0) return [];
      const at = startOf(file.entries.at(-1) ?? { line: 1 });
      return [{ at, message: 'the file has no end mark', hint: endWith(layout) }];
    },
  },
  'fanvil/after-end-mark': {
    ...risky('Settings behind the end mark', 'end the file with <<END OF FILE>>'),
    run({ file, layout }) {
      const [trailer] = file.trailers;
      const last = file.entries.at(-1);
      if (!trailer || !last || last.line < trailer.line) return [];
      const message = 'settings follow the end mark';
      return [{ at: startOf(trailer), message, hint: endWith(layout) }];
    },
  },
  'fanvil/unknown-module': {
    ...rejected(
      'A module that this dialect does not have',
      'phones pass over what they do not know',
    ),
    run({ file, layout, tables }) {
      const { A, B } = tables.layouts;
      const other = layout.name === 'A' ? B : A;
      return file.modules.flatMap(({ text, line }) => {
        if (findModule(layout, text)) return [];
        const names = layout.modules.map(({ name }) => name);
        const why = findModule(other, text)
          ? `is a module of dialect ${other.name}, and this file is dialect ${layout.name}`
          : `is no module${didYouMean(text, names)}`;
        return [{ at: { line, col: 2 }, message: `"${text}" ${why}` }];
      });
    },
  },
  'fanvil/comment': {
    ...COMMON['fanvil/comment'],
    run: tellComments,
  },
  'fanvil/stray-line': {
    ...COMMON['fanvil/stray-line'],
    run: ({ file }) =>
      tellStrays(
        file.strays,
        'this is neither a setting nor the name of a module',
        'a setting has a colon',
      ),
  },
  'fanvil/no-key': {
    ...rejected('A value without a key', 'name the key'),
    run: ({ odd }) =>
      odd
        .filter(({ entry }) => entry.key === '')
        .map(({ entry }) => ({ at: startOf(entry), message: 'the colon has no key before it' })),
  },
  'fanvil/no-module': {
    ...rejected('A setting before the name of any module', 'name its module above it'),
    run: ({ odd }) =>
      odd
        .filter(({ entry }) => entry.key !== '' && entry.module === '')
        .map(({ entry }) => ({
          at: startOf(entry),
          message: `"${entry.key}" stands before any module`,
        })),
  },
  'fanvil/unknown-key': {
    ...COMMON['fanvil/unknown-key'],
    run: (subject) =>
      subject.odd
        .filter(({ entry, facts }) => isPlaced(entry) && !facts.known)
        .flatMap(({ entry }) => checkName(entry, subject)),
  },
  'fanvil/no-number': {
    ...rejected('A text where a number belongs', 'write digits'),
    run: ({ odd }) =>
      odd
        .filter(({ entry, facts }) => isSaid(entry) && isNoNumber(entry, facts))
        // The value itself is not shown: what stands in the wrong line may be a secret.
        .map(({ entry }) => ({
          at: atValue(entry),
          message: `"${entry.key}" takes a whole number`,
        })),
  },
  'fanvil/unreachable-server': {
    ...COMMON['fanvil/unreachable-server'],
    run: ({ odd }) =>
      odd
        .filter(({ entry, facts }) => isSaid(entry) && facts.server && !isNoNumber(entry, facts))
        .flatMap(({ entry }) => {
          const unreachable = findUnreachable(entry.value);
          if (unreachable === undefined) return [];
          return [{ at: atValue(entry), message: `"${entry.key}" is ${unreachable}` }];
        }),
  },
  'fanvil/key-twice': {
    ...COMMON['fanvil/key-twice'],
    run: ({ file }) => findDuplicates(file),
  },
  // One finding for all: phones are said to take any column, and nobody has shown it for each of them.
  'fanvil/column': {
    ...style('A colon in another column than phones write it', 'fill the key with blanks'),
    run({ entries, layout, tables }) {
      const misplaced = entries.filter(({ entry, facts }) => entry.colon !== facts.colon);
      const [first] = misplaced;
      if (!first) return [];
      const { key, line, colon } = first.entry;
      const column = columnOf({ layout, known: tables.known }, first.entry);
      const more = misplaced.length > 1 ? ` (and ${misplaced.length - 1} more)` : '';
      const message = `the colon of "${key}" stands in column ${colon + 1}, phones write it in ${column + 1}${more}`;
      return [{ at: { line, col: colon + 1 }, message }];
    },
  },
} as const satisfies Readonly<Record<`fanvil/${string}`, Rule<TxtSubject, Position>>>;

function isPlaced({ key, module }: TxtEntry): boolean {
  return key !== '' && module !== '';
}

function isSaid(entry: TxtEntry): boolean {
  return isPlaced(entry) && !entry.masked && entry.value.trim() !== '';
}

function isNoNumber({ value }: TxtEntry, { number }: KeyFacts): boolean {
  return number && !/^-?\d+$/.test(value.trim());
}

/** What the rules about values say, where no other one has anything to say. */
export function isRightValue(entry: TxtEntry, facts: KeyFacts): boolean {
  if (!isSaid(entry)) return true;
  const away = facts.server ? findUnreachable(entry.value) : undefined;
  return !isNoNumber(entry, facts) && away === undefined;
}

function endWith({ trailer }: TxtLayout): string {
  return `end the file with ${trailer}`;
}

function checkName(
  { module, key, line }: TxtEntry,
  { layout, tables }: TxtSubject,
): readonly Complaint<Position>[] {
  const { known } = tables;
  if (!findModule(layout, module)) return [];
  const names = known.namesIn(layout.name, module).map((each) => numberedLike(each, key));
  const [home] = known.modulesWith(layout.name, key);
  const here = nameHere(tables, layout.name, key);
  const message =
    home !== undefined
      ? `"${key}" stands in "${home}" on the phones that have it`
      : here !== undefined
        ? `"${key}" is called "${here}" in this dialect`
        : `"${key}" is not known here${didYouMean(key, names)}`;
  return [{ at: { line, col: 1 }, message }];
}

/** What the other dialect's name for a thing that we set is called in this one. */
function nameHere(tables: TxtTables, dialect: Dialect, key: string): string | undefined {
  return namesHere(tables)[dialect].get(generalKey(key));
}

/** Made once: a file may be full of names that nobody knows. */
const namesHere = oncePer((tables: TxtTables) => ({
  A: namesByOther(tables, 'A', 'B'),
  B: namesByOther(tables, 'B', 'A'),
}));

function namesByOther({ names, paths }: TxtTables, dialect: Dialect, other: Dialect) {
  const n = { n: 1, slot: 1, page: 1 };
  const byOther = new Map<string, string | undefined>();
  for (const row of names.rows) {
    const path = paths.pathOf(row, other, n);
    const general = path && generalKey(path.key);
    if (general === undefined || byOther.has(general)) continue;
    byOther.set(general, paths.pathOf(row, dialect, n)?.key);
  }
  return byOther;
}

function findDuplicates(file: TxtFile): readonly Complaint<Position>[] {
  const linesIn = oncePerKey(() => oncePerKey(() => new Map<string, number>()));
  const found: Complaint<Position>[] = [];
  for (const { module, section, key, line } of file.entries) {
    const lines = linesIn(module)(section);
    const first = lines.get(key);
    if (first === undefined) {
      lines.set(key, line);
      continue;
    }
    const message = `"${key}" stands in line ${first} already`;
    found.push({ at: { line, col: 1 }, message });
  }
  return found;
}

function atValue({ line, colon }: TxtEntry): Position {
  return { line, col: colon + 2 };
}
