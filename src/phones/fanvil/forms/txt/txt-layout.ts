// What a txt file looks like in each dialect, and which names phones' files hold: the form's own tables.

import type { VendorData } from '../../../packs/packs.js';
import { compileShape } from '../../../packs/shape.js';
import type { Dialect } from '../../tables/facts.js';
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

/** Names seen in phones' files; `number`: always with a whole number. */
export interface KnownSection {
  readonly text?: readonly string[];
  readonly number?: readonly string[];
  /** Where the colon stands if not where the form's rule puts it. */
  readonly columns?: Readonly<Record<string, number>>;
}

export type KnownModules = Readonly<Record<string, Readonly<Record<string, KnownSection>>>>;

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
const KNOWN_MODULES = mapOf(
  mapOf(
    record({ text: texts, number: texts, columns: mapOf(number) }, 'text', 'number', 'columns'),
  ),
);

const isLayout = compileShape<{ readonly forms: TxtLayouts }>(
  holding({ forms: holding({ A: layout('A'), B: layout('B') }) }),
);
const isKnown = compileShape<Readonly<Record<Dialect, KnownModules>>>(
  holding({ A: KNOWN_MODULES, B: KNOWN_MODULES }),
);

export function readTxtLayouts(data: VendorData): TxtLayouts {
  return checked(data, 'layout', isLayout).forms;
}

export function readKnownModules(data: VendorData): Readonly<Record<Dialect, KnownModules>> {
  return checked(data, 'known-keys', isKnown);
}
