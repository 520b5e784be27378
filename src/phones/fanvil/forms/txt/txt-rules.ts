// What a phone would stumble over in a txt file. One row a rule.

import { oncePerKey } from '../../../../core/once-per.js';
import { rejected, risky, style } from '../../../../findings/evidence.js';
import { didYouMean } from '../../../../findings/near.js';
import type { Complaint, Rule } from '../../../../findings/rule.js';
import type { Position } from '../../../../render/xml/tree.js';
import { saidBy } from '../../tables/sources.js';
import { ACCOUNT_RULES } from '../account-rules.js';
import { COMMON, startOf, tellComments } from '../form-codes.js';
import { NUMBER_RULE, VALUE_RULES } from '../value-rules.js';
import { findModule } from './key-paths.js';
import type { TxtFile, TxtLine } from './parse-txt.js';
import { explainStray, STRANGER_RULES } from './strangers.js';
import type { TxtLayout } from './txt-layout.js';
import { digitsOf, type TxtSubject, versionDigits } from './txt-subject.js';
import { columnOf } from './txt-view.js';

export const TXT_RULES = {
  'fanvil/other-dialect': {
    ...rejected(
      'A file in the dialect of other phones',
      'check the model and its `format`',
      saidBy('exports'),
    ),
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
  'fanvil/other-version': {
    ...risky(
      'The version of one dialect over the modules of the other',
      'write the version that phones of this dialect write',
      saidBy('exports'),
    ),
    run({ file, found, expected, layout, tables }) {
      const digits = versionDigits(file, layout);
      if (!found || digits === undefined || (expected ?? found.name) !== found.name) return [];
      const { A, B } = tables.layouts;
      const other = found.name === 'A' ? B : A;
      if (digits !== digitsOf(other.version)) return [];
      const message = `a version of dialect ${other.name}, and line ${found.line} is a module of dialect ${found.name}`;
      const hint = `phones of dialect ${found.name} write ${layout.version}`;
      return [{ at: { line: 1, col: layout.firstLine.length + 1 }, message, hint }];
    },
  },
  'fanvil/header-width': {
    ...style(
      'A first line of another length than phones write',
      'fill it with blanks',
      saidBy('exports'),
    ),
    run({ file, layout }) {
      const { length } = file.firstLine;
      if (versionDigits(file, layout) === undefined || length === layout.headerWidth) return [];
      const at = { line: 1, col: layout.firstLine.length + 1 };
      const message = `the first line has ${length} characters, phones write ${layout.headerWidth}`;
      return [{ at, message }];
    },
  },
  'fanvil/no-end-mark': {
    ...risky('A file without its end mark', 'end the file with <<END OF FILE>>', saidBy('exports')),
    run({ file, layout }) {
      if (file.trailers.length > 0 || cutLine(file)) return [];
      const at = startOf(file.entries.at(-1) ?? { line: 1 });
      return [{ at, message: 'the file has no end mark', hint: endWith(layout) }];
    },
  },
  'fanvil/after-end-mark': {
    ...risky('Text behind the end mark', 'end the file with <<END OF FILE>>', saidBy('exports')),
    run({ file, goesOn, layout }) {
      const [trailer] = file.trailers;
      if (!trailer || !goesOn) return [];
      const message = 'something follows the end mark';
      return [{ at: startOf(trailer), message, hint: endWith(layout) }];
    },
  },
  'fanvil/unknown-module': {
    ...rejected(
      'A module that this dialect does not have',
      'phones pass over what they do not know',
      saidBy('exports'),
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
    run: ({ file }) => tellComments(file.comments),
  },
  'fanvil/stray-line': {
    ...COMMON['fanvil/stray-line'],
    run(subject) {
      const cut = cutLine(subject.file);
      return subject.file.strays.map((each) =>
        each === cut ? cutShort(each) : explainStray(each, subject),
      );
    },
  },
  'fanvil/no-key': {
    ...rejected('A value without a key', 'name the key', saidBy('exports')),
    run: ({ odd }) =>
      odd
        .filter(({ entry }) => entry.key === '')
        .map(({ entry }) => ({ at: startOf(entry), message: 'the colon has no key before it' })),
  },
  'fanvil/no-module': {
    ...rejected(
      'A setting before the name of any module',
      'name its module above it',
      saidBy('exports'),
    ),
    run: ({ odd }) =>
      odd
        .filter(({ entry }) => entry.key !== '' && entry.module === '')
        .map(({ entry }) => ({
          at: startOf(entry),
          message: `"${entry.key}" stands before any module`,
        })),
  },
  ...STRANGER_RULES,
  ...NUMBER_RULE,
  ...VALUE_RULES,
  ...ACCOUNT_RULES,
  'fanvil/key-twice': {
    ...COMMON['fanvil/key-twice'],
    run: ({ file }) => findDuplicates(file),
  },
  // One finding for all: phones are said to take any column, and nobody has shown it for each of them.
  'fanvil/column': {
    ...style(
      'A colon in another column than phones write it',
      'fill the key with blanks',
      saidBy('exports', 'program'),
    ),
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

/** The last line, where it is no whole setting and there is no end mark. */
function cutLine({ strays, trailers, ...file }: TxtFile): TxtLine | undefined {
  const last = strays.at(-1);
  const others = Math.max(file.entries.at(-1)?.line ?? 0, file.modules.at(-1)?.line ?? 0);
  return last && trailers.length === 0 && last.line > others ? last : undefined;
}

function cutShort({ line }: TxtLine): Complaint<Position> {
  const message = 'the file ends in the midst of a line: it was cut short';
  return { at: startOf({ line }), message, hint: 'export it again, or fetch it again' };
}

function endWith({ trailer }: TxtLayout): string {
  return `end the file with ${trailer}`;
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
