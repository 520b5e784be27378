// The disk and the environment behind the inventory: its files' text, and the secrets that it refers to.

import { readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { codedError, codeOf } from '../core/coded-error.js';
import type { InputFiles, SecretAnswer, SecretRef, SecretSource } from '../inventory/inputs.js';
import { listFiles } from './list-files.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Paths are relative to `cwd`, and stay as short in messages as the user wrote them. */
export function createInputFiles(cwd: string): InputFiles {
  return {
    read: (path) => readText(resolve(cwd, path)),
    list: (pattern, baseDir) => listFiles(cwd, baseDir, pattern),
  };
}

/** Looks afresh each time, so that a reload sees a changed file. */
export function createSecretSource(env: Environment, cwd: string): SecretSource {
  return { lookUp: (ref) => lookUp(ref, env, cwd) };
}

function lookUp(ref: SecretRef, env: Environment, cwd: string): SecretAnswer {
  switch (ref.kind) {
    case 'env':
      return lookUpVariable(ref.name, env);
    case 'file': {
      const path = isAbsolute(ref.path) ? ref.path : join(ref.baseDir, ref.path);
      return lookUpFile(resolve(cwd, path), path);
    }
    case 'credential':
      return lookUpCredential(ref.name, env.CREDENTIALS_DIRECTORY);
  }
}

function lookUpVariable(name: string, env: Environment): SecretAnswer {
  const text = Object.hasOwn(env, name) ? env[name] : undefined;
  return answer(text, `the environment variable ${name}`);
}

/** systemd.exec(5), "Credentials": one file each, in a folder that only the unit can read. */
function lookUpCredential(name: string, folder: string | undefined): SecretAnswer {
  if (!folder) {
    return missing(
      'CREDENTIALS_DIRECTORY is not set; systemd sets it for units with LoadCredential=',
    );
  }
  if (/[/\0]|^\.{0,2}$/.test(name)) return missing(`"${name}" is not the name of a credential`);
  return lookUpFile(join(folder, name), `the credential ${name}`);
}

function lookUpFile(path: string, what: string): SecretAnswer {
  try {
    return answer(readText(path).replace(/\r?\n$/, ''), what);
  } catch (error) {
    return missing(`${what} ${reasonOf(error)}`);
  }
}

/** An empty secret is a forgotten one. */
function answer(text: string | undefined, what: string): SecretAnswer {
  if (text === undefined) return missing(`${what} is not set`);
  return text === '' ? missing(`${what} is empty`) : { found: true, text };
}

function missing(why: string): SecretAnswer {
  return { found: false, why };
}

const REASONS: ReadonlyMap<string | undefined, string> = new Map([
  ['ENOENT', 'does not exist'],
  ['EACCES', 'may not be read by this user'],
  ['EISDIR', 'is a folder'],
  ['EILSEQ', 'is not UTF-8 text'],
]);

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return REASONS.get(code) ?? `cannot be read (${code})`;
}

/** Without a byte order mark. Bytes that are not UTF-8 would become other characters in silence. */
function readText(path: string): string {
  const bytes = readFileSync(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw codedError('EILSEQ', `${path} is not UTF-8 text; save it as UTF-8`, cause);
  }
}
