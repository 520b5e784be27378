// The check that ajv makes of the schema of inventories; that of our own models was made when offhook was built.

import type { Ajv2020, CodeOptions, ErrorObject, KeywordCxt } from 'ajv/dist/2020.js';
import { loadAjv } from '../../core/ajv.js';
import { prepared } from '../../core/prepared.js';
import { checkedSchema } from './checked-schema.js';
import { FORMAT_CHECKS } from './formats.js';

export interface Check {
  (value: unknown): boolean;
  errors?: ErrorObject[] | null;
}

/** Untyped: every value is a text, as in CSV, and becomes what the schema wants. */
export type CheckKind = 'typed' | 'untyped';

interface PreparedCheck {
  readonly schema: string;
  readonly check: Check;
}

const OUR_KEYWORDS = ['x-wire', 'x-element', 'x-source', 'x-unproven', 'x-secret', 'x-with'];

/** `schema`: JSON text. */
export function compileSchema(schema: string, kind: CheckKind): Check {
  const ready = prepared(`inventory-${kind}`) as PreparedCheck | undefined;
  if (ready?.schema === schema) return ready.check;
  // Polishing the code that ajv makes takes longer than it saves.
  return createInventoryAjv(kind, { optimize: false }).compile(checkedSchema(JSON.parse(schema)));
}

export function createInventoryAjv(kind: CheckKind, code: CodeOptions): Ajv2020 {
  const ajv = new (loadAjv().Ajv2020)({
    allErrors: true,
    verbose: true,
    strict: true,
    // `if`, `oneOf` and per-model parts speak of properties that their parent declares.
    strictRequired: false,
    strictTypes: false,
    coerceTypes: kind === 'untyped',
    code,
  });
  ajv.addVocabulary(OUR_KEYWORDS);
  for (const [name, check] of Object.entries(FORMAT_CHECKS)) ajv.addFormat(name, check);
  countNames(ajv);
  return ajv;
}

/**
 * Of a `oneOf` whose branches each want one name, the names are counted. ajv's own code makes an error of each that is not
 * there, and drops them again: of keys that takes longer than all else of a phone.
 */
function countNames(ajv: Ajv2020): void {
  const whole = ajv.getKeyword('oneOf');
  if (typeof whole !== 'object' || !('code' in whole)) throw new Error('ajv has no code of oneOf');
  const { _ } = loadAjv();
  function count(cxt: KeywordCxt, names: readonly string[]): void {
    const { gen, data } = cxt;
    const found = gen.let('found', 0);
    // Whatever is no map has all of its names.
    gen.if(_`typeof ${data} != "object" || !${data} || Array.isArray(${data})`);
    gen.assign(found, names.length).else();
    for (const name of names) {
      gen.if(_`${data}[${name}] !== undefined`, () => gen.code(_`${found}++`));
    }
    gen.endIf();
    cxt.setParams({ passing: _`null` });
    cxt.fail(_`${found} !== 1`);
  }
  ajv.removeKeyword('oneOf');
  ajv.addKeyword({
    ...whole,
    code(cxt) {
      const names = loneNames(cxt.schema);
      if (names) count(cxt, names);
      else whole.code(cxt);
    },
  });
}

/** Undefined: a branch wants something else. */
function loneNames(branches: readonly object[]): readonly string[] | undefined {
  const names = branches.flatMap((branch) => {
    const { required, ...others }: { readonly required?: readonly string[] } = branch;
    return required?.length === 1 && Object.keys(others).length === 0 ? required : [];
  });
  return names.length === branches.length ? names : undefined;
}
