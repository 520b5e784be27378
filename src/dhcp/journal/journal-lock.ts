// One journal, one process: a file with the name of its owner beside it. Knows nothing of leases.
//
// To see that a lock was left behind by a crash and to put another in its place are two steps, and of many starts at
// once only one may take them. Each therefore puts up a claim first, a file that nobody else can have made, and
// then looks for other claims. Of two, the one that looks later sees the other. Who is alone may make
// its claim the lock; who is not waits for those behind it to go, and withdraws where one is before it. A claim of a process that has
// ended may be removed by anyone, for nobody makes it again.
//
// Whether an owner still runs is told by flock(2) where there is one: it ends with the process, in whatever PID
// namespace. Else its name tells.

import { basename, dirname, join } from 'node:path';
import { setTimeout as pauseFor } from 'node:timers/promises';
import { codedError } from '../../core/coded-error.js';
import type { FileIdentity, HeldFile, JournalFiles } from './journal-files.js';
import { type ProcessNames, processNames } from './process-names.js';

export interface LockOptions {
  /** Of the lock, not of the journal. */
  readonly path: string;
  readonly files: JournalFiles;
  readonly processes?: ProcessNames;
  /** Resolves a little later. */
  readonly pause?: () => Promise<unknown>;
}

export interface HeldLock {
  readonly kind: 'held';
  readonly pid: number;
  /** In another PID namespace: a container's. */
  readonly isElsewhere: boolean;
  /** It may have ended, which cannot be seen from here. */
  readonly isGuess: boolean;
}

export type LockState = { readonly kind: 'free' | 'stale' } | HeldLock;

/** In a lock whose owner also holds it by flock(2). */
const BY_SYSTEM = ' flock';
const PAUSE_MS = 10;
/** Ten seconds: a claim stands for a few file operations. */
const ATTEMPTS_MAX = 1000;

/** Of the lock of a journal, beside it. */
export function lockPathOf(journalPath: string): string {
  return `${journalPath}.lock`;
}

export interface JournalLock {
  /** Whether that file has the name still, and says who we are. */
  isOurs(): Promise<boolean>;
  release(): Promise<void>;
}

/** Rejects with EBUSY if a running process has the lock. One left behind by a crash is taken over. */
export async function acquireLock(options: LockOptions): Promise<JournalLock> {
  const { path, files, processes = processNames, pause = () => pauseFor(PAUSE_MS) } = options;
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    await refuseHeld(options);
    const lock = await tryOnce({ path, files, processes, pause });
    if (lock !== undefined) return lock;
    await pause();
  }
  throw busy(`other starts stand at ${path}.*, and none goes on: remove those files if none runs`);
}

/** undefined: another start was before us. */
async function tryOnce(options: Required<LockOptions>): Promise<JournalLock | undefined> {
  const { path, files } = options;
  const claim = await putClaim(options);
  let isOurs = false;
  try {
    if (!(await isAlone(claim.path, options))) return undefined;
    // The one before us may have made it.
    await refuseHeld(options);
    const made = await files.look(claim.path);
    await files.rename(claim.path, path);
    isOurs = true;
    return lockOf(claim, made?.identity, options);
  } finally {
    if (!isOurs) await withdraw(claim, files);
  }
}

/** Somebody may have removed it meanwhile, and another owner made one: that is not ours to remove. */
function lockOf(
  { held }: Claim,
  identity: FileIdentity | undefined,
  { path, files, processes }: Required<LockOptions>,
): JournalLock {
  async function isOurs(): Promise<boolean> {
    if ((await files.look(path))?.identity !== identity) return false;
    // What nobody holds open may have given its identity to the next.
    const text = Buffer.from((await files.read(path)) ?? []).toString('latin1');
    return text.replace(BY_SYSTEM, '') === processes.self;
  }
  return {
    isOurs,
    async release() {
      // In this order: who finds it unlocked must not find it at all.
      try {
        if (await isOurs()) await files.remove(path);
      } finally {
        await held?.release();
      }
    },
  };
}

async function withdraw({ path, held }: Claim, files: JournalFiles): Promise<void> {
  await files.remove(path);
  await held?.release();
}

interface Claim {
  readonly path: string;
  /** Absent: there is no flock(2) here. */
  readonly held: HeldFile | undefined;
}

/** It becomes the lock, and so it says who we are. */
async function putClaim({ path, files, processes }: Required<LockOptions>): Promise<Claim> {
  const { self } = processes;
  const claim = `${path}.${crypto.randomUUID()}.${self.replaceAll(' ', '_')}`;
  try {
    await files.createExclusive(claim, self);
    const held = await files.hold(claim);
    if (held !== undefined) await mark(claim, files);
    return { path: claim, held };
  } catch (error) {
    await files.remove(claim);
    throw error;
  }
}

async function mark(path: string, files: JournalFiles): Promise<void> {
  const file = await files.open(path);
  await file.append(BY_SYSTEM);
  await file.close();
}

/** Whether no claim but ours stands any more; false: we have to withdraw it. */
async function isAlone(own: string, options: Required<LockOptions>): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const others = await otherClaims(own, options);
    if (others.length === 0) return true;
    if (others.some((path) => path < own)) return false;
    await options.pause();
  }
  return false;
}

async function otherClaims(
  own: string,
  options: Required<LockOptions>,
): Promise<readonly string[]> {
  const { path, files } = options;
  const folder = dirname(path);
  const standing: string[] = [];
  for (const name of await files.list(folder)) {
    const claim = join(folder, name);
    if (!name.startsWith(`${basename(path)}.`) || claim === own) continue;
    const owner = name.slice(name.lastIndexOf('.') + 1).replaceAll('_', ' ');
    const { kind } = await lookAtClaim(claim, owner, options);
    if (kind === 'held') standing.push(claim);
    else if (kind === 'stale') await files.remove(claim);
  }
  return standing;
}

/** Its name may say enough; there are many of them when many start. */
async function lookAtClaim(
  path: string,
  owner: string,
  options: Required<LockOptions>,
): Promise<{ readonly kind: LockState['kind'] }> {
  return options.processes.look(owner) === 'runs' ? { kind: 'held' } : lookAt(path, options, owner);
}

/** What the lock, or a claim, is to others. `owner`: who made it, where that need not be written in it. */
export async function lookAt(
  path: string,
  { files, processes = processNames }: Pick<LockOptions, 'files' | 'processes'>,
  owner?: string,
): Promise<LockState> {
  const bytes = await files.read(path);
  if (bytes === undefined) return { kind: 'free' };
  const text = Buffer.from(bytes).toString('latin1');
  const name = owner ?? text.replace(BY_SYSTEM, '');
  const seen = processes.look(name);
  const isHeld = text.endsWith(BY_SYSTEM) ? await files.isHeld(path) : undefined;
  if (!(isHeld ?? seen !== 'ended')) return { kind: 'stale' };
  const isElsewhere = seen === 'elsewhere';
  const isGuess = isElsewhere && isHeld === undefined;
  return { kind: 'held', pid: Number.parseInt(name, 10), isElsewhere, isGuess };
}

/**
 * A lock with our name that is not the one that we made came back with a copy of the folder. Nobody else takes it over
 * while we run, and so we may remove it; for who has the journal, and has found its lock gone.
 */
export async function removeCopy({
  path,
  files,
  processes = processNames,
}: Pick<LockOptions, 'path' | 'files' | 'processes'>): Promise<void> {
  const text = Buffer.from((await files.read(path)) ?? []).toString('latin1');
  if (text.replace(BY_SYSTEM, '') !== processes.self) return;
  if (text.endsWith(BY_SYSTEM) && (await files.isHeld(path)) === true) return;
  await files.remove(path);
}

async function refuseHeld(options: LockOptions): Promise<void> {
  const state = await lookAt(options.path, options);
  if (state.kind === 'held') throw busy(describeHolder(state, options.path));
}

function describeHolder({ pid, isElsewhere, isGuess }: HeldLock, path: string): string {
  if (!isElsewhere) return `process ${pid} holds ${path}; stop it, or use another state folder`;
  const what = `process ${pid} of another container or PID namespace`;
  if (!isGuess) return `${what} holds ${path}; stop it, or use another state folder`;
  return `${what} made ${path}, and whether it still runs cannot be seen from here: if it does not, remove that file`;
}

export function busy(why: string): Error {
  return codedError('EBUSY', `the leases are in use: ${why}`);
}
