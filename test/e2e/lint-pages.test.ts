// Pages of docs/ that take no wire, done as written: files written, commands typed. What they show is what is printed.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { firmwareSet, membersOf } from '../artifacts/firmware/firmware-set.js';
import { createFolder, offhook } from '../cli/cli-under-test.js';
import { zipOf } from '../firmware/archives.js';
import { soak } from '../soak.js';
import { missingIn, PAGES_WITH_SIPP, PAGES_WITHOUT_WIRE, type Step, stepsOf } from './page.js';
import { OFFHOOK, ROOT, reasonToSkip } from './programs.js';

const skipped = reasonToSkip(['git', 'sh', 'sed'], false);

/** Each command starts the program: at a desk one page stands for all. */
const pages = PAGES_WITHOUT_WIRE.slice(0, soak(1, PAGES_WITHOUT_WIRE.length));

it.each(PAGES_WITH_SIPP)('the inventory of the page %s has no error', async (page) => {
  const files = stepsOf(readFileSync(join(ROOT, `docs/${page}.md`), 'utf8')).flatMap((step) =>
    step.kind === 'file' ? [[step.path, step.text] as const] : [],
  );
  const { code, out } = await offhook(createFolder(Object.fromEntries(files)), ['validate']);
  expect(code, out).toBe(0);
});

describe.each(pages)('the page %s', (page) => {
  const steps = stepsOf(readFileSync(join(ROOT, `docs/${page}.md`), 'utf8'));
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-page-'));
    mkdirSync(join(folder, '.bin'));
    const line = `#!/bin/sh\nexec "${process.execPath}" "${OFFHOOK}" "$@"\n`;
    writeFileSync(join(folder, '.bin/offhook'), line, { mode: 0o755 });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const titled = steps.map((step) => ({ title: titleOf(step), step }));
  it.skipIf(skipped !== undefined).each(titled)('$title', async ({ step }) => {
    if (step.kind === 'file') {
      mkdirSync(dirname(join(folder, step.path)), { recursive: true });
      writeFileSync(join(folder, step.path), step.text);
      expect(readFileSync(join(folder, step.path), 'utf8')).toBe(step.text);
      return;
    }
    if (step.kind === 'does' && step.what === 'bring') {
      const [name = ''] = step.words;
      const notes = ['load348.txt', 'readme.txt'].map((path) => ({
        path,
        bytes: Buffer.from(path),
      }));
      writeFileSync(join(folder, name), zipOf([...membersOf(firmwareSet()), ...notes]));
      expect(readFileSync(join(folder, name)).subarray(0, 2).toString()).toBe('PK');
      return;
    }
    if (step.kind !== 'command') throw new Error(`nobody does ${step.kind} here`);
    const { code, output } = await type(step.command);
    expect(code, output).toBe(Number(/# exit code (\d+)/.exec(step.command)?.[1] ?? 0));
    expect(missingIn(output, step.expected), output).toEqual([]);
  });

  /** In this process, where nothing but offhook is called. */
  async function type(command: string) {
    const words = /^offhook ([\w ./-]+?) *(?:#.*)?$/.exec(command)?.[1];
    if (words !== undefined) {
      const { code, out, err } = await offhook(folder, words.split(/ +/));
      return { code, output: out + err };
    }
    const PATH = `${join(folder, '.bin')}:${process.env.PATH}`;
    const env = { ...process.env, PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1' };
    const ran = spawnSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' });
    return { code: ran.status, output: ran.stdout + ran.stderr };
  }
});

function titleOf(step: Step): string {
  return step.kind === 'command'
    ? `$ ${step.command}`
    : step.kind === 'file'
      ? step.path
      : step.kind;
}

const fileOf = (page: string, path: string) => {
  const steps = stepsOf(readFileSync(join(ROOT, `docs/${page}.md`), 'utf8'));
  const found = steps.find((step) => step.kind === 'file' && step.path === path);
  return found?.kind === 'file' ? found.text : '';
};

const BROKEN = '<DIALTEMPLATE>\n  <TEMPLATE MATCH="."/>\n  <TEMPLATE X="1" MATCH="x"/>\n';

it('Visual Studio Code reads each finding by the pattern of its task', async () => {
  const { tasks } = JSON.parse(fileOf('lint', '.vscode/tasks.json'));
  const [{ problemMatcher, args }] = tasks;
  expect(args[0]).toBe('lint');
  const { regexp, ...groups } = problemMatcher.pattern;
  for (const text of [BROKEN, `${BROKEN}</DIALTEMPLATE>`]) {
    const { out } = await offhook(createFolder({ 'plan.xml': text }), ['lint', 'plan.xml']);
    const found = out.split('\n').flatMap((line) => new RegExp(regexp).exec(line) ?? []);
    const said = out.match(/^plan\.xml:\d+:\d+: \w+: /gm) ?? [];
    expect(said.length).toBeGreaterThan(0);
    expect(found.length).toBe(said.length * (Object.keys(groups).length + 1));
    expect(found[groups.file]).toBe('plan.xml');
    expect(Number(found[groups.line])).toBeGreaterThan(0);
    expect(found[groups.code]).toMatch(/^\w+\/[\w-]+$/);
  }
});

it('the workflow runs what there is', async () => {
  const { jobs } = parse(fileOf('ci', '.github/workflows/phones.yml'));
  const runs: readonly string[] = jobs.lint.steps.flatMap(({ run }: { run?: string }) => run ?? []);
  const lints = runs.filter((run) => run.startsWith('offhook '));
  expect(lints).toHaveLength(2);
  const folder = createFolder({ 'tftp/dialplan.xml': BROKEN });
  const codes: number[] = [];
  for (const run of lints) {
    const words = run.trim().replace(/ >.*/, '').split(' ').slice(1);
    codes.push((await offhook(folder, words)).code);
  }
  expect(codes).toEqual([1, 0]);
});
