// What is done to the journal, its lock and its folder while they are in use, and a start that finds no room for them.

import { readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ipv4 } from '../../src/core/ipv4.js';
import { type LeaseJournal, openLeaseJournal } from '../../src/dhcp/journal/journal.js';
import type { JournalFiles } from '../../src/dhcp/journal/journal-files.js';
import { acquireLock } from '../../src/dhcp/journal/journal-lock.js';
import { readJournalContent } from '../../src/dhcp/journal/journal-reader.js';
import type { Lease } from '../../src/dhcp/leases/lease.js';
import { createDisk, noSpace } from './disk-under-test.js';
import { libc, nodeJournalFiles } from './node-journal-files.js';
import { createRecordingLog, createServer, createSlowJournal } from './server-under-test.js';
import { GUEST, ip, lease } from './wire-under-test.js';

const hasFlock = libc !== undefined;
if (!hasFlock) console.log('flock(2) on the journal is not tested: it needs Linux and koffi');

/** Where there is no flock(2). */
const without: JournalFiles = {
  ...nodeJournalFiles,
  open: async (at) => ({ ...(await nodeJournalFiles.open(at)), hold: async () => undefined }),
  hold: async () => undefined,
  isHeld: async () => undefined,
};
/** A process of that name, which sees all others run. */
const named = (self: string) => ({ processes: { self, look: () => 'runs' as const } });

const numbered = (n: number): Lease =>
  lease('10.20.0.0', 'bound', GUEST, { address: (ip('10.20.0.0') + n) as Ipv4, client: `id:${n}` });

let base = '';
let folder = '';
const path = () => join(folder, 'leases.jsonl');
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'offhook-lost-'));
  folder = join(base, 'state');
  await mkdir(folder);
});
afterEach(() => rm(base, { recursive: true }));

/** A journal with the leases 1, 2 and 3. */
async function openWithThree() {
  const { log, said } = createRecordingLog();
  const journal = await openLeaseJournal({ path: path(), files: nodeJournalFiles, log });
  for (const n of [1, 2, 3]) await journal.append(numbered(n));
  return { journal, said };
}
function clientsOnDisk(): readonly string[] {
  const { lines, damage } = readJournalContent(readFileSync(path()));
  expect(damage).toEqual({ damagedLines: 0, unorderedLines: 0, disputedLines: 0 });
  return [...lines.values()].map((line) => line.lease.client);
}

describe('a journal in use', () => {
  function replaceByNote(): void {
    rmSync(path());
    writeFileSync(path(), 'a note\n');
  }
  const HARM: readonly (readonly [string, () => void])[] = [
    ['removed', () => rmSync(path())],
    ['emptied', () => truncateSync(path())],
    ['cut', () => truncateSync(path(), 300)],
    ['moved away', () => renameSync(path(), join(base, 'moved'))],
    ['replaced', replaceByNote],
  ];

  it.each(HARM)(
    'that was %s is written anew with the next lease, and that is said once',
    async (_how, harm) => {
      const { journal, said } = await openWithThree();
      harm();
      await journal.append(numbered(4));
      await journal.append(numbered(5));
      expect(clientsOnDisk()).toEqual(['id:1', 'id:2', 'id:3', 'id:4', 'id:5']);
      expect(said.map(({ level, fields: { leases } }) => [level, leases])).toEqual([['warn', 3]]);
      await journal.close();
    },
  );

  it.each(HARM)(
    'that was %s is written anew by a look, where nothing is leased',
    async (_how, harm) => {
      const { journal } = await openWithThree();
      harm();
      await journal.check();
      expect(clientsOnDisk()).toEqual(['id:1', 'id:2', 'id:3']);
      await journal.close();
    },
  );

  it('that is harmed in two ways within a minute says both', async () => {
    const { journal, said } = await openWithThree();
    for (const harm of [() => rmSync(path()), () => truncateSync(path())]) {
      harm();
      await journal.check();
    }
    expect(said.map(({ text }) => /was (\w+) while/.exec(text)?.[1])).toEqual(['removed', 'cut']);
    await journal.close();
  });

  it('that stands as it was is not written by a look', async () => {
    const { journal, said } = await openWithThree();
    const before = await nodeJournalFiles.look(path());
    await journal.check();
    expect(await nodeJournalFiles.look(path())).toEqual(before);
    expect(said).toEqual([]);
    await journal.close();
  });

  it('keeps the file that somebody put in its place', async () => {
    const { journal } = await openWithThree();
    replaceByNote();
    await journal.check();
    expect(readFileSync(`${path()}.damaged`, 'utf8')).toBe('a note\n');
    await journal.close();
  });

  it('whose folder is gone refuses leases until it is back, and then has all', async () => {
    const { journal } = await openWithThree();
    renameSync(folder, join(base, 'elsewhere'));
    const gone = { code: 'ENOENT' };
    await expect(journal.append(numbered(4))).rejects.toMatchObject(gone);
    await expect(journal.check()).rejects.toMatchObject(gone);
    expect(journal.at(numbered(1).address)).toEqual(numbered(1));
    renameSync(join(base, 'elsewhere'), folder);
    await journal.append(numbered(5));
    expect(clientsOnDisk()).toEqual(['id:1', 'id:2', 'id:3', 'id:5']);
    await journal.close();
  });

  it('is begun again in a folder that was made anew', async () => {
    const { journal } = await openWithThree();
    rmSync(folder, { recursive: true });
    await mkdir(folder);
    await journal.append(numbered(4));
    expect(clientsOnDisk()).toEqual(['id:1', 'id:2', 'id:3', 'id:4']);
    expect((await readdir(folder)).toSorted()).toEqual(['leases.jsonl', 'leases.jsonl.lock']);
    await expect(openLeaseJournal({ path: path(), files: nodeJournalFiles })).rejects.toMatchObject(
      { code: 'EBUSY' },
    );
    await journal.close();
    expect(await readdir(folder)).toEqual(['leases.jsonl']);
  });

  it('is not begun again in a folder that is another owner’s by then', async () => {
    const journal = await openLeaseJournal({ path: path(), files: without, ...named('1 boot 1') });
    await journal.append(numbered(1));
    rmSync(folder, { recursive: true });
    await mkdir(folder);
    const other = await acquireLock({
      path: `${path()}.lock`,
      files: without,
      ...named('2 boot 1'),
    });
    await expect(journal.append(numbered(4))).rejects.toMatchObject({ code: 'EBUSY' });
    expect(await readdir(folder)).toEqual(['leases.jsonl.lock']);
    await other.release();
    await journal.append(numbered(5));
    expect(clientsOnDisk()).toEqual(['id:1', 'id:5']);
    await journal.close();
  });

  it.each([
    ['with flock(2)', nodeJournalFiles],
    ['without it', without],
  ])('in a copy of its folder makes the lock its own again, %s', async (_name, files) => {
    const journal = await openLeaseJournal({ path: path(), files });
    await journal.append(numbered(1));
    renameSync(folder, join(base, 'moved'));
    await cp(join(base, 'moved'), folder, { recursive: true });
    await journal.append(numbered(2));
    await expect(openLeaseJournal({ path: path(), files })).rejects.toMatchObject({
      code: 'EBUSY',
    });
    await journal.close();
    expect((await readdir(folder)).filter((name) => name.includes('lock'))).toEqual([]);
  });

  it('that cannot be written anew leaves nothing behind by trying', async () => {
    const full = { is: false };
    const files: JournalFiles = {
      ...nodeJournalFiles,
      open: async (at) => {
        const file = await nodeJournalFiles.open(at);
        const append = (text: string) => (full.is ? Promise.reject(noSpace()) : file.append(text));
        return { ...file, append };
      },
    };
    const journal = await openLeaseJournal({ path: path(), files });
    await journal.append(numbered(1));
    replaceByNote();
    full.is = true;
    for (const n of [2, 3]) {
      await expect(journal.append(numbered(n))).rejects.toMatchObject({ code: 'ENOSPC' });
    }
    expect((await readdir(folder)).toSorted()).toEqual(['leases.jsonl', 'leases.jsonl.lock']);
    full.is = false;
    await journal.check();
    expect(clientsOnDisk()).toEqual(['id:1']);
    await journal.close();
  });
});

describe('a server', () => {
  it('looks at its journal though nobody asks it, and when it stops, and tells what it finds', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      let looks = 0;
      const journal: LeaseJournal = {
        ...createSlowJournal().journal,
        async check() {
          looks += 1;
          throw Object.assign(new Error('gone'), { code: 'ENOENT' });
        },
      };
      const { server, said } = createServer({ journal });
      await vi.advanceTimersByTimeAsync(10_000);
      expect(looks).toBe(1);
      const errors = said.filter(({ level }) => level === 'error');
      expect(errors.map(({ fields: { code } }) => code)).toEqual(['ENOENT']);
      await server.close();
      expect(looks).toBe(2);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('the lock of a journal, removed by somebody while it is held', () => {
  const lockPath = () => `${path()}.lock`;

  it('is made again by a look at the journal, and that is said once', async () => {
    const { journal, said } = await openWithThree();
    for (const _time of [1, 2]) {
      rmSync(lockPath());
      await journal.check();
      expect((await readdir(folder)).toSorted()).toEqual(['leases.jsonl', 'leases.jsonl.lock']);
    }
    expect(said.map(({ level, fields: { path: at } }) => [level, at])).toEqual([
      ['warn', lockPath()],
    ]);
    await journal.close();
    expect(await readdir(folder)).toEqual(['leases.jsonl']);
  });

  it('is not removed a second time, when it is another owner’s by then', async () => {
    const first = await acquireLock({ path: lockPath(), files: nodeJournalFiles });
    rmSync(lockPath());
    const second = await acquireLock({ path: lockPath(), files: nodeJournalFiles });
    await first.release();
    expect(await readdir(folder)).toEqual(['leases.jsonl.lock']);
    await second.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('of another name is not removed, though it be the same file', async () => {
    const lock = await acquireLock({ path: lockPath(), files: nodeJournalFiles });
    writeFileSync(lockPath(), '4711 boot 1');
    await lock.release();
    expect(readFileSync(lockPath(), 'utf8')).toBe('4711 boot 1');
  });

  it.skipIf(!hasFlock)('lets no second owner in, for the journal itself is held', async () => {
    const { journal } = await openWithThree();
    const openSecond = () =>
      openLeaseJournal({ path: path(), files: nodeJournalFiles, compactBytes: 100 });
    rmSync(lockPath());
    await expect(openSecond()).rejects.toMatchObject({ code: 'EBUSY' });
    expect(await readdir(folder)).toEqual(['leases.jsonl']);
    // The one written anew is held, too.
    rmSync(path());
    await journal.check();
    await expect(openSecond()).rejects.toMatchObject({ code: 'EBUSY' });
    await journal.close();
    await openSecond().then((next) => next.close());
  });

  it.skipIf(!hasFlock)(
    'and the journal with it: of two the second one’s is not overwritten',
    async () => {
      const { journal } = await openWithThree();
      rmSync(lockPath());
      rmSync(path());
      const second = await openLeaseJournal({ path: path(), files: nodeJournalFiles });
      await second.append(numbered(9));
      await expect(journal.append(numbered(4))).rejects.toMatchObject({ code: 'EBUSY' });
      expect(clientsOnDisk()).toEqual(['id:9']);
      await journal.close();
      await second.close();
    },
  );
});

describe('a start on a full disk', () => {
  const full = (changes: Partial<JournalFiles> = {}): JournalFiles => ({
    ...nodeJournalFiles,
    createExclusive: () => Promise.reject(noSpace()),
    ...changes,
  });
  const leave = async (): Promise<void> => {
    const { journal } = await openWithThree();
    await journal.close();
  };

  it.skipIf(!hasFlock)('has its leases, says so, and keeps a second owner out', async () => {
    await leave();
    const { log, said } = createRecordingLog();
    const journal = await openLeaseJournal({ path: path(), files: full(), log });
    expect([...journal.leases()].map(({ client }) => client)).toEqual(['id:1', 'id:2', 'id:3']);
    expect(said.map(({ level, fields: { code } }) => [level, code])).toEqual([['warn', 'ENOSPC']]);
    for (const files of [nodeJournalFiles, full()]) {
      const second = openLeaseJournal({ path: path(), files });
      await expect(second).rejects.toMatchObject({ code: 'EBUSY' });
    }
    await journal.append(numbered(4));
    await journal.close();
    expect(clientsOnDisk()).toHaveLength(4);
  });

  it.skipIf(!hasFlock)('makes its lock when there is room, and not before', async () => {
    await leave();
    let isFull = true;
    const files = full({
      createExclusive: (...args) =>
        isFull ? Promise.reject(noSpace()) : nodeJournalFiles.createExclusive(...args),
    });
    const { log, said } = createRecordingLog();
    const journal = await openLeaseJournal({ path: path(), files, log });
    await journal.check();
    expect([await readdir(folder), said.length]).toEqual([['leases.jsonl'], 1]);
    isFull = false;
    await journal.check();
    expect((await readdir(folder)).toSorted()).toEqual(['leases.jsonl', 'leases.jsonl.lock']);
    await journal.close();
    expect(await readdir(folder)).toEqual(['leases.jsonl']);
  });

  it('cuts a torn end off before the first lease that finds room', async () => {
    const at = '/state/leases.jsonl';
    const readOnly = { is: true };
    const fails = (name: string) =>
      readOnly.is && ['truncate', 'append'].includes(name) ? noSpace() : undefined;
    const disk = createDisk({ fails }, new Map([[at, '{"seq":']]));
    const processes = { self: '1 boot 1', look: () => 'ended' as const };
    const journal = await openLeaseJournal({ path: at, files: disk.files, processes });
    await expect(journal.append(numbered(1))).rejects.toMatchObject({ code: 'ENOSPC' });
    readOnly.is = false;
    await journal.append(numbered(2));
    expect(disk.text(at)).toMatch(/^\{"seq":1,[^\n]*"id:2"[^\n]*\n$/);
  });

  it('is refused where nothing could keep a second owner out', async () => {
    await leave();
    const open: JournalFiles['open'] = async (at) => ({
      ...(await nodeJournalFiles.open(at)),
      hold: async () => undefined,
    });
    const start = openLeaseJournal({ path: path(), files: full({ open }) });
    await expect(start).rejects.toMatchObject({ code: 'ENOSPC' });
  });
});
