// Leases that survive the process: on the disk first, confirmed then. Many at once cost one flush.

import { systemClock } from '../../core/clock.js';
import { codedError, codeOf } from '../../core/coded-error.js';
import type { Ipv4 } from '../../core/ipv4.js';
import type { Lease } from '../leases/lease.js';
import { acquireLock, type JournalLock, type LockOptions, lockPathOf } from './journal-lock.js';
import {
  type JournalFindings,
  type JournalWriter,
  type JournalWriterOptions,
  openJournalWriter,
} from './journal-writer.js';
import { createKeptLock, type KeptLock, UNWRITABLE } from './kept-lock.js';
import { processNames } from './process-names.js';

export interface LeaseJournal {
  /** The last lease of each address, as the disk has it. */
  leases(): Iterable<Lease>;
  /** That of one address. */
  at(address: Ipv4): Lease | undefined;
  /** What was wrong with the file at the start. */
  readonly found: JournalFindings;
  /** Resolves when the lease is on the disk; rejects with code and cause if it is not. */
  append(lease: Lease): Promise<void>;
  /**
   * Resolves when the file of that name has all that was appended, also where somebody removed it meanwhile; rejects
   * with code and cause if it has not. The lock file is made again where it is not there.
   */
  check(): Promise<void>;
  /** What was appended before is written first. */
  close(): Promise<void>;
}

/** The folder of `path` must exist. `log` hears what was done to the files while they were in use. */
export interface JournalOptions
  extends Pick<JournalWriterOptions, 'path' | 'files' | 'log'>,
    Partial<Pick<JournalWriterOptions, 'compactBytes' | 'nowMs'>>,
    Pick<LockOptions, 'processes'> {
  /** A write that takes longer is refused. */
  readonly patienceMs?: number;
}

interface Entry {
  /** undefined: only a look at the file. */
  readonly lease: Lease | undefined;
  resolve(): void;
  reject(error: Error): void;
}

const COMPACT_BYTES = 1 << 20;
/** A disk that hangs must not make a flood of requests a flood of memory. */
const WAITING_MAX = 20_000;
/** Slow disks take tenths of a second; a phone asks again after four. */
const PATIENCE_MS = 2500;
const NO_LOCK_FILE =
  'the disk of the lease journal cannot be written: there is no lock file, and new leases of a pool wait';

/**
 * Throws EBUSY if another process has the journal, EBADMSG if the file is something else, or else what the system
 * says.
 */
export async function openLeaseJournal({
  path,
  compactBytes = COMPACT_BYTES,
  files,
  processes = processNames,
  nowMs = systemClock.wallMs,
  patienceMs = PATIENCE_MS,
  log,
}: JournalOptions): Promise<LeaseJournal> {
  const lockOptions = { path: lockPathOf(path), files, processes };
  const { lock: first, refusal } = await lockIfPossible(lockOptions);
  const lock = createKeptLock(first, { ...lockOptions, nowMs, ...(log && { log }) });
  try {
    const writer = await openWriter(
      { path, files, compactBytes, nowMs, keepLock: lock.keep, ...(log && { log }) },
      refusal,
    );
    if (refusal !== undefined) log?.warn({ path, code: codeOf(refusal) }, NO_LOCK_FILE);
    const commits = createCommits(path, writer, lock, patienceMs);
    return {
      leases: () => writer.leases.values(),
      at: (address) => writer.leases.get(address),
      found: writer.found,
      append: commits.append,
      check: commits.check,
      async close() {
        await commits.end();
        await writer.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** A disk that is full or read-only must not keep those waiting whose leases it has: they need none. */
async function lockIfPossible(
  options: LockOptions,
): Promise<{ readonly lock?: JournalLock; readonly refusal?: unknown }> {
  try {
    return { lock: await acquireLock(options) };
  } catch (error) {
    if (!UNWRITABLE.has(codeOf(error))) throw error;
    return { refusal: error };
  }
}

/** Without a lock file flock(2) must do; where there is none, nothing tells two owners apart. */
async function openWriter(options: JournalWriterOptions, refusal: unknown): Promise<JournalWriter> {
  try {
    return await openJournalWriter({ ...options, mustHold: refusal !== undefined });
  } catch (error) {
    throw codeOf(error) === 'ENOLCK' ? refusal : error;
  }
}

/**
 * Group commit: what comes in one batch of packets, or while the disk is busy, is one write. A disk that hangs refuses
 * until it goes on: a phone does not wait for it. What it was given before may then be on it, refused or not.
 */
function createCommits(
  path: string,
  writer: JournalWriter,
  lock: KeptLock,
  patienceMs: number,
): Pick<LeaseJournal, 'append' | 'check'> & { end(): Promise<void> } {
  let waiting: Entry[] = [];
  let running: Promise<void> | undefined;
  let hangs = false;
  let ended = false;

  async function run(): Promise<void> {
    // All packets of a batch are decided before a promise goes on.
    await undefined;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const patience = setTimeout(refuse, patienceMs, batch);
      await commit(path, writer, lock, batch);
      clearTimeout(patience);
      hangs = false;
      await writer.compact();
    }
    running = undefined;
  }

  function refuse(batch: readonly Entry[]): void {
    hangs = true;
    for (const { reject } of [...batch, ...waiting]) reject(hanging(path));
    waiting = [];
  }

  function enqueue(lease: Lease | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (ended) return reject(codedError('EBADF', `${path} is closed`));
      if (hangs) return reject(hanging(path));
      if (waiting.length >= WAITING_MAX) {
        return reject(codedError('ENOBUFS', `too many leases wait for ${path}`));
      }
      waiting.push({ lease, resolve, reject });
      running ??= run();
    });
  }

  return {
    append: enqueue,
    check: () => enqueue(undefined),
    async end() {
      ended = true;
      await running;
    },
  };
}

function hanging(path: string): Error {
  return codedError('ETIMEDOUT', `the disk does not take ${path}`);
}

async function commit(
  path: string,
  writer: JournalWriter,
  lock: KeptLock,
  batch: readonly Entry[],
): Promise<void> {
  try {
    await writer.write(batch.flatMap(({ lease }) => lease ?? []));
    const looks = batch.filter(({ lease }) => lease === undefined);
    // A lease does not wait for a look at the lock.
    for (const entry of batch) if (entry.lease !== undefined) entry.resolve();
    if (looks.length > 0) await lock.keepOrTell();
    for (const entry of looks) entry.resolve();
  } catch (cause) {
    const error = codedError(codeOf(cause) ?? 'EIO', `cannot write ${path}`, cause);
    for (const entry of batch) entry.reject(error);
  }
}
