// What a phone would stumble over in a dotted file, whoever made it. One row a rule.

import { style } from '../../../../findings/evidence.js';
import { didYouMean, nearestName } from '../../../../findings/near.js';
import { type Found, judgeBy, type Rule } from '../../../../findings/rule.js';
import type { Position } from '../../../../render/xml/tree.js';
import { makerOfName } from '../../../other-makers.js';
import { numberedLike } from '../../tables/key-names.js';
import { saidBy } from '../../tables/sources.js';
import { ACCOUNT_RULES, type AccountValue, type WithAccounts } from '../account-rules.js';
import type { FormFile, Setting } from '../form.js';
import { COMMON, placeOf, startOf, tellComments } from '../form-codes.js';
import {
  type FaultyValue,
  faultIn,
  faultyValue,
  NUMBER_RULE,
  VALUE_RULES,
  type WithFaulty,
} from '../value-rules.js';
import { generalDotted } from './dotted-names.js';
import type { DottedTables } from './dotted-tables.js';
import { parseDotted } from './parse-dotted.js';

interface DottedSubject extends WithFaulty, WithAccounts {
  readonly file: FormFile;
  readonly strangers: readonly Stranger[];
  readonly tables: DottedTables;
}

/** A name that nobody knows. */
interface Stranger {
  readonly entry: Setting;
  readonly is: 'near' | 'far' | 'other-form' | 'other-maker';
  /** What is known that is like it. */
  readonly meant: string;
}

/** At each stranger of the kind. */
const told =
  (kind: Stranger['is'], say: (key: string, meant: string) => { message: string; hint?: string }) =>
  ({ strangers }: DottedSubject) =>
    strangers
      .filter(({ is }) => is === kind)
      .map(({ entry, meant }) => ({ at: startOf(entry.keyAt), ...say(entry.key, meant) }));

const WITH_COLON = /^[^:=]*\S\s*:/;

export const DOTTED_RULES = {
  'fanvil/no-version': {
    ...COMMON['fanvil/no-version'],
    run({ file: { version, strays }, tables }) {
      // It is told as a line with another sign.
      if (strays.some(({ text }) => /^\s*Version\s*:/.test(text))) return [];
      const hint = `write "Version = ${tables.layout.version}" in the second line`;
      if (!version) return [{ at: startOf({ line: 1 }), message: 'the file has no version', hint }];
      if (/^\d+\.\d+$/.test(version.value)) return [];
      return [{ at: placeOf(version.at), message: 'this is no version', hint }];
    },
  },
  'fanvil/stray-line': {
    ...COMMON['fanvil/stray-line'],
    run({ file: { strays } }) {
      const colons = strays.filter(({ text }) => WITH_COLON.test(text));
      const [first] = colons;
      const more = colons.length > 1 ? ` (and ${colons.length - 1} more)` : '';
      const sign = `this is no setting: in dotted files an equals sign stands before the value${more}`;
      // The same slip in each line is one.
      const told = strays.filter((each) => each === first || !colons.includes(each));
      return told.map((each) => ({
        at: startOf(each.at),
        message: each === first ? sign : 'this is no setting',
        hint: 'a setting is a name, " = " and a value',
      }));
    },
  },
  'fanvil/comment': {
    ...COMMON['fanvil/comment'],
    run: ({ file }) => tellComments(file.comments.map(({ at }) => at)),
  },
  // The names that we know are few: only what is nearly one of them is called a mistake.
  'fanvil/unknown-key': {
    ...COMMON['fanvil/unknown-key'],
    run: told('near', (key, meant) => ({
      message: `"${key}" is not known${didYouMean(key, [meant])}`,
      hint: 'phones pass over what they do not know',
    })),
  },
  'fanvil/unlisted-key': {
    ...style(
      'A dotted key that is not among the few that are known',
      'other firmware may know it',
      saidBy('program'),
    ),
    run: told('far', (key) => ({ message: `"${key}" is not known` })),
  },
  'fanvil/other-form': {
    ...COMMON['fanvil/other-form'],
    run: told('other-form', (key, meant) => ({
      message: `"${key}" is called "${meant}" in dotted files`,
    })),
  },
  'fanvil/other-maker': {
    ...COMMON['fanvil/other-maker'],
    run: told('other-maker', (key, meant) => ({
      message: `"${key}" is a name of ${meant} phones`,
    })),
  },
  ...NUMBER_RULE,
  ...VALUE_RULES,
  ...ACCOUNT_RULES,
  'fanvil/key-twice': {
    ...COMMON['fanvil/key-twice'],
    run({ file }) {
      const seen = new Map<string, number>();
      return file.settings.flatMap((entry) => {
        const { key, keyAt } = entry;
        const first = seen.get(key);
        seen.set(key, first ?? keyAt.line);
        if (first === undefined) return [];
        return [{ at: startOf(keyAt), message: `"${key}" stands in line ${first} already` }];
      });
    },
  },
} as const satisfies Readonly<Record<`fanvil/${string}`, Rule<DottedSubject, Position>>>;

const judge = judgeBy<DottedSubject, Position>(DOTTED_RULES);

export function lintDotted(tables: DottedTables, text: string): readonly Found<Position>[] {
  const file = parseDotted(text);
  const strangers: Stranger[] = [];
  const faulty: FaultyValue[] = [];
  const accounts: AccountValue[] = [];
  const names = [...tables.known.keys()];
  for (const entry of file.settings) {
    const { key, value } = entry;
    const general = generalDotted(key);
    const facts = tables.known.get(general);
    if (!facts) {
      strangers.push(strangerOf(entry, general, names, tables));
      continue;
    }
    const fault = value.trim() === '' ? undefined : faultIn(facts, value);
    const at = placeOf(entry.valueAt);
    if (fault) faulty.push(faultyValue(facts, fault, value, `"${key}"`, at));
    if (!facts.role) continue;
    const line = key.slice(0, key.lastIndexOf('.'));
    accounts.push({ role: facts.role, key, shown: `"${key}"`, line, value, at });
  }
  return judge({ file, strangers, faulty, accounts, tables });
}

function strangerOf(
  entry: Setting,
  general: string,
  names: readonly string[],
  { likeTxt }: DottedTables,
): Stranger {
  const { key } = entry;
  const maker = makerOfName(key);
  if (maker !== undefined) return { entry, is: 'other-maker', meant: maker };
  const called = likeTxt.get(general);
  if (called !== undefined) return { entry, is: 'other-form', meant: numberedLike(called, key) };
  const near = nearestName(
    key,
    names.map((each) => numberedLike(each, key)),
  );
  return { entry, is: near === undefined ? 'far' : 'near', meant: near ?? '' };
}
