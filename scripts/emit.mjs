// Writes src/ as modules to dist/, without types: what tests, benches and the rest of the build load. Whether the types are
// right is for tsc. Part of `npm run build`, the first.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'rolldown/utils';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));
const DIST = fileURLToPath(new URL('../dist/', import.meta.url));

/** As tsconfig.json has it, which is read for none of them. */
const OPTIONS = {
  tsconfig: false,
  target: 'es2023',
  typescript: { onlyRemoveTypeImports: true },
};

/** The browser's part is made into one file. */
const modules = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && !path.startsWith('face/'),
);
for (const path of modules) {
  const { code, errors } = transformSync(path, readFileSync(join(SRC, path), 'utf8'), OPTIONS);
  if (errors.length > 0) throw new AggregateError(errors, `src/${path}: ${errors[0].message}`);
  const place = join(DIST, path.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, code);
}
