// What can be asked of one of ajv's errors.

import type { ErrorObject } from 'ajv/dist/2020.js';
import { MASK } from '../../core/secret.js';
import { namesPassword } from '../../core/secret-in-text.js';
import type { Path, Source } from '../read/source.js';

/** A value that the schema refuses. */
export interface Misfit {
  readonly source: Source;
  readonly error: ErrorObject;
  readonly path: Path;
  /** What people call the value. */
  readonly name: string;
  /** The whole. */
  readonly schema: object;
}

export function shownData(error: ErrorObject): string {
  return isSecret(error) ? MASK : JSON.stringify(error.data);
}

/** Null, where it is allowed, is nothing to propose. */
export function wantedTypes(error: ErrorObject): readonly string[] {
  return [error.params.type]
    .flat()
    .map(String)
    .filter((type) => type !== 'null');
}

/** YAML read as something else what was meant as text. */
export function isUnquoted(source: Source, error: ErrorObject): boolean {
  const { keyword, data, instancePath } = error;
  if (keyword !== 'type' || !wantedTypes(error).includes('string')) return false;
  if (data === null) return (source.written(pathOf(instancePath)) ?? '') !== '';
  return typeof data === 'number' || typeof data === 'boolean';
}

/** Under `raw` there can be anything. */
export function isSecret(error: ErrorObject): boolean {
  const ofRaw = /\/raw\//.test(error.schemaPath);
  return takesReference(error) || (ofRaw && namesPassword(error.instancePath));
}

/** Whether `{ env: NAME }` can stand there. */
export function takesReference(error: ErrorObject): boolean {
  return /\/secret\//.test(error.schemaPath);
}

export function propertiesOf(schema: unknown): object {
  const properties: unknown = Object(schema).properties;
  return typeof properties === 'object' && properties !== null ? properties : {};
}

/** RFC 6901: `~1` is a slash, `~0` a tilde. */
export function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  object: 'a map',
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
};

export function typeName(type: string): string {
  return TYPE_NAMES[type] ?? `a ${type}`;
}

export function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : typeof value === 'string' ? 'text' : `${value}`;
}

/** What people call the value at a path: an item of a list goes by the name of the list. */
export function nameOf(root: unknown, path: Path): string {
  const isItem = Array.isArray(holderOf(root, path));
  return String(path.at(isItem ? -2 : -1) ?? 'the file');
}

/** Whether a map in a list belongs there. */
export function takesEntry({ source, error, path }: Misfit): boolean {
  return Array.isArray(holderOf(source.value, path)) && wantedTypes(error).includes('object');
}

function holderOf(root: unknown, path: Path): unknown {
  let holder = root;
  for (const step of path.slice(0, -1)) holder = Object(holder)[step];
  return holder;
}
