// `npm run build`: dist/ anew, once tsc has nothing to say about the types. With `--noCheck` it is not asked: `npm test` has
// types left to `npm run lint`, which looks at those of src/ along with those of the tests.

import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TSC = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
);

if (!process.argv.includes('--noCheck')) {
  const check = [TSC, '-p', 'tsconfig.json', '--checkers', '1'];
  const { status } = spawnSync(process.execPath, check, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
await import('./emit.mjs');
// What is made of these modules and of src/ at once, for none needs another, and then V8's code of it.
await Promise.all([import('./prepare.mjs'), import('./bundle.mjs'), import('./face.mjs')]);
await import('./ascii.mjs');
await import('./compile.mjs');
