import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ipv4 } from '../../../src/core/ipv4.js';
import { openLeaseJournal } from '../../../src/dhcp/journal/journal.js';
import type { JournalFiles } from '../../../src/dhcp/journal/journal-files.js';
import { formatJournalLine, parseJournalLine } from '../../../src/dhcp/journal/journal-line.js';
import {
  type JournalContent,
  readJournalContent,
} from '../../../src/dhcp/journal/journal-reader.js';
import type { Lease } from '../../../src/dhcp/leases/lease.js';
import { createDisk, noSpace } from '../disk-under-test.js';
import { nodeJournalFiles } from '../node-journal-files.js';
import { GUEST, ip, lease, mac, NOW, PHONE } from '../wire-under-test.js';

const PATH = '/state/leases.jsonl';
const HOUR_MS = 3_600_000;
const LINE =
  '{"seq":7,"state":"bound","address":"10.20.1.153","mac":"5c:fc:66:5d:4f:9a",' +
  '"client":"mac:5c:fc:66:5d:4f:9a","until":"2026-11-21T12:00:01.000Z","seconds":1,"crc":"de629cf2"}\n';
const IN_LINE = { seq: 7, seconds: 1, lease: lease('10.20.1.153', 'bound', PHONE) };

const leasesOf = ({ lines }: Pick<JournalContent, 'lines'>): readonly Lease[] =>
  [...lines.values()].map(({ lease: each }) => each);
const processes = { self: '1 boot 1', look: () => 'ended' as const };
const numbered = (n: number): Lease =>
  lease('10.20.0.0', 'bound', GUEST, { address: (ip('10.20.0.0') + n) as Ipv4, client: `id:${n}` });

describe('a line of the journal', () => {
  it('is this text', () => expect(formatJournalLine(IN_LINE)).toBe(LINE));
  it('is read as that lease', () => expect(parseJournalLine(LINE.trimEnd())).toEqual(IN_LINE));

  it('with any one character changed is not read', () => {
    const text = LINE.trimEnd();
    for (let at = 0; at < text.length; at += 1) {
      const changed = text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1);
      expect(parseJournalLine(changed)).toBeUndefined();
    }
  });

  it('cut anywhere is not read', () => {
    for (let end = 0; end < LINE.length - 1; end += 1) {
      expect(parseJournalLine(LINE.slice(0, end))).toBeUndefined();
    }
  });

  it('comes back as it was', () => {
    const any = fc.record({
      seq: fc.nat(),
      seconds: fc.nat(),
      lease: fc.record({
        address: fc.nat({ max: 0xffffffff }).map((value) => value as Ipv4),
        state: fc.constantFrom('bound', 'free', 'resting', 'offered'),
        client: fc.string().map((text) => `id:${Buffer.from(text).toString('hex')}`),
        mac: fc.nat({ max: 0xffffffff }).map((n) => mac(n.toString(16).padStart(12, '0'))),
        untilMs: fc.integer({ min: 0, max: NOW + 0xffffffff * 1000 }),
      }),
    });
    fc.assert(
      fc.property(any, (line) => {
        expect(parseJournalLine(formatJournalLine(line as typeof IN_LINE).trimEnd())).toEqual(line);
      }),
    );
  });
});

describe('the journal', () => {
  it.each(['EROFS', 'ENOSPC'])('closes on a disk that gave up: %s', async (code) => {
    let isBroken = false;
    const refusal = Object.assign(new Error('write'), { code });
    const disk = createDisk({
      fails: (name) => (isBroken && name === 'remove' ? refusal : undefined),
    });
    const warned: unknown[] = [];
    const log = { warn: (...words: unknown[]) => void warned.push(words) };
    const options = { path: PATH, files: disk.files, processes, log };
    const journal = await openLeaseJournal(options);
    isBroken = true;
    await journal.close();
    expect(warned).toEqual([
      [expect.objectContaining({ code }), expect.stringContaining('stays behind')],
    ]);
    isBroken = false;
    expect((await openLeaseJournal(options)).leases()).toBeDefined();
  });

  it('confirms a lease only when it is on the disk', async () => {
    const disk = createDisk();
    const journal = await openLeaseJournal({ path: PATH, files: disk.files, processes });
    let confirmed = false;
    const appended = journal.append(numbered(1)).then(() => {
      confirmed = true;
      return readJournalContent(Buffer.from(disk.afterCrash('lose all').text(PATH) ?? ''));
    });
    expect(confirmed).toBe(false);
    expect(leasesOf(await appended)).toEqual([numbered(1)]);
  });

  it('flushes once for all that come in one turn', async () => {
    const names: string[] = [];
    const disk = createDisk({
      fails: (name) => {
        names.push(name);
        return undefined;
      },
    });
    const journal = await openLeaseJournal({ path: PATH, files: disk.files, processes });
    names.length = 0;
    await Promise.all(Array.from({ length: 64 }, (_, n) => journal.append(numbered(n))));
    expect(names).toEqual(['append', 'sync']);
    expect([...journal.leases()]).toHaveLength(64);
  });

  it('finds its leases again, and goes on counting', async () => {
    const disk = createDisk();
    for (const n of [1, 2, 3]) {
      const journal = await openLeaseJournal({ path: PATH, files: disk.files, processes });
      await journal.append(numbered(n));
      await journal.close();
    }
    const seqs = [...(disk.text(PATH) ?? '').matchAll(/"seq":(\d+)/g)].map(([, seq]) => seq);
    expect(seqs).toEqual(['1', '2', '3']);
    expect(disk.text(`${PATH}.lock`)).toBeUndefined();
  });

  it('writes what was appended before it was closed, and nothing after', async () => {
    const disk = createDisk();
    const journal = await openLeaseJournal({ path: PATH, files: disk.files, processes });
    const before = journal.append(numbered(1));
    const closed = journal.close();
    await expect(journal.append(numbered(2))).rejects.toMatchObject({ code: 'EBADF' });
    await Promise.all([before, closed]);
    expect(readJournalContent(Buffer.from(disk.text(PATH) ?? '')).lines.size).toBe(1);
  });

  it('refuses more than can wait for a disk that hangs', async () => {
    const journal = await openLeaseJournal({ path: PATH, files: createDisk().files, processes });
    const appends = Array.from({ length: 20_001 }, (_, n) => journal.append(numbered(n % 9)));
    const last = appends.at(-1);
    await expect(last).rejects.toMatchObject({ code: 'ENOBUFS' });
    const outcomes = await Promise.allSettled(appends);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20_000);
  });

  it('is written anew when it has grown, with one line for each address', async () => {
    const disk = createDisk();
    const journal = await openLeaseJournal({
      path: PATH,
      files: disk.files,
      processes,
      compactBytes: 2000,
    });
    for (let n = 0; n < 100; n += 1) await journal.append({ ...numbered(n % 3), untilMs: NOW + n });
    await journal.close();
    const text = disk.text(PATH) ?? '';
    expect(text.length).toBeLessThan(4000);
    expect(disk.text(`${PATH}.new`)).toBeUndefined();
    const { nextSeq, ...content } = readJournalContent(Buffer.from(text));
    expect(
      leasesOf(content)
        .map(({ untilMs }) => untilMs - NOW)
        .sort(),
    ).toEqual([97, 98, 99]);
    expect(nextSeq).toBeGreaterThan(100);
  });
});

describe('a disk that hangs', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('refuses what waits for it and what comes, and takes it again when it goes on', async () => {
    const { files } = createDisk();
    let goOn = () => {};
    const hanging: JournalFiles = {
      ...files,
      async open(path) {
        const file = await files.open(path);
        return { ...file, sync: () => new Promise<void>((resolve) => (goOn = resolve)) };
      },
    };
    const options = { path: PATH, processes, patienceMs: HOUR_MS };
    const journal = await openLeaseJournal({ ...options, files: hanging });
    const refused = { code: 'ETIMEDOUT' };
    const first = journal.append(numbered(1));
    await new Promise(setImmediate);
    const both = Promise.allSettled([first, journal.append(numbered(2))]);
    vi.advanceTimersByTime(HOUR_MS);
    expect(await both).toMatchObject([{ reason: refused }, { reason: refused }]);
    await expect(journal.append(numbered(4))).rejects.toMatchObject(refused);
    goOn();
    await new Promise(setImmediate);
    const next = journal.append(numbered(3));
    await new Promise(setImmediate);
    goOn();
    await next;
    expect([...journal.leases()]).toEqual([numbered(1), numbered(3)]);
  });

  it('is told from one that took what it was given', async () => {
    const { files } = createDisk();
    const journal = await openLeaseJournal({ path: PATH, files, processes });
    await journal.append(numbered(1));
    await new Promise(setImmediate);
    vi.advanceTimersByTime(HOUR_MS);
    await expect(journal.append(numbered(2))).resolves.toBeUndefined();
  });
});

describe('a full disk', () => {
  const open = (limit: { bytes: number }, compactBytes?: number) => {
    const disk = createDisk({
      fails: (name, used) => (name === 'append' && used >= limit.bytes ? noSpace() : undefined),
    });
    const options = { path: PATH, files: disk.files, processes };
    return openLeaseJournal({
      ...options,
      ...(compactBytes !== undefined && { compactBytes }),
    }).then((journal) => ({ disk, journal }));
  };

  it('confirms nothing, and everything again when there is room', async () => {
    const limit = { bytes: 500 };
    const { disk, journal } = await open(limit);
    const outcomes: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      const appended = journal.append(numbered(n));
      outcomes.push(
        await appended.then(
          () => 'confirmed',
          ({ code }) => code,
        ),
      );
    }
    expect(outcomes).toEqual([
      'confirmed',
      'confirmed',
      'confirmed',
      'confirmed',
      'ENOSPC',
      'ENOSPC',
    ]);
    limit.bytes = 5000;
    await journal.append(numbered(9));
    const content = readJournalContent(Buffer.from(disk.text(PATH) ?? ''));
    expect(leasesOf(content).map(({ client }) => client)).toEqual([
      'id:0',
      'id:1',
      'id:2',
      'id:3',
      'id:9',
    ]);
    expect(content.damage.damagedLines).toBe(0);
  });

  it('says what is the matter', async () => {
    const { journal } = await open({ bytes: 0 });
    await expect(journal.append(numbered(1))).rejects.toMatchObject({
      code: 'ENOSPC',
      message: `cannot write ${PATH}`,
      cause: { code: 'ENOSPC' },
    });
  });

  it('does not lose the old file when there is no room for a new one', async () => {
    const limit = { bytes: 1100 };
    const { disk, journal } = await open(limit, 900);
    for (let n = 0; n < 6; n += 1) await journal.append(numbered(n));
    expect(disk.text(`${PATH}.new`)).toBeUndefined();
    expect(readJournalContent(Buffer.from(disk.text(PATH) ?? '')).lines.size).toBe(6);
  });
});

describe('on a real disk', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'offhook-journal-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keeps its leases, cuts off a torn line, and is for its owner only', async () => {
    const path = join(folder, 'leases.jsonl');
    const first = await openLeaseJournal({ path, files: nodeJournalFiles, compactBytes: 1000 });
    for (let n = 0; n < 20; n += 1) await first.append(numbered(n % 4));
    await first.close();
    await writeFile(path, '{"seq":', { flag: 'a' });
    const second = await openLeaseJournal({ path, files: nodeJournalFiles });
    expect([...second.leases()]).toHaveLength(4);
    await expect(openLeaseJournal({ path, files: nodeJournalFiles })).rejects.toMatchObject({
      code: 'EBUSY',
    });
    await second.append(numbered(4));
    await second.close();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(readJournalContent(await readFile(path))).toMatchObject({
      damage: { damagedLines: 0 },
      lines: { size: 5 },
    });
  });

  it('says that its folder is missing', async () => {
    await expect(
      openLeaseJournal({ path: join(folder, 'none', 'x'), files: nodeJournalFiles }),
    ).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  it.each(['leases.jsonl', 'leases.jsonl.lock'])('refuses a named pipe as %s', async (name) => {
    execFileSync('mkfifo', [join(folder, name)]);
    const opened = openLeaseJournal({
      path: join(folder, 'leases.jsonl'),
      files: nodeJournalFiles,
    });
    await expect(opened).rejects.toMatchObject({ code: 'EINVAL' });
  });

  it('has nothing to read at first', async () => {
    expect(await nodeJournalFiles.read(join(folder, 'none'))).toBeUndefined();
  });
});
