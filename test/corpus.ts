// Files that people published, where they are at hand: never part of this project. One place says where, for every test.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `OFFHOOK_CORPUS`, or beside the checkout. */
const FOLDER =
  process.env.OFFHOOK_CORPUS ?? fileURLToPath(new URL('../../shared/corpus', import.meta.url));

export interface Corpus {
  readonly folder: string;
  readonly present: boolean;
}

/** Those of a vendor, or all; says so if a test has to go without. */
export function corpusOf(vendor = ''): Corpus {
  const folder = join(FOLDER, vendor);
  const present = existsSync(folder);
  if (!present) console.log(`skipped: no files of others in ${folder}`);
  return { folder, present };
}
