// Fields of a line of JSON that somebody else may have written: each is what it should be, or it is not there.

import type { Json } from '../core/json.js';

const TEXT_MAX = 128;
/** Of a Date: what is beyond, nobody could show. */
const TIME_MAX_MS = 8.64e15;

export function timeOf(value: unknown): number | undefined {
  return typeof value === 'number' && Math.abs(value) <= TIME_MAX_MS ? value : undefined;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= TEXT_MAX ? value : undefined;
}

export function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
