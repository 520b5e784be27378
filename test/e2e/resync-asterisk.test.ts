// Phones that only their PBX reaches, for they speak TCP, are told to read their files again by a real Asterisk, PJSIP and
// chan_sip, and seen as they do; one that refuses, or says nothing, is not believed to have done so because the PBX says "sent".

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RolloutAnswer } from '../../src/page/wire/rollouts.js';
import { offhook } from '../cli/cli-under-test.js';
import {
  type Asterisk,
  CHAN_SIP_MODULES,
  findAsterisk,
  MODULES,
  startAsterisk,
  takeIn,
} from './asterisk.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const PBX = '10.20.1.1';
const INVENTORY = `
offhook: 1
site: { timeZone: Europe/Berlin, servers: [${PBX}] }
pbx: { main: { host: ${PBX}, transport: tcp, ami: { secret: planted-ami, host: 127.0.0.1 } } }
defaults: { pbx: main, adminPassword: word }
lines:
  "7001": { name: Anna, password: planted-7001 }
  "7002": { name: Workshop, password: planted-7002 }
  "7003": { name: Hall, password: planted-7003 }
  "7004": { name: Stairs, password: planted-7004 }
phones:
  - { mac: "00:1b:d4:00:00:01", model: cisco-7942g, keys: { 1: { line: "7001" } } }
  - { mac: "00:a8:59:00:00:02", model: fanvil-x4, keys: { 1: { line: "7002" } } }
  - { mac: "00:1b:d4:00:00:03", model: cisco-7942g, keys: { 1: { line: "7003" } } }
  - { mac: "00:1b:d4:00:00:04", model: cisco-7942g, keys: { 1: { line: "7004" } } }
`;
/** What each answers a NOTIFY with, 0 being nothing, and whether it starts anew when it is told to read its files. */
const PHONES = {
  anna: { mac: '00:1b:d4:00:00:01', number: '7001', status: 200, starts: false },
  workshop: { mac: '00:a8:59:00:00:02', number: '7002', status: 200, starts: true },
  hall: { mac: '00:1b:d4:00:00:03', number: '7003', status: 400, starts: false },
  stairs: { mac: '00:1b:d4:00:00:04', number: '7004', status: 0, starts: false },
} as const;
type Name = keyof typeof PHONES;
const NAMES = ['anna', 'workshop', 'hall', 'stairs'] as const satisfies readonly Name[];

const addressOf = (name: Name) => `10.20.1.10${PHONES[name].number.at(-1)}`;
function fileOf(name: Name): string {
  const digits = PHONES[name].mac.replaceAll(':', '');
  return name === 'workshop' ? `${digits}.cfg` : `SEP${digits.toUpperCase()}.cnf.xml`;
}

const ZEROS = '{00000000-0000-0000-0000-000000000000}';
/** What makes a Cisco of the second generation start anew, where its PBX tells the Call-ID by which it registered. */
const resetBy = (callId: string) =>
  [
    ...['action=reset', `RegisterCallId={${callId}}`, `ConfigVersionStamp=${ZEROS}`],
    ...[`DialplanVersionStamp=${ZEROS}`, `SoftkeyVersionStamp=${ZEROS}`, ''],
  ].join('\r\n');

interface Heard {
  readonly by: string;
  readonly uri: string;
  readonly from: string;
  readonly callId: string;
  readonly headers: readonly string[];
  readonly body: string;
}

const DRIVERS = [
  {
    ...{ variable: 'OFFHOOK_ASTERISK', chan: 'pjsip', conf: 'pjsip.conf', tellsCallId: true },
    own: `[tcp]\ntype = transport\nprotocol = tcp\nbind = ${PBX}\n`,
    modules: [...MODULES, 'res_manager_devicestate', 'res_pjsip_exten_state', 'res_pjsip_notify'],
  },
  {
    ...{ variable: 'OFFHOOK_ASTERISK_CHAN_SIP', chan: 'sip', conf: 'sip.conf', tellsCallId: false },
    own: `[general]\ntcpenable = yes\ntcpbindaddr = ${PBX}\nudpbindaddr = ${PBX}\nallowguest = no\ncontext = none\n`,
    modules: [...CHAN_SIP_MODULES, 'res_manager_devicestate'],
  },
] as const;

for (const { variable } of DRIVERS) {
  if (!findAsterisk(variable)) console.log(`no phone is told by its PBX: ${variable} names none`);
}
const unprivileged = reasonToSkip(['ip'], true);

describe.skipIf(unprivileged !== undefined).each(DRIVERS)('an Asterisk of $variable', (driver) => {
  const installation = findAsterisk(driver.variable);
  const namespace = `offhook-${process.pid}-resync-${driver.chan}`;
  const phones = new Map<Name, Running>();
  let folder = '';
  let asterisk: Asterisk | undefined;
  let server: Running | undefined;
  const run = (...args: readonly string[]) => offhook(folder, [...args, '--state-dir', 'state']);
  const inside = (...words: readonly string[]) =>
    start('ip', ['netns', 'exec', namespace, 'env', 'TIME_STEP_MS=300000', ...words], folder);

  async function boot(name: Name): Promise<void> {
    const { mac, number, status, starts } = PHONES[name];
    const [file, address] = [fileOf(name), addressOf(name)];
    const password = `planted-${number}`;
    const how = { mac, file, address, pbx: PBX, number, password, status, starts };
    const script = join(import.meta.dirname, 'notified-phone.mjs');
    const phone = inside(process.execPath, script, JSON.stringify(how));
    phones.set(name, phone);
    await phone.waitFor(/registered for 300: 200/);
    const waited = await run('wait', 'registered', mac, '--timeout', '60s');
    expect(waited.code, server?.output()).toBe(0);
  }

  const said = (name: Name) => phones.get(name)?.output() ?? '';
  async function heardBy(name: Name): Promise<Heard> {
    const [, text = ''] = (await phones.get(name)?.waitFor(/^heard (.*)$/m)) ?? [];
    return JSON.parse(text);
  }
  async function rollout(id: number): Promise<RolloutAnswer> {
    return JSON.parse((await run('rollout', String(id), '--format', 'json')).out);
  }

  beforeAll(async () => {
    if (!installation) return;
    folder = mkdtempSync(join(tmpdir(), 'offhook-resync-'));
    const etc = join(folder, 'etc');
    mkdirSync(etc);
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORY);
    const words = ['export', 'asterisk', '--chan', driver.chan, '-o', 'etc/offhook'];
    const exported = await offhook(folder, words);
    expect(exported.code, exported.err).toBe(0);
    const own: Readonly<Record<string, string>> = {
      [driver.conf]: driver.own,
      'manager.conf': '[general]\nenabled = yes\nbindaddr = 127.0.0.1\n',
    };
    takeIn(etc, exported.err, own);
    runProgram('ip', ['netns', 'add', namespace]);
    runProgram('ip', ['-n', namespace, 'link', 'set', 'lo', 'up']);
    for (const address of [PBX, ...NAMES.map(addressOf)]) {
      runProgram('ip', ['-n', namespace, 'address', 'add', `${address}/24`, 'dev', 'lo']);
    }
    asterisk = await startAsterisk(installation, etc, namespace, driver.modules);
    const preload = ['--import', join(import.meta.dirname, 'pass-time.mjs')];
    const options = ['--state-dir', 'state', '--no-watch', '--dhcp', 'off', '--address', PBX];
    const serve = [OFFHOOK, 'serve', ...options, '--page', 'off', '--log-format', 'json'];
    server = inside(process.execPath, ...preload, ...serve);
    await server.waitFor(/"event":"pbx".*"state":"up"/);
    await Promise.all(NAMES.map(boot));
  });

  afterAll(async () => {
    await Promise.all([...phones.values()].map((each) => each.end()));
    await server?.end();
    await asterisk?.end();
    if (!folder) return;
    runProgram('ip', ['netns', 'delete', namespace]);
    rmSync(folder, { recursive: true, force: true });
  });

  const itDoes = it.skipIf(!installation);

  itDoes(
    'has phones told that only it reaches, and they are seen until they are back',
    async () => {
      const macs = [PHONES.anna.mac, PHONES.workshop.mac];
      const { code, out, err } = await run('resync', ...macs);
      expect(code, out + err + said('anna') + said('workshop') + server?.output()).toBe(0);
      const { state, list } = await rollout(1);
      expect(state).toBe('done');
      expect(list.map(({ mac, phase, how }) => [mac, phase, how])).toEqual([
        [PHONES.anna.mac, 'back', 'NOTIFY check-sync by main'],
        [PHONES.workshop.mac, 'back', 'NOTIFY check-sync by main'],
      ]);
      for (const { asked = '', answered, fetched = '', back = '' } of list) {
        // What a phone says its PBX keeps to itself.
        expect(answered).toBeUndefined();
        expect([asked, fetched, back]).toEqual([asked, fetched, back].toSorted());
        expect(asked).not.toBe('');
      }
    },
  );

  itDoes('sends what the family of each understands', async () => {
    const anna = await heardBy('anna');
    // Of what a later Cisco knows, that which Asterisk writes as it is wanted.
    expect(anna).toMatchObject({ by: 'tcp', body: '' });
    expect(anna.uri).toContain(`sip:7001@${addressOf('anna')}:5060`);
    expect(anna.headers).toContain('Event: check-sync');
    // Of Asterisk's own making, as the docs say.
    const states = anna.headers.filter((each) => /^Subscription-State/i.test(each));
    expect(states).toEqual(['Subscription-State: terminated']);
    expect(anna.from).toMatch(/<sip:\w+@/);
    const workshop = await heardBy('workshop');
    expect(workshop).toMatchObject({ by: 'tcp', body: '' });
    expect(workshop.headers).toContain('Event: check-sync');
    for (const name of ['anna', 'workshop'] as const) {
      expect(said(name).match(/^heard/gm)).toHaveLength(1);
      expect(said(name).match(/^fetched file$/gm)).toHaveLength(2);
    }
  });

  itDoes('has one start anew where it tells by which Call-ID that registered', async () => {
    const { code, out, err } = await run('restart', PHONES.anna.mac);
    expect(code, out + err).toBe(driver.tellsCallId ? 0 : 1);
    expect((await rollout(2)).list).toMatchObject([
      driver.tellsCallId ? { phase: 'back' } : { phase: 'skipped', reason: 'no-path' },
    ]);
    if (!driver.tellsCallId) return;
    const last: Heard = JSON.parse(
      said('anna')
        .match(/(?<=^heard ).*$/gm)
        ?.at(-1) ?? '{}',
    );
    expect(last.body).toBe(resetBy(last.callId));
    expect(last.headers).toEqual(
      expect.arrayContaining(['Event: service-control', 'Content-Type: text/plain']),
    );
  });

  const unmoved: readonly { name: Name; id: number; what: string }[] = [
    { name: 'hall', id: 3, what: 'refuses' },
    { name: 'stairs', id: 4, what: 'says nothing' },
  ];
  it.skipIf(!installation).each(unmoved)(
    'says "sent" of one that $what, which is not believed',
    async ({ name, id }) => {
      const command = run('resync', PHONES[name].mac);
      await heardBy(name);
      const [before] = (await rollout(id)).list;
      expect(before).toMatchObject({ phase: 'asked', sentence: expect.stringContaining('asked') });
      server?.child.kill('SIGUSR2');
      const { code, out, err } = await command;
      expect(code, out + err).toBe(1);
      expect(out + err).toContain('did not fetch its file');
      const { list } = await rollout(id);
      expect(list).toMatchObject([{ phase: 'failed', reason: 'not-fetched' }]);
      expect(said(name).match(/^fetched/gm)).toHaveLength(1);
    },
  );

  itDoes('keeps to itself what is secret', () => {
    expect(server?.output()).not.toContain('planted-');
  });
});
