// Which names phones' txt files are known to hold, and where. Says nothing about values.

import type { Dialect } from '../../tables/facts.js';
import { generalKey } from './key-paths.js';
import type { KnownModules } from './txt-layout.js';

export interface KnownKey {
  /** Sections of the module in which it was seen; the empty one is the module's head. */
  readonly sections: readonly string[];
  /** Always with a whole number. */
  readonly number: boolean;
  /** Where its colon stands if not where the form's rule puts it. */
  readonly column?: number;
}

export interface KnownKeys {
  find(dialect: Dialect, module: string, key: string): KnownKey | undefined;
  /** General names, `SIP{n} Transport`. */
  namesIn(dialect: Dialect, module: string): readonly string[];
  modulesWith(dialect: Dialect, key: string): readonly string[];
}

type Index = ReadonlyMap<string, ReadonlyMap<string, KnownKey>>;

export function createKnownKeys(known: Readonly<Record<Dialect, KnownModules>>): KnownKeys {
  const dialects: Readonly<Record<Dialect, Index>> = { A: index(known.A), B: index(known.B) };
  return {
    find: (dialect, module, key) => dialects[dialect].get(module)?.get(generalKey(key)),
    namesIn: (dialect, module) => [...(dialects[dialect].get(module)?.keys() ?? [])],
    modulesWith(dialect, key) {
      const name = generalKey(key);
      return [...dialects[dialect]].flatMap(([module, keys]) => (keys.has(name) ? [module] : []));
    },
  };
}

function index(modules: KnownModules): Index {
  return new Map(
    Object.entries(modules).map(([module, sections]) => [module, indexModule(sections)]),
  );
}

function indexModule(sections: KnownModules[string]): ReadonlyMap<string, KnownKey> {
  const keys = new Map<string, KnownKey>();
  for (const [section, { text = [], number = [], columns = {} }] of Object.entries(sections)) {
    for (const key of [...text, ...number]) {
      const column = columns[key];
      keys.set(key, {
        sections: [...(keys.get(key)?.sections ?? []), section],
        number: number.includes(key),
        ...(column !== undefined && { column }),
      });
    }
  }
  return keys;
}
