// From command-line options to a snapshot: which inventory, which templates.

import { resolve } from 'node:path';
import { explainWhyNot } from '../artifacts/allowances.js';
import {
  isUnreadableInventory,
  readPacks,
  readSnapshot,
  type SnapshotSource,
} from '../artifacts/read-snapshot.js';
import type { Snapshot, SnapshotInputs } from '../artifacts/snapshot.js';
import { codeOf } from '../core/coded-error.js';
import { isThere } from '../core/file-error.js';
import { wholeFile } from '../findings/finding.js';
import { unreadable } from '../inventory/read/load.js';
import type { Packs } from '../phones/packs/packs.js';
import { discoverInventory, findInventory, INVENTORY_NAMES } from './discover.js';
import { EXIT } from './exit-codes.js';
import { type Io, UsageError } from './io.js';
import { reportUnread } from './report-unread.js';
import { type ReportOptions, writeReport } from './write-report.js';

export interface SiteOptions {
  /** `-` is standard input. */
  readonly config?: string;
  /** Name under which messages and relative paths see standard input. */
  readonly stdinFilename?: string;
  /** Folder laid over the built-in templates; `templates/` beside the inventory unless said. */
  readonly templates?: string;
  /** Folder of firmware files; `firmware/` beside the inventory unless said. */
  readonly firmware?: string;
  /** Folder of more plain files. */
  readonly files?: string;
  /** False: do without. */
  readonly secrets?: boolean;
  /** Ids of rules whose findings are allowed. */
  readonly allow?: readonly string[];
  /** True: without an inventory there are simply no phones. */
  readonly inventoryOptional?: boolean;
}

export interface OpenedSnapshot {
  readonly snapshot: Snapshot;
  /** The inventory file. */
  readonly file: string;
  /** Option that means the same inventory again; absent: there was none. */
  readonly config?: string;
}

/**
 * A number: the inventory file cannot be read, which has been reported, and the program is to end with it. Throws
 * UsageError, and the system's Error for anything else.
 */
export async function openOrReport(
  options: SiteOptions & ReportOptions,
  write: (text: string) => void,
  io: Io,
  hearing: Pick<SnapshotInputs, 'onPhones' | 'onFiles'> = {},
): Promise<OpenedSnapshot | number> {
  let found: FoundSource;
  try {
    found = await findSource(options, io);
  } catch (cause) {
    return reportUnread(cause, options, write, io);
  }
  const { source, config } = found;
  const { file } = source;
  try {
    const snapshot = readSnapshot(source, undefined, hearing);
    return { snapshot, file, ...(config !== undefined && { config }) };
  } catch (cause) {
    if (!isUnreadableInventory(cause)) throw cause;
    const finding = unreadable(file, wholeFile(file), cause);
    writeReport([finding], { site: { phones: [] } }, options, write, io);
    // What is in it is its author's matter; all else is a matter of what was named.
    return codeOf(cause) === 'EILSEQ' ? EXIT.findings : EXIT.failed;
  }
}

/** Throws UsageError if there is no inventory, and the system's Error if it cannot be read. */
export async function openSnapshot(options: SiteOptions, io: Io): Promise<OpenedSnapshot> {
  const { source, config } = await findSource(options, io);
  const snapshot = readSnapshot(source);
  return { snapshot, file: source.file, ...(config !== undefined && { config }) };
}

export interface FoundSource {
  readonly source: SnapshotSource;
  /** Option that means the same inventory again; absent: there is none. */
  readonly config?: string;
}

/** Throws UsageError if there is no inventory, or not the templates that were named. */
export async function findSource(options: SiteOptions, io: Io): Promise<FoundSource> {
  const { templates, firmware, files, allow = [] } = options;
  for (const named of [templates, firmware, files]) {
    if (named === undefined || isThere(resolve(io.cwd, named))) continue;
    throw new UsageError(`there is no folder ${resolve(io.cwd, named)}`);
  }
  for (const rule of allow) {
    const why = explainWhyNot(rule);
    if (why !== undefined) throw new UsageError(why);
  }
  const common = {
    cwd: io.cwd,
    ...(options.secrets !== false && { env: { ...io.env } }),
    ...(templates !== undefined && { templates }),
    ...(firmware !== undefined && { firmware }),
    ...(files !== undefined && { plain: files }),
    ...(allow.length > 0 && { allow }),
  };
  if (options.config === '-') {
    const file = options.stdinFilename ?? INVENTORY_NAMES[0];
    return { source: { ...common, file, text: await io.readInput() }, config: '-' };
  }
  if (options.inventoryOptional && findInventory(options.config, io) === undefined) {
    return { source: { ...common, file: NO_INVENTORY, text: '{}', preferred: INVENTORY_NAMES } };
  }
  const file = discoverInventory(options.config, io);
  return { source: { ...common, file }, config: file };
}

const NO_INVENTORY = 'no inventory';

/** Models and templates alone, for commands that need no inventory. */
export function openPacks(options: SiteOptions, io: Io): Packs {
  return readPacks(io.cwd, ownTemplates(options, io.cwd));
}

/** Folders of templates beside those that come with it. */
export function ownTemplates({ templates }: SiteOptions, cwd: string): readonly string[] {
  return templates === undefined ? [] : [resolve(cwd, templates)];
}
