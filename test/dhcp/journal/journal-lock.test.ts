// One journal, one process: many starts at once, owners that ended, and owners that cannot be seen.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalFiles } from '../../../src/dhcp/journal/journal-files.js';
import { acquireLock, type JournalLock, lookAt } from '../../../src/dhcp/journal/journal-lock.js';
import { type ProcessNames, processNames } from '../../../src/dhcp/journal/process-names.js';
import { soak } from '../../soak.js';
import { createDisk, noSpace } from '../disk-under-test.js';
import { libc, nodeJournalFiles } from '../node-journal-files.js';

const PATH = '/state/leases.jsonl.lock';
const STALE = '999999999 boot 1';
const hasFlock = libc !== undefined;
const canUnshare =
  hasFlock &&
  existsSync(join(import.meta.dirname, '../../../dist/dhcp/journal/journal.js')) &&
  spawnSync('unshare', ['--pid', '--fork', '--mount-proc', 'true']).status === 0;
if (!canUnshare) console.log('other PID namespaces are not tested: they need root, koffi, a build');

/** A process of that name, to whom all run but the one that left its lock. */
const named = (self: string): ProcessNames => ({
  self,
  look: (name) => (name === STALE ? 'ended' : 'runs'),
});
const turn = (): Promise<void> => new Promise(setImmediate);

function holding(text: string) {
  return createDisk({}, new Map([[PATH, text]]));
}

/** Each operation takes between none and seven turns of the event loop, as a generator of numbers says. */
function inAnyOrder(files: JournalFiles, seed: number): JournalFiles {
  let state = seed;
  const later =
    <A extends readonly unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff;
      for (let turns = (state >> 16) & 7; turns > 0; turns -= 1) await undefined;
      return call(...args);
    };
  return {
    ...files,
    read: later(files.read),
    list: later(files.list),
    rename: later(files.rename),
    remove: later(files.remove),
    createExclusive: later(files.createExclusive),
  };
}

async function outcomes(starts: readonly Promise<JournalLock>[]) {
  const settled = await Promise.allSettled(starts);
  return {
    locks: settled.flatMap((each) => (each.status === 'fulfilled' ? each.value : [])),
    codes: settled.flatMap((each) => (each.status === 'rejected' ? each.reason.code : [])),
  };
}

describe('of many starts at once', () => {
  it('exactly one gets a lock that a crash left, in whatever order things happen', async () => {
    for (let seed = 1; seed <= soak(60, 200); seed += 1) {
      const disk = holding(STALE);
      const files = inAnyOrder(disk.files, seed);
      const starts = Array.from({ length: 5 }, (_, n) =>
        acquireLock({ path: PATH, files, processes: named(`${n} boot 1`), pause: turn }),
      );
      const { locks, codes } = await outcomes(starts);
      expect([locks.length, codes], `seed ${seed}`).toEqual([1, Array(4).fill('EBUSY')]);
      expect(disk.paths()).toEqual([PATH]);
      await locks[0]?.release();
      expect(disk.paths()).toEqual([]);
    }
  });

  it('exactly one gets it, of many on a real disk', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'offhook-lock-'));
    try {
      const path = join(folder, 'lock');
      await writeFile(path, STALE);
      const count = soak(12, 100);
      const starts = Array.from({ length: count }, () =>
        acquireLock({ path, files: nodeJournalFiles }),
      );
      const { locks, codes } = await outcomes(starts);
      expect([locks.length, codes]).toEqual([1, Array(count - 1).fill('EBUSY')]);
      expect(await readdir(folder)).toEqual(['lock']);
      await locks[0]?.release();
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('a claim that a crash left keeps nobody out, and is removed', async () => {
    const claim = `${PATH}.00000000.${STALE.replaceAll(' ', '_')}`;
    const disk = createDisk({}, new Map([[claim, '']]));
    await acquireLock({ path: PATH, files: disk.files, processes: named('1 boot 1') });
    expect(disk.text(claim)).toBeUndefined();
  });

  it('none waits for ever for a claim of a process that hangs', async () => {
    const claim = `${PATH}.00000000.4711_boot_1`;
    const { files } = createDisk({}, new Map([[claim, '']]));
    const processes = named('1 boot 1');
    const start = acquireLock({ path: PATH, files, processes, pause: async () => {} });
    await expect(start).rejects.toMatchObject({ code: 'EBUSY' });
  });
});

describe('a lock', () => {
  const refusal = async (look: ProcessNames['look']): Promise<string> => {
    const processes = { self: 'me', look };
    const { files } = holding('4711 boot 99');
    const error = await acquireLock({ path: PATH, files, processes }).catch((cause) => cause);
    expect(error).toMatchObject({ code: 'EBUSY' });
    return error.message;
  };

  it('refuses a second owner and names the first', async () => {
    expect(await refusal(() => 'runs')).toContain(`process 4711 holds ${PATH}; stop it`);
  });

  it('whose owner cannot be seen is not taken over, and that is said', async () => {
    expect(await refusal(() => 'elsewhere')).toMatch(
      /process 4711 of another container .* cannot be seen from here: if it does not, remove/,
    );
  });

  it.each([STALE, '', 'rubbish'])('left behind as "%s" is taken over', async (text) => {
    const disk = holding(text);
    const processes = { self: '1 boot 1', look: () => 'ended' as const };
    await acquireLock({ path: PATH, files: disk.files, processes });
    expect(disk.text(PATH)).toBe('1 boot 1');
  });

  it('that cannot be made leaves nothing behind', async () => {
    for (const failing of ['createExclusive', 'rename', 'list']) {
      const disk = createDisk({ fails: (name) => (name === failing ? noSpace() : undefined) });
      const start = acquireLock({ path: PATH, files: disk.files, processes: named('1 boot 1') });
      await expect(start).rejects.toMatchObject({ code: 'ENOSPC' });
      expect(disk.paths()).toEqual([]);
    }
  });
});

describe('the name of a process', () => {
  it('tells it from one whose number was used again, after a reboot, or in another PID namespace', () => {
    const { self, look } = processNames;
    const [pid, boot, start, namespace] = self.split(' ');
    expect(pid).toBe(String(process.pid));
    expect(look(self)).toBe('runs');
    // As an older version wrote it.
    expect(look(`${pid} ${boot} ${start}`)).toBe('runs');
    expect(look(`${pid} ${boot} ${Number(start) + 1} ${namespace}`)).toBe('ended');
    expect(look(`${pid} another-boot ${start} ${namespace}`)).toBe('ended');
    expect(look(`${pid} ${boot} ${start} ${Number(namespace) + 1}`)).toBe('elsewhere');
    expect(look('')).toBe('ended');
  });
});

describe.skipIf(!hasFlock)('a lock held by flock(2)', () => {
  let folder = '';
  const path = () => join(folder, 'leases.jsonl.lock');
  const start = () => acquireLock({ path: path(), files: nodeJournalFiles });
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'offhook-lock-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  it('is free when nobody holds it so, whatever the name in it says', async () => {
    await writeFile(path(), `${processNames.self} flock`);
    expect(await lookAt(path(), { files: nodeJournalFiles })).toEqual({ kind: 'stale' });
    const lock = await start();
    expect(await readFile(path(), 'latin1')).toBe(`${processNames.self} flock`);
    await expect(start()).rejects.toMatchObject({ code: 'EBUSY' });
    await lock.release();
  });

  it.skipIf(!canUnshare)('is seen from another PID namespace, and so is its end', async () => {
    const built = (path: string) =>
      JSON.stringify(join(import.meta.dirname, '../../../dist', path));
    const script = `
      import { openLeaseJournal } from ${built('dhcp/journal/journal.js')};
      import { createJournalFiles } from ${built('dhcp/journal/journal-files.js')};
      import { chooseBackend } from ${built('udp/backend.js')};
      const files = createJournalFiles((await chooseBackend()).libc);
      await openLeaseJournal({ path: ${JSON.stringify(join(folder, 'leases.jsonl'))}, files });
      console.log('open');
      setInterval(() => {}, 1000);`;
    const args = ['--pid', '--fork', '--mount-proc', '--kill-child', process.execPath];
    const child = spawn('unshare', [...args, '--input-type=module', '-e', script]);
    children.push(child);
    await once(child.stdout, 'data');
    await expect(start()).rejects.toMatchObject({
      code: 'EBUSY',
      message: expect.stringMatching(/process \d+ of another container or PID namespace holds/),
    });
    child.kill('SIGKILL');
    await once(child, 'close');
    const lock = await start();
    expect(await lookAt(path(), { files: nodeJournalFiles })).toMatchObject({ pid: process.pid });
    await lock.release();
  });
});
