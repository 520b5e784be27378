// A server that asks a real Asterisk who is registered, PJSIP and chan_sip: phones that register as their files say, and phones of
// which one thing is wrong.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offhook } from '../cli/cli-under-test.js';
import {
  type Asterisk,
  CHAN_SIP_MODULES,
  findAsterisk,
  MODULES,
  startAsterisk,
  takeIn,
} from './asterisk.js';
import { createLan, type Lan } from './lan.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const INVENTORY = `
offhook: 1
site: { timeZone: Europe/Berlin, servers: [10.20.1.1] }
pbx: { main: { host: 10.20.1.1, ami: { secret: planted-ami-word, host: 127.0.0.1 } } }
defaults: { pbx: main, adminPassword: word }
lines:
  "7001": { name: Anna, password: planted-7001 }
  "7002": { name: Workshop, password: planted-7002 }
  "7003": { name: Hall, password: planted-7003 }
  "7004": { name: Stairs, password: planted-7004 }
  "7005": { name: Attic, password: planted-7005 }
  "7006": { name: Porch, password: planted-7006 }
phones:
  - { mac: "00:1b:d4:00:00:01", model: cisco-7942g, keys: { 1: { line: "7001" } } }
  - { mac: "00:a8:59:00:00:02", model: fanvil-x4, keys: { 1: { line: "7002" } } }
  - { mac: "00:a8:59:00:00:03", model: fanvil-x4, keys: { 1: { line: "7003" } } }
  - { mac: "00:1b:d4:00:00:04", model: cisco-7942g, keys: { 1: { line: "7004" } } }
  - { mac: "00:1b:d4:00:00:05", model: cisco-7942g, keys: { 1: { line: "7005" } } }
  - { mac: "00:a8:59:00:00:06", model: fanvil-x4, keys: { 1: { line: "7006" } } }
`;
/** Their MACs and files, and where they are. */
const PHONES = {
  anna: ['00:1b:d4:00:00:01', 'SEP001BD4000001.cnf.xml', '10.20.1.101'],
  workshop: ['00:a8:59:00:00:02', '00a859000002.cfg', '10.20.1.102'],
  hall: ['00:a8:59:00:00:03', '00a859000003.cfg', '10.20.1.103'],
  stairs: ['00:1b:d4:00:00:04', 'SEP001BD4000004.cnf.xml', '10.20.1.104'],
  attic: ['00:1b:d4:00:00:05', 'SEP001BD4000005.cnf.xml', '10.20.1.105'],
  porch: ['00:a8:59:00:00:06', '00a859000006.cfg', '10.20.1.106'],
} as const;
/** As a 79xx makes it: its MAC first. */
const CALL_ID = '001bd400-00010002-11111111-22222222@10.20.1.101';

/** A machine may have much to do. */
const POLLED = { timeout: 30_000, interval: 100 };

interface Driver {
  readonly variable: string;
  readonly chan: string;
  readonly conf: string;
  readonly own: string;
  readonly modules: readonly string[];
  /** What makes answers go to the port from which a request came. */
  readonly rport: string;
  /** What makes it call a phone at the address that the phone has told. */
  readonly inside: string;
}

const DRIVERS: readonly Driver[] = [
  {
    variable: 'OFFHOOK_ASTERISK',
    chan: 'pjsip',
    conf: 'pjsip.conf',
    own: '[udp]\ntype = transport\nprotocol = udp\nbind = 10.20.1.1\n',
    modules: [...MODULES, 'res_manager_devicestate', 'res_pjsip_exten_state'],
    rport: 'force_rport = yes',
    inside: 'rewrite_contact = no',
  },
  {
    variable: 'OFFHOOK_ASTERISK_CHAN_SIP',
    chan: 'sip',
    conf: 'sip.conf',
    own: '[general]\nudpbindaddr = 10.20.1.1\nallowguest = no\ncontext = none\n',
    modules: [...CHAN_SIP_MODULES, 'res_manager_devicestate'],
    rport: 'nat = force_rport',
    inside: 'nat = no',
  },
];

for (const { variable } of DRIVERS) {
  if (!findAsterisk(variable)) console.log(`registrations not asked for: ${variable} names none`);
}
const unprivileged = reasonToSkip(['ip'], true);

describe.skipIf(unprivileged !== undefined).each(DRIVERS)('an Asterisk of $variable', (driver) => {
  const installation = findAsterisk(driver.variable);
  let folder = '';
  let lan: Lan;
  let asterisk: Asterisk | undefined;
  let server: Running;
  const running: Running[] = [];
  const run = (...args: readonly string[]) => offhook(folder, [...args, '--state-dir', 'state']);
  const macOf = (name: keyof typeof PHONES) => PHONES[name][0];
  const phone = async (name: keyof typeof PHONES) => {
    const { out, err } = await run('status', macOf(name), '--format', 'json');
    expect(err).toBe('');
    return JSON.parse(out);
  };

  const startPbx = async () => {
    if (!installation) return;
    const etc = join(folder, 'etc');
    asterisk = await startAsterisk(installation, etc, lan.server, driver.modules);
  };
  const boot = (name: keyof typeof PHONES, env: readonly string[] = [], ...call: string[]) => {
    const [, file, address] = PHONES[name];
    const script = join(import.meta.dirname, 'desk-phone.mjs');
    const words = [process.execPath, script, join(folder, 'files', file), address, ...call];
    const each = start('ip', ['netns', 'exec', lan.client, 'env', ...env, ...words], folder);
    running.push(each);
    return each;
  };

  beforeAll(async () => {
    if (!installation) return;
    folder = mkdtempSync(join(tmpdir(), 'offhook-registrations-'));
    const etc = join(folder, 'etc');
    mkdirSync(etc);
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORY);
    const made = await offhook(folder, ['generate', '-o', 'files', '--quiet']);
    expect(made.code, made.err).toBe(0);
    const words = ['export', 'asterisk', '--chan', driver.chan, '-o', 'etc/offhook'];
    const exported = await offhook(folder, words);
    expect(exported.code, exported.err).toBe(0);
    const own: Readonly<Record<string, string>> = {
      [driver.conf]: driver.own,
      'manager.conf': '[general]\nenabled = yes\nbindaddr = 127.0.0.1\n',
    };
    takeIn(etc, exported.err, own);
    const conf = join(etc, 'offhook', driver.conf);
    const text = readFileSync(conf, 'utf8')
      .replaceAll('[7004]', '[7009]')
      .replace(/^\[7005\]\(offhook-cisco\)$/m, (head) => `${head}\n${driver.rport}`)
      .replace(/^\[7006\]\(offhook-fanvil\)$/m, (head) => `${head}\n${driver.inside}`)
      .replace('planted-7002', 'another');
    writeFileSync(conf, text);
    lan = createLan();
    lan.bePhone('00:1b:d4:00:00:01');
    for (const [, , address] of Object.values(PHONES)) {
      runProgram('ip', ['-n', lan.client, 'address', 'add', `${address}/24`, 'dev', 'phone0']);
    }
    runProgram('ip', ['-n', lan.server, 'link', 'set', 'lo', 'up']);
    await startPbx();
    const serve = ['serve', '--state-dir', 'state', '--no-watch', '--log-format', 'json'];
    const inside = ['netns', 'exec', lan.server, process.execPath, OFFHOOK];
    server = start('ip', [...inside, ...serve], folder);
    await server.waitFor(/"event":"pbx".*"state":"up"/);
  });

  afterAll(async () => {
    await Promise.all(running.map((each) => each.end()));
    await server?.end();
    await asterisk?.end();
    lan?.remove();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const itDoes = it.skipIf(!installation);

  itDoes('tells who has registered, from where', async () => {
    boot('anna', [`CALL_ID=${CALL_ID}`]);
    const waited = await run('wait', 'registered', macOf('anna'), '--timeout', '60s');
    expect(waited.code, server.output()).toBe(0);
    expect(await phone('anna')).toMatchObject({
      word: 'registered',
      registrations: [{ line: '7001', pbx: 'main', state: 'registered', address: '10.20.1.101' }],
    });
  });

  itDoes(
    'tells of a phone that leaves no more than that, and that one registers again',
    async () => {
      const [anna] = running;
      const steps = async (): Promise<unknown[]> =>
        (await phone('anna')).boot.steps.map(
          ({ outcome, count }: { outcome: string; count: number }) => [outcome, count],
        );
      const registered = (count: number) => ['registered from 10.20.1.101', count];
      const left = ['no longer registered', 1];
      anna?.child.kill('SIGHUP');
      await expect.poll(steps, POLLED).toEqual([registered(1), left]);
      for (const count of [2, 3]) {
        anna?.child.kill('SIGUSR2');
        await expect.poll(steps, POLLED).toEqual([registered(count), left]);
      }
    },
  );

  itDoes('tells who is refused, and why', async () => {
    boot('workshop');
    await server.waitFor(/"mac":"00:a8:59:00:00:02".*"diagnosis":"S3"/);
    boot('stairs');
    await server.waitFor(/"mac":"00:1b:d4:00:00:04".*"diagnosis":"S4"/);
    boot('attic');
    await server.waitFor(/"mac":"00:1b:d4:00:00:05".*"diagnosis":"S6a"/);
    expect((await phone('attic')).sentence).toContain('asked for its password');
  });

  itDoes('tells of a phone that is behind a NAT where its PBX calls it', async () => {
    boot('porch', ['INSIDE=192.168.7.50']);
    if (driver.chan === 'sip') {
      // It calls it at the address that it sees, though it is told that there is no NAT.
      expect((await run('wait', 'registered', macOf('porch'), '--timeout', '60s')).code).toBe(0);
      const [line] = (await phone('porch')).registrations;
      expect([line.address, line.source]).toEqual(['10.20.1.106', undefined]);
      return;
    }
    await server.waitFor(/"mac":"00:a8:59:00:00:06".*"diagnosis":"S12"/);
    expect(await phone('porch')).toMatchObject({
      sentence: expect.stringContaining('192.168.7.50, by a packet from 10.20.1.106'),
      registrations: [{ line: '7006', address: '192.168.7.50', source: '10.20.1.106' }],
    });
  });

  itDoes('tells whose line rings', async () => {
    await boot('hall', ['RINGS=1']).waitFor(/7003 is registered/);
    await run('wait', 'registered', macOf('hall'), '--timeout', '60s');
    await Promise.all(running.splice(0, 1).map((each) => each.end()));
    const caller = boot('anna', ['TRIES=200'], '7003');
    let use: string | undefined;
    for (let times = 0; times < 200 && use !== 'ringing'; times++) ({ use } = await phone('hall'));
    expect(use, caller.output()).toBe('ringing');
  });

  itDoes('begins with a fresh look when the PBX was away', async () => {
    await asterisk?.end();
    await server.waitFor(/"event":"pbx".*"state":"lost"/);
    expect((await phone('hall')).word).not.toBe('registered');
    const before = server.output().length;
    await startPbx();
    await server.waitFor(
      new RegExp(`^[\\s\\S]{${before}}[\\s\\S]*"event":"pbx"[^\\n]*"state":"up"`),
    );
    const waited = await run('wait', 'registered', macOf('hall'), '--timeout', '60s');
    expect(waited.code, server.output()).toBe(0);
  });

  itDoes('keeps to itself what is secret', () => {
    expect(server.output()).not.toContain('planted-');
  });
});
