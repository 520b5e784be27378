// What a phone would stumble over in a dotted file, whoever made it. One row a rule.

import { style } from '../../../../findings/evidence.js';
import { didYouMean, nearestName } from '../../../../findings/near.js';
import { type Found, judgeBy, type Rule } from '../../../../findings/rule.js';
import type { Position } from '../../../../render/xml/tree.js';
import { findUnreachable } from '../../settings/server-address.js';
import { numberedLike } from '../../tables/key-names.js';
import { COMMON, startOf, tellComments, tellStrays } from '../form-codes.js';
import { type DottedTables, generalDotted } from './dotted-tables.js';
import { type DottedEntry, type DottedFile, parseDotted } from './parse-dotted.js';

interface DottedSubject {
  readonly file: DottedFile;
  readonly strangers: readonly Stranger[];
  readonly tables: DottedTables;
}

/** A name that nobody knows. */
interface Stranger {
  readonly entry: DottedEntry;
  /** Those that are known, with its numbers. */
  readonly names: readonly string[];
  readonly isNear: boolean;
}

export const DOTTED_RULES = {
  'fanvil/no-version': {
    ...COMMON['fanvil/no-version'],
    run({ file: { version }, tables }) {
      const hint = `write "Version = ${tables.layout.version}" in the second line`;
      if (!version) return [{ at: startOf({ line: 1 }), message: 'the file has no version', hint }];
      if (/^\d+\.\d+$/.test(version.value)) return [];
      return [{ at: atValue(version), message: 'this is no version', hint }];
    },
  },
  'fanvil/stray-line': {
    ...COMMON['fanvil/stray-line'],
    run: ({ file }) =>
      tellStrays(file.strays, 'this is no setting', 'a setting is a name, " = " and a value'),
  },
  'fanvil/comment': {
    ...COMMON['fanvil/comment'],
    run: tellComments,
  },
  // The names that we know are few: only what is nearly one of them is called a mistake.
  'fanvil/unknown-key': {
    ...COMMON['fanvil/unknown-key'],
    run: ({ strangers }) =>
      strangers
        .filter(({ isNear }) => isNear)
        .map(({ entry, names }) => ({
          at: startOf(entry),
          message: `"${entry.key}" is not known${didYouMean(entry.key, names)}`,
          hint: 'phones pass over what they do not know',
        })),
  },
  'fanvil/unlisted-key': {
    ...style('A dotted key that is not among the few that are known', 'other firmware may know it'),
    run: ({ strangers }) =>
      strangers
        .filter(({ isNear }) => !isNear)
        .map(({ entry }) => ({ at: startOf(entry), message: `"${entry.key}" is not known` })),
  },
  'fanvil/unreachable-server': {
    ...COMMON['fanvil/unreachable-server'],
    run: ({ file, tables }) =>
      file.settings.flatMap((entry) => {
        const general = generalDotted(entry.key);
        const unreachable = tables.servers.has(general) ? findUnreachable(entry.value) : undefined;
        if (unreachable === undefined) return [];
        return [{ at: atValue(entry), message: `"${entry.key}" is ${unreachable}` }];
      }),
  },
  'fanvil/key-twice': {
    ...COMMON['fanvil/key-twice'],
    run({ file }) {
      const seen = new Map<string, number>();
      return file.settings.flatMap((entry) => {
        const { key, line } = entry;
        const first = seen.get(key);
        seen.set(key, first ?? line);
        if (first === undefined) return [];
        return [{ at: startOf(entry), message: `"${key}" stands in line ${first} already` }];
      });
    },
  },
} as const satisfies Readonly<Record<`fanvil/${string}`, Rule<DottedSubject, Position>>>;

const judge = judgeBy<DottedSubject, Position>(DOTTED_RULES);

export function lintDotted(tables: DottedTables, text: string): readonly Found<Position>[] {
  const file = parseDotted(text);
  const strangers = file.settings.flatMap((entry) => {
    const { known } = tables;
    if (known.includes(generalDotted(entry.key))) return [];
    const names = known.map((each) => numberedLike(each, entry.key));
    return [{ entry, names, isNear: nearestName(entry.key, names) !== undefined }];
  });
  return judge({ file, strangers, tables });
}

function atValue({ line, valueCol }: DottedEntry): Position {
  return { line, col: valueCol };
}
