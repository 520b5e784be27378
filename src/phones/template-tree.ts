// The templates folder and the user's own over it, as texts by name. The only reader of template folders.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface TemplateFile {
  /** For messages. */
  readonly path: string;
  readonly text: string;
}

/** By name below the root, with forward slashes: `cisco/7931g/phone.json`. */
export type TemplateTree = ReadonlyMap<string, TemplateFile>;

/** The tree that comes with offhook; the same distance from `src/phones` and from `dist/phones`. */
export const BUILT_IN_TEMPLATES = fileURLToPath(new URL('../../templates', import.meta.url));

const READ = /\.(hbs|json)$/;
/** Examples with their expected files: for tests, not for phones. */
const SKIPPED_FOLDER = 'cases';

/** A file of a later root stands in for the file of the same name in an earlier one. `show`: a path for messages. */
export function readTemplateTree(
  roots: readonly string[],
  show: (path: string) => string = (path) => path,
): TemplateTree {
  const tree = new Map<string, TemplateFile>();
  for (const root of roots) {
    for (const path of filesBelow(root)) {
      const name = relative(root, path).split(sep).join('/');
      tree.set(name, { path: show(path), text: readFileSync(path, 'utf8') });
    }
  }
  return tree;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === SKIPPED_FOLDER ? [] : filesBelow(path);
      return READ.test(entry.name) ? [path] : [];
    });
}
