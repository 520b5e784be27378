// Keys of a txt file that phones do not have where they stand: whose they are, or what was meant. One row a rule.

import { oncePer } from '../../../../core/once-per.js';
import { createMeant } from '../../../../findings/near.js';
import type { Complaint, Rule } from '../../../../findings/rule.js';
import type { Position } from '../../../../render/xml/tree.js';
import { makerOfName } from '../../../other-makers.js';
import type { Dialect } from '../../tables/facts.js';
import { numberedLike } from '../../tables/key-names.js';
import { generalDotted } from '../dotted/dotted-names.js';
import { COMMON, startOf } from '../form-codes.js';
import { findModule, generalKey } from './key-paths.js';
import type { TxtEntry, TxtLine } from './parse-txt.js';
import type { TxtSubject } from './txt-subject.js';
import type { TxtTables } from './txt-tables.js';

type Kind = 'unknown' | 'invented' | 'dotted' | 'other-maker';

export const STRANGER_RULES = {
  'fanvil/unknown-key': {
    ...COMMON['fanvil/unknown-key'],
    run(subject) {
      const meant = createMeant();
      return strangers(subject, 'unknown').map((entry) => ({
        at: startOf(entry),
        message: explainUnknown(entry, subject, meant),
      }));
    },
  },
  'fanvil/invented-key': {
    ...COMMON['fanvil/invented-key'],
    run: (subject) =>
      strangers(subject, 'invented').map((entry) => ({
        at: startOf(entry),
        message: `no phone has "${entry.key}"${insteadOf(entry.key, subject)}`,
      })),
  },
  'fanvil/other-form': {
    ...COMMON['fanvil/other-form'],
    run: (subject) =>
      strangers(subject, 'dotted').map((entry) => ({
        at: startOf(entry),
        message: `"${entry.key}" is a name of dotted files${calledHere(entry.key, subject)}`,
      })),
  },
  'fanvil/other-maker': {
    ...COMMON['fanvil/other-maker'],
    run: (subject) =>
      strangers(subject, 'other-maker').map((entry) => ({
        at: startOf(entry),
        message: `"${entry.key}" is a name of ${makerOfName(entry.key)} phones`,
      })),
  },
} as const satisfies Readonly<Record<`fanvil/${string}`, Rule<TxtSubject, Position>>>;

function strangers({ odd, layout, tables }: TxtSubject, kind: Kind): readonly TxtEntry[] {
  return odd
    .map(({ entry }) => entry)
    .filter(({ key, module }) => {
      if (key === '' || module === '') return false;
      const found = kindOf(key, tables);
      // What stands in a module that nobody knows is told with the module.
      return found === kind && (found !== 'unknown' || findModule(layout, module) !== undefined);
    });
}

const DOTTED_NAME = /^[A-Za-z]\w*(\.\w+)+$/;

function kindOf(key: string, { known }: TxtTables): Kind {
  if (makerOfName(key) !== undefined) return 'other-maker';
  if (known.inventedFor(key) !== undefined) return 'invented';
  return DOTTED_NAME.test(key) ? 'dotted' : 'unknown';
}

function explainUnknown(
  { module, key }: TxtEntry,
  { layout, tables }: TxtSubject,
  meant: ReturnType<typeof createMeant>,
): string {
  const { known } = tables;
  const [home] = known.modulesWith(layout.name, key);
  if (home !== undefined) return `"${key}" stands in "${home}" on the phones that have it`;
  const here = otherNames(tables)[layout.name].get(generalKey(key));
  if (here !== undefined) {
    return `"${key}" is called "${numberedLike(here, key)}" in this dialect`;
  }
  const names = () => known.namesIn(layout.name, module).map((each) => numberedLike(each, key));
  return `"${key}" is not known here${meant(key, names)}`;
}

/** Names of the other dialect and of dotted files, both general, by what this dialect calls the same. */
const otherNames = oncePer((tables: TxtTables) => ({
  A: namesByOther(tables, 'A', 'B'),
  B: namesByOther(tables, 'B', 'A'),
}));

function namesByOther({ names, paths }: TxtTables, dialect: Dialect, other: Dialect) {
  const unnumbered = {};
  const byOther = new Map<string, string>();
  for (const row of names.rows) {
    const here = paths.pathOf(row, dialect, unnumbered)?.key.replace('{slot}', '{n}');
    const there = paths.pathOf(row, other, unnumbered)?.key.replace('{slot}', '{n}');
    if (here === undefined) continue;
    const { dotted } = row.names;
    if (there !== undefined && there !== here && !byOther.has(there)) byOther.set(there, here);
    if (dotted !== undefined) byOther.set(generalDotted(dotted), here);
  }
  return byOther;
}

function calledHere(dotted: string, { layout, tables }: TxtSubject): string {
  const here = otherNames(tables)[layout.name].get(generalDotted(dotted));
  return here === undefined ? '' : `, called "${numberedLike(here, dotted)}" in this one`;
}

function insteadOf(key: string, { tables }: TxtSubject): string {
  const meant = tables.known.inventedFor(key) ?? '';
  return meant === '' ? '' : `; "${numberedLike(meant, key)}" is what they have`;
}

/** A line that is no setting here, and may be one elsewhere. */
export function explainStray({ text, line }: TxtLine, subject: TxtSubject): Complaint<Position> {
  const [, name = ''] = /^\s*([A-Za-z][\w.]*)\s*=/.exec(text) ?? [];
  const maker = makerOfName(name);
  const said =
    maker !== undefined
      ? `a line of ${maker} phones`
      : DOTTED_NAME.test(name)
        ? `a line of dotted files${calledHere(name, subject)}`
        : 'neither a setting nor the name of a module';
  return { at: startOf({ line }), message: `this is ${said}`, hint: 'a setting has a colon' };
}
