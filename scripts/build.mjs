// `npm run build`: dist/ anew. What stands on the command line is told to tsc: `npm test` has types left to `npm run lint`,
// which looks at those of src/ along with those of the tests.

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

rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
const options = ['-p', 'tsconfig.json', '--checkers', '1', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, [TSC, ...options], { cwd: ROOT, stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

// All parts of what tsc has written at once, for none needs another, and then V8's code of them.
await Promise.all([import('./prepare.mjs'), import('./bundle.mjs'), import('./face.mjs')]);
await import('./compile.mjs');
