// Which program this is, down to its code: a changed one may make other files of the same inventory.

import { createHash, hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isJsonObject, parseJson } from '../core/json.js';
import { TOOL_VERSION } from './tool-version.js';

/** Where our code lies, built or not. */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** All of it, where it is built. */
const BUNDLE = join(ROOT, 'bundle');
const CODE = /(?<!\.d)\.c?[jt]s$/;

/** Beside built code: what the build read of it, which takes as long as some hundred phones. */
const KEPT = 'code.json';

/** Files of code, sorted. */
interface Code {
  /** Each with its bytes. */
  readonly sizes: Readonly<Record<string, number>>;
  /** SHA-256 of names and contents. */
  readonly digest: string;
}

/** Of packages we use those that come with this version, which names each exactly. */
export function identifyProgram(root: string = existsSync(BUNDLE) ? BUNDLE : ROOT): string {
  const sizes = sizesOf(root);
  const digest = keptDigest(root, sizes) ?? digestOf(root, sizes);
  return hash('sha256', `${TOOL_VERSION} ${process.version}\n${digest}`);
}

/** For the build, when nothing changes any more. Returns the file to write. */
export function measureCode(root: string = BUNDLE): {
  readonly path: string;
  readonly text: string;
} {
  const sizes = sizesOf(root);
  const code: Code = { sizes, digest: digestOf(root, sizes) };
  return { path: join(root, KEPT), text: `${JSON.stringify(code)}\n` };
}

function sizesOf(root: string): Code['sizes'] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    CODE.test(name),
  );
  return Object.fromEntries(names.sort().map((name) => [name, statSync(join(root, name)).size]));
}

function digestOf(root: string, sizes: Code['sizes']): string {
  const sum = createHash('sha256');
  for (const name of Object.keys(sizes)) {
    sum.update(`${name}\n`).update(readFileSync(join(root, name)));
  }
  return sum.digest('hex');
}

/** Undefined: there is none, or it is of other files. Who changes built code by hand builds it anew, or changes its length. */
function keptDigest(root: string, sizes: Code['sizes']): string | undefined {
  const path = join(root, KEPT);
  if (!existsSync(path)) return undefined;
  const kept = parseJson(readFileSync(path, 'utf8'));
  if (!isJsonObject(kept) || typeof kept.digest !== 'string') return undefined;
  return JSON.stringify(kept.sizes) === JSON.stringify(sizes) ? kept.digest : undefined;
}
