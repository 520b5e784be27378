// The README's commands, typed as written in an empty folder, and what they print.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offhook } from '../cli/cli-under-test.js';
import { SOAKING } from '../soak.js';
import { missingIn, stepsOf } from './page.js';
import { OFFHOOK, ROOT, type Running, runProgram, start } from './programs.js';

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const STEPS = stepsOf(README).flatMap((step) => (step.kind === 'command' ? [step] : []));

let folder = '';
/** That of nobody else on this machine. */
let state = {};
const background: Running[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-readme-'));
  state = { OFFHOOK_STATE_DIR: join(folder, '.state') };
  mkdirSync(join(folder, '.bin'));
  // `npx offhook` of an installed package, without the registry.
  const npx = `#!/bin/sh\nshift\nexec "${process.execPath}" "${OFFHOOK}" "$@"\n`;
  writeFileSync(join(folder, '.bin/npx'), npx, { mode: 0o755 });
});

const type = (command: string) =>
  start(
    'sh',
    ['-c', `export PATH="${folder}/.bin:$PATH" OFFHOOK_STATE_DIR="${folder}/.state"; ${command}`],
    folder,
  );

/**
 * What a command prints, and how it ends. offhook's own run in this process where they are words and nothing that a
 * shell would read: starting Node takes longer than what they do.
 */
async function runCommand(command: string): Promise<{ code: number | null; output: string }> {
  const [, words] = /^npx offhook ([\w ./:-]+?) *(?:#.*)?$/.exec(command) ?? [];
  if (words !== undefined) {
    const { code, out, err } = await offhook(folder, words.split(' '), { env: state });
    return { code, output: out + err };
  }
  const running = type(command);
  const code = await new Promise<number | null>((done) => running.child.once('close', done));
  return { code, output: running.output() };
}

/** Typed with `&` behind it: runs on until the end. */
async function runBehind(command: string): Promise<string> {
  const running = type(command.replace(/ &$/, '').replace(/^npx/, 'exec npx'));
  background.push(running);
  await running.waitFor(/^ {2}DHCP/m);
  return running.output();
}

describe('README.md', () => {
  afterAll(async () => {
    for (const each of background) await each.end();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows commands', () => {
    expect(STEPS.length).toBeGreaterThanOrEqual(8);
  });

  it.each(STEPS)('$command', async ({ command, expected }) => {
    const staysBehind = command.endsWith(' &');
    const { code, output } = staysBehind
      ? { code: 0, output: await runBehind(command) }
      : await runCommand(command);
    expect(code, output).toBe(command.includes('exit code 1') ? 1 : 0);
    expect(missingIn(output, expected), output).toEqual([]);
  });
});

/** Without the build that comes first: it would take `dist/` from under the tests that run beside this one. */
function commandBehindStart(): string {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [build, look = ''] = scripts.start.split(' && ');
  expect(build).toBe('npm run --silent build');
  return look;
}

/** At a desk the README's own `serve` shows most of it. */
describe.runIf(SOAKING)('npm start', () => {
  it('shows the page of a lab with pretend phones, also where its port is taken, and leaves nothing', async () => {
    const taken = createServer();
    // Whoever has it, it is taken.
    await new Promise<void>((resolve) => {
      taken.once('error', () => resolve()).listen(8068, '127.0.0.1', resolve);
    });
    const look = start('sh', [
      '-c',
      `exec ${commandBehindStart()} --tftp-port 0 --http-port 0 --page 8068`,
    ]);
    try {
      const [, link = ''] = await look.waitFor(/look at them +(http:\S+)/);
      expect(link).toMatch(/^http:\/\/127\.0\.0\.1:(?!8068)\d+\/#token=\S{40,}$/);
      const [, state = ''] = await look.waitFor(/--state-dir (\S+)/);
      const [, log = ''] = await look.waitFor(/is logged +(\S+)\n/);
      await look.waitFor(/The phones are pretend/);
      expect(await (await fetch(link)).text()).toContain('<title>');

      const stuck = /XMLDefault\.cnf\.xml.*\(our reading, T10\)/s;
      const ask = (command: string) => offhook(ROOT, [command, '--state-dir', state]);
      await expect.poll(async () => (await ask('status')).out, UP_TO).toMatch(stuck);
      await expect
        .poll(async () => (await ask('status')).out, UP_TO)
        .toContain('do not cut the power');
      await expect.poll(async () => (await ask('new')).out, UP_TO).toContain('nobody wrote down');

      const [, next = ''] = await look.waitFor(/offhook (probe .*)/);
      const probe = await offhook(ROOT, next.split(' '));
      expect(probe.out).toContain('a phone would be content with this');
      expect(existsSync(log)).toBe(true);

      expect(await look.end('SIGINT')).toBe(0);
      expect(existsSync(dirname(state))).toBe(false);
      await expect(fetch(link)).rejects.toThrow();
      // Each of them names its folder.
      expect(runProgram('ps', ['-eo', 'args'])).not.toContain(dirname(state));
    } finally {
      await look.end();
      taken.close();
    }
  });
});

const UP_TO = { timeout: 20_000, interval: 500 };
