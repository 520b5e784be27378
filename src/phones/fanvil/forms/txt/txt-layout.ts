// What a txt file looks like in each dialect, and which names phones' files hold.

import type { VendorData } from '../../../packs/packs.js';
import { compileShape } from '../../../packs/shape.js';
import type { Dialect } from '../../tables/facts.js';
import { KEY_KIND, type KeyKinds } from '../../tables/key-kinds.js';
import {
  checked,
  holding,
  listOf,
  mapOf,
  number,
  record,
  text,
  texts,
} from '../../tables/shape-parts.js';
import { FACTS, type FormFacts } from '../form-facts.js';

export const DIALECTS = ['A', 'B'] as const satisfies readonly Dialect[];

export interface Section {
  readonly name: string;
  readonly heading: string;
}

export interface ModuleLayout {
  readonly name: string;
  readonly sections: readonly Section[];
}

export interface TxtLayout extends FormFacts {
  readonly name: Dialect;
  /** Characters of the first line, before its line end. */
  readonly headerWidth: number;
  readonly trailer: string;
  /** Where the colon stands, counted from 0. */
  readonly column: number;
  /** Numbered names, `SIP1 …`, whose rest alone is padded to the column. */
  readonly families: readonly string[];
  /** In the order of phones' own exports. */
  readonly modules: readonly ModuleLayout[];
}

export type TxtLayouts = Readonly<Record<Dialect, TxtLayout>>;

/** A key of phones' files, by its kind; `column`: where the colon stands if not where the form's rule puts it. */
export type KnownRow = string | { readonly kind: string; readonly column?: number };

/** By module, section (the empty one is the module's head) and general name, `SIP{n} Transport`. */
export type KnownModules = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, KnownRow>>>>>
>;

export interface KnownTables extends Readonly<Record<Dialect, KnownModules>> {
  readonly kinds: KeyKinds;
  /** Names that programs in use write and no phone has, by what was meant. */
  readonly invented: Readonly<Record<string, string>>;
}

const layout = (name: Dialect) =>
  record({
    name: { const: name },
    ...FACTS,
    dst: record({ off: text, rule: text, byWeek: text }),
    headerWidth: number,
    trailer: text,
    column: number,
    families: texts,
    modules: listOf(
      record({ name: text, sections: listOf(record({ name: text, heading: text })) }),
    ),
  });
const KNOWN_ROW = { anyOf: [text, record({ kind: text, column: number })] };
const KNOWN_MODULES = mapOf(mapOf(mapOf(KNOWN_ROW)));

const isLayout = compileShape<{ readonly forms: TxtLayouts }>(
  holding({ forms: holding({ A: layout('A'), B: layout('B') }) }),
);
const isKnown = compileShape<KnownTables>(
  holding({ kinds: mapOf(KEY_KIND), A: KNOWN_MODULES, B: KNOWN_MODULES, invented: mapOf(text) }),
);

export function readTxtLayouts(data: VendorData): TxtLayouts {
  return checked(data, 'layout', isLayout).forms;
}

export function readKnownKeys(data: VendorData): KnownTables {
  return checked(data, 'keys', isKnown);
}
