// The folder that `generate` fills: compared with what is generated, then brought to it, a file at a time.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Change, ChangeKind, FolderFile, RenderedFile } from './changes.js';
import { wholeText } from './file-text.js';
import {
  type Found,
  hasNothing,
  hasRights,
  isThere,
  look,
  modeOf,
  OWNER_ONLY,
  ownerIn,
  PRIVATE,
  pathOf,
  type Rights,
  resetOf,
  setRights,
} from './folder-file.js';
import { makeFolder } from './make-folder.js';
import {
  formatManifest,
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
import { type FileToWrite, type Writer, writeTogether } from './write-together.js';

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
  /** The same, where others write as well. An error may come when changes behind it are made already. */
  applyWith(changes: Iterable<Change>, writers: readonly Writer[]): AsyncIterable<Change>;
}

/** What is remembered of a run: each change is noted before it is made. */
interface Run {
  note(changes: readonly Change[]): void;
  done(change: Change): void;
  complete(): void;
  end(): void;
}

/** The folder need not exist. Throws an Error with `code` if its manifest cannot be read. */
export function openFolder(dir: string, rights: Rights = PRIVATE): Folder {
  const manifest = readManifest(dir);
  const ours = joinWritten(manifest, readPending(dir));
  const temporary = temporaryPath(dir);
  const owner = ownerIn(dir);
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

  function compare(file: FolderFile, force: boolean, isEmpty: boolean): Change {
    const path = pathOf(dir, file.name);
    const known = made.get(file.name);
    if (known) {
      const kind = hasRights(known, file, rights) ? 'same' : 'mode';
      return { kind, name: file.name, after: { file } };
    }
    const after = { file, text: file.render() };
    const found = isEmpty ? undefined : look(path);
    const kind = decideKind(found, after, rights, ours.get(file.name), force);
    const before = found?.bytes;
    const resets = kind === 'change' ? resetOf(found, file, rights, owner) : undefined;
    return { kind, name: file.name, after, ...(before && { before }), ...(resets && { resets }) };
  }

  function* plan(files: Iterable<FolderFile>, { prune, force }: PlanOptions): Generator<Change> {
    const generated = new Set<string>();
    const isEmpty = hasNothing(dir);
    for (const file of files) {
      generated.add(file.name);
      yield compare(file, force, isEmpty);
    }
    for (const [name, written] of ours) {
      const found = generated.has(name) ? undefined : look(pathOf(dir, name));
      if (found) yield { name, kind: prune ? decidePrune(found, written) : 'stale' };
    }
  }

  function* apply(changes: Iterable<Change>): Generator<Change> {
    const run = begin();
    try {
      for (const change of changes) {
        run.note([change]);
        perform(dir, temporary, change, rights);
        run.done(change);
        yield change;
      }
      run.complete();
    } finally {
      run.end();
    }
  }

  async function* applyWith(
    changes: Iterable<Change>,
    writers: readonly Writer[],
  ): AsyncGenerator<Change> {
    const run = begin();
    const write = (batch: readonly Change[]) => {
      for (const change of batch) perform(dir, temporary, change, rights);
    };
    const told = (batch: readonly Change[]) => batch.flatMap((each) => toWrite(dir, each, rights));
    try {
      for await (const batch of writeTogether(changes, writers, { note: run.note, write, told })) {
        for (const change of batch) {
          run.done(change);
          yield change;
        }
      }
      // A thread takes a while to end: it does while the manifest is written.
      for (const writer of writers) writer.end?.();
      run.complete();
    } finally {
      run.end();
    }
  }

  function begin(): Run {
    makeFolder(dir);
    sweepTemporaries(dir);
    const pending = openPendingNotes(dir);
    const written = new Map<string, Written>();
    const records = new Map<string, Written>();
    let isComplete = false;
    return {
      note(changes) {
        const writes: PendingWrite[] = [];
        for (const change of changes) {
          const { name } = change;
          const record = recordOf(change, manifest.get(name), ours.get(name));
          if (!record) continue;
          records.set(name, record);
          if (isWritten(change)) writes.push({ name, sha256: record.sha256 });
        }
        pending.note(writes);
      },
      done({ name }) {
        const record = records.get(name);
        if (record) written.set(name, record);
      },
      complete() {
        isComplete = true;
      },
      end() {
        pending.close();
        // What kept the first change from being made is told, not that the manifest cannot be written either.
        if (!isComplete && written.size === 0) return;
        // Without the names that were not reached, their files would pass for foreign ones next time.
        const all = isComplete ? written : new Map([...manifest, ...written]);
        writeManifest(dir, temporary, formatManifest(all));
        if (isComplete) forgetPending(dir);
      },
    };
  }

  function countStale(generated: ReadonlySet<string>) {
    const there = [...ours.keys()].filter((name) => isThere(pathOf(dir, name)));
    return { ours: there.length, stale: there.filter((name) => !generated.has(name)).length };
  }

  return { isNew: () => ours.size === 0, countStale, isMade, plan, apply, applyWith };
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
  { file, text }: Required<RenderedFile>,
  rights: Rights,
  written: readonly string[] | undefined,
  force: boolean,
): ChangeKind {
  if (!found) return 'add';
  // Whatever is in it is more than one file, and none of ours.
  if (found.isFolder) return 'folder';
  const hash = hashOf(found);
  if (hash === text.sha256) {
    return hasRights(found, file, rights) ? 'same' : 'mode';
  }
  if (force || isAsWritten(hash, written)) return 'change';
  return written === undefined ? 'foreign' : 'edited';
}

function decidePrune(found: Found, written: readonly string[]): ChangeKind {
  return isAsWritten(hashOf(found), written) ? 'prune' : 'edited-prune';
}

function isAsWritten(hash: string | undefined, written: readonly string[] | undefined): boolean {
  return hash !== undefined && written?.includes(hash) === true;
}

/** Undefined: no regular file lies there. */
function hashOf({ bytes }: Found): string | undefined {
  return bytes && sha256(bytes);
}

/** A file that was already as generated counts as ours: so a run that was cut short can be repeated. */
function recordOf(
  { kind, after }: Change,
  before: Written | undefined,
  hashes: readonly string[] | undefined,
): Written | undefined {
  const ours = kind === 'add' || kind === 'change' || kind === 'mode' || kind === 'same';
  if (ours && after) {
    const { text, file } = after;
    if (!text) return before;
    const { madeFrom } = file;
    return { sha256: text.sha256, ...(madeFrom !== undefined && { madeFrom }) };
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
  if (isWritten({ kind }) && after.text) {
    writeAtomic(path, temporary, wholeText(after.text), { mode, gid });
  }
}

/** What others can do of a change. */
function toWrite(dir: string, change: Change, rights: Rights): readonly FileToWrite[] {
  const { name, after } = change;
  if (!isWritten(change) || !after?.text) return [];
  const mode = modeOf(after.file, rights);
  return [{ path: pathOf(dir, name), text: after.text, rights: { mode, gid: rights.gid } }];
}

function writeManifest(dir: string, temporary: string, text: string): void {
  const bytes = Buffer.from(text);
  const path = join(dir, MANIFEST_NAME);
  const found = look(path);
  if (found?.bytes && Buffer.compare(found.bytes, bytes) === 0 && found.mode === OWNER_ONLY) return;
  writeAtomic(path, temporary, bytes, { mode: OWNER_ONLY, gid: undefined });
}
