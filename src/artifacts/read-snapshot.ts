// From places on this machine to a snapshot: which files are read, and where secrets come from.

import { dirname, join, relative, resolve } from 'node:path';
import { codedError, codeOf } from '../core/coded-error.js';
import { describeFileError } from '../core/file-error.js';
import { oncePerKey } from '../core/once-per.js';
import type { InputFiles } from '../inventory/read/outside.js';
import { createPacks, type Packs } from '../phones/packs/packs.js';
import { DRIVERS } from '../phones/registry.js';
import {
  BUILT_IN_TEMPLATES,
  readTemplateTree,
  type TemplateFile,
} from '../render/template-tree.js';
import { checkBroughtFiles } from './check-brought-files.js';
import { createDisk, type Disk } from './disk.js';
import { createInputFiles, createSecretSource, type Environment } from './inventory-from-disk.js';
import { buildSnapshot, type Snapshot, type SnapshotInputs } from './snapshot.js';

/** Plain data: it may cross to another thread. */
export interface SnapshotSource {
  /** What relative paths are relative to. */
  readonly cwd: string;
  /** The inventory file, as messages show it. */
  readonly file: string;
  /** What it says, where that is not on the disk. */
  readonly text?: string;
  /** A file beside it that counts as if it were included. */
  readonly also?: string;
  /** Where secrets come from; absent: without them. */
  readonly env?: Environment;
  /** Folder laid over the built-in templates; absent: `templates/` beside the inventory, if it is there. */
  readonly templates?: string;
  /** Folder of firmware; absent: `firmware/` beside the inventory. */
  readonly firmware?: string;
  /** Folder of more plain files. */
  readonly plain?: string;
  /** Files that would have been the inventory had they been there; absent: there is one. */
  readonly preferred?: readonly string[];
  /** Ids of rules whose findings are allowed for all of the site. */
  readonly allow?: readonly string[];
}

/** Throws an Error with a code if the inventory file itself cannot be read. */
export function readSnapshot(
  source: SnapshotSource,
  disk: Disk = createDisk(),
  details: Pick<SnapshotInputs, 'onPhones' | 'onFiles' | 'keptSources'> = {},
): Snapshot {
  const { cwd, file, env } = source;
  for (const path of source.preferred ?? []) disk.isFileLike(resolve(cwd, path));
  const packs = readPacks(cwd, ownTemplates(source, disk), disk);
  const secrets = env === undefined ? {} : { secrets: createSecretSource(env, cwd, disk) };
  const withoutInventory = source.preferred !== undefined;
  const files = inputFiles(source, disk);
  const folders = plainFolders(source);
  const shown = shortPath(folders[0] ?? cwd, cwd);
  const judgeFiles: SnapshotInputs['judgeFiles'] = (snapshot, found) =>
    checkBroughtFiles(snapshot, found, folders, shown, disk);
  const allowed = source.allow === undefined ? {} : { allow: source.allow };
  const { also } = source;
  const inputs = { file, files, packs, withoutInventory, judgeFiles, also };
  return buildSnapshot({ ...inputs, ...secrets, ...allowed, ...details });
}

/** Where plain files are, in the order in which they are looked up. */
export function plainFolders({
  cwd,
  file,
  firmware = join(dirname(file), 'firmware'),
  plain,
}: Pick<SnapshotSource, 'cwd' | 'file' | 'firmware' | 'plain'>): readonly string[] {
  return [firmware, plain].flatMap((dir) => (dir === undefined ? [] : resolve(cwd, dir)));
}

/** Models and templates, of `own` before the built-in ones. The same value as long as `own` says the same. */
export function readPacks(cwd: string, own: readonly string[], disk: Disk = createDisk()): Packs {
  const tree = readTemplateTree(own, (path) => shortPath(path, cwd), disk);
  const near = isOutside(cwd, BUILT_IN_TEMPLATES) ? {} : { cwd };
  return packsOf(JSON.stringify({ ...near, own: [...tree] }));
}

/** A process sees one folder of templates, and one more for each change of it. */
const MAX_PACKS = 4;

/** Templates are compiled once for each: that takes longer than all else of a small site. */
const packsOf = oncePerKey((key: string): Packs => {
  const { cwd, own }: PacksKey = JSON.parse(key);
  const show = (path: string) => (cwd === undefined ? path : shortPath(path, cwd));
  // What is ours does not change while we run.
  const builtIn = readTemplateTree([BUILT_IN_TEMPLATES], show);
  return createPacks(new Map([...builtIn, ...own]), DRIVERS);
}, MAX_PACKS);

interface PacksKey {
  /** Where it shows in the names of built-in templates. */
  readonly cwd?: string;
  readonly own: TemplateEntries;
}

/** Neither folder is in the other. */
function isOutside(one: string, other: string): boolean {
  return [relative(one, other), relative(other, one)].every((path) => path.startsWith('..'));
}

type TemplateEntries = readonly (readonly [name: string, file: TemplateFile])[];

/** Relative to the current folder if it is below. */
export function shortPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short.startsWith('..') ? path : short;
}

/** Where models and templates of somebody's own are, if there are any. */
export function templatesFolder({
  cwd,
  file,
  templates,
}: Pick<SnapshotSource, 'cwd' | 'file' | 'templates'>): string {
  return resolve(cwd, templates ?? join(dirname(file), 'templates'));
}

function ownTemplates(source: SnapshotSource, disk: Disk): readonly string[] {
  const { templates } = source;
  const own = templatesFolder(source);
  if (disk.list(own, /^/su) !== undefined) return [own];
  if (templates === undefined) return [];
  throw codedError('ENOENT', `there is no folder ${own}`);
}

function inputFiles({ cwd, file, text }: SnapshotSource, disk: Disk): InputFiles {
  const files = createInputFiles(cwd, disk);
  return { ...files, read: (path) => (path === file ? main(files, file, text) : files.read(path)) };
}

function main(files: InputFiles, file: string, text: string | undefined): string {
  if (text !== undefined) return text;
  try {
    return files.read(file);
  } catch (error) {
    const told = codeOf(error) === 'ENOENT' ? noFile(file, error) : inWords(error);
    if (told instanceof Error) unreadableInventories.add(told);
    throw told;
  }
}

function noFile(file: string, cause: unknown): Error {
  return codedError('ENOENT', `there is no file ${file}`, cause);
}

/** As it is told where no finding can be shown: at the start of `serve`. */
function inWords(error: unknown): unknown {
  const code = codeOf(error);
  if (!(error instanceof Error) || code === undefined) return error;
  return codedError(code, describeFileError(error), error);
}

const unreadableInventories = new WeakSet<Error>();

/** Whether it was the inventory file that could not be read, and not a template or a folder. */
export function isUnreadableInventory(error: unknown): error is Error {
  return error instanceof Error && codeOf(error) !== undefined && unreadableInventories.has(error);
}
