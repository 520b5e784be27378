// The check that ajv makes of the schema of inventories; that of our own models was made when offhook was built.

import type { Ajv2020, CodeOptions, ErrorObject } from 'ajv/dist/2020.js';
import { loadAjv } from '../../core/ajv.js';
import { prepared } from '../../core/prepared.js';
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
  return createInventoryAjv(kind, { optimize: false }).compile(JSON.parse(schema));
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
  return ajv;
}
