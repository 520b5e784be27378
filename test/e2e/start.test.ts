// What a start reads: what the command needs, and nothing that could have been made ready before.

import { isAscii } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SOAKING } from '../soak.js';
import { OFFHOOK, ROOT } from './programs.js';

const LIST_MODULES = new URL('./list-modules.mjs', import.meta.url).href;
const LAB = join(ROOT, 'examples/lab/offhook.yaml');

interface Loaded {
  /** Below the root. */
  readonly files: readonly string[];
  /** Folders of src/ whose modules are in those files, and packages: in them, or loaded themselves. */
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
}

/** Whether it ends well is for others. */
function loadedBy(...args: readonly string[]): Loaded {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const list = join(folder, 'list');
  const env = { ...process.env, LIST: list, NODE_OPTIONS: '' };
  const run = ['--import', LIST_MODULES, OFFHOOK, ...args];
  spawnSync(process.execPath, run, { cwd: folder, env, stdio: 'pipe' });
  const paths = new Set(
    readFileSync(list, 'utf8')
      .trim()
      .split('\n')
      .map((url) => fileURLToPath(url)),
  );
  const files = [...paths].map((path) => path.slice(ROOT.length + 1)).toSorted();
  const modules = files.flatMap((file) => [file, ...partsOf(file)]);
  return {
    files: files.filter((file) => !file.startsWith('node_modules/')),
    rooms: namesIn(modules, /^src\/(\w+)\//),
    packages: namesIn(modules, /^node_modules\/([^/]+)\//),
  };
}

/** Those that the build put into a file, as its map names them. */
function partsOf(file: string): readonly string[] {
  // What rolldown itself adds has none, and those of packages name their own sources.
  if (file.startsWith('node_modules/') || !existsSync(join(ROOT, `${file}.map`))) return [];
  const { sources }: { readonly sources: readonly string[] } = JSON.parse(
    readFileSync(join(ROOT, `${file}.map`), 'utf8'),
  );
  return sources.map((source) => source.replace(/^(\.\.\/)+/, ''));
}

function namesIn(modules: readonly string[], pattern: RegExp): readonly string[] {
  return [...new Set(modules.flatMap((path) => pattern.exec(path)?.[1] ?? []))].toSorted();
}

let validating: Loaded | undefined;
function loadedByValidate(): Loaded {
  validating ??= loadedBy('validate', LAB);
  return validating;
}

const prepared = (files: readonly string[]) =>
  files.filter((file) => file.startsWith('dist/prepared/'));

describe('a start', () => {
  it.each([[['--version']], ...(SOAKING ? [[['completion', 'bash']]] : [])])(
    'of %j reads the command line only',
    (args) => {
      const { files, rooms, packages } = loadedBy(...args);
      // Of exports and numbers the tables that options are made of.
      expect(rooms).toEqual(['cli', 'core', 'exports', 'numbers', 'rollout']);
      expect(packages).toEqual(['commander', 'fastest-levenshtein']);
      expect(prepared(files)).toEqual([]);
      expect(files.length).toBeLessThan(10);
    },
  );

  it('that validates reads no server, and neither compiles nor builds anything', () => {
    const { files, rooms, packages } = loadedByValidate();
    expect(rooms).toEqual([
      ...['artifacts', 'cli', 'core', 'exports', 'findings'],
      ...['inventory', 'numbers', 'phones', 'render', 'rollout', 'site'],
    ]);
    expect(packages).toEqual([
      ...['commander', 'csv-parse', 'fastest-levenshtein', 'handlebars', 'yaml'],
    ]);
    expect(prepared(files)).toEqual([
      'dist/prepared/fitting.cjs',
      'dist/prepared/inventory-typed.cjs',
      'dist/prepared/templates.cjs',
    ]);
    expect(files.length).toBeLessThan(20);
  });

  it.runIf(SOAKING)('that generates reads nothing more from packages', () => {
    const { packages } = loadedBy('generate', '--config', LAB, '--output', 'out');
    expect(packages).toEqual(loadedByValidate().packages);
  });

  it.runIf(SOAKING)('that serves loads nothing for people where a machine reads the log', () => {
    const { packages } = loadedBy('serve', '--config', 'nowhere');
    expect(packages).toContain('pino');
    expect(packages).not.toContain('pino-pretty');
  });

  it.runIf(SOAKING)('that looks at leases reads nothing of phones and inventories', () => {
    const { rooms, packages } = loadedBy('leases', '--state-dir', '.');
    const others = ['artifacts', 'findings', 'inventory', 'phones', 'render', 'site'];
    expect(rooms.filter((room) => others.includes(room))).toEqual([]);
    expect(packages).toEqual(['commander', 'fastest-levenshtein']);
  });
});

const LOADER = join(ROOT, 'dist/bundle/load.cjs');

/** What a script printed in a process of its own, as V8's code is good for those alone that have its flags. */
function printedBy(script: string, ...args: readonly string[]): string {
  const env = { ...process.env, NODE_OPTIONS: '' };
  const run = ['-e', script, 'script', ...args];
  return spawnSync(process.execPath, run, { env, encoding: 'utf8' }).stdout;
}

/** Another than that which built: it has no code of V8 to take. */
const IS_OTHER_NODE = !readdirSync(join(ROOT, 'dist/compiled')).includes(
  `${process.version}-${process.arch}`,
);

type Damage = readonly [string, (kept: Buffer) => Buffer];
const CUT: readonly Damage[] = SOAKING
  ? [
      ['it was cut short', (kept) => kept.subarray(0, kept.length / 2)],
      ['there is nothing in it', () => Buffer.alloc(0)],
    ]
  : [];

it('finds scripts in ASCII alone, for V8 decodes any others into twice the memory', () => {
  const scripts = ['dist/bundle', 'dist/prepared'].flatMap((dir) =>
    readdirSync(join(ROOT, dir)).map((name) => join(ROOT, dir, name)),
  );
  const built = scripts.filter((path) => path.endsWith('.cjs'));
  expect(built.length).toBeGreaterThan(20);
  expect(built.filter((path) => !isAscii(readFileSync(path)))).toEqual([]);
});

describe('the code that V8 made of a script when it was built', () => {
  it.skipIf(IS_OTHER_NODE)('is taken for all that a start runs', () => {
    const script = `
      const taken = [];
      require('node:process').on('exit', () => console.log(JSON.stringify(taken)));
      require(${JSON.stringify(LOADER)}).start('main', (path, { cachedDataRejected }) =>
        taken.push([path, cachedDataRejected]));`;
    const [taken = ''] = printedBy(script, 'validate', '-q', LAB).split('\n').slice(-2);
    const scripts: readonly (readonly [string, boolean | null])[] = JSON.parse(taken);
    expect(scripts.map(([path]) => basename(path))).toEqual(
      expect.arrayContaining(['main.cjs', 'site.cjs', 'inventory-typed.cjs']),
    );
    expect(scripts.filter(([, isRejected]) => isRejected !== false)).toEqual([]);
  });

  const aboutToRun = 'console.log(new Date(0).getUTCDay() + 40);';

  it.each<Damage>([
    ['one bit of it is another', (kept) => flipped(kept, Math.floor(kept.length / 2))],
    ...CUT,
  ])('is not taken where %s', (_, damage) => {
    const { place, run } = keptScript(aboutToRun);
    writeFileSync(place, damage(readFileSync(place)));
    expect(run()).toBe('undefined 44');
  });

  // At a desk the other of the two stands for what the sum holds.
  it.runIf(SOAKING)(
    'is not taken for another script as long as its own, whenever either was written',
    () => {
      const { script, place, run } = keptScript(aboutToRun);
      writeFileSync(script, aboutToRun.replace('40', '50'));
      utimesSync(script, 1_000, 1_000);
      expect(run()).toBe('undefined 54');
      writeFileSync(script, aboutToRun);
      utimesSync(place, 1_000, 1_000);
      expect(run()).toBe('false 44');
    },
  );

  it.runIf(SOAKING)('is not asked for where it cannot be read', () => {
    const { place, run } = keptScript(aboutToRun);
    rmSync(place);
    mkdirSync(place);
    expect(run()).toBe('undefined 44');
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  return Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)));
}

/** A script with a loader of its own and V8's code of it. `run`: whether V8 refused code, and what the script printed. */
function keptScript(source: string) {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const script = join(folder, 'bundle/say.cjs');
  mkdirSync(join(folder, 'bundle'));
  copyFileSync(LOADER, join(folder, 'bundle/load.cjs'));
  writeFileSync(script, source);
  const started = (seen: string) =>
    printedBy(`
      const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
      const { start, placeOf, kept } = require(${JSON.stringify(join(folder, 'bundle/load.cjs'))});
      start('say', (path, script) => {${seen}});`).trim();
  const place = started(`
    const place = placeOf(path);
    mkdirSync(require('node:path').dirname(place), { recursive: true });
    writeFileSync(place, kept(readFileSync(path), script.createCachedData()));
    process.stdout.write(place + '\\n');`).split('\n')[0];
  return {
    script,
    place: place ?? '',
    run: () => started("process.stdout.write(script.cachedDataRejected + ' ')"),
  };
}
