// What somebody says in JSON when he wants something done, before anybody knows what it means.

import { isJsonObject, type Json, parseJson } from '../core/json.js';

export const TEXT_MAX = 200;

/** Undefined: it is no object. */
export function saidIn(body: string): Json | undefined {
  const said = parseJson(body);
  return isJsonObject(said) ? said : undefined;
}

export function hasOnly(said: Json, known: readonly string[]): boolean {
  return Object.keys(said).every((name) => known.includes(name));
}

/** Of at most TEXT_MAX characters. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= TEXT_MAX;
}
