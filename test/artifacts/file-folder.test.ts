import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileFolder } from '../../src/artifacts/file-folder.js';

let base = '';
let root = '';

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'offhook-folder-'));
  root = join(base, 'firmware');
  mkdirSync(join(root, 'Russian_Federation'), { recursive: true });
  writeFileSync(join(root, 'a.sbn'), 'image');
  writeFileSync(join(root, 'Russian_Federation/g3-tones.xml'), '<tones/>');
  writeFileSync(join(root, 'b\\c'), 'no name that every system reads alike');
  mkdirSync(`${root}-old`);
  writeFileSync(`${root}-old/secret`, 'secret');
  writeFileSync(join(base, 'secret'), 'secret');
});

afterEach(() => rmSync(base, { recursive: true }));

function textOf(name: string): string {
  const found = createFileFolder(root).open(name);
  return found.kind === 'file' ? Buffer.from(found.bytes).toString() : found.kind;
}

describe('a folder of plain files', () => {
  it('gives its files, also from folders in it', () => {
    expect(textOf('a.sbn')).toBe('image');
    expect(textOf('Russian_Federation/g3-tones.xml')).toBe('<tones/>');
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
  ])('does not know %j', (name) => {
    expect(textOf(name)).toBe('not-found');
  });

  it('follows links that stay inside, and no others', () => {
    symlinkSync('a.sbn', join(root, 'inside'));
    symlinkSync('../secret', join(root, 'outside'));
    symlinkSync('/etc', join(root, 'etc'));
    symlinkSync('../firmware-old', join(root, 'neighbour'));
    symlinkSync('loop', join(root, 'loop'));
    const names = ['inside', 'outside', 'etc/passwd', 'neighbour/secret', 'loop'];
    expect(names.map(textOf)).toEqual([
      'image',
      'not-found',
      'not-found',
      'not-found',
      'not-found',
    ]);
  });

  it('does not wait for a FIFO', () => {
    execFileSync('mkfifo', [join(root, 'fifo')]);
    expect(textOf('fifo')).toBe('not-found');
  });

  it('sees a file that appears, changes under the same size and time, and goes', () => {
    const folder = createFileFolder(root);
    const read = () => {
      const found = folder.open('late.sbn');
      return found.kind === 'file' ? Buffer.from(found.bytes).toString() : found.kind;
    };
    const path = join(root, 'late.sbn');
    const write = (text: string) => {
      writeFileSync(path, text);
      utimesSync(path, 1000, 1000);
    };
    expect(read()).toBe('not-found');
    write('one');
    expect(read()).toBe('one');
    rmSync(path);
    write('two');
    expect(read()).toBe('two');
    rmSync(path);
    expect(read()).toBe('not-found');
  });

  it('reads an unchanged file once, so that transfers share its bytes', () => {
    const folder = createFileFolder(root);
    const [first, second] = [folder.open('a.sbn'), folder.open('a.sbn')];
    expect(first.kind === 'file' && second.kind === 'file' && first.bytes === second.bytes).toBe(
      true,
    );
  });

  it.skipIf(process.getuid?.() === 0)('says why a file cannot be read', () => {
    chmodSync(join(root, 'a.sbn'), 0);
    expect(createFileFolder(root).open('a.sbn')).toEqual({ kind: 'unreadable', why: 'EACCES' });
  });

  it('that is not there has no files', () => {
    expect(createFileFolder(join(base, 'none')).open('a.sbn').kind).toBe('not-found');
  });
});

it('may be the root of the file system', () => {
  expect(createFileFolder('/').open('etc/passwd').kind).toBe('file');
});
