// What the tables know of a key as it stands in a txt file, looked up once for all files of a form.

import { columnOf } from '../forms/txt/txt-view.js';
import type { TxtForm } from './data.js';
import type { KeyNames } from './key-names.js';
import type { KnownKeys } from './known-keys.js';

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

export function createKeyFacts(form: TxtForm, names: KeyNames, known: KnownKeys): FindKeyFacts {
  const remembered = new Map(
    form.modules.map((module) => [module.name, new Map<string, KeyFacts>()]),
  );
  return (module, key) => {
    const inModule = remembered.get(module);
    const before = inModule?.get(key);
    if (before) return before;
    const inFiles = known.find(form.name, module, key);
    const facts = {
      known: inFiles !== undefined,
      number: inFiles?.number ?? false,
      server: names.rowAt(form.name, module, key)?.server ?? false,
      colon: Math.max(columnOf({ form, known }, { module, key }), key.length),
    };
    // Files may hold any text: only keys that phones have are few enough to be remembered.
    if (inFiles) inModule?.set(key, facts);
    return facts;
  };
}
