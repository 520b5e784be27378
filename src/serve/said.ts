// What somebody says in JSON when he wants something done, before anybody knows what it means.

import { isJsonObject, type Json, parseJson } from '../core/json.js';

const TEXT_MAX = 200;

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

/** What is wrong with the first of these fields that is there and is no text. */
export function textFault(said: Json, names: readonly string[]): string | undefined {
  const strange = names.find((name) => said[name] !== undefined && !isText(said[name]));
  return strange && noText(strange);
}

export function noText(name: string): string {
  return `${name}: a text, of at most ${TEXT_MAX} characters`;
}
