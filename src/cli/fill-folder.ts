// A folder that a command fills with what it makes of the inventory: what would change there, told and done.

import { resolve } from 'node:path';
import {
  CHANGE_KINDS,
  type Change,
  describeChange,
  describeReset,
  type FolderFile,
  formatSummary,
  type Reset,
} from '../artifacts/changes.js';
import { formatDiff } from '../artifacts/diff.js';
import { type Folder, openFolder } from '../artifacts/folder.js';
import { PRIVATE, type Rights } from '../artifacts/folder-file.js';
import type { Snapshot } from '../artifacts/snapshot.js';
import type { Writer } from '../artifacts/write-together.js';
import { printable, printableLines } from '../core/printable.js';
import { losesMost } from '../core/shrink.js';
import { type Finding, hasErrors } from '../findings/finding.js';
import { findGroup } from '../serve/accounts.js';
import type { Site } from '../site/site.js';
import { type Io, UsageError } from './io.js';
import { type ReportOptions, writeReport } from './write-report.js';

export interface FolderOptions {
  readonly output: string;
  /** Compare only; drift is a finding. */
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly prune?: boolean;
  readonly force?: boolean;
  /** Permissions of files that hold secrets. */
  readonly mode?: number;
  readonly group?: string;
  /** Say what is amiss only. */
  readonly quiet?: boolean;
}

export interface Output {
  readonly folder: Folder;
  readonly rights: Rights;
}

/** What an inventory says of files that hold secrets. */
type FileRights = Pick<Site, 'fileMode' | 'fileGroup'>;

export function openOutput(said: FileRights, options: FolderOptions, io: Io): Output {
  const rights = chooseRights(said, options);
  return { rights, folder: openFolder(resolve(io.cwd, options.output), rights) };
}

/** The command line goes before the inventory. Throws a UsageError for a group that there is not. */
function chooseRights(said: FileRights, { mode, group }: FolderOptions): Rights {
  const wanted = group ?? said.fileGroup;
  const gid = wanted === undefined ? undefined : findGroup(wanted);
  if (wanted !== undefined && gid === undefined) {
    throw new UsageError(`there is no group "${wanted}" on this machine`);
  }
  return {
    secretMode: mode ?? said.fileMode ?? PRIVATE.secretMode,
    ...(gid !== undefined && { gid }),
  };
}

/** Findings go where they do not mix with a diff. */
export function reportTo(options: ReportOptions, io: Io): (text: string) => void {
  return isForMachine(options) ? io.out : io.err;
}

function isForMachine({ format = 'text' }: ReportOptions): boolean {
  return format !== 'text';
}

/** Returns whether there is no error among them: else nothing is to be written, which has been said. */
export function tellBeforeWriting(
  diagnostics: readonly Finding[],
  snapshot: Snapshot,
  options: ReportOptions,
  io: Io,
): boolean {
  if (diagnostics.length > 0 || isForMachine(options)) {
    writeReport(diagnostics, snapshot, options, reportTo(options, io), io);
  }
  if (!hasErrors(diagnostics)) return true;
  io.err('nothing was written\n');
  return false;
}

/** What goes into a folder. */
export interface Filling {
  /** All of them, before any is made. */
  readonly all: readonly Pick<FolderFile, 'name' | 'holdsSecrets'>[];
  readonly files: Iterable<FolderFile>;
  /** None: written by this thread. */
  readonly writers: readonly Writer[];
  /** How another program may read those with passwords. */
  readonly way: string;
}

/** Returns whether the folder is now what the inventory says; undefined: nothing was written, which has been said. */
export async function fillFolder(
  { folder, rights }: Output,
  { all, files, writers, way }: Filling,
  options: FolderOptions,
  io: Io,
): Promise<boolean | undefined> {
  const isFirst = folder.isNew();
  if (prunesMost(folder, new Set(all.map(({ name }) => name)), options, io)) return undefined;
  const { prune = false, force = false, check = false, quiet = false } = options;
  const asWanted = await writeFolder(
    folder,
    folder.plan(files, { prune, force }),
    writers,
    options,
    io,
  );
  if (isFirst && !check && !quiet) sayPrivate(all, rights, way, io);
  return asWanted;
}

/** Once: whoever reads the folder by another program will meet it on the first day. `way`: how that may read them. */
function sayPrivate(
  files: readonly Pick<FolderFile, 'holdsSecrets'>[],
  { secretMode }: Rights,
  way: string,
  io: Io,
): void {
  const isPrivate = secretMode === PRIVATE.secretMode;
  if (!isPrivate || !files.some(({ holdsSecrets }) => holdsSecrets)) return;
  io.err(`files with passwords are for you alone (0600); ${way}\n`);
}

/** An inventory that lost its phones by mistake must not take their files along. */
function prunesMost(
  folder: Folder,
  generated: ReadonlySet<string>,
  { prune = false, force = false, check = false }: FolderOptions,
  io: Io,
): boolean {
  if (!prune || force || check) return false;
  const { ours, stale } = folder.countStale(generated);
  if (!losesMost(ours, stale, generated.size)) return false;
  io.err(
    `nothing was written: --prune would remove ${stale} of ${ours} files; if that is meant, add --force, which overwrites edited files as well\n`,
  );
  return true;
}

/** Returns whether the folder is now what the inventory says: not if someone's edit was kept. */
async function writeFolder(
  folder: Folder,
  planned: Iterable<Change>,
  writers: readonly Writer[],
  { check = false, diff = false, quiet = false }: FolderOptions,
  io: Io,
): Promise<boolean> {
  const kinds: Change['kind'][] = [];
  const tense = check ? 'planned' : 'done';
  /** One chmod changes many files, and many are left over: each is told once, with the first name. */
  const once = new Map<Told, { readonly first: string; readonly count: number }>();
  const done = writers.length > 0 ? folder.applyWith(planned, writers) : folder.apply(planned);
  for await (const change of check ? planned : done) {
    kinds.push(change.kind);
    if (diff) io.out(printableLines(formatDiff(change)));
    if (quiet && !isAmiss(CHANGE_KINDS[change.kind], check)) continue;
    const told = toldOnce(change);
    if (told !== undefined) {
      const { first, count } = once.get(told) ?? { first: change.name, count: 0 };
      once.set(told, { first, count: count + 1 });
    }
    const note = told === undefined ? describeChange(change, tense) : undefined;
    if (note !== undefined) io.err(`${printable(note)}\n`);
  }
  for (const [told, { first, count }] of once) {
    const name = withMore(first, count - 1);
    const note =
      told === 'stale'
        ? describeChange({ kind: told, name }, tense)
        : describeReset(name, told, tense);
    if (note !== undefined) io.err(`${printable(note)}\n`);
  }
  const amiss = kinds.some((kind) => isAmiss(CHANGE_KINDS[kind], check));
  // Quiet or not, an exit code of 1 has a reason that is said.
  if (!quiet || amiss) io.err(`${formatSummary(kinds, tense)}\n`);
  return !amiss;
}

type Told = Reset | 'stale';

function toldOnce({ kind, resets }: Change): Told | undefined {
  return kind === 'mode' || kind === 'stale' ? kind : resets;
}

function withMore(name: string, others: number): string {
  return others === 0 ? name : `${name}, and ${others} more`;
}

function isAmiss(
  { drift, column }: (typeof CHANGE_KINDS)[Change['kind']],
  check: boolean,
): boolean {
  return check ? drift : column === 'kept';
}
