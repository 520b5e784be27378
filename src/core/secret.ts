// A password on its way from its reference to the one file that needs it. Prints as asterisks everywhere else.

import { inspect } from 'node:util';

/** What is shown in its place. */
export const MASK = '********';

/** Holds a secret text. Only `reveal` gives it out; printing, JSON and inspection give asterisks. */
export interface Secret {
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

/** One function for all secrets: a large site has a hundred thousand of them. */
const mask = () => MASK;

export function createSecret(text: string): Secret {
  return Object.freeze({
    reveal: () => text,
    toString: mask,
    toJSON: mask,
    [inspect.custom]: mask,
  });
}

export function isSecret(value: unknown): value is Secret {
  return typeof value === 'object' && value !== null && 'reveal' in value;
}
