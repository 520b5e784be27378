// `generate` with threads and without: the same files, the same words. What is there already is not made again.

import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type StartThread, startThread } from '../../src/artifacts/start-thread.js';
import { type GenerateDetails, generate } from '../../src/cli/commands/generate.js';
import type { Io } from '../../src/cli/io.js';
import { identifyProgram, measureCode } from '../../src/cli/program-code.js';
import { codedError } from '../../src/core/coded-error.js';
import { contentOf } from '../artifacts/folder-fixture.js';
import { folderOfTests } from '../folder-of-test.js';
import { SOAKING } from '../soak.js';

/** The built one: a thread does not run TypeScript. */
const SCRIPT = new URL('../../dist/cli/check-thread.js', import.meta.url);
const BUNDLE = fileURLToPath(new URL('../../dist/bundle', import.meta.url));
const ROOT = folderOfTests('crew');
/** With the doubtful ones just enough for it to be worth while to remember what files were made from. */
const PHONES = 100;
const DOUBTFUL = 5;

function writeSite(change: (csv: string) => string = (csv) => csv): string {
  const dir = mkdtempSync(join(ROOT, 'site-'));
  const rows = Array.from({ length: PHONES }, (_, index) => {
    const tail = index.toString(16).padStart(6, '0');
    const maker = index % 2 === 0 ? '001bd4' : '00a859';
    const model = index % 2 === 0 ? 'cisco-7931g' : 'fanvil-x4';
    return `${maker}${tail},${model},${1000 + index},Employee ${index},env:PW`;
  });
  const yaml = [
    'site: { timeZone: Europe/Moscow, servers: [10.20.1.1] }',
    'network: { subnet: 10.20.0.0/16, dns: [10.20.1.2], router: 10.20.0.1 }',
    'pbx: { main: { host: pbx.lab.example } }',
    'defaults: { pbx: main }',
    'include: [phones.csv, more.yaml]',
  ];
  // In whose files their phones would find something.
  const doubtful = Array.from({ length: DOUBTFUL }, (_, index) => index);
  const more = [
    'lines:',
    ...doubtful.map((index) => `  "90${index}": { password: { env: PW } }`),
    'phones:',
    ...doubtful.map(
      (index) =>
        `  - { mac: "00:1b:d4:ff:00:0${index}", model: cisco-7931g, keys: { 1: { line: "90${index}" } }, raw: { "vendorConfig/notThere": perhaps } }`,
    ),
  ];
  writeFileSync(join(dir, 'offhook.yaml'), `${yaml.join('\n')}\n`);
  writeFileSync(join(dir, 'more.yaml'), `${more.join('\n')}\n`);
  const header = 'mac,model,line,line.name,line.password\n';
  writeFileSync(join(dir, 'phones.csv'), change(`${header}${rows.join('\n')}\n`));
  return dir;
}

interface Ran {
  readonly code: number;
  readonly said: string;
  readonly made: readonly string[];
}

async function run(
  cwd: string,
  details: GenerateDetails & { readonly pw?: string } = {},
): Promise<Ran> {
  const { pw = 'tulip', ...how } = details;
  const made: string[] = [];
  let said = '';
  const say = (text: string): void => {
    said += text;
  };
  const io: Io = {
    out: say,
    err: say,
    log: say,
    neverWait() {},
    readInput: async () => '',
    readInputBytes: async () => new Uint8Array(),
    env: { PW: pw },
    cwd,
    colour: { out: false, err: false },
    terminal: false,
    stop: new AbortController().signal,
    onReload() {},
  };
  const onMade = (name: string) => void made.push(name);
  const options = { output: 'out', format: 'text' } as const;
  const code = await generate(options, io, { ...how, onMade });
  return { code, said, made };
}

const withThreads = (cores: number): GenerateDetails => ({
  script: SCRIPT,
  cores,
  filesPerThread: 40,
});
const alone: GenerateDetails = { cores: 1 };

/** What one run made alone of the site as it is. */
let generated = '';
let first: Ran;
beforeAll(async () => {
  generated = writeSite();
  first = await run(generated, alone);
});

/** As if it had been generated there. */
function copyGenerated(): string {
  const dir = mkdtempSync(join(ROOT, 'copy-'));
  cpSync(generated, dir, { recursive: true, preserveTimestamps: true });
  return dir;
}

function script(text: string): URL {
  const path = join(mkdtempSync(join(ROOT, 'script-')), 'thread.mjs');
  writeFileSync(path, text);
  return pathToFileURL(path);
}

describe('with threads', () => {
  it('files and words are the same as without', async () => {
    const sites = (SOAKING ? [2, 3] : [2]).map((cores) => ({ cores, dir: writeSite() }));
    const others = await Promise.all(sites.map(({ cores, dir }) => run(dir, withThreads(cores))));
    expect(first.code).toBe(0);
    expect(first.said).toContain('cisco/');
    for (const { said } of others) expect(said).toBe(first.said);
    const filesIn = (dir: string) => ({
      ...contentOf(join(dir, 'out')),
      manifest: readFileSync(join(dir, 'out/.offhook-manifest.json'), 'utf8'),
    });
    const files = filesIn(generated);
    expect(Object.keys(files).length).toBeGreaterThan(PHONES);
    for (const { dir } of sites) expect(filesIn(dir)).toEqual(files);
  });

  const DYING = [
    { name: 'at its start', text: 'throw new Error("no memory\\nat all");' },
    {
      name: 'at its work',
      text: "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(3));",
    },
    { name: 'without a word', text: '' },
  ];
  it.each(SOAKING ? DYING : DYING.slice(1, 2))(
    'one that dies $name is told, and nothing is lost',
    async ({ text }) => {
      const dir = writeSite();
      const ran = await run(dir, { ...withThreads(2), script: script(text) });
      expect(ran.code).toBe(0);
      expect(ran.said.match(/a thread that makes files is missing, .*\n/g)).toHaveLength(1);
      expect(Object.keys(contentOf(join(dir, 'out'))).length).toBeGreaterThan(PHONES);
      expect(contentOf(join(dir, 'out'))).toEqual(contentOf(join(generated, 'out')));
    },
  );

  it('that cannot be had is told once, and nothing is lost', async () => {
    const dir = writeSite();
    const start = (): never => {
      throw codedError('EAGAIN', 'no more threads');
    };
    const ran = await run(dir, { ...withThreads(3), start });
    expect(ran.code).toBe(0);
    expect(
      ran.said.match(/a thread that makes files is missing, .*no more threads\n/g),
    ).toHaveLength(1);
    expect(contentOf(join(dir, 'out'))).toEqual(contentOf(join(generated, 'out')));
  });
});

describe('threads', () => {
  const count = async (dir: string) => {
    let started = 0;
    const start: StartThread = (script, options) => {
      started += 1;
      return startThread(script, options);
    };
    const { code } = await run(dir, { ...withThreads(2), start });
    return { code, started };
  };

  it('are there before it is known that there is nothing to make, and end with the run', async () => {
    const dir = writeSite((csv) => csv.replaceAll(/^00/gm, 'zz'));
    expect(await count(dir)).toEqual({ code: 1, started: 1 });
  });

  it('are not started where there is nothing to make', async () => {
    expect(await count(copyGenerated())).toEqual({ code: 0, started: 0 });
  });
});

describe('a second run', () => {
  const OF_SITE = 1;
  const own = (made: readonly string[]) => made.filter((name) => /^(SEP)?00/i.test(name));

  it('makes nothing that is as it was, and tells the same findings', async () => {
    const dir = copyGenerated();
    expect(own(first.made)).toHaveLength(PHONES + DOUBTFUL);
    const second = await run(dir, alone);
    // Those with findings are made to be told of.
    expect(own(second.made)).toHaveLength(DOUBTFUL);
    expect(second.made.length).toBeLessThanOrEqual(DOUBTFUL + OF_SITE);
    expect(second.said).toMatch(/0 written, 0 changed, \d+ unchanged/);
    const findings = (said: string) =>
      said.split('\n').filter((line) => /render|warning/.test(line));
    expect(findings(second.said)).toEqual(findings(first.said));
  });

  it('makes what was changed, and no other', async () => {
    const dir = copyGenerated();
    const csv = readFileSync(join(dir, 'phones.csv'), 'utf8');
    writeFileSync(join(dir, 'phones.csv'), csv.replace('Employee 8,', 'Somebody,'));
    const { made, said } = await run(dir, alone);
    expect(own(made).filter((name) => !name.startsWith('SEP001BD4FF'))).toEqual([
      'SEP001BD4000008.cnf.xml',
    ]);
    expect(said).toContain('1 changed');
    expect(contentOf(join(dir, 'out'))['SEP001BD4000008.cnf.xml']).toContain('Somebody');
  });

  it('makes everything when a password that all use has changed', async () => {
    const dir = copyGenerated();
    const { made } = await run(dir, { ...alone, pw: 'rose' });
    expect(own(made)).toHaveLength(PHONES + DOUBTFUL);
    expect(contentOf(join(dir, 'out'))['SEP001BD4000000.cnf.xml']).toContain('>rose<');
  });

  it('sees a file that was edited, and one that is gone', async () => {
    const dir = copyGenerated();
    const out = join(dir, 'out');
    const before = contentOf(out);
    writeFileSync(join(out, 'SEP001BD4000000.cnf.xml'), 'by hand');
    rmSync(join(out, 'SEP001BD4000002.cnf.xml'));
    const { code, said } = await run(dir, alone);
    expect(code).toBe(1);
    expect(said).toContain('SEP001BD4000000.cnf.xml: edited since');
    expect(said).toMatch(/1 written, 0 changed, \d+ unchanged, 0 removed, 1 kept/);
    expect(contentOf(out)).toEqual({ ...before, 'SEP001BD4000000.cnf.xml': 'by hand' });
  });

  it('makes everything after another program', async () => {
    const dir = copyGenerated();
    const path = join(dir, 'out/.offhook-manifest.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    delete manifest.madeFrom;
    writeFileSync(path, JSON.stringify(manifest));
    const { made, said } = await run(dir, alone);
    expect(own(made)).toHaveLength(PHONES + DOUBTFUL);
    expect(said).toMatch(/0 written, 0 changed/);
  });
});

describe('the program', () => {
  it.each(['a.js', 'bundled.cjs'])('is another one when a line of it is: %s', (name) => {
    const dir = mkdtempSync(join(ROOT, 'program-'));
    const before = identifyProgram(dir);
    writeFileSync(join(dir, name), '1');
    const first = identifyProgram(dir);
    writeFileSync(join(dir, name), '2');
    const second = identifyProgram(dir);
    expect(new Set([before, first, second, identifyProgram()]).size).toBe(4);
    expect(identifyProgram(dir)).toBe(second);
  });

  it('is known by what was kept of it, for as long as its scripts are those', () => {
    const dir = mkdtempSync(join(ROOT, 'program-'));
    writeFileSync(join(dir, 'a.cjs'), '1');
    const measured = identifyProgram(dir);
    const { path, text } = measureCode(dir);
    writeFileSync(path, text);
    expect(identifyProgram(dir)).toBe(measured);
    const digest = /"digest":"(\w+)"/.exec(text)?.[1] ?? '';
    expect(digest).toHaveLength(64);
    // It is not measured again.
    writeFileSync(path, text.replace(digest, '0'.repeat(64)));
    expect(identifyProgram(dir)).not.toBe(measured);
    writeFileSync(join(dir, 'b.cjs'), '1');
    const more = identifyProgram(dir);
    writeFileSync(path, 'cut off {');
    expect(identifyProgram(dir)).toBe(more);
  });

  it.skipIf(!existsSync(BUNDLE))('is kept as the build left it', () => {
    const { path, text } = measureCode(BUNDLE);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});
