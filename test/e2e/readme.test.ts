// The README's commands, typed as written in an empty folder, and what they print.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OFFHOOK, ROOT, type Running, start } from './programs.js';

interface Step {
  readonly command: string;
  readonly expected: readonly string[];
}

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The `$ ` lines of all console blocks, each with the lines printed below it. */
const STEPS: readonly Step[] = [...README.matchAll(/```console\n([\s\S]*?)```/g)].flatMap(
  ([, block = '']) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((step) => {
        const [command = '', ...expected] = step.trimEnd().split('\n');
        return { command, expected };
      }),
);

let folder = '';
const background: Running[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-readme-'));
  mkdirSync(join(folder, '.bin'));
  // `npx offhook` of an installed package, without the registry.
  const npx = `#!/bin/sh\nshift\nexec "${process.execPath}" "${OFFHOOK}" "$@"\n`;
  writeFileSync(join(folder, '.bin/npx'), npx, { mode: 0o755 });
});

const type = (command: string) =>
  start('sh', ['-c', `PATH="${folder}/.bin:$PATH"; ${command}`], folder);

/** What differs from run to run and from machine to machine: sizes, times, and whether koffi could be loaded. */
const steady = (line: string) =>
  line
    .replace(/\d+(\.\d+)? (bytes|ms)/g, '# $2')
    .replace(/sockets: \w+/, 'sockets: any')
    .trimEnd();

describe('README.md', () => {
  afterAll(async () => {
    for (const each of background) await each.end();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows commands', () => {
    expect(STEPS.length).toBeGreaterThanOrEqual(8);
  });

  it.each(STEPS)('$command', async ({ command, expected }) => {
    const running = type(
      command.replace(/ &$/, '').replace(/^npx offhook serve/, 'exec npx offhook serve'),
    );
    if (command.endsWith(' &')) {
      background.push(running);
      await running.waitFor(/DHCP/);
    } else {
      const code = await new Promise((resolve) => running.child.once('close', resolve));
      expect(code).toBe(command.includes('exit code 1') ? 1 : 0);
    }
    const printed = running.output().split('\n').map(steady);
    const missing = expected.map(steady).filter((line) => !printed.includes(line));
    expect(missing, running.output()).toEqual([]);
  });
});

/** Without the build that comes first: it would take `dist/` from under the tests that run beside this one. */
function commandBehindStart(): string {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [build, serve = ''] = scripts.start.split(' && ');
  expect(build).toBe('npm run --silent build');
  return serve;
}

describe('npm start', () => {
  it('serves the lab on loopback, and the command it prints works', async () => {
    const server = start('sh', ['-c', `exec ${commandBehindStart()}`]);
    try {
      const [, next = ''] = await server.waitFor(/npx offhook (probe .*)/);
      const probe = start(process.execPath, [OFFHOOK, ...next.split(' ')]);
      const code = await new Promise((resolve) => probe.child.once('close', resolve));
      expect(probe.output()).toContain('a phone would be content with this');
      expect(code).toBe(0);
    } finally {
      await server.end();
    }
  });
});
