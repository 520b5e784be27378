// Writes dist/compiled/: V8's code of the scripts that the rest of the build made, functions included that were compiled
// because a command ran. It is good for the Node that builds. Part of `npm run build`, the last.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SELF = fileURLToPath(import.meta.url);
const LAB = fileURLToPath(new URL('../examples/lab/offhook.yaml', import.meta.url));

const PATIENCE_MS = 60_000;

/** Cells are texts, which another script checks. */
const TABLE = {
  'offhook.yaml': 'include: [phones.csv]\n',
  'phones.csv': 'mac,model\n001bd4000001,cisco-7942g\n',
};

/** What is done most, or often by others than people. Each run goes on from the code of those before it. */
function commandsIn(folder) {
  const files = join(folder, 'files');
  return [
    ['generate', '--config', LAB, '--output', files],
    ['lint', files],
    ['validate', folder],
  ];
}

if (process.argv[1] === SELF) keepCodeOfThisRun();
else compile();

function compile() {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-build-'));
  try {
    for (const [name, text] of Object.entries(TABLE)) writeFileSync(join(folder, name), text);
    for (const command of commandsIn(folder)) {
      // Whether it ends well is for tests.
      spawnSync(process.execPath, [SELF, ...command], { stdio: 'ignore', timeout: PATIENCE_MS });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function keepCodeOfThisRun() {
  const { start, placeOf, kept } = createRequire(import.meta.url)('../dist/bundle/load.cjs');
  const scripts = new Map();
  // The program ends the process.
  process.on('exit', () => {
    for (const [path, script] of scripts) {
      const place = placeOf(path);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, kept(readFileSync(path), script.createCachedData()));
    }
  });
  start('main', (path, script) => scripts.set(path, script));
}
