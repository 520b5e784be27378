// The disk and the environment behind the inventory: its files' text, and the secrets that it refers to.

import { join, resolve } from 'node:path';
import { codeOf } from '../core/coded-error.js';
import type {
  InputFiles,
  SecretAnswer,
  SecretRef,
  SecretSource,
} from '../inventory/read/outside.js';
import { pathOfSecret } from '../inventory/secret-files.js';
import { createDisk, type Disk } from './disk.js';
import { listFiles } from './list-files.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Paths are relative to `cwd`, and stay as short in messages as the user wrote them. */
export function createInputFiles(cwd: string, disk: Disk = createDisk()): InputFiles {
  return {
    read: (path) => disk.readText(resolve(cwd, path)),
    list: (pattern, baseDir) => listFiles(disk, cwd, baseDir, pattern),
  };
}

/** Looks afresh each time, so that a reload sees a changed file. */
export function createSecretSource(
  env: Environment,
  cwd: string,
  disk: Disk = createDisk(),
): SecretSource {
  return { lookUp: (ref) => lookUp(ref, env, cwd, disk) };
}

function lookUp(ref: SecretRef, env: Environment, cwd: string, disk: Disk): SecretAnswer {
  switch (ref.kind) {
    case 'env':
      return lookUpVariable(ref.name, env);
    case 'file': {
      const path = pathOfSecret(ref);
      return lookUpFile(resolve(cwd, path), path, disk);
    }
    case 'credential':
      return lookUpCredential(ref.name, env.CREDENTIALS_DIRECTORY, disk);
  }
}

function lookUpVariable(name: string, env: Environment): SecretAnswer {
  const text = Object.hasOwn(env, name) ? env[name] : undefined;
  return answer(text, `the environment variable ${name}`);
}

/** systemd.exec(5), "Credentials": one file each, in a folder that only the unit can read. */
function lookUpCredential(name: string, folder: string | undefined, disk: Disk): SecretAnswer {
  if (!folder) {
    return missing(
      'CREDENTIALS_DIRECTORY is not set; systemd sets it for units with LoadCredential=',
    );
  }
  if (/[/\0]|^\.{0,2}$/.test(name)) return missing(`"${name}" is not the name of a credential`);
  return lookUpFile(join(folder, name), `the credential ${name}`, disk);
}

function lookUpFile(path: string, what: string, disk: Disk): SecretAnswer {
  try {
    return answer(disk.readText(path).replace(/\r?\n$/, ''), what);
  } catch (error) {
    const hint = hintFor(error, what);
    return { ...missing(`${what} ${reasonOf(error)}`), ...(hint !== undefined && { hint }) };
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
  ['EFTYPE', 'is not a regular file'],
]);

/** Files of Excel, LibreOffice and Numbers. */
const SPREADSHEET = /\.(xls[xmb]?|ods|numbers)$/i;

function hintFor(error: unknown, what: string): string | undefined {
  switch (codeOf(error)) {
    case 'EACCES':
      return 'let this user read it and enter its folder ("ls -ld" shows who may), or run as another';
    case 'EILSEQ':
      return SPREADSHEET.test(what)
        ? 'save the table as CSV in UTF-8, and name that file'
        : 'save it as UTF-8';
    case 'ENOENT':
      return what.startsWith('~')
        ? 'write the whole path: only a shell knows what ~ stands for'
        : undefined;
    default:
      return undefined;
  }
}

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return REASONS.get(code) ?? `cannot be read (${code})`;
}
