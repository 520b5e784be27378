// ajv, read from the disk where something must be compiled: most starts find everything prepared.

import { createRequire } from 'node:module';

export function loadAjv(): typeof import('ajv/dist/2020.js') {
  return createRequire(import.meta.url)('ajv/dist/2020.js');
}
