// The dotted form: one list of names with dots, read by phones of both dialects.

import { begins, configuration } from '../../tables/kinds.js';
import type { Form, FormFactory, Spelling } from '../form.js';
import { maskLines } from '../mask-lines.js';
import { amongNames } from '../raw-names.js';
import { createDottedTables, type DottedTables } from './dotted-tables.js';
import { createDottedViews } from './dotted-view.js';
import { DOTTED_RULES, lintDotted } from './lint-dotted.js';
import { parseDotted } from './parse-dotted.js';
import { findDottedProblem } from './raw-dotted.js';

export const DOTTED: FormFactory = {
  kind: configuration({
    id: 'dotted',
    what: 'the configuration of a Fanvil phone, as names with dots',
    holds: begins(/^\s*#\s*<Voip Config File>#?/i),
  }),
  spellings: ['dotted'],
  rules: DOTTED_RULES,
  create: (data, names) => createDottedForm(createDottedTables(data, names)),
};

function createDottedForm(tables: DottedTables): Form {
  const { firstLine } = tables.layout;
  return {
    beginning: firstLine,
    spellings: [createSpelling(tables)],
    recognises: (text) => text.startsWith(firstLine),
    parse: parseDotted,
    lint: (text) => lintDotted(tables, text),
    maskSecrets: maskLines,
    rawNameOf: ({ key }) => (findDottedProblem(key) ? undefined : key),
    rawNamesAmong: (names) => amongNames(names, ({ key }) => key),
  };
}

function createSpelling({ layout }: DottedTables): Spelling {
  return {
    ...layout,
    name: 'dotted',
    format: 'dotted',
    title: 'dotted',
    // It has no names for summer time.
    dst: { off: '0', rule: '', byWeek: '' },
    unproven: {
      functionKeys: 'the dotted names of function keys, known from two programs of others',
    },
    has: ({ names }) => names.dotted !== undefined,
    findRawProblem: findDottedProblem,
    createViews: () => createDottedViews(layout),
  };
}
