// The txt form: modules of keys with a colon, under the names of older phones (dialect A) or of newer ones (B).

import { oncePerKey } from '../../../../core/once-per.js';
import type { Dialect } from '../../tables/facts.js';
import { begins, configuration } from '../../tables/kinds.js';
import type { Form, FormFactory, FormFile, Setting, Spelling } from '../form.js';
import { maskLines } from '../mask-lines.js';
import { lineStretch } from '../stretch.js';
import { parseKeyPath } from './key-paths.js';
import { createTxtLinter } from './lint-txt.js';
import { beforeEnd, linesAfterEnd, parseTxt, type TxtEntry } from './parse-txt.js';
import { createRawNames, resolveTxtPath } from './raw-txt.js';
import { DIALECTS, type TxtLayout } from './txt-layout.js';
import { TXT_RULES } from './txt-rules.js';
import { type TxtTables, txtTablesOf } from './txt-tables.js';
import { createTxtViews } from './txt-view.js';

export const TXT: FormFactory = {
  kind: configuration({
    id: 'txt',
    what: 'the configuration of a Fanvil phone, as text',
    holds: begins(/^\s*<<VOIP CONFIG FILE>>/i),
    masked: /^###[^\r\n]*:/m,
  }),
  spellings: DIALECTS,
  rules: TXT_RULES,
  create: (data, names) => createTxtForm(txtTablesOf(names)(data)),
};

const TITLES: Readonly<Record<Dialect, string>> = { A: 'older txt', B: 'newer txt' };

const UNPROVEN: Readonly<Record<Dialect, Spelling['unproven']>> = {
  A: {},
  B: {
    summerTimeRule:
      'that `DST Type` 2 means a rule in the file, as `Enable DST` 2 does on older phones',
  },
};

function createTxtForm(tables: TxtTables): Form {
  const { layouts, known } = tables;
  /** The same in both dialects. */
  const { firstLine, trailer } = layouts.A;
  const rawNames = {
    A: createRawNames(layouts.A, known),
    B: createRawNames(layouts.B, known),
  };
  return {
    beginning: firstLine,
    spellings: DIALECTS.map((dialect) => createSpelling(tables, layouts[dialect])),
    recognises: (text) => text.startsWith(firstLine),
    parse: readFile,
    lint: createTxtLinter(tables),
    maskSecrets: maskLines,
    rawNameOf: (setting, dialect) => rawNames[dialect](setting),
    rawNamesAmong(names) {
      const byKey = oncePerKey((_key: string) => new Set<string>());
      const idOf = ({ module, key }: Pick<Setting, 'module' | 'key'>) => `${module}\n${key}`;
      for (const dialect of DIALECTS) {
        for (const name of names) byKey(idOf(parseKeyPath(layouts[dialect], name))).add(name);
      }
      return (setting) => [...byKey(idOf(setting))];
    },
  };

  function readFile(text: string): FormFile {
    const file = parseTxt(text, trailer);
    const { firstLine: head, entries, comments, strays } = beforeEnd(file);
    const afterEnd = linesAfterEnd(file);
    const version = head.startsWith(firstLine) ? head.slice(firstLine.length).trim() : '';
    return {
      ...(version !== '' && {
        version: { value: version, at: spanIn(head, version, firstLine.length) },
      }),
      settings: entries.map(settingOf),
      comments: comments.map(({ text: each, line }) => lineStretch(each, line)),
      strays: strays.map(({ text: each, line }) => lineStretch(each, line)),
      ...(afterEnd.length > 0 && { afterEnd }),
    };
  }
}

function createSpelling({ paths, known }: TxtTables, layout: TxtLayout): Spelling {
  const { name } = layout;
  return {
    ...layout,
    format: 'txt',
    dialect: name,
    title: TITLES[name],
    unproven: UNPROVEN[name],
    has: ({ names }) => names[name] !== undefined,
    findRawProblem(raw) {
      const path = resolveTxtPath(layout, known, raw);
      return 'problem' in path ? path : undefined;
    },
    createViews: () => createTxtViews({ layout, paths, known }),
  };
}

function settingOf({ line, module, section, key, value, masked, colon, col }: TxtEntry): Setting {
  return {
    ...{ module, section, key, value, masked },
    keyAt: { line, col, length: key.length },
    valueAt: { line, col: col + colon + 1, length: value.length },
  };
}

/** Of a part of the first line, looked for from an offset on. */
function spanIn(head: string, part: string, from: number) {
  return { line: 1, col: head.indexOf(part, from) + 1, length: part.length };
}
