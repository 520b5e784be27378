// The pages of the docs, done as written on a wire of our own: files written, commands typed, phones plugged in. What
// they show is what is printed.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offhook } from '../cli/cli-under-test.js';
import { type Asterisk, findAsterisk, startAsterisk } from './asterisk.js';
import { CLIENT_INTERFACE, createLan, type Lan } from './lan.js';
import { missingIn, patternOf, type Step, steadyText, stepsOf } from './page.js';
import { OFFHOOK, ROOT, type Running, reasonToSkip, runProgram, start } from './programs.js';

/** A name for the test, and the page. */
const CISCO_CLASS = 'Cisco Systems, Inc. IP Phone CP-7931G';
const PAGES = ['quick-start'];

const skipped = reasonToSkip(['ip', 'udhcpc', 'tftp', 'sed'], true);
const installation = findAsterisk();
if (!installation) console.log('no Asterisk: OFFHOOK_ASTERISK names none, so nobody registers');

/** What only an installed system has: Asterisk is started by us where the page restarts it. */
const OF_ASTERISK = /^sudo (systemctl restart asterisk|asterisk -rvvv|asterisk -rx '.*')$/;

describe.skipIf(skipped !== undefined).each(PAGES)('docs/%s.md', (page) => {
  const steps = stepsOf(readFileSync(join(ROOT, `docs/${page}.md`), 'utf8'));
  let folder = '';
  let lan: Lan;
  let asterisk: Asterisk | undefined;
  let serve: Running | undefined;
  /** What each phone was given, and the program that it is while it is registered. */
  const addresses = new Map<string, string>();
  const phones = new Map<string, Running>();

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-page-'));
    lan = createLan();
    const shims = {
      sudo: 'exec "$@"',
      offhook: `exec "${process.execPath}" "${OFFHOOK}" "$@"`,
    };
    mkdirSync(at('.bin'));
    for (const [name, line] of Object.entries(shims)) {
      writeFileSync(at(`.bin/${name}`), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
    }
  });

  afterAll(async () => {
    for (const each of [...phones.values(), serve]) await each?.end();
    await asterisk?.end();
    lan.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const at = (path: string) => join(folder, path);
  /** Places of the whole machine are in the page's own folder. */
  const here = (text: string) => text.replace(/(?<![\w./-])\/(etc|srv)\//g, `${folder}/$1/`);
  const there = (text: string) => text.replaceAll(`${folder}/`, '/').replaceAll(`${ROOT}/`, '');

  it.each(steps.map((step) => ({ title: titleOf(step), step })))('$title', async ({ step }) => {
    switch (step.kind) {
      case 'file':
        mkdirSync(dirname(at(step.path)), { recursive: true });
        writeFileSync(at(step.path), step.text);
        return expect(existsSync(at(step.path))).toBe(true);
      case 'log':
        for (const line of step.expected) await expectOf(serve, line);
        return;
      case 'command':
        return expectCommand(step.command, step.expected);
      case 'does':
        return expectDone(step.what, step.words);
    }
  });

  async function expectCommand(command: string, expected: readonly string[]): Promise<void> {
    if (OF_ASTERISK.test(command)) return expectAsterisk(command, expected);
    if (/^(sudo )?offhook serve\b/.test(command)) return expectServe(command, expected);
    const { code, output } = await runCommand(command);
    expect(code, output).toBe(Number(/# exit code (\d+)/.exec(command)?.[1] ?? 0));
    expect(missingIn(there(output), expected), output).toEqual([]);
  }

  async function runCommand(command: string): Promise<{ code: number | null; output: string }> {
    const [, words] =
      /^offhook ((?:init|validate|generate|explain) [\w ./:-]+?) *(?:#.*)?$/.exec(command) ?? [];
    if (words !== undefined) {
      const { code, out, err } = await offhook(folder, here(words).split(' '));
      return { code, output: out + err };
    }
    const running = type(command);
    const code = await new Promise<number | null>((done) => running.child.once('close', done));
    return { code, output: running.output() };
  }

  /** In a shell on the server. */
  function type(command: string): Running {
    const path = `PATH="${at('.bin')}:$PATH" OFFHOOK_STATE_DIR="${at('leases')}"`;
    const line = `export ${path}; ${here(command)}`;
    return start('ip', ['netns', 'exec', lan.server, 'sh', '-c', line], folder);
  }

  async function expectServe(command: string, expected: readonly string[]): Promise<void> {
    await serve?.end();
    // As on a terminal, and without the two seconds that were asked for by the command before.
    serve = type(
      command.replace('offhook serve', 'exec offhook serve --log-format text').replace('sudo ', ''),
    );
    for (const line of expected) await expectOf(serve, line);
  }

  async function expectOf(running: Running | undefined, line: string): Promise<void> {
    if (line.trim() === '' || line === '…') return;
    const seen = await running?.waitFor(/./);
    expect(seen).toBeDefined();
    await expect.poll(() => steadyText(running?.output() ?? '')).toMatch(patternOf(line));
  }

  async function expectAsterisk(command: string, expected: readonly string[]): Promise<void> {
    if (!installation) return expect(installation).toBeUndefined();
    const [, question] = / -rx '(.*)'/.exec(command) ?? [];
    if (command.endsWith(' -rvvv')) {
      const output = () => missingIn(asterisk?.output() ?? '', expected);
      return expect.poll(output).toEqual([]);
    }
    if (question === undefined) {
      asterisk = await startAsterisk(installation, at('etc/asterisk'), lan.server);
      return expect(asterisk.ask('core show version')).toContain('Asterisk');
    }
    expect(missingIn(asterisk?.ask(question) ?? '', expected)).toEqual([]);
  }

  async function expectDone(what: string, [mac = '', ...words]: readonly string[]): Promise<void> {
    const done = { boot, register, call }[what];
    if (!done) throw new Error(`nobody knows how to do "${what}"`);
    return done(mac, words);
  }

  /** Gets its address by one foreign client, and its files by another. */
  async function boot(mac: string, files: readonly string[]): Promise<void> {
    const vendorClass = files[0]?.startsWith('CTL') ? ['-V', CISCO_CLASS] : [];
    lan.bePhone(mac);
    addresses.set(mac, lan.runUdhcpc('client', ...vendorClass)?.get('ip') ?? '');
    expect(addresses.get(mac)).toMatch(/^10\.20\.1\.\d+$/);
    for (const address of addresses.values()) {
      const on = ['dev', CLIENT_INTERFACE];
      runProgram('ip', ['-n', lan.client, 'address', 'replace', `${address}/24`, ...on]);
    }
    mkdirSync(at('flash'), { recursive: true });
    for (const name of files) {
      const get = ['10.20.1.1', '-c', 'get', name, at(`flash/${name}`)];
      const command = ['tftp', '-m', 'binary', ...get];
      runProgram('ip', ['netns', 'exec', lan.client, ...command], folder);
    }
  }

  /** With what its file says; takes calls from then on. */
  async function register(mac: string, [file = '']: readonly string[]): Promise<void> {
    if (!asterisk) return expect(installation).toBeUndefined();
    const phone = deskPhone(mac, file);
    phones.set(mac, phone);
    expect((await phone.waitFor(/is (registered)/))[1]).toBe('registered');
  }

  async function call(mac: string, [file = '', number = '']: readonly string[]): Promise<void> {
    if (!asterisk) return expect(installation).toBeUndefined();
    await phones.get(mac)?.end();
    const phone = deskPhone(mac, file, number);
    await phone.waitFor(new RegExp(`${number} answers`));
    expect((await phone.waitFor(/has (hung up)/))[1]).toBe('hung up');
  }

  function deskPhone(mac: string, file: string, ...number: readonly string[]): Running {
    const script = join(import.meta.dirname, 'desk-phone.mjs');
    const words = [script, at(`flash/${file}`), addresses.get(mac) ?? '', ...number];
    return start('ip', ['netns', 'exec', lan.client, process.execPath, ...words], folder);
  }
});

function titleOf(step: Step): string {
  switch (step.kind) {
    case 'file':
      return `writes ${step.path}`;
    case 'command':
      return step.command;
    case 'does':
      return `${step.what} ${step.words.join(' ')}`;
    case 'log':
      return `is told: ${step.expected[0]?.slice(0, 60)}`;
  }
}
