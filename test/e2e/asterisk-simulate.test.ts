// Pretend phones of `simulate --register` at a real Asterisk: all on the loopback of one namespace, as the server tells of them.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offhook } from '../cli/cli-under-test.js';
import { type Asterisk, findAsterisk, MODULES, startAsterisk, takeIn } from './asterisk.js';
import { createLan, type Lan } from './lan.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const CISCO = '00:1b:d4:00:00:01';
const FANVIL = '00:a8:59:00:00:02';
const WRONG = '00:1b:d4:00:00:03';
const INVENTORY = `
offhook: 1
site: { timeZone: Europe/Berlin, servers: [10.20.1.1] }
pbx: { main: { host: 10.20.1.1, ami: { secret: planted-ami-word, host: 127.0.0.1 } } }
defaults: { pbx: main, adminPassword: word }
lines:
  "7001": { name: Anna, password: planted-7001 }
  "7002": { name: Workshop, password: planted-7002 }
  "7003": { name: Hall, password: planted-7003 }
phones:
  - { mac: "${CISCO}", model: cisco-7942g, keys: { 1: { line: "7001" } } }
  - { mac: "${FANVIL}", model: fanvil-x4, keys: { 1: { line: "7002" } } }
  - { mac: "${WRONG}", model: cisco-7942g, keys: { 1: { line: "7003" } } }
`;

const installation = findAsterisk();
const skipped = installation ? reasonToSkip(['ip'], true) : 'OFFHOOK_ASTERISK names none';
if (!installation) console.log(`pretend phones at Asterisk skipped: ${skipped}`);

describe.skipIf(skipped !== undefined)('pretend phones that register', () => {
  let folder = '';
  let lan: Lan;
  let asterisk: Asterisk | undefined;
  let server: Running;
  let phones: Running;
  const run = (...args: readonly string[]) => offhook(folder, [...args, '--state-dir', 'state']);
  const inside = (...words: readonly string[]) =>
    start('ip', ['netns', 'exec', lan.server, process.execPath, OFFHOOK, ...words], folder);

  beforeAll(async () => {
    if (!installation) return;
    folder = mkdtempSync(join(tmpdir(), 'offhook-simulate-'));
    const etc = join(folder, 'etc');
    mkdirSync(etc);
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORY);
    const exported = await offhook(folder, ['export', 'asterisk', '-o', 'etc/offhook']);
    expect(exported.code, exported.err).toBe(0);
    const own: Readonly<Record<string, string>> = {
      'pjsip.conf': '[udp]\ntype = transport\nprotocol = udp\nbind = 127.0.0.1\n',
      'manager.conf': '[general]\nenabled = yes\nbindaddr = 127.0.0.1\n',
    };
    takeIn(etc, exported.err, own);
    const conf = join(etc, 'offhook', 'pjsip.conf');
    writeFileSync(conf, readFileSync(conf, 'utf8').replace('planted-7003', 'another'));
    lan = createLan();
    runProgram('ip', ['-n', lan.server, 'link', 'set', 'lo', 'up']);
    const modules = [...MODULES, 'res_manager_devicestate', 'res_pjsip_exten_state'];
    asterisk = await startAsterisk(installation, etc, lan.server, modules);
    const serve = ['serve', '--state-dir', 'state', '--no-watch', '--log-format', 'json'];
    server = inside(...serve, '--address', '127.0.0.1', '--http-port', '0', '--page', 'off');
    await server.waitFor(/"event":"pbx".*"state":"up"/);
    const where = ['--pbx', '127.0.0.1', '--state-dir', 'state'];
    phones = inside('simulate', '--register', ...where);
  });

  afterAll(async () => {
    await phones?.end();
    await server?.end();
    await asterisk?.end();
    lan?.remove();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it('are waited for as true ones', async () => {
    const waited = await run('wait', 'registered', CISCO, FANVIL, '--timeout', '60s');
    expect(waited.code, phones.output() + server.output()).toBe(0);
  });

  it('are told which password is wrong', async () => {
    await server.waitFor(new RegExp(`"mac":"${WRONG}".*"diagnosis":"S3"`));
    const why = await phones.waitFor(/registered: 0 of 1 lines\n {2}line (\d+) .*does not take/);
    expect(why[1]).toBe('7003');
  });

  it('read their files again and are back when they are told to', async () => {
    const told = await run('resync', CISCO, FANVIL);
    expect(told.code, told.out + told.err + phones.output()).toBe(0);
    await phones.waitFor(new RegExp(`${FANVIL} {2}SIP: reads its files again`));
    await phones.waitFor(new RegExp(`${CISCO} {2}SIP: reads its files again`));
  });

  it('leave their PBX at the end', async () => {
    expect(await phones.end('SIGINT'), phones.output()).toBe(1);
    expect(asterisk?.ask('pjsip show contacts')).toContain('No objects found');
  });

  it('keep to themselves what is secret', () => {
    expect(server.output() + phones.output()).not.toContain('planted-');
  });
});
