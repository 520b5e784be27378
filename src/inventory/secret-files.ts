// Which files hold secrets of an inventory, also of lines that no phone has. Looks at no disk.

import { dirname, isAbsolute, join } from 'node:path';
import type { SecretRef } from './read/outside.js';
import type { Source } from './read/source.js';

/** As messages name it. */
export function pathOfSecret({ path, baseDir }: SecretRef & { readonly kind: 'file' }): string {
  return isAbsolute(path) ? path : join(baseDir, path);
}

const CELL = /^file:(.+)$/;

/** Whatever looks like the name of such a file: one too many is not served, one too few would be. */
export function secretFilesOf(sources: readonly Source[]): readonly string[] {
  const files = new Set<string>();
  const seen = new Set<object>();
  const walk = (value: unknown, baseDir: string): void => {
    const path = pathIn(value);
    if (path !== undefined) files.add(pathOfSecret({ kind: 'file', path, baseDir }));
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    for (const child of Object.values(value)) walk(child, baseDir);
  };
  for (const { file, value } of sources) walk(value, dirname(file));
  return [...files];
}

/** Of `{ file: … }` alone, for other things have a file, too; or of a cell of CSV. */
function pathIn(value: unknown): string | undefined {
  if (typeof value === 'string') return CELL.exec(value)?.[1];
  if (typeof value !== 'object' || value === null || !('file' in value)) return undefined;
  return typeof value.file === 'string' && Object.keys(value).length === 1 ? value.file : undefined;
}
