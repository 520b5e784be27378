// What a dotted file looks like, and the names that such files are known to hold: the form's own tables.

import type { VendorData } from '../../../packs/packs.js';
import { compileShape } from '../../../packs/shape.js';
import { KEY_KIND, type KeyKind, type KeyKinds, SERVER } from '../../tables/key-kinds.js';
import type { KeyNames } from '../../tables/key-names.js';
import { checked, holding, mapOf, record, text } from '../../tables/shape-parts.js';
import { type AccountRole, accountRoleOf } from '../account-rules.js';
import { FACTS, type FormFacts } from '../form-facts.js';
import { kindOf } from '../txt/known-keys.js';
import { DIALECTS } from '../txt/txt-layout.js';
import { type TxtTables, txtTablesOf } from '../txt/txt-tables.js';
import { SECRET, type ValueFacts } from '../value-rules.js';
import { generalDotted } from './dotted-names.js';

/** All settings in one list, each name unlike that of the same thing in txt files. */
export type DottedLayout = Omit<FormFacts, 'dst'>;

export interface DottedTables {
  readonly layout: DottedLayout;
  /** By general name, `sip.line.{n}.RegUser`. */
  readonly known: ReadonlyMap<string, DottedFacts>;
  /** General names that follow from txt names and that no dotted file has, by those that it has. */
  readonly likeTxt: ReadonlyMap<string, string>;
}

export interface DottedFacts extends ValueFacts {
  /** What it is to its line. */
  readonly role: AccountRole | undefined;
}

const isLayout = compileShape<{ readonly forms: { readonly dotted: DottedLayout } }>(
  holding({ forms: holding({ dotted: record({ name: { const: 'dotted' }, ...FACTS }) }) }),
);
const isKnown = compileShape<{
  readonly kinds: KeyKinds;
  readonly dotted: Readonly<Record<string, string>>;
}>(holding({ kinds: mapOf(KEY_KIND), dotted: mapOf(text) }));

/** Throws if a table is missing or has another shape. */
export function createDottedTables(data: VendorData, names: KeyNames): DottedTables {
  const { kinds, dotted } = checked(data, 'keys', isKnown);
  const txt = txtTablesOf(names)(data);
  const known = new Map<string, DottedFacts>();
  const likeTxt = new Map<string, string>();
  for (const [name, kind] of Object.entries(dotted)) {
    known.set(name, { ...factsOf(kind, kindOf(kinds, kind)), role: undefined });
  }
  for (const row of names.rows) {
    if (row.names.dotted === undefined) continue;
    const name = generalDotted(row.names.dotted);
    const found = findInTxt(txt, row);
    known.set(name, {
      ...factsOf(found?.kindName ?? '', found?.kind ?? kindOf(kinds, 'text')),
      role: accountRoleOf(row),
    });
    if (found) likeTxt.set(asInTxt(name, found.key), name);
  }
  for (const name of known.keys()) likeTxt.delete(name);
  return { layout: checked(data, 'layout', isLayout).forms.dotted, known, likeTxt };
}

function factsOf(name: string, kind: KeyKind): ValueFacts {
  return { kind, server: name === SERVER, secret: name === SECRET };
}

/** What a key takes does not depend on the form. */
function findInTxt({ paths, known }: TxtTables, row: KeyNames['rows'][number]) {
  for (const dialect of [...DIALECTS].reverse()) {
    const path = paths.pathOf(row, dialect, {});
    const found = path && known.find(dialect, path.module, path.key.replace('{slot}', '{n}'));
    if (path && found) return { ...found, key: path.key };
  }
  return undefined;
}

/** `sip.line.{n}.RegAddr` as it would be if it followed from `SIP{n} Register Addr`: with `RegisterAddr` at its end. */
function asInTxt(dotted: string, key: string): string {
  const last = key.replace(/^\S*\{\w+\} /, '').replaceAll(' ', '');
  return dotted.replace(/[^.]+$/, last);
}
