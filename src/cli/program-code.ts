// Which program this is, down to its code: a changed one may make other files of the same inventory.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TOOL_VERSION } from './tool-version.js';

/** Where our code lies, built or not. */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** All of it, where it is built. */
const BUNDLE = join(ROOT, 'bundle');
const CODE = /(?<!\.d)\.c?[jt]s$/;

/** Of packages we use those that come with this version, which names each exactly. */
export function identifyProgram(root: string = existsSync(BUNDLE) ? BUNDLE : ROOT): string {
  const hash = createHash('sha256').update(`${TOOL_VERSION} ${process.version}\n`);
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    CODE.test(name),
  );
  for (const name of names.sort()) {
    hash.update(`${name}\n`).update(readFileSync(join(root, name)));
  }
  return hash.digest('hex');
}
