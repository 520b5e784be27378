// Has a value from a file beside the templates the shape that its type says?

import { hash } from 'node:crypto';
import type { Ajv2020, CodeOptions, ErrorObject } from 'ajv/dist/2020.js';
import { loadAjv } from '../../core/ajv.js';
import { oncePer } from '../../core/once-per.js';
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

interface PreparedFitting {
  /** As `fittingPair` names them. */
  readonly pairs: ReadonlySet<string>;
}

/** Of every shape there is: what the build prepares. */
const declared: object[] = [];

/**
 * `schema` is JSON Schema 2020-12, and says what T says. Compiled when the first value is held to it that the build did
 * not hold to it. Values are what JSON says, and nobody changes them.
 */
export function compileShape<T>(schema: object): Shape<T> {
  declared.push(schema);
  let check: Check | undefined;
  let errors: Check['errors'];
  const shape = (value: unknown): value is T => {
    errors = null;
    if (isKnownToFit(schema, value)) return true;
    check ??= checkOf(schema);
    const fits = check(value);
    errors = check.errors;
    return fits;
  };
  return Object.defineProperty(shape, 'errors', { get: () => errors });
}

export function declaredShapes(): readonly object[] {
  return declared;
}

let fitting: PreparedFitting['pairs'] | undefined;

/** Our own tables are as they were when offhook was built, unless somebody's own stand in for them. */
function isKnownToFit(schema: object, value: unknown): boolean {
  fitting ??= (prepared('fitting') as PreparedFitting | undefined)?.pairs ?? new Set();
  if (fitting.size === 0 || typeof value !== 'object' || value === null) return false;
  return fitting.has(fittingPair(schema, value));
}

/** The same for two schemas and two values only if they say the same. */
export function fittingPair(schema: object, value: object): string {
  return `${digestOf(schema)} ${digestOf(value)}`;
}

const digestOf = oncePer((json: object) => hash('sha256', JSON.stringify(json), 'base64'));

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
