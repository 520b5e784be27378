// What a dotted file looks like, and the names that such files are known to hold: the form's own tables.

import type { VendorData } from '../../../packs/packs.js';
import { compileShape } from '../../../packs/shape.js';
import type { KeyNames } from '../../tables/key-names.js';
import { checked, holding, record, texts } from '../../tables/shape-parts.js';
import { FACTS, type FormFacts } from '../form-facts.js';

/** All settings in one list, each name unlike that of the same thing in txt files. */
export type DottedLayout = Omit<FormFacts, 'dst'>;

export interface DottedTables {
  readonly layout: DottedLayout;
  /** General names, `sip.line.{n}.RegUser`. */
  readonly known: readonly string[];
  /** Those of them that hold an address at which a phone calls someone. */
  readonly servers: ReadonlySet<string>;
}

const isLayout = compileShape<{ readonly forms: { readonly dotted: DottedLayout } }>(
  holding({ forms: holding({ dotted: record({ name: { const: 'dotted' }, ...FACTS }) }) }),
);
const isKnown = compileShape<{ readonly dotted: readonly string[] }>(holding({ dotted: texts }));

/** Throws if a table is missing or has another shape. */
export function createDottedTables(data: VendorData, { rows }: KeyNames): DottedTables {
  const named = rows.flatMap(({ names: { dotted }, server }) =>
    dotted === undefined ? [] : [{ name: generalDotted(dotted), server }],
  );
  const others = checked(data, 'known-keys', isKnown).dotted.map(generalDotted);
  return {
    layout: checked(data, 'layout', isLayout).forms.dotted,
    known: [...named.map(({ name }) => name), ...others],
    servers: new Set(named.filter(({ server }) => server).map(({ name }) => name)),
  };
}

/** Every number that stands alone becomes `{n}`. */
export function generalDotted(name: string): string {
  return name.replace(/(?<=\.)(\d+|\{\w+\})(?=\.)/g, '{n}');
}
