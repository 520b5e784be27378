// Ctrl-C while a command computes: it ends at once, as a shell sees it with 130, and what it leaves can be gone on with.
// A terminal that is closed does no more harm.

import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SOAKING, soak } from '../soak.js';
import { OFFHOOK, runProgram, start } from './programs.js';

const PHONES = soak(40, 100);

function inventory(phones: number): string {
  const rows = Array.from({ length: phones }, (_, index) => {
    const mac = `5cfc66${index.toString(16).padStart(6, '0')}`;
    return `  - { mac: "${mac}", model: cisco-7931g, keys: { 1: { line: "1" } }, settings: { rollover: none } }`;
  });
  const head = `site: { timeZone: Europe/Moscow, servers: [10.20.1.1] }
pbx: { main: { host: pbx.lab.example } }
defaults: { pbx: main }
lines: { "1": { shared: true, password: word } }
phones:
`;
  return `${head}${rows.join('\n')}\n`;
}

const folder = mkdtempSync(join(tmpdir(), 'offhook-interrupt-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'offhook.yaml'), inventory(PHONES));

/** As a shell shows it. */
function statusOf([code, signal]: readonly unknown[]): unknown {
  return code ?? 128 + constants.signals[signal as NodeJS.Signals];
}
const INTERRUPTED = 130;

/** Under the names by which phones ask. */
const filesIn = (dir: string) => readdirSync(dir).filter((name) => name.startsWith('SEP'));

describe('the first Ctrl-C', () => {
  const commands = [
    ['validate', '-'],
    ['generate', '-c', '-', '-o', 'nothing'],
  ].map((command) => ({ command }));
  it.each(SOAKING ? commands : commands.slice(-1))(
    'ends $command while it computes',
    async ({ command }) => {
      const child = spawn(process.execPath, [OFFHOOK, ...command], {
        cwd: folder,
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      const closed = once(child, 'close');
      child.stdin.on('error', () => {});
      // Far more than any pipe holds: when the last of it goes, the command is at work.
      const text = inventory(4_000);
      await new Promise<void>((done) => child.stdin.end(text, done));
      child.kill('SIGINT');
      // It would come to hear a listener of ours only when all is read.
      expect(await closed).toEqual([null, 'SIGINT']);
      expect(existsSync(join(folder, 'nothing'))).toBe(false);
    },
  );

  // That a run may end at any change is for test/artifacts/folder-crash.test.ts, too.
  it.runIf(SOAKING)(
    'leaves no half-written file of a phone, and the next run finishes the folder',
    async () => {
      const output = join(folder, 'out');
      mkdirSync(output);
      const generate = ['generate', '-q', '-o', 'out'];
      const { child } = start(process.execPath, [OFFHOOK, ...generate], folder);
      const closed = once(child, 'close');
      const watcher = watch(output);
      watcher.once('change', () => child.kill('SIGINT'));
      const status = statusOf(await closed);
      watcher.close();
      // Nobody knows how far it is when the signal comes: it may be done.
      expect([0, INTERRUPTED]).toContain(status);
      const texts = filesIn(output).map((name) => readFileSync(join(output, name), 'utf8'));
      expect(texts.filter((text) => !text.endsWith('</device>\n'))).toEqual([]);
      runProgram(process.execPath, [OFFHOOK, ...generate], folder);
      expect(filesIn(output).length).toBe(PHONES);
      const others = readdirSync(output).filter((name) => !name.startsWith('SEP'));
      expect(others).toEqual(['.offhook-manifest.json']);
    },
  );
});

describe('a terminal that is closed', () => {
  it('stops what may have something to take away, in its own way', async () => {
    const server = createSocket('udp4').bind(0, '127.0.0.1');
    await once(server, 'listening');
    const asked = once(server, 'message');
    const port = String(server.address().port);
    const words = ['simulate', '--config', folder, '--state-dir', folder, '--phones', '1'];
    const { child } = start(process.execPath, [OFFHOOK, ...words, '--port', port], folder);
    const closed = once(child, 'close');
    await asked;
    child.kill('SIGHUP');
    expect(await closed).toEqual([0, null]);
    server.close();
  });
});
