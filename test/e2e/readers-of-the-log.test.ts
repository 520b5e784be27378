// Who reads the log must not matter to who is served: a terminal that is stopped, a pipe that nobody reads, a full
// disk. And an end that nobody expected says so, with a code that a service manager starts again.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { fetchTftp } from '../../src/tftp/client.js';
import { SOAKING, soak } from '../soak.js';
import { OFFHOOK, reasonToSkip } from './programs.js';

let folder = '';
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-readers-'));
  writeFileSync(join(folder, 'a.txt'), 'a file\n');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const SERVE = [
  ...[OFFHOOK, 'serve', '--files', '.', '--address', '127.0.0.1', '--tftp-port', '0', '--no-watch'],
  ...(process.getuid?.() === 0 ? ['--user', 'root'] : []),
];

function start(command: string, args: readonly string[], stderr: 'pipe' | number): ChildProcess {
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', stderr] });
  children.push(child);
  return child;
}

/** The first text on standard output that matches. Reads no further. */
async function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  let text = '';
  for (;;) {
    const [data] = await once(child.stdout ?? child, 'data');
    text += data;
    const [, found] = pattern.exec(text) ?? [];
    if (found !== undefined) return found;
  }
}

/** Each asks for a file that is not there, which is a line of the log. Fifty at once. */
async function askForNothing(port: number, requests: number): Promise<readonly string[]> {
  const ask = async (n: number) => {
    const result = await fetchTftp({ server: '127.0.0.1', port, name: `${n}-${'x'.repeat(300)}` });
    return result.kind;
  };
  const kinds: string[] = [];
  for (let n = 0; n < requests; n += 50) {
    kinds.push(...(await Promise.all(Array.from({ length: 50 }, (_, k) => ask(n + k)))));
  }
  return [...new Set(kinds)];
}

// At a desk a pipe that nobody reads has the same.
const noTerminal = SOAKING ? reasonToSkip(['script', 'sh']) : 'terminals are tried where all is';
const isGone = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return true;
  }
};

describe('serving goes on, and ends when it shall,', () => {
  it.skipIf(noTerminal)('with a terminal that is stopped', async () => {
    const command = `echo "pid $$"; exec ${[process.execPath, ...SERVE].join(' ')}`;
    const terminal = start('script', ['-qefc', command, '/dev/null'], 'pipe');
    const pid = Number(await said(terminal, /pid (\d+)/));
    const port = Number(await said(terminal, /TFTP {2}127\.0\.0\.1:(\d+)/));
    terminal.kill('SIGSTOP');
    expect(await askForNothing(port, 200)).toEqual(['error']);
    process.kill(pid, 'SIGTERM');
    await vi.waitFor(() => expect(isGone(pid)).toBe(true), { timeout: 200_000, interval: 50 });
    terminal.kill('SIGCONT');
    expect(await once(terminal, 'exit')).toEqual([EXIT.ok, null]);
  });

  it('with a pipe that nobody reads', async () => {
    const server = start(process.execPath, SERVE, 'pipe');
    const port = Number(await said(server, /TFTP {2}127\.0\.0\.1:(\d+)/));
    expect(await askForNothing(port, soak(250, 1_000))).toEqual(['error']);
    server.kill('SIGTERM');
    expect(await once(server, 'exit')).toEqual([EXIT.ok, null]);
  });

  it.runIf(SOAKING)('with a log on a full disk', async () => {
    const server = start(process.execPath, SERVE, openSync('/dev/full', 'w'));
    const port = Number(await said(server, /TFTP {2}127\.0\.0\.1:(\d+)/));
    expect(await askForNothing(port, 50)).toEqual(['error']);
    server.kill('SIGTERM');
    expect(await once(server, 'exit')).toEqual([EXIT.ok, null]);
  });
});

describe('what nobody expected', () => {
  it.each([
    ['an exception', "throw new TypeError('planted')"] as const,
    ...(SOAKING ? [['a rejection', "Promise.reject(new TypeError('planted'))"] as const] : []),
  ])('ends the process with 70, and %s has its stack in the log', async (_, defect) => {
    const module = `process.on('SIGUSR2', () => { ${defect} })`;
    const planted = ['--import', `data:text/javascript,${encodeURIComponent(module)}`];
    const server = start(process.execPath, [...planted, ...SERVE], 'pipe');
    let log = '';
    server.stderr?.on('data', (data) => {
      log += data;
    });
    await said(server, /TFTP {2}127\.0\.0\.1:(\d+)/);
    server.kill('SIGUSR2');
    expect(await once(server, 'close')).toEqual([EXIT.unexpected, null]);
    const last = JSON.parse(log.trimEnd().split('\n').at(-1) ?? '');
    expect(last).toMatchObject({ level: 'error', err: { type: 'TypeError', message: 'planted' } });
    expect(last.err.stack).toMatch(/planted\n {4}at /);
  });
});
