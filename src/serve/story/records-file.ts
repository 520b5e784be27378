// What is known of phones over restarts: `phones.jsonl` in the state folder, from time to time a line for each that
// has changed, of which the last counts. It may be lost without harm: nothing waits for it, and a line that cannot be read is one
// that is not there.

import { constants } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../core/coded-error.js';
import type { Log } from '../../core/log.js';
import type { Mac } from '../../core/mac.js';
import { createSemaphore } from '../../core/semaphore.js';
import { createTurns } from '../../core/turns.js';
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
  /** What the folder has, before anything is put; from then on what is put is written there. Does not reject. */
  open(stateDir: string): Promise<void>;
  /** What was put before is written first. */
  close(): Promise<void>;
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
  let changed = new Set<Mac>();
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
    if (path === undefined || changed.size === 0) return;
    const macs = changed;
    changed = new Set();
    try {
      await writeLines(path, O_APPEND, macs, now);
      lines += macs.size;
      if (lines > LINES_MIN + records.size * LINES_A_PHONE) await writeAnew(path);
      isTold = false;
    } catch (error) {
      for (const mac of macs) changed.add(mac);
      if (!isTold) log.warn({ path, code: codeOf(error) }, UNWRITTEN);
      isTold = true;
      plan();
    }
  }

  async function writeAnew(to: string): Promise<void> {
    const beside = `${to}.new`;
    await rm(beside, { force: true });
    await writeLines(beside, O_TRUNC, [...records.keys()], now);
    await rename(beside, to);
    lines = records.size;
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
      const found = readRecord(line);
      if (found) records.set(found.mac, found.record);
      else unread += 1;
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
async function writeLines(
  path: string,
  flag: number,
  macs: Iterable<Mac>,
  recordOf: (mac: Mac) => PhoneRecord,
): Promise<void> {
  const file = await open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | flag, FOR_US);
  const { next } = createTurns();
  try {
    let batch: string[] = [];
    for (const mac of macs) {
      batch.push(writeRecord(mac, recordOf(mac)));
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
