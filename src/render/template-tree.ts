// The templates folder and the user's own over it, as texts by name. The only reader of template folders.

import { type Dirent, readdirSync, readFileSync } from 'node:fs';
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

/** Who reads the folders. */
export interface TemplateFolders {
  /** Throws the system's Error. */
  readText(path: string): string;
  /** Folders, and what `wanted` matches; undefined: there is no such folder. */
  list(path: string, wanted: RegExp): readonly Dirent[] | undefined;
}

const PLAIN: TemplateFolders = {
  readText: (path) => readFileSync(path, 'utf8'),
  list: (path) => readdirSync(path, { withFileTypes: true }),
};

/** A file of a later root stands in for the file of the same name in an earlier one. `show`: a path for messages. */
export function readTemplateTree(
  roots: readonly string[],
  show: (path: string) => string = (path) => path,
  folders: TemplateFolders = PLAIN,
): TemplateTree {
  const tree = new Map<string, TemplateFile>();
  for (const root of roots) {
    for (const path of filesBelow(root, folders)) {
      const name = relative(root, path).split(sep).join('/');
      tree.set(name, { path: show(path), text: folders.readText(path) });
    }
  }
  return tree;
}

function filesBelow(folder: string, folders: TemplateFolders): readonly string[] {
  return (folders.list(folder, READ) ?? [])
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return isSkipped(entry.name) ? [] : filesBelow(path, folders);
      return READ.test(entry.name) ? [path] : [];
    });
}

/** Versions of a volume that another program keeps beside one another begin with dots. */
function isSkipped(folder: string): boolean {
  return folder === SKIPPED_FOLDER || folder.startsWith('.');
}
