// `npm run build`: dist/ anew, once tsc has nothing to say about the types. With `--noCheck` it is not asked: `npm test` has
// types left to `npm run lint`, which looks at those of src/ along with those of the tests.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
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
await Promise.all([inProcess('prepare.mjs'), import('./bundle.mjs'), import('./face.mjs')]);
await import('./ascii.mjs');
await import('./identify.mjs');
await import('./compile.mjs');

/**
 * The longest of what is done at once: it has a core of its own. It writes code and runs little of it, so V8 is not to spend
 * a core on making it faster.
 */
async function inProcess(script) {
  const path = join(ROOT, 'scripts', script);
  const child = spawn(process.execPath, ['--no-opt', path], { stdio: 'inherit' });
  const end = () => child.kill();
  process.once('exit', end);
  const [code] = await once(child, 'exit');
  process.off('exit', end);
  // What is wrong it has said itself.
  if (code !== 0) process.exit(code ?? 1);
}
