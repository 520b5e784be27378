// What the tables know of a key as it stands in a txt file, looked up once for all files of a dialect.

import type { KeyPaths } from './key-paths.js';
import type { KnownKeys } from './known-keys.js';
import type { TxtLayout } from './txt-layout.js';
import { columnOf } from './txt-view.js';

export interface KeyFacts {
  /** Phones' files hold it in this module. */
  readonly known: boolean;
  /** Always with a whole number. */
  readonly number: boolean;
  /** An address at which a phone calls someone. */
  readonly server: boolean;
  /** Where phones write its colon, counted from 0; a longer key pushes it out. */
  readonly colon: number;
}

export type FindKeyFacts = (module: string, key: string) => KeyFacts;

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
      number: inFiles?.number ?? false,
      server: paths.rowAt(layout.name, module, key)?.server ?? false,
      colon: Math.max(columnOf({ layout, known }, { module, key }), key.length),
    };
    // Files may hold any text: only keys that phones have are few enough to be remembered.
    if (inFiles) inModule?.set(key, facts);
    return facts;
  };
}
