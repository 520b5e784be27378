import { linkSync, mkdirSync, renameSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import type { FileContent } from '../../src/core/file-content.js';
import { type LogFields, silentLog } from '../../src/core/log.js';
import { createPlainFiles, type FilesBehind } from '../../src/serve/plain-files.js';
import { readSite } from '../../src/serve/read-site.js';
import { folderOfTest } from '../folder-of-test.js';
import { SOAKING } from '../soak.js';
import { LAB } from './snapshot-under-test.js';

let cwd = '';

beforeEach(() => {
  cwd = folderOfTest('plain');
  for (const dir of ['state', 'firmware']) mkdirSync(join(cwd, dir));
  for (const name of ['offhook.yaml', 'secret', 'other', 'state/leases.jsonl', 'firmware/image']) {
    writeFileSync(join(cwd, name), name);
    utimesSync(join(cwd, name), 1_000, 1_000);
  }
});

function open(...dirs: string[]) {
  const warnings: LogFields[] = [];
  const log = { ...silentLog, warn: (fields: LogFields) => warnings.push(fields) };
  const options = { cwd, privateFolders: [join(cwd, 'state')], log };
  const plain = createPlainFiles(
    dirs.map((dir) => join(cwd, dir)),
    options,
  );
  const kindOf = async (name: string) => (await plain.folders[0]?.open(name))?.kind;
  return { plain, warnings, kindOf };
}

/** What is read of an inventory whose password lies there. */
function behind(secret: string): FilesBehind {
  const text = LAB.replaceAll('{ env: A }', `{ file: ${secret} }`);
  writeFileSync(join(cwd, 'offhook.yaml'), text);
  return readAgain();
}

function readAgain(): FilesBehind {
  return readSite({ cwd, file: 'offhook.yaml', env: {} }).reading.filesBehind;
}

it('the folder of an inventory is served without what that is made from, which is said once', async () => {
  const { plain, warnings, kindOf } = open('.', 'firmware');
  plain.hide(behind('secret'));
  expect(warnings).toEqual([
    {
      dir: join(cwd, '.'),
      notServed: ['offhook.yaml', 'secret', 'state/'],
      served: ['firmware/', 'other'],
    },
  ]);
  for (const name of ['offhook.yaml', 'secret', 'state/leases.jsonl']) {
    expect([name, await kindOf(name)]).toEqual([name, 'not-found']);
  }
  for (const name of ['other', 'firmware/image']) expect(await kindOf(name)).toBe('file');
  // The next inventory has another secret.
  plain.hide(behind('other'));
  for (const name of ['other', 'secret']) {
    expect([name, await kindOf(name)]).toEqual([name, 'not-found']);
  }
});

it('what is hidden is said of each file once, when it is asked for', async () => {
  const { plain, warnings, kindOf } = open('.');
  plain.hide(behind('secret'));
  writeFileSync(join(cwd, '.dot'), 'dot');
  for (const name of ['secret', 'secret', '.dot', 'none', 'offhook.yaml']) await kindOf(name);
  const files = warnings.flatMap(({ file, why }) => (file === undefined ? [] : [{ file, why }]));
  const why = expect.stringContaining('inventory or secret file');
  expect(files).toEqual([
    { file: join(cwd, 'secret'), why },
    { file: join(cwd, 'offhook.yaml'), why },
  ]);
});

it('what was read stays hidden when it is moved, whoever asked before, and after a reading that fails', async () => {
  const { plain, warnings, kindOf } = open('.');
  mkdirSync(join(cwd, 'secrets'));
  writeFileSync(join(cwd, 'secrets/admin'), 'sesame');
  plain.hide(behind('secrets/admin'));
  renameSync(join(cwd, 'secrets'), join(cwd, 'gone'));
  renameSync(join(cwd, 'offhook.yaml'), join(cwd, 'firmware/phones'));
  const moved = ['gone/admin', 'firmware/phones'];
  const kinds = () => Promise.all(moved.map(kindOf));
  expect(await kinds()).toEqual(['not-found', 'not-found']);
  plain.hide(readAgain());
  expect(await kinds()).toEqual(['not-found', 'not-found']);
  expect(warnings.map(({ file }) => file).filter(Boolean)).toEqual(
    moved.map((name) => join(cwd, name)),
  );
});

it('a link from before a file was written anew stays hidden', async () => {
  const { plain, kindOf } = open('.');
  const first = behind('secret');
  plain.hide(first);
  linkSync(join(cwd, 'secret'), join(cwd, 'x'));
  writeFileSync(join(cwd, 'new'), 'new');
  renameSync(join(cwd, 'new'), join(cwd, 'secret'));
  plain.hide(readAgain());
  expect(await kindOf('x')).toBe('not-found');
});

it('a folder of its own is nothing to speak of', async () => {
  const { plain, warnings, kindOf } = open('firmware');
  plain.hide(behind('secret'));
  expect(await kindOf('image')).toBe('file');
  expect(warnings).toEqual([]);
});

/** With fewer of them nothing could be seen; what each may take is shown beside the windows themselves. */
it.runIf(SOAKING)(
  'two hundred readers of large files, each elsewhere, share a bounded part of the memory',
  async () => {
    const [size, readers] = [160 * 1024 * 1024, 200];
    for (let n = 0; n < 4; n++) {
      const path = join(cwd, `firmware/large-${n}`);
      writeFileSync(path, '');
      // Nothing of it is on the disk.
      truncateSync(path, size);
      utimesSync(path, 1_000, 1_000);
    }
    const { plain } = open('firmware');
    const before = process.memoryUsage().arrayBuffers;
    let peak = 0;
    const contents: FileContent[] = [];
    for (let n = 0; n < readers; n++) {
      const found = await plain.folders[0]?.open(`large-${n % 4}`);
      if (found?.kind !== 'file') throw new Error('not found');
      contents.push(found.content);
      const at = Math.floor((size / readers) * n);
      for (let step = 0; step < 5; step++) {
        await found.content.read(at + step * 100_000, at + step * 100_000 + 512);
      }
      peak = Math.max(peak, process.memoryUsage().arrayBuffers);
    }
    for (const content of contents) content.release();
    // The budget, and what is read but not yet collected.
    expect((peak - before) / 1024 / 1024).toBeLessThan(200);
  },
);

it('what lies beside a secret and was never read stays hidden when its folder is brought here', async () => {
  const { plain, kindOf } = open('firmware');
  mkdirSync(join(cwd, 'secrets/old'), { recursive: true });
  for (const name of ['admin', 'spare', 'old/spare'])
    writeFileSync(join(cwd, 'secrets', name), 'x');
  plain.hide(behind('secrets/admin'));
  renameSync(join(cwd, 'secrets'), join(cwd, 'firmware/parts'));
  const kinds = () => Promise.all(['parts/admin', 'parts/spare', 'parts/old/spare'].map(kindOf));
  expect(await kinds()).toEqual(['not-found', 'not-found', 'not-found']);
  plain.hide(readAgain());
  expect(await kinds()).toEqual(['not-found', 'not-found', 'not-found']);
  mkdirSync(join(cwd, 'firmware/new'));
  writeFileSync(join(cwd, 'firmware/new/image'), 'x');
  expect(await kindOf('new/image')).toBe('file');
});
