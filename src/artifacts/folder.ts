// The folder that `generate` fills: compared with what is generated, then brought to it, a file at a time.

import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { codedError } from '../core/coded-error.js';
import type { Change, ChangeKind, FolderFile, RenderedFile } from './changes.js';
import { makeFolder } from './make-folder.js';
import {
  formatManifest,
  isFolderName,
  MANIFEST_NAME,
  type Manifest,
  readManifest,
  sha256,
  type Written,
} from './manifest.js';
import {
  forgetPending,
  openPendingNotes,
  type PendingWrite,
  readPending,
  sweepTemporaries,
  temporaryPath,
} from './pending.js';
import { writeAtomic } from './write-atomic.js';

export interface PlanOptions {
  /** Remove what offhook wrote once and generates no longer. */
  readonly prune: boolean;
  /** Overwrite files that were edited or that offhook never wrote. */
  readonly force: boolean;
}

export interface Folder {
  /** offhook has written nothing there yet. */
  isNew(): boolean;
  /** How many files of ours lie there, and how many of them are none of these: what pruning would take. */
  countStale(generated: ReadonlySet<string>): { readonly ours: number; readonly stale: number };
  /** Whether what lies at the name was made from this, byte for byte: then `plan` makes it no second time. */
  isMade(name: string, madeFrom: string): boolean;
  /** Compares and touches nothing. Lazy: a file is rendered when its change is asked for. */
  plan(files: Iterable<FolderFile>, options: PlanOptions): Iterable<Change>;
  /**
   * Makes each change, then passes it on; the manifest follows when all are done, also after an error.
   * Lazy: what is not iterated is not done. Throws the system's Error.
   */
  apply(changes: Iterable<Change>): Iterable<Change>;
}

/** Something at a name; `bytes` is absent for a link, a folder or a device. */
interface Found {
  readonly bytes?: Uint8Array;
  readonly mode: number;
  readonly gid: number;
}

/** Who may read what is written. */
export interface Rights {
  /** Of files that hold secrets. */
  readonly secretMode: number;
  /** Absent: the group that the system gives. */
  readonly gid?: number;
}

/** Also the manifest's: from the hash of a file a short password in it could be found by trying. */
const OWNER_ONLY = 0o600;
const PUBLIC_MODE = 0o644;
export const PRIVATE: Rights = { secretMode: OWNER_ONLY };

/** The folder need not exist. Throws an Error with `code` if its manifest cannot be read. */
export function openFolder(dir: string, rights: Rights = PRIVATE): Folder {
  const manifest = readManifest(dir);
  const ours = joinWritten(manifest, readPending(dir));
  const temporary = temporaryPath(dir);
  /** What was found at the names of files that are as they were made. */
  const made = new Map<string, Pick<Found, 'mode' | 'gid'>>();

  function isMade(name: string, madeFrom: string): boolean {
    const written = manifest.get(name);
    if (written?.madeFrom !== madeFrom) return false;
    const found = look(pathOf(dir, name));
    if (!found?.bytes || sha256(found.bytes) !== written.sha256) return false;
    made.set(name, { mode: found.mode, gid: found.gid });
    return true;
  }

  function compare(file: FolderFile, force: boolean): Change {
    const path = pathOf(dir, file.name);
    const known = made.get(file.name);
    if (known) {
      const kind = hasRights(known, file, rights) ? 'same' : 'mode';
      return { kind, name: file.name, after: { file } };
    }
    const after = { file, bytes: file.render() };
    const found = look(path);
    const kind = decideKind(found, after, rights, ours.get(file.name), force);
    const before = found?.bytes;
    return { kind, name: file.name, after, ...(before && { before }) };
  }

  function* plan(files: Iterable<FolderFile>, { prune, force }: PlanOptions): Generator<Change> {
    const generated = new Set<string>();
    for (const file of files) {
      generated.add(file.name);
      yield compare(file, force);
    }
    for (const [name, written] of ours) {
      const found = generated.has(name) ? undefined : look(pathOf(dir, name));
      if (found) yield { name, kind: prune ? decidePrune(found, written) : 'stale' };
    }
  }

  function* apply(changes: Iterable<Change>): Generator<Change> {
    makeFolder(dir);
    sweepTemporaries(dir);
    const written = new Map<string, Written>();
    const pending = openPendingNotes(dir);
    let complete = false;
    try {
      for (const change of changes) {
        const record = recordOf(change, manifest.get(change.name), ours.get(change.name));
        if (record && isWritten(change)) {
          pending.note({ name: change.name, sha256: record.sha256 });
        }
        perform(dir, temporary, change, rights);
        if (record) written.set(change.name, record);
        yield change;
      }
      complete = true;
    } finally {
      pending.close();
      // Without the names that were not reached, their files would pass for foreign ones next time.
      const all = complete ? written : new Map([...manifest, ...written]);
      writeManifest(dir, temporary, formatManifest(all));
      if (complete) forgetPending(dir);
    }
  }

  function countStale(generated: ReadonlySet<string>) {
    const there = [...ours.keys()].filter((name) => isThere(pathOf(dir, name)));
    return { ours: there.length, stale: there.filter((name) => !generated.has(name)).length };
  }

  return { isNew: () => ours.size === 0, countStale, isMade, plan, apply };
}

/** Hashes of what we wrote under a name, the last one last: an interrupted run leaves more than one. */
type Hashes = ReadonlyMap<string, readonly string[]>;

function joinWritten(manifest: Manifest, pending: readonly PendingWrite[]): Hashes {
  const ours = new Map([...manifest].map(([name, written]) => [name, [written.sha256]]));
  for (const { name, sha256: hash } of pending) ours.set(name, [...(ours.get(name) ?? []), hash]);
  return ours;
}

function decideKind(
  found: Found | undefined,
  { file, bytes }: Required<RenderedFile>,
  rights: Rights,
  written: readonly string[] | undefined,
  force: boolean,
): ChangeKind {
  if (!found) return 'add';
  if (found.bytes && Buffer.compare(found.bytes, bytes) === 0) {
    return hasRights(found, file, rights) ? 'same' : 'mode';
  }
  if (force || isAsWritten(found, written)) return 'change';
  return written === undefined ? 'foreign' : 'edited';
}

function decidePrune(found: Found, written: readonly string[]): ChangeKind {
  return isAsWritten(found, written) ? 'prune' : 'edited-prune';
}

function isAsWritten({ bytes }: Found, written: readonly string[] | undefined): boolean {
  return bytes !== undefined && written?.includes(sha256(bytes)) === true;
}

/** A file that was already as generated counts as ours: so a run that was cut short can be repeated. */
function recordOf(
  { kind, after }: Change,
  before: Written | undefined,
  hashes: readonly string[] | undefined,
): Written | undefined {
  const ours = kind === 'add' || kind === 'change' || kind === 'mode' || kind === 'same';
  if (ours && after) {
    const { bytes, file } = after;
    if (!bytes) return before;
    const { madeFrom } = file;
    return { sha256: sha256(bytes), ...(madeFrom !== undefined && { madeFrom }) };
  }
  const hash = kind === 'prune' ? undefined : hashes?.at(-1);
  return hash === undefined ? undefined : { sha256: hash };
}

function isWritten({ kind }: Pick<Change, 'kind'>): boolean {
  return kind === 'add' || kind === 'change';
}

function perform(
  dir: string,
  temporary: string,
  { kind, name, after }: Change,
  rights: Rights,
): void {
  const path = pathOf(dir, name);
  if (kind === 'prune') rmSync(path, { force: true });
  if (!after) return;
  const mode = modeOf(after.file, rights);
  const { gid } = rights;
  if (kind === 'mode') setRights(path, mode, gid);
  if (isWritten({ kind }) && after.bytes) {
    writeAtomic(path, temporary, after.bytes, { mode, gid });
  }
}

function writeManifest(dir: string, temporary: string, text: string): void {
  const bytes = Buffer.from(text);
  const path = join(dir, MANIFEST_NAME);
  const found = look(path);
  if (found?.bytes && Buffer.compare(found.bytes, bytes) === 0 && found.mode === OWNER_ONLY) return;
  writeAtomic(path, temporary, bytes, { mode: OWNER_ONLY, gid: undefined });
}

function modeOf({ holdsSecrets }: FolderFile, { secretMode }: Rights): number {
  return holdsSecrets ? secretMode : PUBLIC_MODE;
}

function hasRights(
  { mode, gid }: Pick<Found, 'mode' | 'gid'>,
  file: FolderFile,
  rights: Rights,
): boolean {
  return mode === modeOf(file, rights) && (rights.gid === undefined || gid === rights.gid);
}

/** The group first: a file must not be open to the old one for a moment. */
function setRights(path: string, mode: number, gid: number | undefined): void {
  if (gid !== undefined) chownSync(path, process.getuid?.() ?? -1, gid);
  chmodSync(path, mode);
}

/** Reads nothing of it. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Links are not followed, and a FIFO is not waited for. */
function look(path: string): Found | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return undefined;
  const { gid } = stat;
  const mode = stat.mode & 0o7777;
  if (!stat.isFile()) return { mode, gid };
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    return { mode, gid, bytes: readFileSync(fd) };
  } finally {
    closeSync(fd);
  }
}

/** Names come from templates and inventories; none may lead out of the folder. */
function pathOf(dir: string, name: string): string {
  if (isFolderName(name)) return join(dir, name);
  throw codedError('EINVAL', `not a name for a file in ${dir}: ${JSON.stringify(name)}`);
}
