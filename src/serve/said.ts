// What somebody says in JSON when he wants something done, before anybody knows what it means.

import { isJsonObject, type Json, parseJson } from '../core/json.js';
import { maskedStart } from '../core/secret-in-text.js';

const TEXT_MAX = 200;

/** Undefined: it is no object. */
export function saidIn(body: string): Json | undefined {
  const said = parseJson(body);
  return isJsonObject(said) ? said : undefined;
}

/** What is wrong with the first of the fields that is none of these. */
export function strangeField(said: Json, known: readonly string[]): string | undefined {
  const strange = Object.keys(said).find((name) => !known.includes(name));
  if (strange === undefined) return undefined;
  return `there is no field "${maskedStart(strange)}"; known are ${known.join(', ')}`;
}

/** Of at most TEXT_MAX characters. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= TEXT_MAX;
}

/** What is wrong with the first of these fields that is there and is no text. */
export function textFault(said: Json, names: readonly string[]): string | undefined {
  const strange = names.find((name) => said[name] !== undefined && !isText(said[name]));
  return strange && noText(strange);
}

export function noText(name: string): string {
  return `${name}: a text, of at most ${TEXT_MAX} characters`;
}
