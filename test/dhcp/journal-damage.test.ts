// Journals that crashes, disks, editors and other programs had in their hands: what is read, what is said, what is kept.

import { describe, expect, it } from 'vitest';
import type { Ipv4 } from '../../src/core/ipv4.js';
import { type LeaseJournal, openLeaseJournal } from '../../src/dhcp/journal/journal.js';
import { formatJournalLine } from '../../src/dhcp/journal/journal-line.js';
import { describeDamage, readJournalContent } from '../../src/dhcp/journal/journal-reader.js';
import type { Lease } from '../../src/dhcp/leases/lease.js';
import { createDisk, type Disk, noSpace } from './disk-under-test.js';
import { GUEST, ip, lease, NOW } from './wire-under-test.js';

const PATH = '/state/leases.jsonl';
const KEPT = `${PATH}.damaged`;
const processes = { self: '1 boot 1', look: () => 'ended' as const };
const numbered = (n: number, client = `id:${n}`): Lease =>
  lease('10.20.0.0', 'bound', GUEST, {
    address: (ip('10.20.0.0') + n) as Ipv4,
    client,
    untilMs: NOW + 3_600_000,
  });
const lineOf = (seq: number, each: Lease): string =>
  formatJournalLine({ seq, seconds: 3600, lease: each });
const LINES = [1, 2, 3].map((seq) => lineOf(seq, numbered(seq)));
const [FIRST = '', SECOND = '', THIRD = ''] = LINES;
const GOOD = LINES.join('');
const NONE = { damagedLines: 0, unorderedLines: 0, disputedLines: 0 };

describe('the content of a journal', () => {
  const content = (text: string) => {
    const { lines, ...rest } = readJournalContent(Buffer.from(text, 'latin1'));
    return { ...rest, addresses: [...lines.keys()].map((address) => address - ip('10.20.0.0')) };
  };
  const whole = { nextSeq: 4, addresses: [1, 2, 3], isOpenEnded: false, isForeign: false };
  const twoLines = { nextSeq: 3, addresses: [1, 2], goodBytes: (FIRST + SECOND).length };

  it.each([
    ['nothing', '', { ...whole, nextSeq: 1, addresses: [], goodBytes: 0 }],
    ['whole lines', GOOD, { ...whole, goodBytes: GOOD.length }],
    ['a torn last line', GOOD.slice(0, -20), { ...whole, ...twoLines }],
    ['zeros at the end', `${GOOD}${'\0'.repeat(5000)}`, { ...whole, goodBytes: GOOD.length }],
    [
      'a torn last line with zeros behind it',
      `${GOOD.slice(0, -20)}${'\0'.repeat(99)}`,
      { ...whole, ...twoLines },
    ],
    [
      'a torn first line',
      FIRST.slice(0, 40),
      { ...whole, nextSeq: 1, addresses: [], goodBytes: 0 },
    ],
    [
      'a whole last line without its end',
      GOOD.slice(0, -1),
      { ...whole, isOpenEnded: true, goodBytes: GOOD.length - 1 },
    ],
  ])('of %s is in order', (_name, text, expected) =>
    expect(content(text)).toEqual({ ...expected, damage: NONE }),
  );

  it.each([
    ['lines that end as on Windows', GOOD.replaceAll('\n', '\r\n')],
    ['a mark at the beginning', `\u00ef\u00bb\u00bf${GOOD}`],
    ['empty lines', GOOD.replaceAll('\n', '\n\n')],
  ])('of %s is in order, too, to the last byte', (_name, text) =>
    expect(content(text)).toEqual({ ...whole, goodBytes: text.length, damage: NONE }),
  );

  it.each([
    ['rubbish lines at the end', `${FIRST}x\ny\n`, [1], { damagedLines: 2 }],
    [
      'a damaged last line',
      `${FIRST}${SECOND}${THIRD.replace('id:3', 'id:4')}`,
      [1, 2],
      { damagedLines: 1 },
    ],
    ['a damaged line in the middle', `${FIRST}x${SECOND}${THIRD}`, [1, 3], { damagedLines: 1 }],
    [
      'a lost block before a line',
      `${FIRST}${'\0'.repeat(512)}${THIRD}`,
      [1, 3],
      { damagedLines: 1 },
    ],
    ['a very long line', `${FIRST}{${'x'.repeat(1 << 20)}\n${THIRD}`, [1, 3], { damagedLines: 1 }],
    ['a long end that is no line', `${FIRST}${'x'.repeat(5000)}`, [1], { damagedLines: 1 }],
    [
      'a number that cannot be one',
      `${FIRST}${lineOf(2 ** 53, numbered(2))}${THIRD}`,
      [1, 3],
      { damagedLines: 1 },
    ],
    ['sorted lines', [...LINES].reverse().join(''), [3, 2, 1], { unorderedLines: 2 }],
    ['the same twice', GOOD + GOOD, [1, 2, 3], { unorderedLines: 3 }],
  ])('of %s is damaged, and nothing that can be read is lost', (_name, text, addresses, damage) => {
    const { goodBytes, ...rest } = content(text);
    expect(rest).toMatchObject({ addresses, damage: { ...NONE, ...damage }, isForeign: false });
    expect(goodBytes).toBe(text.length);
  });

  it.each([
    ['another program', 'root:x:0:0:root:/root:/bin/sh\n'.repeat(3)],
    ['one long piece', 'noise'.repeat(60)],
    ['lines without checksums', GOOD.replaceAll(/,"crc":"\w+"/g, '')],
  ])('of %s is foreign', (_name, text) => expect(content(text).isForeign).toBe(true));

  const clientOf = (...texts: string[]): readonly string[] =>
    [...readJournalContent(Buffer.from(texts.join(''))).lines.values()].map(
      ({ lease: { client } }) => client,
    );

  it('is the last lease of each address, by number, wherever it stands', () => {
    const [older, newer] = [lineOf(9, numbered(1, 'id:a')), lineOf(10, numbered(1, 'id:b'))];
    expect(clientOf(older, newer)).toEqual(['id:b']);
    expect(clientOf(newer, older)).toEqual(['id:b']);
  });

  it('is, of two that contradict each other, the lease that runs longer, and that is counted', () => {
    const short = { ...numbered(1, 'id:a'), untilMs: NOW };
    const [a, b] = [lineOf(1, short), lineOf(1, numbered(1, 'id:b'))];
    expect([clientOf(a, b), clientOf(b, a)]).toEqual([['id:b'], ['id:b']]);
    expect(readJournalContent(Buffer.from(a + b)).damage).toEqual({
      ...NONE,
      unorderedLines: 1,
      disputedLines: 1,
    });
  });

  it('has its damage said in words with counts', () => {
    expect(describeDamage(NONE)).toBeUndefined();
    expect(describeDamage({ damagedLines: 4, unorderedLines: 5, disputedLines: 6 })).toMatch(
      /^unreadable lines: 4 .*; lines out of order: 5 .*; .* of their number: 6 /,
    );
  });
});

/** The lock is there when the journal is read. */
const readThen =
  (disk: Disk, then: () => void): Disk['files']['read'] =>
  async (path) => {
    if (path === PATH) then();
    return disk.files.read(path);
  };

describe('a damaged journal', () => {
  const open = (disk: Disk): Promise<LeaseJournal> =>
    openLeaseJournal({ path: PATH, files: disk.files, processes, nowMs: () => NOW });
  const holding = (text: string, faults = {}): Disk => createDisk(faults, new Map([[PATH, text]]));
  const DAMAGED = `${FIRST}x${SECOND}${THIRD}`;

  it('is kept aside as it was, and written anew', async () => {
    const disk = holding(DAMAGED);
    const journal = await open(disk);
    expect(journal.found).toEqual({ ...NONE, damagedLines: 1, keptAs: KEPT });
    expect([...journal.leases()]).toEqual([numbered(1), numbered(3)]);
    await journal.append(numbered(4));
    await journal.close();
    expect(disk.text(KEPT)).toBe(DAMAGED);
    const { lines, damage } = readJournalContent(Buffer.from(disk.text(PATH) ?? ''));
    expect([lines.size, damage]).toEqual([3, NONE]);
  });

  it('never takes the place of an earlier one', async () => {
    const start = new Map([
      [PATH, DAMAGED],
      [KEPT, 'the first'],
      [`${KEPT}.2`, 'the second'],
    ]);
    const disk = createDisk({}, start);
    expect((await open(disk)).found.keptAs).toBe(`${KEPT}.3`);
    expect([disk.text(KEPT), disk.text(`${KEPT}.2`)]).toEqual(['the first', 'the second']);
  });

  it.each(['link', 'append', 'sync', 'rename'])(
    'stays in use as it is where "%s" fails, and nothing in it is lost',
    async (operation) => {
      let isFailing = false;
      const fails = (name: string) => (isFailing && name === operation ? noSpace() : undefined);
      const disk = holding(DAMAGED, { fails });
      const files = {
        ...disk.files,
        read: readThen(disk, () => {
          isFailing = true;
        }),
      };
      const journal = await open({ ...disk, files });
      expect(journal.found).toEqual({ ...NONE, damagedLines: 1 });
      isFailing = false;
      await journal.append(numbered(4));
      expect(disk.text(PATH)?.startsWith(DAMAGED)).toBe(true);
      expect(disk.text(KEPT)).toBeUndefined();
      expect(readJournalContent(Buffer.from(disk.text(PATH) ?? '')).lines.size).toBe(3);
    },
  );

  it('loses neither what is in it nor what is kept when the power goes while it is mended', async () => {
    const whole = holding(DAMAGED);
    await open(whole);
    for (let cutAt = 1; cutAt <= whole.operations(); cutAt += 1) {
      const disk = holding(DAMAGED, { cutAt });
      await open(disk).catch(() => undefined);
      for (const kind of ['lose all', 'keep all', 'tear the end'] as const) {
        const after = disk.afterCrash(kind);
        const { lines } = readJournalContent(Buffer.from(after.text(PATH) ?? ''));
        expect(lines.size, `cut at ${cutAt}, ${kind}`).toBe(2);
        expect([after.text(PATH), after.text(KEPT)], `cut at ${cutAt}, ${kind}`).toContain(DAMAGED);
      }
    }
  });

  it('in which nothing can be read is refused, and left as it is', async () => {
    const text = 'root:x:0:0:root:/root:/bin/sh\n';
    const disk = holding(text);
    await expect(open(disk)).rejects.toMatchObject({
      code: 'EBADMSG',
      message: expect.stringContaining('move it away'),
    });
    expect(disk.text(PATH)).toBe(text);
    expect(disk.text(`${PATH}.lock`)).toBeUndefined();
  });

  it.each([
    ['saved on Windows', GOOD.replaceAll('\n', '\r\n')],
    ['saved without its last line feed', GOOD.slice(0, -1)],
  ])('is none if it was %s: it is appended to', async (_how, text) => {
    const disk = holding(text);
    const journal = await open(disk);
    expect(journal.found).toEqual(NONE);
    await journal.append(numbered(4));
    expect(disk.text(PATH)?.startsWith(text)).toBe(true);
    const { lines, damage } = readJournalContent(Buffer.from(disk.text(PATH) ?? ''));
    expect([lines.size, damage]).toEqual([4, NONE]);
  });
});
