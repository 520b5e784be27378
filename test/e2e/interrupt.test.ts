// Ctrl-C while a command computes: it ends at once, by the signal, and what it leaves can be gone on with.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { OFFHOOK, runProgram, start } from './programs.js';

/** So many that their files are not written before a signal comes. */
const PHONES = 600;

const PHONES_CSV = [
  'mac,model,line,line.password,settings.rollover',
  ...Array.from({ length: PHONES }, (_, index) => {
    const mac = `5cfc66${index.toString(16).padStart(6, '0')}`;
    return `${mac},cisco-7931g,${20_000 + index},word${index},none`;
  }),
  '',
].join('\n');

const INVENTORY = [
  'offhook: 1',
  'site: { timeZone: Europe/Moscow, servers: [10.20.1.1] }',
  'pbx: { main: { host: pbx.lab.example } }',
  'defaults: { pbx: main }',
  'include: [phones.csv]',
  '',
].join('\n');

const folder = mkdtempSync(join(tmpdir(), 'offhook-interrupt-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'phones.csv'), PHONES_CSV);
writeFileSync(join(folder, 'offhook.yaml'), INVENTORY);

const BY_THE_SIGNAL = [null, 'SIGINT'];

describe('the first Ctrl-C', () => {
  it('ends validate', async () => {
    const args = [OFFHOOK, 'validate', '-', '--stdin-filename', 'phones.csv'];
    const child = spawn(process.execPath, args, {
      cwd: folder,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const closed = once(child, 'close');
    child.stdin.on('error', () => {});
    // More than any pipe holds: when the last of it goes, the command is at work.
    await new Promise<void>((done) => child.stdin.end(PHONES_CSV.repeat(20), done));
    child.kill('SIGINT');
    expect(await closed).toEqual(BY_THE_SIGNAL);
  });

  it('ends generate between two files, and the next run finishes the folder', async () => {
    const output = join(folder, 'out');
    mkdirSync(output);
    const watcher = watch(output);
    const { child } = start(process.execPath, [OFFHOOK, 'generate', '-q', '-o', 'out'], folder);
    const closed = once(child, 'close');
    const changed = () => once(watcher, 'change').then(([, name]) => String(name));
    let name = await changed();
    while (!name.startsWith('SEP')) name = await changed();
    child.kill('SIGINT');
    expect(await closed).toEqual(BY_THE_SIGNAL);
    watcher.close();
    const written = readdirSync(output).filter((each) => each.startsWith('SEP'));
    expect(written.length).toBeGreaterThan(0);
    expect(written.length).toBeLessThan(PHONES);
    runProgram(process.execPath, [OFFHOOK, 'generate', '-q', '-o', 'out'], folder);
    const files = readdirSync(output);
    expect(files.filter((each) => /^SEP\w+\.cnf\.xml$/.test(each)).length).toBe(PHONES);
    expect(files.filter((each) => !each.startsWith('SEP'))).toEqual(['.offhook-manifest.json']);
  });
});
