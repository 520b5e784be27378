// Which names phones' files are known to hold, and where. Says nothing about values.

import type { FanvilData, KnownModules, TxtFormName } from './data.js';
import { generalKey } from './key-names.js';

export interface KnownKey {
  /** Sections of the module in which it was seen; the empty one is the module's head. */
  readonly sections: readonly string[];
  /** Always with a whole number. */
  readonly number: boolean;
  /** Where its colon stands if not where the form's rule puts it. */
  readonly column?: number;
}

export interface KnownKeys {
  find(form: TxtFormName, module: string, key: string): KnownKey | undefined;
  /** General names, `SIP{n} Transport`. */
  namesIn(form: TxtFormName, module: string): readonly string[];
  modulesWith(form: TxtFormName, key: string): readonly string[];
  /** General names, `sip.line.{n}.RegUser`. */
  readonly dotted: readonly string[];
}

type Index = ReadonlyMap<string, ReadonlyMap<string, KnownKey>>;

export function createKnownKeys({ known, rows }: Pick<FanvilData, 'known' | 'rows'>): KnownKeys {
  const forms: Readonly<Record<TxtFormName, Index>> = { A: index(known.A), B: index(known.B) };
  return {
    find: (form, module, key) => forms[form].get(module)?.get(generalKey(key)),
    namesIn: (form, module) => [...(forms[form].get(module)?.keys() ?? [])],
    modulesWith(form, key) {
      const name = generalKey(key);
      return [...forms[form]].flatMap(([module, keys]) => (keys.has(name) ? [module] : []));
    },
    dotted: [...rows.flatMap(({ dotted }) => dotted ?? []), ...known.dotted].map(generalDotted),
  };
}

/** Every number that stands alone becomes `{n}`. */
export function generalDotted(name: string): string {
  return name.replace(/(?<=\.)(\d+|\{\w+\})(?=\.)/g, '{n}');
}

/** `SIP{n} Transport` with the numbers of `SIP2 Transprt`, of which no more are looked for. */
export function numberedLike(general: string, key: string): string {
  const numbers = key.matchAll(/\d+/g);
  return general.replaceAll('{n}', (unknown) => numbers.next().value?.[0] ?? unknown);
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
