// Has a value from a file beside the templates the shape that its type says?

import type { Ajv2020, CodeOptions, ErrorObject } from 'ajv/dist/2020.js';
import { loadAjv } from '../../core/ajv.js';
import { prepared } from '../../core/prepared.js';

export interface Shape<T> {
  (value: unknown): value is T;
  /** Of the last value. */
  readonly errors?: readonly ErrorObject[] | null;
}

type Check = ((value: unknown) => boolean) & { errors?: ErrorObject[] | null };

interface PreparedShapes {
  /** By the text of the schema. */
  readonly byText: ReadonlyMap<string, Check>;
}

/** Of every shape there is: what the build prepares. */
const declared: object[] = [];

/** `schema` is JSON Schema 2020-12, and says what T says. Compiled when the first value is held to it. */
export function compileShape<T>(schema: object): Shape<T> {
  declared.push(schema);
  let check: Check | undefined;
  const shape = (value: unknown): value is T => {
    check ??= checkOf(schema);
    return check(value);
  };
  return Object.defineProperty(shape, 'errors', { get: () => check?.errors });
}

export function declaredShapes(): readonly object[] {
  return declared;
}

let ready: PreparedShapes['byText'] | undefined;
/** One for all: each costs its start. */
let ajv: Ajv2020 | undefined;

function checkOf(schema: object): Check {
  ready ??= (prepared('shapes') as PreparedShapes | undefined)?.byText ?? new Map();
  const found = ready.get(JSON.stringify(schema));
  if (found) return found;
  // Polishing the code that ajv makes takes longer than it saves.
  ajv ??= createShapeAjv({ optimize: false });
  return ajv.compile(schema);
}

export function createShapeAjv(code: CodeOptions): Ajv2020 {
  return new (loadAjv().Ajv2020)({
    strict: true,
    // Parts of a schema may speak of properties that another part declares.
    strictRequired: false,
    allErrors: true,
    code,
  });
}
