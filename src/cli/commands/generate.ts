// `offhook generate -o DIR`: every file into a folder, or what that would change.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  CHANGE_KINDS,
  type Change,
  describeChange,
  type FolderFile,
  formatSummary,
} from '../../artifacts/changes.js';
import type { CheckedArtifacts } from '../../artifacts/check-artifacts.js';
import { formatDiff } from '../../artifacts/diff.js';
import { type Folder, openFolder } from '../../artifacts/folder.js';
import { PRIVATE, type Rights } from '../../artifacts/folder-file.js';
import { createDigest } from '../../artifacts/made-from.js';
import { MANIFEST_NAME } from '../../artifacts/manifest.js';
import { packSurroundings } from '../../artifacts/packed-phone.js';
import type { Snapshot } from '../../artifacts/snapshot.js';
import type { Writer } from '../../artifacts/write-together.js';
import { printable, printableLines } from '../../core/printable.js';
import { losesMost } from '../../core/shrink.js';
import { hasErrors } from '../../findings/finding.js';
import type { Packs } from '../../phones/packs/packs.js';
import { findGroup } from '../../serve/accounts.js';
import type { Site } from '../../site/site.js';
import type { CrewOptions } from '../check-crew.js';
import { checkSiteFiles, createSiteCrew, type SiteCheckOptions } from '../check-site.js';
import { EXIT } from '../exit-codes.js';
import { type Io, UsageError } from '../io.js';
import { openOrReport, type SiteOptions } from '../open-snapshot.js';
import { identifyProgram } from '../program-code.js';
import { type ReportOptions, writeReport } from '../write-report.js';

export interface GenerateOptions extends SiteOptions, ReportOptions {
  readonly output: string;
  /** Compare only; drift is a finding. */
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly prune?: boolean;
  readonly force?: boolean;
  /** Permissions of files that hold secrets. */
  readonly mode?: number;
  readonly group?: string;
}

/** Files of some 30,000 phones; of a larger site the rest is rendered again when it is written. */
const KEPT_BYTES = 192 * 1024 * 1024;
/** Phones: fewer are made sooner than it is known which program we are. */
const WORTH_KNOWING = 100;

/** For tests: by whom files are made, and who hears of it. */
export type GenerateDetails = Pick<SiteCheckOptions, 'onMade'> &
  Pick<CrewOptions, 'script' | 'cores' | 'filesPerThread' | 'start'>;

export async function generate(
  options: GenerateOptions,
  io: Io,
  { onMade, ...how }: GenerateDetails = {},
): Promise<number> {
  const crew = createSiteCrew(how, io);
  // Else most of it will be known, and perhaps nobody is needed.
  const isFirst = !existsSync(join(resolve(io.cwd, options.output), MANIFEST_NAME));
  const onPhones = (count: number, { tree }: Packs) => crew.prepare(count, tree);
  const hearing = isFirst ? { onPhones } : {};
  try {
    const opened = await openOrReport(options, reportTo(options, io), io, hearing);
    if (typeof opened === 'number') return opened;
    const { snapshot } = opened;
    const open = attempt(() => openOutput(snapshot.site, options, io));
    const wanted = { ...checkOptions(snapshot, open), ...(onMade && { onMade }) };
    const checked = await checkSiteFiles(snapshot, wanted, crew);
    return await writeChecked({ snapshot, checked, writers: crew.writers(), open }, options, io);
  } finally {
    crew.close();
  }
}

/** What is to be written, by whom and where. */
interface Checked {
  readonly snapshot: Snapshot;
  readonly checked: CheckedArtifacts;
  readonly writers: readonly Writer[];
  readonly open: Attempt<Output>;
}

async function writeChecked(
  { snapshot, checked, writers, open }: Checked,
  options: GenerateOptions,
  io: Io,
): Promise<number> {
  const diagnostics = [...snapshot.diagnostics, ...checked.diagnostics];
  if (diagnostics.length > 0 || isForMachine(options)) {
    writeReport(diagnostics, snapshot, options, reportTo(options, io), io);
  }
  if (hasErrors(diagnostics)) {
    io.err('nothing was written\n');
    return EXIT.findings;
  }
  // Findings go before what is wrong with the folder.
  if ('error' in open) throw open.error;
  const { folder, rights } = open.value;
  const isFirst = folder.isNew();
  if (prunesMost(folder, new Set(snapshot.artifacts.keys()), options, io)) return EXIT.findings;
  const { prune = false, force = false } = options;
  const planned = folder.plan(folderFiles(snapshot, checked), { prune, force });
  const asWanted = await writeFolder(folder, planned, writers, options, io);
  if (isFirst && !options.check && !options.quiet) sayPrivate(snapshot, rights, io);
  return asWanted ? EXIT.ok : EXIT.findings;
}

function isForMachine({ format = 'text' }: GenerateOptions): boolean {
  return format !== 'text';
}

function reportTo(options: GenerateOptions, io: Io): (text: string) => void {
  return isForMachine(options) ? io.out : io.err;
}

interface Output {
  readonly folder: Folder;
  readonly rights: Rights;
}

function openOutput(site: Site, options: GenerateOptions, io: Io): Output {
  const rights = chooseRights(site, options);
  return { rights, folder: openFolder(resolve(io.cwd, options.output), rights) };
}

type Attempt<T> = { readonly value: T } | { readonly error: unknown };

function attempt<T>(work: () => T): Attempt<T> {
  try {
    return { value: work() };
  } catch (error) {
    return { error };
  }
}

function checkOptions({ packs, site }: Snapshot, open: Attempt<Output>): SiteCheckOptions {
  if (site.phones.length < WORTH_KNOWING) return { maxBytes: KEPT_BYTES };
  const surroundings = packSurroundings(site);
  const makings = { program: identifyProgram(), templates: packs.tree, surroundings };
  return {
    maxBytes: KEPT_BYTES,
    digestOf: createDigest(makings),
    ...('value' in open && !open.value.folder.isNew() && { isMade: open.value.folder.isMade }),
  };
}

/** The command line goes before the inventory. Throws a UsageError for a group that there is not. */
function chooseRights(site: Site, { mode, group }: GenerateOptions): Rights {
  const wanted = group ?? site.fileGroup;
  const gid = wanted === undefined ? undefined : findGroup(wanted);
  if (wanted !== undefined && gid === undefined) {
    throw new UsageError(`there is no group "${wanted}" on this machine`);
  }
  return {
    secretMode: mode ?? site.fileMode ?? PRIVATE.secretMode,
    ...(gid !== undefined && { gid }),
  };
}

/** Once: whoever serves the folder by another program will meet it on the first day. */
function sayPrivate({ artifacts }: Snapshot, { secretMode }: Rights, io: Io): void {
  const isPrivate = secretMode === PRIVATE.secretMode;
  if (!isPrivate || ![...artifacts.values()].some(({ holdsSecrets }) => holdsSecrets)) return;
  io.err(
    'files with passwords are for you alone (0600); --mode and --group let a TFTP daemon read them\n',
  );
}

/** An inventory that lost its phones by mistake must not take their files along. */
function prunesMost(
  folder: Folder,
  generated: ReadonlySet<string>,
  { prune = false, force = false, check = false }: GenerateOptions,
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
  { check = false, diff = false, quiet = false }: GenerateOptions,
  io: Io,
): Promise<boolean> {
  const kinds: Change['kind'][] = [];
  const tense = check ? 'planned' : 'done';
  const modes: string[] = [];
  const done = writers.length > 0 ? folder.applyWith(planned, writers) : folder.apply(planned);
  for await (const change of check ? planned : done) {
    kinds.push(change.kind);
    if (diff) io.out(printableLines(formatDiff(change)));
    // One chmod changes many files: told once, below.
    if (change.kind === 'mode') modes.push(change.name);
    const note = change.kind === 'mode' ? undefined : describeChange(change, tense);
    const told = !quiet || isAmiss(CHANGE_KINDS[change.kind], check);
    if (note !== undefined && told) io.err(`${printable(note)}\n`);
  }
  const [name] = modes;
  if (name !== undefined && (!quiet || check)) {
    const note = describeChange({ kind: 'mode', name: withMore(name, modes.length - 1) }, tense);
    io.err(`${printable(note ?? '')}\n`);
  }
  const amiss = kinds.some((kind) => isAmiss(CHANGE_KINDS[kind], check));
  // Quiet or not, an exit code of 1 has a reason that is said.
  if (!quiet || amiss) io.err(`${formatSummary(kinds, tense)}\n`);
  return !amiss;
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

function* folderFiles(snapshot: Snapshot, checked: CheckedArtifacts): Iterable<FolderFile> {
  for (const artifact of snapshot.artifacts.values()) {
    const { name, holdsSecrets, driver } = artifact;
    const madeFrom = checked.madeFrom(artifact);
    yield {
      name,
      holdsSecrets,
      ...(madeFrom !== undefined && { madeFrom }),
      render: () => checked.takeBytes(artifact),
      maskSecrets: (text) => driver.maskSecrets(name, text),
    };
  }
}
