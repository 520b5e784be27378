// Pretend phones on a wire, each a scenario: what the running server tells of each is the row that the scenario ends in.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadsFile } from '../phones/cisco/loads-file.js';
import { SOAKING } from '../soak.js';
import { CLIENT_INTERFACE, createLan, type Lan, SERVED_INTERFACE } from './lan.js';
import { OFFHOOK, type Running, reasonToSkip, start } from './programs.js';

const CISCO = 24;
const FANVIL = 8;
const inventory = (): string => {
  const numbers = Array.from({ length: CISCO + FANVIL + 1 }, (_, index) => index + 1);
  const phone = (number: number): string => {
    const hex = number.toString(16).padStart(2, '0');
    const [mac, model] =
      number <= CISCO
        ? [`5c:fc:66:00:00:${hex}`, 'cisco-7931g']
        : [`00:a8:59:00:00:${hex}`, number <= CISCO + FANVIL ? 'fanvil-x4' : 'fanvil-x5u'];
    return `  - { mac: "${mac}", model: ${model}, address: 10.20.1.${10 + number}, keys: { 1: { line: "${7000 + number}" } } }`;
  };
  return [
    'offhook: 1',
    'site: { timeZone: Europe/Moscow, locale: ru-RU, ntp: [10.20.1.1] }',
    `network: { interface: ${SERVED_INTERFACE}, subnet: 10.20.1.0/24, tftp: [10.20.1.1], addressCheck: false }`,
    'pbx: { main: { host: 10.20.1.1 } }',
    'defaults: { pbx: main }',
    'lines:',
    ...numbers.map((number) => `  "${7000 + number}": { password: { file: secret } }`),
    'phones:',
    ...numbers.map(phone),
    '',
  ].join('\n');
};

/** All that end within half a minute, each in another way. */
const SCENARIOS = [
  ...['boot', 'new-phone', 'takes-no-offer', 'other-server', 'wrong-vlan', 'declines'],
  ...['unknown-relay', 'other-model', 'alternate-tftp', 'answers-lost', 'signed-file'],
  ...['other-address', 'goes-silent', 'refuses-its-file', 'cannot-read-its-file'],
  ...['older-generation', 'other-spelling', 'no-dial-plan', 'load-missing', 'part-missing'],
  ...['refuses-the-release', 'erased', 'erased-other-model', 'part-breaks-off', 'upgrades'],
  ...['other-maker', 'fanvil-other-model', 'fanvil-no-own-file', 'fanvil-other-name'],
];

const skipped = SOAKING ? reasonToSkip(['ip'], true) : 'pretend phones take half a minute';

describe.skipIf(skipped !== undefined)('pretend phones', () => {
  let folder = '';
  let lan: Lan;
  let server: Running;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-simulate-'));
    writeFileSync(join(folder, 'offhook.yaml'), inventory());
    writeFileSync(join(folder, 'secret'), 'sesame\n');
    mkdirSync(join(folder, 'firmware'));
    const set = {
      'SIP31.8-5-3SR1S.loads': loadsFile(undefined, 'apps31.8-5-3ES4.sbn'),
      'term31.default.loads': loadsFile(undefined, 'apps31.8-5-3ES4.sbn'),
      'apps31.8-5-3ES4.sbn': new Uint8Array(60_000),
    };
    for (const [name, bytes] of Object.entries(set)) {
      writeFileSync(join(folder, 'firmware', name), bytes);
    }
    lan = createLan();
    const command = [process.execPath, OFFHOOK, 'serve', '--state-dir', 'state'];
    const alone = ['--no-dhcp-search', '--no-watch'];
    server = start('ip', ['netns', 'exec', lan.server, ...command, ...alone], folder);
    await server.waitFor(/DHCP {2}10\.20\.1\.1:67/);
  });

  afterAll(async () => {
    await server?.end();
    lan?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('end each in the row of its scenario, as the server tells it', async () => {
    const words = ['--scenario', SCENARIOS.join(','), '--interface', CLIENT_INTERFACE, '--expect'];
    const phones = start(
      'ip',
      [
        ...['netns', 'exec', lan.client, process.execPath, OFFHOOK, 'simulate'],
        ...[...words, '--state-dir', 'state', '--format', 'json'],
      ],
      folder,
    );
    const code = await new Promise<number | null>((done) => phones.child.once('close', done));
    const json = phones.output().slice(phones.output().indexOf('{\n'));
    const told: { scenario: string; row?: string; asExpected: boolean; told?: object }[] =
      JSON.parse(json).phones;
    expect(told.filter(({ asExpected }) => !asExpected)).toEqual([]);
    expect(told.map(({ scenario }) => scenario)).toEqual(SCENARIOS);
    expect(code).toBe(0);
  });
});
