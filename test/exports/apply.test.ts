// `export asterisk --apply` and `--check` before a manager interface: what it has beside what the inventory says.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AmiField } from '../../src/pbx/ami/message.js';
import { createFolder, offhook } from '../cli/cli-under-test.js';
import { type FakeAsterisk, listOf, refused, startFakeAsterisk } from '../pbx/ami/fake-asterisk.js';

const inventory = (ami: string) => `
offhook: 1
site: { timeZone: Europe/Berlin, servers: [10.20.1.1] }
pbx: { main: { host: 10.20.1.1, ami: { secret: planted-ami-word, ${ami} } } }
defaults: { pbx: main }
lines: { "7001": { password: planted-1 }, "7002": { password: planted-2 } }
phones:
  - { mac: "00:1b:d4:00:00:01", model: cisco-7942g, keys: { 1: { line: "7001" }, 2: { line: "7002" } } }
`;

let fake: FakeAsterisk;
beforeEach(async () => {
  fake = await startFakeAsterisk();
});
afterEach(() => fake.close());

type Entry = readonly AmiField[];
const endpoint = (name: string): Entry => [
  ['Event', 'EndpointList'],
  ['ObjectName', name],
  ['Auths', name],
];
const auth = (name: string, password: string): Entry => [
  ['Event', 'AuthList'],
  ['ObjectName', name],
  ['Password', password],
];

/** Its endpoints, with the contexts of those that are nobody's. */
function have(passwords: Readonly<Record<string, string>>, contexts: Record<string, string> = {}) {
  const names = [...Object.keys(passwords), ...Object.keys(contexts)];
  const auths = Object.entries(passwords).map((each) => auth(...each));
  fake.answers.set('PJSIPShowEndpoints', () => listOf(names.map(endpoint)));
  fake.answers.set('PJSIPShowAuths', () => listOf(auths));
  fake.answers.set('PJSIPShowEndpoint', ({ endpoint: name = '' }) =>
    listOf([[['Context', contexts[name] ?? '']]]),
  );
}

async function run(...words: readonly string[]) {
  const { host, port } = fake.server;
  const folder = createFolder({ 'offhook.yaml': inventory(`host: ${host}, port: ${port}`) });
  const ran = await offhook(folder, ['export', 'asterisk', '-o', 'out', ...words]);
  expect(ran.out + ran.err).not.toContain('planted');
  return ran;
}
const reloaded = () =>
  fake.asked.filter(({ action }) => action === 'Reload').map(({ module }) => module);

describe('--apply', () => {
  it('has the modules read again that read the files, and says what is there then', async () => {
    have({ '7001': 'planted-1', '7002': 'planted-2' }, { trunk: 'from-outside' });
    const ran = await run('--apply');
    expect(ran.err).toContain('the PBX "main" has 2 of 2 endpoints; passwords compared');
    expect(ran.code, ran.err).toBe(0);
    expect(reloaded().slice(0, 2)).toEqual(['res_pjsip.so', 'pbx_config.so']);
    expect(fake.asked[0]).toMatchObject({ action: 'Reload' });
  });

  it('says what is left to do: no reload of what it has had read', async () => {
    have({ '7001': 'planted-1', '7002': 'planted-2' });
    const [applied, written] = [await run('--apply'), await run()];
    expect(written.err).toMatch(/where it is not there yet, and reload:$/m);
    expect(written.err).not.toContain('--apply');
    expect(applied.err).toMatch(
      /where it is not there yet, and say --apply again if one was not:$/m,
    );
    expect(applied.err).toContain(
      '--apply leaves manager.conf alone: if it is new or other, type "manager reload"',
    );
    expect(applied.err).not.toContain('and reload');
  });

  it('names what is missing, has another password, or is none of the inventory', async () => {
    have({ '7001': 'other' }, { '7099': 'offhook', trunk: 'from-outside' });
    const ran = await run('--apply');
    expect(ran.code).toBe(1);
    const said = [...ran.err.matchAll(/^.*\[(asterisk\/.*)\]$/gm)].map(([line, code]) => [
      code,
      /endpoint (\d+)|for (\d+)/.exec(line)?.[0],
    ]);
    expect(said.toSorted()).toEqual([
      ['asterisk/endpoint-left', 'endpoint 7099'],
      ['asterisk/endpoint-missing', 'endpoint 7002'],
      ['asterisk/other-password', 'for 7001'],
    ]);
    expect(ran.err).toMatch(/^offhook\.yaml:8:\d+: error: the PBX "main" has no endpoint 7002/m);
    expect(ran.err).toContain('has 1 of 2 endpoints');
  });

  it('asks chan_sip in its own words, which tells no passwords', async () => {
    fake.answers.set('SIPpeers', () => listOf([endpoint('7001'), endpoint('7002')]));
    const ran = await run('--apply', '--chan', 'sip');
    expect(ran.err).toContain('passwords not compared: it does not tell them');
    expect(ran.code).toBe(0);
    expect(reloaded()).toEqual(['chan_sip.so', 'pbx_config.so']);
  });

  it('is no success where Asterisk does not read the files', async () => {
    fake.answers.set('Reload', () => refused('No such module'));
    const ran = await run('--apply');
    expect(ran.err).toContain(
      'the PBX "main" was not asked: it does not read res_pjsip.so again: "No such module"',
    );
    expect(ran.code).toBe(1);
  });

  it('is no success where it lets nobody in', async () => {
    const { port } = fake.server;
    await fake.close();
    fake = await startFakeAsterisk({ secret: 'another', port });
    const ran = await run('--apply');
    expect(ran.err).toMatch(
      /was not asked: AMI of 127\.0\.0\.1:\d+: refuses the login of "offhook"/,
    );
    expect(ran.code).toBe(1);
  });

  it.each([
    { ami: 'user: x', words: ['--apply'], says: 'the inventory does not say where: write "host"' },
    { ami: 'user: x', words: ['--apply', '--check'], says: 'say one of them' },
  ])('is refused before anything is written: $says', async ({ ami, words, says }) => {
    const folder = createFolder({ 'offhook.yaml': inventory(ami) });
    const ran = await offhook(folder, ['export', 'asterisk', '-o', 'out', ...words]);
    expect(ran.err).toContain(says);
    expect(ran.code).toBe(2);
    expect(readdirSync(join(folder))).toEqual(['offhook.yaml']);
  });
});

describe('--check', () => {
  it('asks the PBX as well, and changes nothing there', async () => {
    have({ '7001': 'planted-1' });
    const ran = await run('--check');
    expect(ran.err).toContain('the PBX "main" has no endpoint 7002');
    expect(reloaded()).toEqual([]);
  });

  it('says that it compares files alone where there is no place to ask', async () => {
    const folder = createFolder({ 'offhook.yaml': inventory('user: x') });
    await offhook(folder, ['export', 'asterisk', '-o', 'out']);
    const ran = await offhook(folder, ['export', 'asterisk', '-o', 'out', '--check']);
    expect(ran.err).toContain('only files are compared: the inventory does not say where');
    expect(ran.code).toBe(0);
  });

  it('asks nobody when it writes', async () => {
    const ran = await run();
    expect(ran.code).toBe(0);
    expect(fake.logins.accepted).toBe(0);
  });
});
