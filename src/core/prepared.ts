// What the build made of our own data, so that a start need not: validators and templates as code. scripts/prepare.mjs writes it.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export type PreparedName =
  | 'shapes'
  | 'fitting'
  | 'inventory-typed'
  | 'inventory-untyped'
  | 'templates';

/** Beside `dist/core`; beside `src/core` there is none. */
const FOLDER = new URL('../prepared/', import.meta.url);
const load = createRequire(import.meta.url);

/**
 * What a file of the build exports; undefined where we run from our sources. Whoever asks compares the text that it
 * was made of with its own, so that what is old, or another's, is never taken for the right one.
 */
export function prepared(name: PreparedName): unknown {
  const path = fileURLToPath(new URL(`${name}.cjs`, FOLDER));
  return existsSync(path) ? load(path) : undefined;
}
