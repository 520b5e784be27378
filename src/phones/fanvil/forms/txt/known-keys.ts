// Which names phones' txt files are known to hold, and where. Says nothing about values.

import { oncePerKey } from '../../../../core/once-per.js';
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

/** A module is put in order when it is asked for: few are, of one dialect. */
export function createKnownKeys(known: Readonly<Record<Dialect, KnownModules>>): KnownKeys {
  const keysOf = { A: byModule(known.A), B: byModule(known.B) };
  return {
    find: (dialect, module, key) => keysOf[dialect](module).get(generalKey(key)),
    namesIn: (dialect, module) => [...keysOf[dialect](module).keys()],
    modulesWith(dialect, key) {
      const name = generalKey(key);
      return Object.keys(known[dialect]).filter((module) => keysOf[dialect](module).has(name));
    },
  };
}

function byModule(modules: KnownModules): (module: string) => ReadonlyMap<string, KnownKey> {
  const known = new Map(Object.entries(modules));
  const indexed = oncePerKey((module: string) => indexModule(known.get(module) ?? {}));
  // Whoever writes a file may name modules without end.
  return (module) => (known.has(module) ? indexed(module) : NONE);
}

const NONE: ReadonlyMap<string, KnownKey> = new Map();

function indexModule(sections: KnownModules[string]): ReadonlyMap<string, KnownKey> {
  const keys = new Map<string, KnownKey>();
  for (const [section, { text = [], number = [], columns = {} }] of Object.entries(sections)) {
    const numbers = new Set(number);
    for (const key of [...text, ...number]) {
      const column = columns[key];
      keys.set(key, {
        sections: [...(keys.get(key)?.sections ?? []), section],
        number: numbers.has(key),
        ...(column !== undefined && { column }),
      });
    }
  }
  return keys;
}
