// File name patterns of `include`: which files a pattern names. Looks at names, never into files.

import { isAbsolute, join, resolve } from 'node:path';
import { type Disk, patternOf } from './disk.js';

/**
 * `*` and `?` stand for characters inside one name, `**` for any folders or none; a leading dot has to be
 * written. Folders are not files, and `**` does not follow links. `baseDir` is relative to `cwd` and begins
 * each path of the answer, which is sorted and without repeats. Throws the system's Error if a folder that
 * exists cannot be listed: what is in it must not be missed in silence.
 */
export function listFiles(
  disk: Disk,
  cwd: string,
  baseDir: string,
  pattern: string,
): readonly string[] {
  const steps = pattern.split('/').filter((step) => step !== '');
  const start = isAbsolute(pattern) ? '/' : baseDir;
  return [...new Set(expand(disk, cwd, start, steps))].sort();
}

function expand(
  disk: Disk,
  cwd: string,
  path: string,
  steps: readonly string[],
): readonly string[] {
  const [step, ...rest] = steps;
  // A pipe may be named: whoever reads it says what is wrong with it.
  if (step === undefined) return disk.isFileLike(resolve(cwd, path)) ? [path] : [];
  if (step === '**') {
    const below = (disk.list(resolve(cwd, path), NOTHING) ?? [])
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .flatMap((entry) => expand(disk, cwd, join(path, entry.name), steps));
    return [...expand(disk, cwd, path, rest), ...below];
  }
  if (!/[*?]/.test(step)) return expand(disk, cwd, join(path, step), rest);
  const matcher = toMatcher(step);
  return (disk.list(resolve(cwd, path), matcher) ?? [])
    .filter(({ name }) => matcher.test(name) && (!name.startsWith('.') || step.startsWith('.')))
    .flatMap(({ name }) => expand(disk, cwd, join(path, name), rest));
}

/** Folders alone. */
const NOTHING = patternOf('^(?!)');

/** What stands between two stars is taken where it is first found, and not looked for again: many stars cost no more. */
function toMatcher(step: string): RegExp {
  const [first = '', ...rest] = step.split(/\*+/).map(toSource);
  const last = rest.pop();
  const between = rest.map((part, index) => `(?=(?<s${index}>.*?${part}))\\k<s${index}>`).join('');
  return patternOf(`^${first}${between}${last === undefined ? '' : `.*${last}`}$`);
}

function toSource(part: string): string {
  return part.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('?', '.');
}
