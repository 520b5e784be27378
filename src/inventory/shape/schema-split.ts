// A text in braces that has a comma in it: there it ends, and what follows is read as a key without a value.

import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Finding } from '../../findings/finding.js';
import { nearestName } from '../../findings/near.js';
import type { Path, Source } from '../read/source.js';
import { finding } from './codes.js';
import { type Misfit, propertiesOf } from './schema-error-facts.js';

/** Undefined: the unknown key is one. What follows a password may be the rest of it, and is not shown. */
export function describeSplit({ source, error, path }: Misfit): Finding | undefined {
  const key = String(error.params.additionalProperty);
  const name = fieldBefore(source, error, path, key);
  if (name === undefined) return undefined;
  const known = propertiesOf(error.parentSchema);
  const isSecret = takesSecret(Reflect.get(known, name));
  const isMisspelt = nearestName(key, Object.keys(known)) !== undefined;
  if (isMisspelt && !isSecret) return undefined;
  const message = `${name} ends at its comma: in braces that begins another key`;
  return finding('inventory/split-text', source.locate([...path, name]), message);
}

/** A name of a map, and where what it names stands. */
interface Written {
  readonly name: string;
  readonly value: unknown;
  readonly line: number;
  readonly col: number;
}

/** By map: each of thousands of unknown keys asks for the same. What was cut away since stays in it. */
const WRITTEN = new WeakMap<object, readonly Written[]>();

/** What has a value, as it stands in the text. */
function writtenIn(source: Source, fields: object, path: Path): readonly Written[] {
  const known = WRITTEN.get(fields);
  if (known) return known;
  const written = Object.entries(fields)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => {
      const { line, col } = source.locate([...path, name]);
      return { name, value, line, col };
    })
    .toSorted((a, b) => a.line - b.line || a.col - b.col);
  WRITTEN.set(fields, written);
  return written;
}

/** The text that stands before it on its line: in braces, for elsewhere each key has a line. */
function fieldBefore(
  source: Source,
  { data, parentSchema }: ErrorObject,
  path: Path,
  key: string,
): string | undefined {
  const fields: object = Object(data);
  if (Reflect.get(fields, key) !== null) return undefined;
  const { line, col } = source.locate([...path, key], 'name');
  const last = writtenIn(source, fields, path).findLast(
    (written) => written.line === line && written.col < col && Object.hasOwn(fields, written.name),
  );
  if (last === undefined) return undefined;
  const { value, name } = last;
  const isNumber =
    typeof value === 'number' && isText(Reflect.get(propertiesOf(parentSchema), name));
  return typeof value === 'string' || isNumber ? name : undefined;
}

/** `{ speedDial: 7,002 }`. */
function isText(schema: unknown): boolean {
  return Object(schema).type === 'string';
}

function takesSecret(schema: unknown): boolean {
  return /\/secret$/.test(String(Object(schema).$ref));
}
