import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFileFolder, type FileFolder } from '../../src/artifacts/file-folder.js';
import { createOpenFiles } from '../../src/artifacts/open-files.js';
import { folderOfTest } from '../folder-of-test.js';

let base = '';
let root = '';

beforeEach(() => {
  base = folderOfTest('folder');
  root = join(base, 'firmware');
  mkdirSync(join(root, 'Russian_Federation'), { recursive: true });
  writeFileSync(join(root, 'a.sbn'), 'image');
  writeFileSync(join(root, 'Russian_Federation/g3-tones.xml'), '<tones/>');
  writeFileSync(join(root, 'b\\c'), 'no name that every system reads alike');
  mkdirSync(`${root}-old`);
  writeFileSync(`${root}-old/secret`, 'secret');
  writeFileSync(join(base, 'secret'), 'secret');
});

/** In which nothing was written lately. */
const LATER = { wallMs: () => Date.now() + 60_000, monotonicMs: () => 0 };
const open = (dir: string): FileFolder =>
  createFileFolder(dir, { files: createOpenFiles(), clock: LATER });

async function textFrom(folder: FileFolder, name: string): Promise<string> {
  const found = await folder.open(name);
  if (found.kind !== 'file') return found.kind;
  const { bytes } = await found.content.read(0, found.content.size);
  found.content.release();
  return Buffer.from(bytes).toString();
}

const textOf = (name: string): Promise<string> => textFrom(open(root), name);

describe('a folder of plain files', () => {
  it('gives its files, also from folders in it', async () => {
    expect(await textOf('a.sbn')).toBe('image');
    expect(await textOf('Russian_Federation/g3-tones.xml')).toBe('<tones/>');
  });

  it.each([
    '../secret',
    'Russian_Federation/../../secret',
    '/etc/passwd',
    'a.sbn/',
    './a.sbn',
    'Russian_Federation//g3-tones.xml',
    'Russian_Federation\\g3-tones.xml',
    '..\\secret',
    'b\\c',
    'a.sbn\0',
    '',
    '.',
    '..',
    'Russian_Federation',
    '../firmware-old/secret',
    'A.SBN',
    'x'.repeat(5000),
  ])('does not know %j', async (name) => {
    expect(await textOf(name)).toBe('not-found');
  });

  it('follows links that stay inside, and no others', async () => {
    symlinkSync('a.sbn', join(root, 'inside'));
    symlinkSync('../secret', join(root, 'outside'));
    symlinkSync('/etc', join(root, 'etc'));
    symlinkSync('../firmware-old', join(root, 'neighbour'));
    symlinkSync('loop', join(root, 'loop'));
    const names = ['inside', 'outside', 'etc/passwd', 'neighbour/secret', 'loop'];
    expect(await Promise.all(names.map(textOf))).toEqual([
      'image',
      'not-found',
      'not-found',
      'not-found',
      'not-found',
    ]);
  });

  it('does not wait for a FIFO', async () => {
    execFileSync('mkfifo', [join(root, 'fifo')]);
    expect(await textOf('fifo')).toBe('not-found');
  });

  it('does not know a socket', async () => {
    const server = createServer().listen(join(root, 'socket'));
    await once(server, 'listening');
    expect(await textOf('socket')).toBe('not-found');
    server.close();
  });

  it('sees a file that appears, changes under the same size and time, and goes', async () => {
    const folder = open(root);
    const read = () => textFrom(folder, 'late.sbn');
    const path = join(root, 'late.sbn');
    const write = (text: string) => {
      writeFileSync(path, text);
      utimesSync(path, 1000, 1000);
    };
    expect(await read()).toBe('not-found');
    write('one');
    expect(await read()).toBe('one');
    rmSync(path);
    write('two');
    expect(await read()).toBe('two');
    rmSync(path);
    expect(await read()).toBe('not-found');
  });

  it('may itself appear later', async () => {
    const folder = open(join(base, 'later'));
    expect(await textFrom(folder, 'a')).toBe('not-found');
    mkdirSync(join(base, 'later'));
    writeFileSync(join(base, 'later/a'), 'new');
    expect(await textFrom(folder, 'a')).toBe('new');
  });

  it.skipIf(process.getuid?.() === 0)('says why a file cannot be read', async () => {
    chmodSync(join(root, 'a.sbn'), 0);
    expect(await open(root).open('a.sbn')).toEqual({ kind: 'unreadable', why: 'EACCES' });
  });
});

describe('a file that was written just now', () => {
  const clock = { wallMs: () => Date.now(), monotonicMs: () => 0 };
  const path = () => join(root, 'copy.sbn');
  const ask = () => createFileFolder(root, { files: createOpenFiles(), clock }).open('copy.sbn');

  beforeEach(() => {
    vi.useFakeTimers();
    writeFileSync(path(), 'half');
    vi.setSystemTime(statSync(path()).mtimeMs + 10);
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('is given when it is left alone for a second', async () => {
    const asked = ask();
    expect(asked).toBeInstanceOf(Promise);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await asked).toMatchObject({ kind: 'file', content: { size: 4 } });
  });

  it('is not given while it grows', async () => {
    const asked = ask();
    appendFileSync(path(), 'more');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await asked).toEqual({ kind: 'unreadable', why: 'it is still being written' });
  });

  it('may go meanwhile', async () => {
    const asked = ask();
    rmSync(path());
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await asked).kind).toBe('not-found');
  });
});

it('may be the root of the file system', async () => {
  expect((await open('/').open('etc/passwd')).kind).toBe('file');
});
