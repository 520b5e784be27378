// Fields of an entry that stand where its name belongs: `pbx: { host: 10.20.1.1 }`.

import type { ErrorObject } from 'ajv/dist/2020.js';
import { ownOf } from '../../core/own.js';
import type { Finding } from '../../findings/finding.js';
import type { Path, Source } from '../read/source.js';
import { finding } from './codes.js';
import { isSecret, pathOf, propertiesOf, wantedTypes } from './schema-error-facts.js';
import { written } from './schema-fits.js';

export interface TooHigh {
  /** Of the map whose names are missing. */
  readonly path: Path;
  readonly field: string;
  /** The map as it is to be written. */
  readonly form: string;
}

/** Names to propose, for maps whose names have a form. */
const NAMES: Readonly<Record<string, string>> = {
  keys: '1',
  options: '132',
  lines: '"7001"',
  pbx: 'main',
};

/** In maps whose names are numbers a field is refused as a name. */
const ENTRIES: Readonly<Record<string, string>> = { keys: 'key', options: 'dhcpOption' };

export function nameFor(map: string): string {
  return ownOf(NAMES, map) ?? 'NAME';
}

/** Undefined: the error is another one. */
export function placedTooHigh(error: ErrorObject, schema: object): TooHigh | undefined {
  const path = pathOf(error.instancePath);
  const found =
    error.keyword === 'type'
      ? fieldByType(error, path)
      : error.keyword === 'pattern'
        ? fieldByName(error, path, schema)
        : undefined;
  if (found === undefined) return undefined;
  const map = String(found.path.at(-1));
  const value = isSecret(error) || typeof found.value === 'object' ? '…' : written(found.value);
  return { ...found, form: `${map}: { ${nameFor(map)}: { ${found.field}: ${value} } }` };
}

interface Field {
  readonly path: Path;
  readonly field: string;
  readonly value: unknown;
}

/** An entry is a map that has a field of the same name as this entry, and this entry is no map. */
function fieldByType(error: ErrorObject, path: Path): Field | undefined {
  const field = String(path.at(-1));
  const isEntry = path.length > 1 && wantedTypes(error).join() === 'object';
  if (!isEntry || !Object.hasOwn(propertiesOf(error.parentSchema), field)) return undefined;
  // Null is an entry without anything in it.
  return error.data === null ? undefined : { path: path.slice(0, -1), field, value: error.data };
}

function fieldByName({ propertyName }: ErrorObject, path: Path, schema: object): Field | undefined {
  const entry = ownOf(ENTRIES, String(path.at(-1)));
  if (propertyName === undefined || entry === undefined) return undefined;
  const isField = Object.hasOwn(propertiesOf(Object(Object(schema).$defs)[entry]), propertyName);
  return isField ? { path, field: propertyName, value: {} } : undefined;
}

export function describeTooHigh(source: Source, { path, field, form }: TooHigh): Finding {
  const message = `"${field}" stands where the name of an entry of ${path.at(-1)} belongs`;
  const place = source.locate([...path, field], 'name');
  return finding('inventory/wrong-type', place, message, { hint: `write ${form}` });
}
