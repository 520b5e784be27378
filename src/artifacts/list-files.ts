// File name patterns of `include`: which files a pattern names. Looks at names, never into files.

import { type Dirent, readdirSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { codeOf } from '../core/coded-error.js';

/**
 * `*` and `?` stand for characters inside one name, `**` for any folders or none; a leading dot has to be
 * written. Folders are not files, and `**` does not follow links. `baseDir` is relative to `cwd` and begins
 * each path of the answer, which is sorted and without repeats. Throws the system's Error if a folder that
 * exists cannot be listed: what is in it must not be missed in silence.
 */
export function listFiles(cwd: string, baseDir: string, pattern: string): readonly string[] {
  const steps = pattern.split('/').filter((step) => step !== '');
  const start = isAbsolute(pattern) ? '/' : baseDir;
  return [...new Set(expand(cwd, start, steps))].sort();
}

function expand(cwd: string, path: string, steps: readonly string[]): readonly string[] {
  const [step, ...rest] = steps;
  if (step === undefined) return isFileLike(resolve(cwd, path)) ? [path] : [];
  if (step === '**') {
    const below = listFolder(resolve(cwd, path))
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .flatMap((entry) => expand(cwd, join(path, entry.name), steps));
    return [...expand(cwd, path, rest), ...below];
  }
  if (!/[*?]/.test(step)) return expand(cwd, join(path, step), rest);
  const matcher = toMatcher(step);
  return listFolder(resolve(cwd, path))
    .filter(({ name }) => matcher.test(name) && (!name.startsWith('.') || step.startsWith('.')))
    .flatMap(({ name }) => expand(cwd, join(path, name), rest));
}

function toMatcher(step: string): RegExp {
  const source = step
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'su');
}

function listFolder(path: string): readonly Dirent[] {
  return ifThere(() => readdirSync(path, { withFileTypes: true })) ?? [];
}

/** A pipe may be named, as shells do for `<(…)`; a folder may not. */
function isFileLike(path: string): boolean {
  return ifThere(() => statSync(path))?.isDirectory() === false;
}

const ABSENT = new Set<string | undefined>(['ENOENT', 'ENOTDIR', 'ELOOP']);

function ifThere<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (ABSENT.has(codeOf(error))) return undefined;
    throw error;
  }
}
