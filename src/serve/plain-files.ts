// The folders of plain files that are served, less what is private in them.

import { resolve } from 'node:path';
import { createFileFolder, type FileFolder } from '../artifacts/file-folder.js';
import { createKnownFiles, type FileIds, unpackFileIds } from '../artifacts/known-files.js';
import { createOpenFiles, DEFAULT_FILE_LIMITS } from '../artifacts/open-files.js';
import {
  createPrivateFiles,
  type FoundFile,
  type PrivateFiles,
  type PrivateReason,
} from '../artifacts/private-files.js';
import type { Log } from '../core/log.js';
import type { PlainLint } from './brought/lint-plain.js';
import { LEASES_FILE } from './site-dhcp.js';

/** What an inventory was read from. Plain data. */
export interface FilesBehind {
  readonly sources: readonly string[];
  /** Files that it says have secrets in them. */
  readonly secretFiles: readonly string[];
  /** Which files those were when they were read. */
  readonly ids: FileIds;
}

export interface PlainFiles {
  readonly folders: readonly FileFolder[];
  /**
   * What an inventory was read from is served to nobody from now on, also when it is named no longer, and whatever it
   * is called: what it holds is no less secret then. Warns once of each folder that has some.
   */
  hide(behind: FilesBehind): void;
  /** What is under way goes on. */
  close(): void;
}

export interface PlainFilesOptions {
  /** What the paths of a site are relative to. */
  readonly cwd: string;
  readonly privateFolders: readonly string[];
  /** Descriptors of large files; absent: as many as are of use. */
  readonly descriptors?: number;
  /** Looks at what is served; absent: nobody does. */
  readonly lint?: PlainLint;
  readonly log: Log;
}

export function createPlainFiles(
  dirs: readonly string[],
  { cwd, privateFolders: folders, descriptors, lint, log }: PlainFilesOptions,
): PlainFiles {
  const openFiles = createOpenFiles({
    ...DEFAULT_FILE_LIMITS,
    ...(descriptors !== undefined && { descriptors }),
  });
  const known = createKnownFiles();
  const knownFolders = createKnownFiles();
  const warned = new Set<string>();
  const told = new Set<string>();
  const sources = new Set<string>();
  const secretFiles = new Set<string>();
  const look = (): PrivateFiles =>
    createPrivateFiles({
      sources: [...sources],
      secretFiles: [...secretFiles],
      folders,
      everywhere: LEASES_FILE,
      known,
      knownFolders,
    });
  let hidden = look();

  function isPrivate(file: FoundFile): boolean {
    const why = hidden.why(file);
    if (why === undefined || why === 'dot') return why === 'dot';
    if (told.size < TOLD_MAX && !told.has(file.path)) {
      told.add(file.path);
      log.warn({ file: file.path, why: REASONS[why] }, 'a plain file was asked for and not served');
    }
    return true;
  }

  return {
    folders: dirs.map((dir) =>
      createFileFolder(dir, { files: openFiles, isPrivate, ...(lint && { given: lint.given }) }),
    ),
    hide(behind) {
      for (const path of behind.sources) sources.add(resolve(cwd, path));
      for (const path of behind.secretFiles) secretFiles.add(resolve(cwd, path));
      for (const id of unpackFileIds(behind.ids)) known.add(id);
      hidden = look();
      for (const dir of dirs) {
        if (warned.has(dir) || !hidden.isIn(dir)) continue;
        warned.add(dir);
        const { hidden: notServed, served } = hidden.sort(dir);
        log.warn({ dir, notServed: shortened(notServed), served: shortened(served) }, MIXED);
      }
    },
    close: () => lint?.close(),
  };
}

/** Files that exist: nobody makes more of them by asking. */
const TOLD_MAX = 10_000;
const NAMED_MAX = 20;

function shortened(names: readonly string[]): readonly string[] {
  const more = names.length - NAMED_MAX;
  return more > 0 ? [...names.slice(0, NAMED_MAX), `and ${more} more`] : names;
}

const REASONS: Readonly<Record<Exclude<PrivateReason, 'dot'>, string>> = {
  kept: 'it is a lease file, or lies in the state folder or among the credentials',
  named:
    'it is an inventory or secret file, or is named like one beside it; if it is neither, keep it in another folder',
  'beside-secrets': 'its folder has secret files; if it is none, keep it in another folder',
  once: 'under another name it is, or was, an inventory, a secret or a lease file; if it is none, copy it to a new file',
};

const MIXED =
  'this folder of plain files has the inventory, its secrets or the leases in it; those are not served, nor is what ' +
  'is named like them; all else is: better keep them apart';
