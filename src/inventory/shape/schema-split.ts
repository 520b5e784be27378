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

/** The text that stands before it on its line: in braces, for elsewhere each key has a line. */
function fieldBefore(
  source: Source,
  { data }: ErrorObject,
  path: Path,
  key: string,
): string | undefined {
  const fields: object = Object(data);
  if (Reflect.get(fields, key) !== null) return undefined;
  const { line, col } = source.locate([...path, key], 'name');
  const before = Object.entries(fields).flatMap(([name, value]) => {
    const at = source.locate([...path, name]);
    const isBefore = value !== null && at.line === line && at.col < col;
    return isBefore ? [{ name, value, col: at.col }] : [];
  });
  const last = before.toSorted((a, b) => a.col - b.col).at(-1);
  return typeof last?.value === 'string' ? last.name : undefined;
}

function takesSecret(schema: unknown): boolean {
  return /\/secret$/.test(String(Object(schema).$ref));
}
