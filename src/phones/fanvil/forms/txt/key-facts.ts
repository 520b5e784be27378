// What the tables know of a key as it stands in a txt file, looked up once for all files of a dialect.

import { SERVER } from '../../tables/key-kinds.js';
import { type AccountRole, accountRoleOf } from '../account-rules.js';
import { SECRET, type ValueFacts } from '../value-rules.js';
import type { KeyPaths } from './key-paths.js';
import type { KnownKeys } from './known-keys.js';
import type { TxtLayout } from './txt-layout.js';
import { columnOf } from './txt-view.js';

export interface KeyFacts extends ValueFacts {
  /** Phones' files hold it in this module. */
  readonly known: boolean;
  /** What it is to its line. */
  readonly role: AccountRole | undefined;
  /** Where phones write its colon, counted from 0; a longer key pushes it out. */
  readonly colon: number;
}

export type FindKeyFacts = (module: string, key: string) => KeyFacts;

/** Of what nobody knows any text is right. */
const ANY_TEXT = { source: '' };

export function createKeyFacts(layout: TxtLayout, paths: KeyPaths, known: KnownKeys): FindKeyFacts {
  const remembered = new Map(
    layout.modules.map((module) => [module.name, new Map<string, KeyFacts>()]),
  );
  return (module, key) => {
    const inModule = remembered.get(module);
    const before = inModule?.get(key);
    if (before) return before;
    const inFiles = known.find(layout.name, module, key);
    const facts = {
      known: inFiles !== undefined,
      kind: inFiles?.kind ?? ANY_TEXT,
      server: inFiles?.kindName === SERVER,
      secret: inFiles?.kindName === SECRET,
      role: inFiles && accountRoleOf(paths.rowAt(layout.name, module, key)),
      colon: Math.max(columnOf({ layout, known }, { module, key }), key.length),
    };
    // Files may hold any text: only keys that phones have are few enough to be remembered.
    if (inFiles) inModule?.set(key, facts);
    return facts;
  };
}
