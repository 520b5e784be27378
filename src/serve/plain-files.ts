// The folders of plain files that are served, less what is private in them.

import { resolve } from 'node:path';
import { createFileFolder, type FileFolder } from '../artifacts/file-folder.js';
import { createOpenFiles } from '../artifacts/open-files.js';
import { createPrivateFiles, type PrivateFiles } from '../artifacts/private-files.js';
import type { Log } from '../core/log.js';

export interface PlainFiles {
  readonly folders: readonly FileFolder[];
  /**
   * What an inventory was made from is served to nobody from now on, also when it is named no longer: what it holds is
   * no less secret then. Warns once of each folder that has some.
   */
  hide(paths: readonly string[]): void;
}

export interface PlainFilesOptions {
  /** What the paths of a site are relative to. */
  readonly cwd: string;
  readonly privateFolders: readonly string[];
  readonly log: Log;
}

export function createPlainFiles(
  dirs: readonly string[],
  { cwd, privateFolders, log }: PlainFilesOptions,
): PlainFiles {
  const openFiles = createOpenFiles();
  const warned = new Set<string>();
  const files = new Set<string>();
  let hidden: PrivateFiles = createPrivateFiles({ files: [], folders: privateFolders });
  return {
    folders: dirs.map((dir) =>
      createFileFolder(dir, { files: openFiles, isPrivate: (file) => hidden.has(file) }),
    ),
    hide(paths) {
      for (const path of paths) files.add(resolve(cwd, path));
      hidden = createPrivateFiles({ files: [...files], folders: privateFolders });
      for (const dir of dirs) {
        if (warned.has(dir) || !hidden.isIn(dir)) continue;
        warned.add(dir);
        log.warn({ dir }, MIXED);
      }
    },
  };
}

const MIXED =
  'this folder of plain files has the inventory, its secrets or the leases in it; those are not served, ' +
  'all else is: better keep them apart';
