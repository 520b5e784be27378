import {
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFileFolder } from '../../src/artifacts/file-folder.js';
import { createKnownFiles } from '../../src/artifacts/known-files.js';
import { createOpenFiles } from '../../src/artifacts/open-files.js';
import { createPrivateFiles } from '../../src/artifacts/private-files.js';
import { folderOfTest } from '../folder-of-test.js';

const LATER = { wallMs: () => Date.now() + 60_000, monotonicMs: () => 0 };
let base = '';
const at = (name: string) => join(base, name);

beforeEach(() => {
  base = folderOfTest('private');
  for (const dir of ['secrets', 'state', 'tones', '.git', '.git/deep', '..2026_11_28']) {
    mkdirSync(at(dir));
  }
  const names = [
    'offhook.yaml',
    'secrets/7001',
    'secrets/70012',
    'admin',
    'state/leases.jsonl',
    'image.bin',
  ];
  for (const name of [
    ...names,
    'tones/ring.raw',
    'tones/old.csv',
    '.git/config',
    '.git/deep/x',
    '..2026_11_28/a',
  ]) {
    writeFileSync(at(name), name);
  }
});

let known = createKnownFiles();
const hidden = () => {
  known = createKnownFiles();
  for (const path of ['offhook.yaml', 'secrets/7001', 'admin']) known.add(statSync(at(path)));
  return look();
};
const look = () =>
  createPrivateFiles({
    sources: [at('offhook.yaml'), at('phones.csv')],
    secretFiles: [at('secrets/7001'), at('admin')],
    folders: [at('state')],
    everywhere: 'leases.jsonl',
    known,
    knownFolders: createKnownFiles(),
  });

async function ask(name: string, dir = base, privates = hidden()): Promise<string> {
  const folder = createFileFolder(dir, {
    files: createOpenFiles(),
    isPrivate: (file) => privates.why(file) !== undefined,
    clock: LATER,
  });
  const found = await folder.open(name);
  if (found.kind !== 'file') return found.kind;
  return Buffer.from((await found.content.read(0, found.content.size)).bytes).toString();
}

describe('what is private', () => {
  it.each(['image.bin', 'tones/ring.raw', 'tones/old.csv'])('is not %s', async (name) => {
    expect(await ask(name)).toBe(name);
  });

  it.each([
    'offhook.yaml',
    'secrets/7001',
    'secrets/70012',
    'state/leases.jsonl',
    '.git/config',
    '.git/deep/x',
    '..2026_11_28/a',
  ])('is %s, and as if it were not there', async (name) => {
    expect(await ask(name)).toBe('not-found');
  });

  it.each([
    'offhook.yaml~',
    'offhook.yaml.bak',
    '#offhook.yaml#',
    'phones.csv.old',
    'offhook.bak',
    'old-offhook.yaml',
    'Copy of offhook.yaml',
    'offhook (copy).yaml',
    'offhook2.YML.1',
    'fleet.json',
    'old-admin',
    'secrets/7001-x',
    'secrets/deep/er/x.bin',
    'tones/leases.jsonl.damaged',
    'Copy of leases.jsonl',
  ])('is %s, which is left of it', async (name) => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), 'old');
    expect(await ask(name)).toBe('not-found');
  });

  it.each([
    'phones.xml',
    'offhook.loads',
    'ring-admin.raw',
    'offhooks.bin',
    'yaml.bin',
    'tones/offhook.bak',
  ])('is not %s, which phones may ask for or which lies elsewhere', async (name) => {
    writeFileSync(at(name), 'phone');
    expect(await ask(name)).toBe('phone');
  });

  it('is no folder with a secret in it that is served itself, or has an inventory, too', async () => {
    writeFileSync(at('secrets/image.bin'), 'image');
    expect(await ask('image.bin', at('secrets'))).toBe('image');
    expect(await ask('7001', at('secrets'))).toBe('not-found');
    mkdirSync(at('site'));
    writeFileSync(at('site/image.bin'), 'site');
    const mixed = createPrivateFiles({
      sources: [at('site/offhook.yaml')],
      secretFiles: [at('site/admin')],
      folders: [],
      everywhere: 'leases.jsonl',
      known,
      knownFolders: createKnownFiles(),
    });
    expect(await ask('site/image.bin', base, mixed)).toBe('site');
  });

  it('stays so under another name: moved, with its folder, or by a link from before', async () => {
    const privates = hidden();
    linkSync(at('secrets/7001'), at('kept'));
    writeFileSync(at('new'), 'new');
    renameSync(at('new'), at('secrets/7001'));
    renameSync(at('offhook.yaml'), at('tones/x'));
    renameSync(at('admin'), at('tones/y'));
    renameSync(at('state'), at('state.old'));
    linkSync(at('state.old/leases.jsonl'), at('z'));
    // Looked at anew, as after a reading that failed.
    for (const now of [privates, look()]) {
      for (const name of ['kept', 'tones/x', 'tones/y', 'state.old/leases.jsonl', 'z']) {
        expect([name, await ask(name, base, now)]).toEqual([name, 'not-found']);
      }
    }
  });

  it('is a link to leases that were begun while we run', async () => {
    rmSync(at('state/leases.jsonl'));
    const privates = hidden();
    writeFileSync(at('state/leases.jsonl'), 'new');
    linkSync(at('state/leases.jsonl'), at('z'));
    expect(await ask('z', base, privates)).toBe('not-found');
  });

  it('has no other name by a link, of either kind', async () => {
    symlinkSync('secrets/7001', at('soft'));
    symlinkSync('state', at('folder'));
    symlinkSync('.git/config', at('dotted'));
    linkSync(at('secrets/7001'), at('hard'));
    for (const name of ['soft', 'folder/leases.jsonl', 'dotted', 'hard']) {
      expect([name, await ask(name)]).toEqual([name, 'not-found']);
    }
  });

  it('is where a link of the inventory leads', async () => {
    writeFileSync(at('real.yaml'), 'real');
    rmSync(at('offhook.yaml'));
    symlinkSync('real.yaml', at('offhook.yaml'));
    expect(await ask('real.yaml')).toBe('not-found');
    expect(await ask('offhook.yaml')).toBe('not-found');
  });

  it('stays so when the file is another: written anew, or its link turned', async () => {
    const privates = hidden();
    expect(await ask('offhook.yaml', base, privates)).toBe('not-found');
    // Made before the old ones go, so that they are not the same to the system.
    writeFileSync(at('new.yaml'), 'new');
    writeFileSync(at('..2026_11_28/7001'), 'turned');
    renameSync(at('new.yaml'), at('offhook.yaml'));
    expect(await ask('offhook.yaml', base, privates)).toBe('not-found');
    rmSync(at('secrets/7001'));
    symlinkSync('../..2026_11_28/7001', at('secrets/7001'));
    expect(await ask('secrets/7001', base, privates)).toBe('not-found');
  });

  it('is not what Kubernetes puts behind a link with two dots', async () => {
    symlinkSync('..2026_11_28', at('..data'));
    symlinkSync('..data/a', at('a'));
    expect(await ask('a')).toBe('..2026_11_28/a');
  });

  it('is all of the state folder where that is what is served, but not a folder in it', async () => {
    mkdirSync(at('state/firmware'));
    writeFileSync(at('state/firmware/x'), 'x');
    expect(await ask('leases.jsonl', at('state'))).toBe('not-found');
    expect(await ask('firmware/x', at('state'))).toBe('not-found');
    expect(await ask('x', at('state/firmware'))).toBe('x');
  });
});

it.each([
  ['.', true],
  ['secrets', true],
  ['state', true],
  ['tones', false],
  ['none', false],
])('a folder has something private in it: %s %s', (dir, expected) => {
  expect(hidden().isIn(at(dir))).toBe(expected);
});
