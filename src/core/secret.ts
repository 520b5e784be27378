// A password on its way from its reference to the one file that needs it. Prints as asterisks everywhere else.

import { inspect } from 'node:util';

const MASK = '********';

/** Holds a secret text. Only `reveal` gives it out; printing, JSON and inspection give asterisks. */
export interface Secret {
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

export function createSecret(text: string): Secret {
  return Object.freeze({
    reveal: () => text,
    toString: () => MASK,
    toJSON: () => MASK,
    [inspect.custom]: () => MASK,
  });
}

export function isSecret(value: unknown): value is Secret {
  return typeof value === 'object' && value !== null && 'reveal' in value;
}
