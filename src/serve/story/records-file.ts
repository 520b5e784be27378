// What is known of phones over restarts: `phones.jsonl` in the state folder, from time to time a line for each that
// has changed, of which the last counts, and for each rollout. It may be lost without harm: nothing waits for it, and a line that cannot be read is one
// that is not there.

import { constants } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../core/coded-error.js';
import type { Log } from '../../core/log.js';
import type { Mac } from '../../core/mac.js';
import { createSemaphore } from '../../core/semaphore.js';
import { createTurns } from '../../core/turns.js';
import type { Rollout } from '../../rollout/plan.js';
import { readRollout, writeRollout } from '../../rollout/records.js';
import { NO_RECORD, type PhoneRecord, readRecord, writeRecord } from '../../timeline/records.js';

export interface Records {
  /** Of which nothing is known: a record of nothing. */
  get(mac: Mac): PhoneRecord;
  /** Written soon. */
  put(mac: Mac, record: PhoneRecord): void;
  /** What it is by then is written soon. */
  touch(mac: Mac): void;
  /** How a record is brought up to date before it is written. */
  follow(upToDate: (mac: Mac, record: PhoneRecord) => PhoneRecord): void;
  all(): ReadonlyMap<Mac, PhoneRecord>;
  /** Of rollouts that are open, and the latest of all; times since 1970. */
  rollouts(): ReadonlyMap<number, RolloutRecord>;
  /** Written soon. */
  putRollout(rollout: Rollout, isOver: boolean): void;
  /** What the folder has, before anything is put; from then on what is put is written there. Does not reject. */
  open(stateDir: string): Promise<void>;
  /** What was put before is written first. */
  close(): Promise<void>;
}

export interface RolloutRecord {
  readonly rollout: Rollout;
  readonly isOver: boolean;
}

/** In the state folder. */
export const RECORDS_FILE = 'phones.jsonl';

/** What is lost with a crash is knowledge of so long. */
const WRITE_MS = 30_000;
/** Lines of one write. */
const BATCH = 500;
/** Some 300 bytes a phone: of more phones nobody has a site. */
const BYTES_MAX = 128 << 20;
/** With more lines than so many for each phone that is known it is written anew. */
const LINES_A_PHONE = 4;
const LINES_MIN = 1_000;
const FOR_US = 0o600;
const { O_APPEND, O_CREAT, O_NOFOLLOW, O_TRUNC, O_WRONLY } = constants;

export function createRecords(log: Pick<Log, 'info' | 'warn'>): Records {
  const records = new Map<Mac, PhoneRecord>();
  const rollouts = new Map<number, RolloutRecord>();
  let changed = new Set<Mac>();
  let changedRollouts = new Set<number>();
  let path: string | undefined;
  let lines = 0;
  let isTold = false;
  const oneByOne = createSemaphore(1);
  let timer: NodeJS.Timeout | undefined;
  let upToDate = (_: Mac, record: PhoneRecord): PhoneRecord => record;

  function now(mac: Mac): PhoneRecord {
    const record = upToDate(mac, records.get(mac) ?? NO_RECORD);
    records.set(mac, record);
    return record;
  }

  /** The next write comes in a while, if there is anything to write. */
  function plan(): void {
    if (timer || path === undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      void oneByOne.run(write);
    }, WRITE_MS).unref();
  }

  async function write(): Promise<void> {
    if (path === undefined || changed.size + changedRollouts.size === 0) return;
    const macs = changed;
    const ids = changedRollouts;
    changed = new Set();
    changedRollouts = new Set();
    try {
      await writeLines(path, O_APPEND, linesOf(ids, macs));
      lines += macs.size + ids.size;
      if (lines > LINES_MIN + records.size * LINES_A_PHONE) await writeAnew(path);
      isTold = false;
    } catch (error) {
      for (const mac of macs) changed.add(mac);
      for (const id of ids) changedRollouts.add(id);
      if (!isTold) log.warn({ path, code: codeOf(error) }, UNWRITTEN);
      isTold = true;
      plan();
    }
  }

  async function writeAnew(to: string): Promise<void> {
    const beside = `${to}.new`;
    await rm(beside, { force: true });
    forgetOldRollouts();
    await writeLines(beside, O_TRUNC, linesOf(rollouts.keys(), [...records.keys()]));
    await rename(beside, to);
    lines = records.size;
  }

  /** Each is made when it is its turn. */
  function* linesOf(ids: Iterable<number>, macs: Iterable<Mac>): Iterable<string> {
    for (const id of ids) {
      const kept = rollouts.get(id);
      if (kept) yield writeRollout(kept.rollout, kept.isOver);
    }
    for (const mac of macs) yield writeRecord(mac, now(mac));
  }

  /** The latest stays: the next is numbered on from it. */
  function forgetOldRollouts(): void {
    const last = Math.max(...rollouts.keys());
    for (const [id, { isOver }] of rollouts) if (isOver && id !== last) rollouts.delete(id);
  }

  function readLine(line: string): boolean {
    const found = readRecord(line);
    if (found) records.set(found.mac, found.record);
    const kept = found ? undefined : readRollout(line);
    if (kept) rollouts.set(kept.rollout.id, kept);
    return found !== undefined || kept !== undefined;
  }

  async function load(from: string): Promise<void> {
    const { size } = await stat(from);
    if (size > BYTES_MAX) throw Object.assign(new Error('it is too large'), { code: 'EFBIG' });
    const text = await readFile(from, 'utf8');
    const { next } = createTurns();
    let unread = 0;
    for (const line of text.split('\n')) {
      if (line === '') continue;
      lines += 1;
      if (!readLine(line)) unread += 1;
      await next();
    }
    if (unread > 0) log.warn({ path: from, lines: unread }, UNREAD);
  }

  return {
    get: (mac) => records.get(mac) ?? NO_RECORD,
    put(mac, record) {
      records.set(mac, record);
      changed.add(mac);
      plan();
    },
    touch(mac) {
      changed.add(mac);
      plan();
    },
    follow(given) {
      upToDate = given;
    },
    all: () => records,
    rollouts: () => rollouts,
    putRollout(rollout, isOver) {
      rollouts.set(rollout.id, { rollout, isOver });
      changedRollouts.add(rollout.id);
      plan();
    },
    async open(stateDir) {
      const file = join(stateDir, RECORDS_FILE);
      try {
        await load(file);
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') log.warn({ path: file, code: codeOf(error) }, FORGOTTEN);
      }
      path = file;
      plan();
    },
    async close() {
      clearTimeout(timer);
      await oneByOne.run(write);
      path = undefined;
      clearTimeout(timer);
    },
  };
}

const UNWRITTEN =
  'what phones did cannot be written: after a restart, this server will not know of it';
const UNREAD = 'lines of what phones did before cannot be read, and are passed over';
const FORGOTTEN = 'what phones did before cannot be read, and is forgotten';

/** Some at a time: phones are answered meanwhile. */
async function writeLines(path: string, flag: number, lines: Iterable<string>): Promise<void> {
  const file = await open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | flag, FOR_US);
  const { next } = createTurns();
  try {
    let batch: string[] = [];
    for (const line of lines) {
      batch.push(line);
      await next();
      if (batch.length < BATCH) continue;
      await file.writeFile(batch.join(''));
      batch = [];
    }
    await file.writeFile(batch.join(''));
  } finally {
    await file.close();
  }
}
