// What a file says by our own names for its keys, whatever form it is in: the key table read the other way round.

import { WHOLE_FILE } from '../../../findings/finding.js';
import type { Form, FormFile, Setting } from '../forms/form.js';
import type { KeyRow } from '../tables/data.js';
import type { Dialect } from '../tables/facts.js';
import { fill, type Indexes, type KeyNames } from '../tables/key-names.js';

/** How `raw` names the settings of a file: the same for all forms of a dialect. */
export interface NamedSettings {
  /** The last one holds, as phones read from top to bottom. */
  readonly byName: ReadonlyMap<string, Setting>;
  /** Those that `raw` cannot name. */
  readonly nameless: readonly Setting[];
  /** Those that an export keeps to itself. */
  readonly masked: readonly Setting[];
}

export function nameSettings(form: Form, dialect: Dialect, { settings }: FormFile): NamedSettings {
  const byName = new Map<string, Setting>();
  const nameless: Setting[] = [];
  const masked: Setting[] = [];
  for (const setting of settings) {
    const name = setting.masked ? undefined : form.rawNameOf(setting, dialect);
    if (setting.masked) masked.push(setting);
    else if (name === undefined) nameless.push(setting);
    else byName.set(name, setting);
  }
  return { byName, nameless, masked };
}

export interface Said {
  /** Undefined: the file does not say it. */
  (row: string, at?: Indexes): string | undefined;
  find(row: string, at?: Indexes): Setting | undefined;
}

/** `form`: the one whose names of keys the table has. */
export function createSaid(
  { byName }: NamedSettings,
  names: KeyNames,
  form: Form,
  spelling: string,
  dialect: Dialect,
): Said {
  const find = (name: string, at: Indexes = {}): Setting | undefined => {
    const raw = names.has(name)
      ? rawNameOf(names.row(name), at, form, spelling, dialect)
      : undefined;
    return raw === undefined ? undefined : byName.get(raw);
  };
  return Object.assign((name: string, at?: Indexes) => find(name, at)?.value, { find });
}

const NOWHERE = { ...WHOLE_FILE, length: 0 };

function rawNameOf(
  { names }: KeyRow,
  at: Indexes,
  form: Form,
  spelling: string,
  dialect: Dialect,
): string | undefined {
  const name = names[spelling];
  if (name === undefined) return undefined;
  const parts = fill(name, at).split('/');
  const key = parts.at(-1) ?? '';
  const [module = '', section = ''] = parts.slice(0, -1);
  const setting = {
    module,
    section,
    key,
    keyAt: NOWHERE,
    value: '',
    valueAt: NOWHERE,
    masked: false,
  };
  return form.rawNameOf(setting, dialect);
}
