// Two real Asterisks of which each shows what the lines of the other are doing, while those of one change a thousand times a second:
// what is shown in the end is what is so, nothing goes round, and where the one is killed nothing is known of its lines.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offhook } from '../cli/cli-under-test.js';
import { SOAKING } from '../soak.js';
import { type Asterisk, findAsterisk, MODULES, startAsterisk, takeIn } from './asterisk.js';
import { OFFHOOK, type Running, reasonToSkip, runProgram, start } from './programs.js';

const installation = findAsterisk();
const skipped = !SOAKING
  ? 'a thousand changes a second are tried where all is'
  : installation
    ? reasonToSkip(['ip'], true)
    : 'OFFHOOK_ASTERISK names none';
if (SOAKING && skipped) console.log(`states are not carried from Asterisk to Asterisk: ${skipped}`);

const NAMESPACE = `offhook-${process.pid}-states`;
const HOSTS = { main: '10.20.1.1', branch: '10.20.1.2' };
/** Who tells the branch what its lines are doing. */
const TELLS = '10.20.1.3';
const [LINES, SECONDS, RATE] = [40, 5, 1_000];
const ENTITY = { main: '02:00:00:00:00:01', branch: '02:00:00:00:00:02' };
/** In the order of the lines, over and over: as storm-of-states.mjs leaves them. */
const LEFT = ['RINGING', 'INUSE', 'ONHOLD', 'NOT_INUSE'];

const numbers = (first: number) => Array.from({ length: LINES }, (_, at) => String(first + at));
const OF = { branch: numbers(7_001), main: numbers(8_001) };
type Name = keyof typeof OF;
const NAMES: readonly Name[] = ['main', 'branch'];

const pbxes = NAMES.map(
  (
    name,
  ) => `  ${name}: { host: ${HOSTS[name]}, ami: { secret: planted-${name}, host: ${HOSTS[name]}, permit: [${HOSTS.main}], unencrypted: true } }
`,
);
const phones = NAMES.flatMap((name, at) =>
  OF[name].map(
    (line, place) =>
      `  - { mac: "00:1b:d4:00:0${at}:${place.toString(16).padStart(2, '0')}", model: cisco-7942g, pbx: ${name}, keys: { 1: { line: "${line}" } } }\n`,
  ),
);
const lines = NAMES.flatMap((name) =>
  OF[name].map((line) => `  "${line}": { password: planted-${line}, pbx: ${name} }\n`),
);
const INVENTORY = `offhook: 1
site: { timeZone: Europe/Berlin, servers: [${HOSTS.main}] }
pbx:
${pbxes.join('')}pbxLinks: [{ from: branch, to: main }, { from: main, to: branch }]
defaults: { adminPassword: word }
lines:
${lines.join('')}phones:
${phones.join('')}`;

const conf = (name: Name) => ({
  'pjsip.conf': `[udp]
type = transport
protocol = udp
bind = ${HOSTS[name]}

[storm]
type = endpoint
context = none

[storm]
type = identify
endpoint = storm
match = ${TELLS}

[storm]
type = inbound-publication
event_asterisk-devicestate = storm

[storm]
type = asterisk-publication
device_state = yes
`,
  'manager.conf': `[general]\nenabled = yes\nbindaddr = ${HOSTS[name]}\n`,
});
const LOADED = [
  ...[...MODULES, 'res_manager_devicestate', 'func_devstate', 'res_pjsip_exten_state'],
  ...['res_pjsip_endpoint_identifier_ip', 'res_pjsip_outbound_publish'],
  'res_pjsip_publish_asterisk',
];

describe.skipIf(skipped !== undefined)('two Asterisks that show each other’s lines', () => {
  let folder = '';
  let server: Running | undefined;
  const pbx: Partial<Record<Name, Asterisk>> = {};
  const inside = (...words: readonly string[]) =>
    start('ip', ['netns', 'exec', NAMESPACE, process.execPath, ...words], folder);

  /** By device what one shows of the other. */
  const shown = (name: Name): Readonly<Record<string, string>> =>
    Object.fromEntries(
      [
        ...(pbx[name]?.ask('devstate list') ?? '').matchAll(
          /Name: 'Custom:(\S+)'\s+State: '(\S+)'/g,
        ),
      ].map(([, device = '', state = '']) => [device, state]),
    );
  const ofAll = (from: Name, stateAt: (at: number) => string) =>
    Object.fromEntries(OF[from].map((line, at) => [`${line}*${from}`, stateAt(at)]));
  /** Looked at again and again: states travel by themselves. */
  const comesTo = async (name: Name, wanted: Readonly<Record<string, string>>) =>
    expect.poll(() => shown(name), { interval: 200 }).toEqual(wanted);

  beforeAll(async () => {
    if (!installation) return;
    folder = mkdtempSync(join(tmpdir(), 'offhook-states-'));
    writeFileSync(join(folder, 'offhook.yaml'), INVENTORY);
    runProgram('ip', ['netns', 'add', NAMESPACE]);
    runProgram('ip', ['-n', NAMESPACE, 'link', 'set', 'lo', 'up']);
    for (const address of [...Object.values(HOSTS), TELLS]) {
      runProgram('ip', ['-n', NAMESPACE, 'address', 'add', `${address}/24`, 'dev', 'lo']);
    }
    for (const name of NAMES) {
      const etc = join(folder, name);
      mkdirSync(etc);
      const words = ['--pbx', name, '--alone', '-o', join(etc, 'offhook')];
      const exported = await offhook(folder, ['export', 'asterisk', ...words]);
      expect(exported.code, exported.err).toBe(0);
      takeIn(etc, exported.err, conf(name));
      pbx[name] = await startAsterisk(installation, etc, NAMESPACE, LOADED, ENTITY[name]);
    }
    const options = ['--state-dir', 'state', '--no-watch', '--dhcp', 'off', '--page', 'off'];
    const words = [...options, '--address', HOSTS.main, '--log-format', 'json'];
    server = inside(OFFHOOK, 'serve', ...words);
    for (const name of NAMES) {
      await server.waitFor(new RegExp(`"event":"pbx","pbx":"${name}","state":"up"`));
    }
  });

  afterAll(async () => {
    await server?.end();
    await Promise.all(Object.values(pbx).map((each) => each.end()));
    runProgram('ip', ['netns', 'delete', NAMESPACE]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('show them as they are in the end, however fast they change, and none that came from themselves', async () => {
    await comesTo(
      'main',
      ofAll('branch', () => 'UNAVAILABLE'),
    );
    const script = join(import.meta.dirname, 'storm-of-states.mjs');
    const storm = inside(script, HOSTS.branch, TELLS, ...[LINES, SECONDS, RATE].map(String));
    const [, told] = await storm.waitFor(/told (\d+) changes/);
    expect(Number(told)).toBe(SECONDS * RATE);
    await storm.waitFor(/told the last/);
    await storm.ended;
    await comesTo(
      'main',
      ofAll('branch', (at) => LEFT[at % LEFT.length] ?? ''),
    );
    // What the branch shows is what the main one has, whose lines nobody has registered.
    expect(shown('branch')).toEqual(ofAll('main', () => 'UNAVAILABLE'));
  });

  it('do not know what those of one are doing that is killed', async () => {
    await pbx.branch?.end('SIGKILL');
    await comesTo(
      'main',
      ofAll('branch', () => 'UNAVAILABLE'),
    );
    expect(server?.output()).not.toContain('planted-');
  });
});
