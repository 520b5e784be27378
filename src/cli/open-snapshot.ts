// From command-line options to a snapshot: which inventory, which templates, where secrets come from.

import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInputFiles, createSecretSource } from '../artifacts/inputs.js';
import { buildSnapshot, type Snapshot } from '../artifacts/snapshot.js';
import type { InputFiles } from '../inventory/inputs.js';
import { createPacks, type Packs } from '../phones/packs.js';
import { DRIVERS } from '../phones/registry.js';
import { BUILT_IN_TEMPLATES, readTemplateTree } from '../phones/template-tree.js';
import { discoverInventory, findInventory, shortPath } from './discover.js';
import { type Io, UsageError } from './io.js';

export interface SiteOptions {
  /** `-` is standard input. */
  readonly config?: string;
  /** Name under which messages and relative paths see standard input. */
  readonly stdinFilename?: string;
  /** Folder laid over the built-in templates; `templates/` beside the inventory unless said. */
  readonly templates?: string;
  /** False: do without. */
  readonly secrets?: boolean;
  /** True: without an inventory there are simply no phones. */
  readonly inventoryOptional?: boolean;
}

export interface OpenedSnapshot {
  readonly snapshot: Snapshot;
  /** The inventory file. */
  readonly file: string;
  /** Option that means the same inventory again; absent: there was none. */
  readonly config?: string;
  /** Folders that templates were read from, the built-in one first. */
  readonly templateRoots: readonly string[];
  /** Wall time in ms before the first file was read. */
  readonly openedMs: number;
}

/** Throws UsageError if there is no inventory, and the system's Error if it cannot be read. */
export async function openSnapshot(options: SiteOptions, io: Io): Promise<OpenedSnapshot> {
  const openedMs = Date.now();
  const { file, files, config } = await openInventory(options, io);
  const templateRoots = rootsOf(options, file, io);
  const packs = readPacks(templateRoots, io);
  const secrets = options.secrets === false ? {} : { secrets: createSecretSource(io.env, io.cwd) };
  const snapshot = buildSnapshot({ file, files, packs, ...secrets });
  return { snapshot, file, templateRoots, openedMs, ...(config !== undefined && { config }) };
}

interface OpenedInventory {
  readonly file: string;
  readonly files: InputFiles;
  readonly config?: string;
}

async function openInventory(options: SiteOptions, io: Io): Promise<OpenedInventory> {
  const onDisk = createInputFiles(io.cwd);
  if (options.config === '-') {
    const file = options.stdinFilename ?? 'offhook.yaml';
    const files = withText(onDisk, file, await io.readInput());
    return { file, files, config: options.config };
  }
  if (options.inventoryOptional && findInventory(options.config, io) === undefined) {
    return { file: NO_INVENTORY, files: withText(onDisk, NO_INVENTORY, '') };
  }
  const file = discoverInventory(options.config, io);
  return { file, files: onDisk, config: file };
}

const NO_INVENTORY = 'no inventory';

/** Models and templates alone, for commands that need no inventory. */
export function openPacks(options: SiteOptions, io: Io): Packs {
  const roots = options.templates === undefined ? [] : [resolve(io.cwd, options.templates)];
  return readPacks([BUILT_IN_TEMPLATES, ...roots], io);
}

function readPacks(roots: readonly string[], io: Io): Packs {
  return createPacks(
    readTemplateTree(roots, (path) => shortPath(path, io)),
    DRIVERS,
  );
}

function rootsOf(options: SiteOptions, file: string, io: Io): readonly string[] {
  const beside = join(resolve(io.cwd, dirname(file)), 'templates');
  const own = options.templates === undefined ? beside : resolve(io.cwd, options.templates);
  if (existsSync(own)) return [BUILT_IN_TEMPLATES, own];
  if (options.templates !== undefined) throw new UsageError(`there is no folder ${own}`);
  return [BUILT_IN_TEMPLATES];
}

function withText(files: InputFiles, name: string, text: string): InputFiles {
  return { ...files, read: (path) => (path === name ? text : files.read(path)) };
}
