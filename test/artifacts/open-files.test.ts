import {
  appendFileSync,
  fstatSync,
  openSync,
  renameSync,
  statSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createOpenFiles, type OpenFiles } from '../../src/artifacts/open-files.js';
import { CHANGED, type FileContent } from '../../src/core/file-content.js';
import { folderOfTest } from '../folder-of-test.js';
import { fileOf } from '../tftp/lossy-link.js';

const KB = 1024;
const LARGE = 1_000 * KB + 7;
/** What the large one holds. */
const WHOLE = Buffer.from(fileOf(LARGE));
let base = '';
let path = '';

beforeEach(() => {
  base = folderOfTest('open');
  path = join(base, 'image');
  writeFileSync(path, WHOLE);
  utimesSync(path, 1_000, 1_000);
});

function adopt(files: OpenFiles, from = path): FileContent {
  const fd = openSync(from, 'r');
  const content = files.adopt(fd, fstatSync(fd));
  if (content === undefined) throw new Error('refused');
  return content;
}

async function bytesOf(content: FileContent, start: number, end: number): Promise<Buffer> {
  const { bytes, at } = await content.read(start, end);
  return Buffer.from(bytes.subarray(start - at, end - at));
}

const limits = { windowBytes: 1_024 * KB, smallBytes: 64 * KB, descriptors: 2 };

describe('a large file', () => {
  it.each([
    { step: 512 },
    { step: 1_468 },
    { step: 64 * KB },
    // Larger than the overlap of two windows: what lies across is read for itself.
    { step: 65_464 },
  ])('is read in steps of $step bytes, each in one piece', async ({ step }) => {
    const content = adopt(createOpenFiles(limits));
    for (let at = 0; at < LARGE; at += step) {
      const end = Math.min(at + step, LARGE);
      expect((await bytesOf(content, at, end)).equals(WHOLE.subarray(at, end))).toBe(true);
      // What was waited for is there when it is asked for again.
      expect(content.read(at, end)).not.toBeInstanceOf(Promise);
    }
    expect(content.read(LARGE, LARGE)).toMatchObject({ bytes: { length: 0 } });
    content.release();
  });

  it('is given whole to each who reads from one place at once, however long their blocks are', async () => {
    const content = adopt(createOpenFiles(limits));
    const at = 2 * 65_464;
    const lengths = [32_732, 65_464, 8_192];
    const pieces = await Promise.all(lengths.map((length) => bytesOf(content, at, at + length)));
    for (const [index, length] of lengths.entries()) {
      expect(pieces[index]?.equals(WHOLE.subarray(at, at + length))).toBe(true);
    }
    content.release();
  });

  it('is read ahead of blocks by much more than they need, also where two windows meet', async () => {
    const content = adopt(createOpenFiles(limits));
    for (let at = 0; at < LARGE / 2; at += 1_468) {
      expect((await content.read(at, at + 1_468)).bytes.length).toBeGreaterThan(100 * KB);
    }
    content.release();
  });

  it('is read once for all, and from memory by those who come later', async () => {
    const files = createOpenFiles(limits);
    const [one, other] = [adopt(files), adopt(files)];
    const [first, second] = await Promise.all([one.read(0, 512), other.read(512, 1_024)]);
    expect(first).toBe(second);
    one.release();
    other.release();
    expect(adopt(files).read(0, 512)).toBe(first);
  });

  it('has one descriptor, while somebody has the file', async () => {
    const files = createOpenFiles(limits);
    const [one, other] = [adopt(files), adopt(files)];
    await one.read(0, 512);
    expect(files.descriptors()).toBe(1);
    one.release();
    one.release();
    await expect.poll(() => files.descriptors()).toBe(1);
    other.release();
    await expect.poll(() => files.descriptors()).toBe(0);
  });

  it('is refused where too many are open, and given again when one has gone', async () => {
    const files = createOpenFiles(limits);
    const names = ['a', 'b', 'c'].map((name) => join(base, name));
    for (const name of names) writeFileSync(name, WHOLE);
    const [a = '', b = '', c = ''] = names;
    const first = adopt(files, a);
    adopt(files, b);
    expect(() => adopt(files, c)).toThrow('refused');
    adopt(files, b).release();
    first.release();
    await expect.poll(() => files.descriptors()).toBe(1);
    expect(adopt(files, c).size).toBe(LARGE);
  });

  it('stays within its budget of memory', async () => {
    const files = createOpenFiles({ ...limits, windowBytes: 300 * KB });
    const content = adopt(files);
    const first = await content.read(0, 512);
    for (let at = 0; at < LARGE; at += 64 * KB) {
      await content.read(at, Math.min(at + 512, LARGE));
    }
    const again = content.read(0, 512);
    expect(again).toBeInstanceOf(Promise);
    const { bytes, at } = await again;
    expect(at).toBe(first.at);
    expect(Buffer.compare(bytes, first.bytes)).toBe(0);
  });
});

describe('a file that changes while it is sent', () => {
  const changes: readonly (readonly [string, () => void])[] = [
    ['grows', () => appendFileSync(path, 'more')],
    ['shrinks', () => truncateSync(path, 500 * KB)],
    ['is written over', () => writeFileSync(path, Buffer.alloc(LARGE))],
  ];

  it.each(changes)('and %s gives no more bytes that are not of its version', async (_, change) => {
    const content = adopt(createOpenFiles(limits));
    const before = await bytesOf(content, 0, 512);
    change();
    await expect(Promise.resolve(content.read(900 * KB, 900 * KB + 512))).rejects.toThrow(CHANGED);
    expect(await bytesOf(content, 0, 512)).toEqual(before);
  });

  it.each([
    ['is replaced', () => renameSync(join(base, 'next'), path)],
    ['is removed', () => unlinkSync(path)],
  ])('and %s is given to its end as it was', async (_, change) => {
    writeFileSync(join(base, 'next'), 'another');
    const content = adopt(createOpenFiles(limits));
    change();
    const tail = await bytesOf(content, LARGE - 512, LARGE);
    expect(tail).toEqual(WHOLE.subarray(LARGE - 512));
  });

  it('is another file to whoever asks then', async () => {
    const files = createOpenFiles(limits);
    await adopt(files).read(0, 512);
    writeFileSync(path, Buffer.alloc(LARGE));
    expect(files.knows(statSync(path))).toBe(false);
    expect(await bytesOf(adopt(files), 0, 4)).toEqual(Buffer.alloc(4));
  });
});

describe('a small file', () => {
  it('is in memory at once, and needs no descriptor', () => {
    const files = createOpenFiles(limits);
    writeFileSync(path, 'text');
    const content = adopt(files);
    expect(content.read(0, 4)).toEqual({ bytes: Buffer.from('text'), at: 0 });
    expect(files.descriptors()).toBe(0);
    expect(files.knows(statSync(path))).toBe(true);
  });

  it('that became shorter since it was opened is not given', () => {
    writeFileSync(path, 'text');
    const fd = openSync(path, 'r');
    const stat = fstatSync(fd);
    truncateSync(path, 2);
    expect(() => createOpenFiles(limits).adopt(fd, stat)).toThrow(CHANGED);
  });
});
