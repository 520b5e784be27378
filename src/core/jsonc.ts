// jsonc-parser, read from the disk where a file is JSON: most inventories are not.

import { createRequire } from 'node:module';

export type Jsonc = typeof import('jsonc-parser');

export function loadJsonc(): Jsonc {
  return createRequire(import.meta.url)('jsonc-parser');
}
