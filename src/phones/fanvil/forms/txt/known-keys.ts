// Which names phones' txt files are known to hold, where, and what they take.

import { oncePerKey } from '../../../../core/once-per.js';
import type { Dialect } from '../../tables/facts.js';
import type { KeyKind, KeyKinds } from '../../tables/key-kinds.js';
import { generalKey } from './key-paths.js';
import type { KnownModules, KnownTables } from './txt-layout.js';

export interface KnownKey {
  /** Sections of the module in which it was seen; the empty one is the module's head. */
  readonly sections: readonly string[];
  readonly kind: KeyKind;
  /** What its kind is called. */
  readonly kindName: string;
  /** Where its colon stands if not where the form's rule puts it. */
  readonly column?: number;
}

export interface KnownKeys {
  find(dialect: Dialect, module: string, key: string): KnownKey | undefined;
  /** General names, `SIP{n} Transport`. */
  namesIn(dialect: Dialect, module: string): readonly string[];
  modulesWith(dialect: Dialect, key: string): readonly string[];
  /** What a key was meant to be that nobody's phone has and a program in use writes; empty: nothing like it is known. */
  inventedFor(key: string): string | undefined;
}

/** A module is put in order when it is asked for: few are, of one dialect. Throws where a key is of no kind. */
export function createKnownKeys({ kinds, invented, ...known }: KnownTables): KnownKeys {
  const keysOf = { A: byModule(known.A, kinds), B: byModule(known.B, kinds) };
  return {
    find: (dialect, module, key) => keysOf[dialect](module).get(generalKey(key)),
    namesIn: (dialect, module) => [...keysOf[dialect](module).keys()],
    modulesWith(dialect, key) {
      const name = generalKey(key);
      return Object.keys(known[dialect]).filter((module) => keysOf[dialect](module).has(name));
    },
    inventedFor(key) {
      const name = key.replace(/\d+/g, '{n}');
      return Object.hasOwn(invented, name) ? invented[name] : undefined;
    },
  };
}

function byModule(
  modules: KnownModules,
  kinds: KeyKinds,
): (module: string) => ReadonlyMap<string, KnownKey> {
  const known = new Map(Object.entries(modules));
  const indexed = oncePerKey((module: string) => indexModule(known.get(module) ?? {}, kinds));
  // Whoever writes a file may name modules without end.
  return (module) => (known.has(module) ? indexed(module) : NONE);
}

const NONE: ReadonlyMap<string, KnownKey> = new Map();

function indexModule(
  sections: KnownModules[string],
  kinds: KeyKinds,
): ReadonlyMap<string, KnownKey> {
  const keys = new Map<string, KnownKey>();
  for (const [section, rows] of Object.entries(sections)) {
    for (const [key, row] of Object.entries(rows)) {
      const { kind: kindName, column } = typeof row === 'string' ? { kind: row } : row;
      keys.set(key, {
        sections: [...(keys.get(key)?.sections ?? []), section],
        kind: kindOf(kinds, kindName),
        kindName,
        ...(column !== undefined && { column }),
      });
    }
  }
  return keys;
}

/** Throws if there is none of that name. */
export function kindOf(kinds: KeyKinds, name: string): KeyKind {
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (!kind) throw new Error(`fanvil/keys.json has no kind ${name}`);
  return kind;
}
