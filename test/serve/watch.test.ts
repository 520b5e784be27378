import {
  appendFileSync,
  mkdirSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDisk, type Observations } from '../../src/artifacts/disk.js';
import { changeOf, hasChanged, settled, type WatchTimes } from '../../src/serve/watch.js';
import { folderOfTest } from '../folder-of-test.js';

const stop = new AbortController();

/** Looks all the time, whatever the system tells. */
const LOOKING: WatchTimes = { settleMs: 1, lookMs: 1 };
/** Looks when it begins and, but for what the system tells, not before this test has long failed. */
const TOLD: WatchTimes = { settleMs: 1, lookMs: 3_600_000 };

function createSite(): string {
  const root = folderOfTest('watch');
  put(root, 'site/offhook.yaml', 'offhook: 1\n');
  put(root, 'site/phones/a.yaml', 'phones: []\n');
  put(root, 'site/templates/cisco/x.hbs', 'x\n');
  put(root, 'site/serve.log', 'line\n');
  // As a volume of Kubernetes is laid out.
  put(root, 'volume/..1/map.yaml', 'one\n');
  symlinkSync('..1', join(root, 'volume/..data'));
  symlinkSync('..data/map.yaml', join(root, 'volume/map.yaml'));
  return root;
}

function put(root: string, name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

/** What a reading asks for, of things that are there and of others that are not yet. */
function read(root: string): Observations {
  const disk = createDisk();
  const at = (name: string) => join(root, name);
  for (const name of ['site/offhook.yaml', 'site/phones/a.yaml', 'volume/map.yaml']) {
    disk.readText(at(name));
  }
  expect(() => disk.readText(at('site/secret'))).toThrow('ENOENT');
  disk.list(at('site/phones'), /^.*\.yaml$/);
  expect(disk.list(at('site/later'), /^.*\.yaml$/)).toBeUndefined();
  expect(disk.isFileLike(at('site/later.csv'))).toBe(false);
  disk.list(at('site/templates/cisco'), /\.hbs$/);
  return disk.observations();
}

const CHANGES: readonly (readonly [string, (root: string) => void])[] = [
  ['a file is written', (root) => put(root, 'site/offhook.yaml', 'offhook: 1 # x\n')],
  [
    'a file is replaced by another of its size',
    (root) => {
      put(root, 'site/offhook.yaml~', 'offhook: 2\n');
      renameSync(join(root, 'site/offhook.yaml~'), join(root, 'site/offhook.yaml'));
    },
  ],
  ['a file goes', (root) => unlinkSync(join(root, 'site/offhook.yaml'))],
  [
    'the folder is another under the same name',
    (root) => {
      renameSync(join(root, 'site'), join(root, 'old'));
      put(root, 'site/offhook.yaml', 'offhook: 1\n');
    },
  ],
  ['a pattern has another match', (root) => put(root, 'site/phones/b.yaml', 'phones: []\n')],
  ['a pattern has its folder at last', (root) => put(root, 'site/later/c.yaml', 'phones: []\n')],
  ['a file is there at last', (root) => put(root, 'site/later.csv', 'mac,model\n')],
  ['a secret is there at last', (root) => put(root, 'site/secret', 'hunter22\n')],
  ['a template is new', (root) => put(root, 'site/templates/cisco/y.hbs', 'y\n')],
  [
    'a link on the way leads elsewhere',
    (root) => {
      put(root, 'volume/..2/map.yaml', 'two\n');
      symlinkSync('..2', join(root, 'volume/..data_tmp'));
      renameSync(join(root, 'volume/..data_tmp'), join(root, 'volume/..data'));
    },
  ],
];

describe('a change is seen', () => {
  it.each(CHANGES)('where %s', async (_, change) => {
    const root = createSite();
    const watching = changeOf(read(root), LOOKING, stop.signal);
    change(root);
    expect(await watching).toBe(true);
  });

  it('that came before the watching began, but after the reading', async () => {
    const root = createSite();
    const seen = read(root);
    put(root, 'site/offhook.yaml', 'offhook: 1 # x\n');
    expect(await changeOf(seen, TOLD, stop.signal)).toBe(true);
  });

  it('at once where the system tells of it', async () => {
    const root = createSite();
    const watching = changeOf(read(root), TOLD, stop.signal);
    // The first look is over when a second one, begun later, is.
    await hasChanged(read(root));
    put(root, 'site/phones/a.yaml', 'phones: [] # x\n');
    expect(await watching).toBe(true);
  });
});

describe('no change', () => {
  it('is what lies beside, in the same folders', async () => {
    const root = createSite();
    const seen = read(root);
    appendFileSync(join(root, 'site/serve.log'), 'line\n');
    put(root, 'site/offhook.yaml~', 'x');
    put(root, 'site/phones/.a.yaml.swp', 'x');
    put(root, 'site/templates/cisco/README.md', 'x');
    expect(await hasChanged(seen)).toBe(false);
  });

  it('is seen when the watching ends', async () => {
    const end = new AbortController();
    const watching = changeOf(read(createSite()), TOLD, end.signal);
    end.abort();
    expect(await watching).toBe(false);
  });
});

it('what is being written has settled when two looks see the same', async () => {
  const root = createSite();
  const seen = read(root);
  const path = join(root, 'site/offhook.yaml');
  let writes = 0;
  const writing = setInterval(() => {
    appendFileSync(path, `# ${writes}\n`);
    writes += 1;
    if (writes === 20) clearInterval(writing);
  }, 1);
  await settled(seen, { settleMs: 100, lookMs: 1 }, stop.signal);
  expect(writes).toBe(20);
});
