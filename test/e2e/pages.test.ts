// The pages of the docs, done as written on a wire of our own: files written, commands typed, phones plugged in. What
// they show is what is printed.

import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offhook } from '../cli/cli-under-test.js';
import { loadsFile } from '../phones/cisco/loads-file.js';
import { SOAKING } from '../soak.js';
import { type Asterisk, findAsterisk, startAsterisk } from './asterisk.js';
import { CLIENT_INTERFACE, createLan, type Lan, SERVED_INTERFACE } from './lan.js';
import { missingIn, PAGES, patternOf, type Step, steadyText, stepsOf } from './page.js';
import { OFFHOOK, ROOT, type Running, reasonToSkip, runProgram, start } from './programs.js';

const CISCO_CLASS = 'Cisco Systems, Inc. IP Phone CP-7931G';

// npm puts commands of packages before those of the system: one is called dhcpd.
process.env.PATH = process.env.PATH?.split(':')
  .filter((folder) => !folder.includes('node_modules'))
  .join(':');

const PROGRAMS = ['ip', 'udhcpc', 'tftp'];
/** They take half a minute. At a desk the README is done as written, and a phone is plugged in elsewhere. */
const pages = PAGES.map(({ page, programs }) => ({
  page,
  skipped: SOAKING
    ? reasonToSkip([...PROGRAMS, ...programs], true)
    : 'the pages are done where all is to be shown',
}));
const installation = findAsterisk();
if (!installation) console.log('no Asterisk: OFFHOOK_ASTERISK names none, so nobody registers');

/** What only an installed system has: Asterisk is started by us where the page restarts it. */
const OF_OLD_SERVERS = /^sudo systemctl (start|stop) isc-dhcp-server tftpd-hpa$/;
const OF_ASTERISK = /^sudo (systemctl restart asterisk|asterisk -rvvv|asterisk -rx '.*')$/;

describe.each(pages)('the page $page', ({ page, skipped }) => {
  const steps = stepsOf(readFileSync(join(ROOT, `docs/${page}.md`), 'utf8'));
  let folder = '';
  let broken = false;
  let lan: Lan;
  let asterisk: Asterisk | undefined;
  let serve: Running | undefined;
  /** What each phone was given, and the program that it is while it is registered. */
  const addresses = new Map<string, string>();
  const phones = new Map<string, Running>();
  /** What served before offhook, while it runs. */
  const oldServers: Running[] = [];

  beforeAll(() => {
    if (skipped !== undefined) return;
    folder = mkdtempSync(join(tmpdir(), 'offhook-page-'));
    lan = createLan();
    const shims = {
      sudo: 'exec "$@"',
      offhook: `exec "${process.execPath}" "${OFFHOOK}" "$@"`,
    };
    // A daemon of another user gives out files below.
    chmodSync(folder, 0o755);
    mkdirSync(at('.bin'));
    for (const [name, line] of Object.entries(shims)) {
      writeFileSync(at(`.bin/${name}`), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
    }
  });

  afterAll(async () => {
    if (skipped !== undefined) return;
    for (const each of [...phones.values(), ...oldServers, serve]) await each?.end();
    await asterisk?.end();
    lan.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const at = (path: string) => join(folder, path);
  /** Places of the whole machine are in the page's own folder. */
  const here = (text: string) => text.replace(/(?<![\w./-])\/(etc|srv)\//g, `${folder}/$1/`);
  const there = (text: string) => text.replaceAll(`${folder}/`, '/').replaceAll(`${ROOT}/`, '');

  const typed = steps.map((step) => ({ title: titleOf(step), step }));
  it.skipIf(skipped !== undefined).for(typed)('$title', async ({ step }, { skip }) => {
    skip(broken, 'an earlier step failed');
    expect(broken).toBe(false);
    broken = true;
    await expectStep(step);
    broken = false;
  });

  async function expectStep(step: Step): Promise<void> {
    switch (step.kind) {
      case 'file':
        mkdirSync(dirname(at(step.path)), { recursive: true });
        return writeFileSync(at(step.path), here(step.text));
      case 'log':
        for (const line of step.expected) await expectOf(serve, line);
        return;
      case 'command':
        return expectCommand(step.command, step.expected);
      case 'does':
        return expectDone(step.what, step.words);
    }
  }

  async function expectCommand(command: string, expected: readonly string[]): Promise<void> {
    const [, change] = OF_OLD_SERVERS.exec(command) ?? [];
    if (change === 'start') return startOldServers();
    if (change === 'stop') return stopOldServers();
    if (OF_ASTERISK.test(command)) return expectAsterisk(command, expected);
    if (/^(sudo )?offhook serve\b/.test(command)) return expectServe(command, expected);
    const { code, output } = await runCommand(command);
    expect(code, output).toBe(Number(/# exit code (\d+)/.exec(command)?.[1] ?? 0));
    expect(missingIn(there(output), expected), output).toEqual([]);
  }

  async function runCommand(command: string): Promise<{ code: number | null; output: string }> {
    const [, words] =
      /^(?:sudo )?offhook ((?:init|validate|generate|explain) [\w ,./:-]+?) *(?:#.*)?$/.exec(
        command,
      ) ?? [];
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
      command
        .replace('offhook serve', 'exec offhook serve --log-format text --no-dhcp-search')
        .replace('sudo ', ''),
    );
    for (const line of expected) await expectOf(serve, line);
  }

  async function expectOf(running: Running | undefined, line: string): Promise<void> {
    if (line.trim() === '' || line === '…') return;
    await expect.poll(() => steadyText(there(running?.output() ?? ''))).toMatch(patternOf(line));
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

  const DEEDS: Readonly<Record<string, (mac: string, words: readonly string[]) => Promise<void>>> =
    {
      dnsmasq: startDnsmasq,
      'old-servers': startOldServers,
      ...{ boot, call, interrupt, intrude, register, site, starve, unpack },
    };

  async function expectDone(what: string, [mac = '', ...words]: readonly string[]): Promise<void> {
    const done = DEEDS[what];
    if (!done) throw new Error(`nobody knows how to do "${what}"`);
    return done(mac, words);
  }

  /** That of the page on editing, where commands look for one. */
  async function site(): Promise<void> {
    await offhook(folder, ['init', '.']);
    const editing = stepsOf(readFileSync(join(ROOT, 'docs/editing.md'), 'utf8'));
    const [text = ''] = editing.flatMap((step) => (step.kind === 'file' ? [step.text] : []));
    writeFileSync(at('offhook.yaml'), text);
    expect((await offhook(folder, ['validate'])).code).toBe(0);
  }

  async function startDnsmasq(): Promise<void> {
    const files = ['-C', at('etc/dnsmasq.conf'), `--dhcp-leasefile=${at('dnsmasq.leases')}`];
    const command = ['dnsmasq', '-k', '-p', '0', '--log-facility=-', '-u', 'nobody', ...files];
    oldServers.push(start('ip', ['netns', 'exec', lan.server, ...command], folder));
    expect(await oldServers[0]?.waitFor(/started/)).toBeDefined();
  }

  async function startOldServers(): Promise<void> {
    await stopOldServers();
    const [leases, tftpRoot] = [at('old.leases'), at('srv/tftp')];
    writeFileSync(leases, '');
    const dhcp = ['-cf', at('etc/dhcp/dhcpd.conf'), '-lf', leases, '--no-pid', SERVED_INTERFACE];
    const commands = [
      ['dhcpd', '-4', '-d', ...dhcp],
      ['in.tftpd', '-L', '-a', '10.20.1.1:69', '-s', tftpRoot],
    ];
    for (const command of commands) {
      oldServers.push(start('ip', ['netns', 'exec', lan.server, ...command], folder));
    }
    await oldServers[0]?.waitFor(/Server starting service/);
    expect(oldServers).toHaveLength(2);
  }

  async function stopOldServers(): Promise<void> {
    for (const each of oldServers.splice(0)) expect(await each.end('SIGKILL')).toBeNull();
  }

  async function interrupt(): Promise<void> {
    expect(await serve?.end('SIGINT')).toBe(0);
    serve = undefined;
  }

  /** Stand-ins for the firmware of a 7931G, which is Cisco's. */
  async function unpack(target: string, [load = '']: readonly string[]): Promise<void> {
    const parts = ['jar31sip', 'cnu31', 'apps31', 'dsp31', 'cvm31sip'].map(
      (name) => `${name}.8-5-3ES4.sbn`,
    );
    mkdirSync(at(target), { recursive: true });
    for (const name of parts) {
      writeFileSync(at(join(target, name)), loadsFile(name, name.repeat(200)));
    }
    for (const name of [`${load}.loads`, 'term31.default.loads']) {
      writeFileSync(at(join(target, name)), loadsFile(name, parts.join('\r\n')));
    }
    expect(parts).toHaveLength(5);
  }

  /** Gets its address by one foreign client, and its files by another. */
  async function boot(mac: string, files: readonly string[]): Promise<void> {
    const vendorClass = files[0]?.startsWith('CTL') ? ['-V', CISCO_CLASS] : [];
    lan.bePhone(mac);
    const address = lan.runUdhcpc('client', ...vendorClass)?.get('ip') ?? '';
    // Whoever serves, a phone keeps what it had.
    expect(address).toMatch(addresses.get(mac) ?? /^10\.20\.1\.\d+$/);
    addresses.set(mac, address);
    beAt(address);
    mkdirSync(at('flash'), { recursive: true });
    for (const name of files) {
      const get = ['10.20.1.1', '-c', 'get', name, at(`flash/${name}`)];
      const command = ['tftp', '-m', 'binary', ...get];
      runProgram('ip', ['netns', 'exec', lan.client, ...command], folder);
      const fetched = readFileSync(at(`flash/${name}`), 'utf8');
      // The client ends well also if it was refused.
      expect(fetched.length > 0, name).toBe(!name.startsWith('CTL'));
      if (oldServers.length > 0) expect(fetched).toBe(readFileSync(at(`srv/tftp/${name}`), 'utf8'));
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

  /** Takes an address by hand, and asks for a file. */
  async function intrude(mac: string, [address = '', name = '']: readonly string[]): Promise<void> {
    lan.bePhone(mac);
    beAt(address);
    const get = ['10.20.1.1', '-c', 'get', name, at('stolen')];
    const command = ['netns', 'exec', lan.client, 'tftp', '-m', 'binary', ...get];
    expect(runProgram('ip', command, folder)).toContain('access denied');
  }

  async function starve(mac: string): Promise<void> {
    lan.bePhone(mac);
    expect(lan.runUdhcpc('client', '-V', CISCO_CLASS, '-t', '1')).toBeUndefined();
  }

  function beAt(address: string): void {
    const on = ['dev', CLIENT_INTERFACE];
    runProgram('ip', ['-n', lan.client, 'address', 'replace', `${address}/24`, ...on]);
    // Another phone had this interface before: nobody shall look for its MAC.
    runProgram('ip', ['-n', lan.server, 'neighbour', 'flush', 'dev', SERVED_INTERFACE]);
  }

  /** All phones are there from now on. */
  function deskPhone(mac: string, file: string, ...number: readonly string[]): Running {
    for (const address of addresses.values()) beAt(address);
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
