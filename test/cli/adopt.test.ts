// `offhook adopt`: a phone that was heard becomes an entry, checked with the whole inventory, and goes into one file alone.

import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Mac } from '../../src/core/mac.js';
import type { StrangerAnswer } from '../../src/page/wire/site.js';
import { type Judged, judgeAdoption } from '../../src/serve/adoption/judge.js';
import { createFolder, INVENTORY, offhook, SECRETS } from './cli-under-test.js';

const MAC = '5c:fc:66:5d:4f:9b';
const OTHER = '5c:fc:66:5d:4f:9c';
const ASK = ['--model', 'cisco-7931g', '--line', 'next', '--label', 'Hall'];
const FREE =
  '  "7002": { password: { env: SIP_7001 } }\n  "7003": { password: { env: SIP_7001 } }\nphones:';
const MAIN = INVENTORY.replace('phones:', FREE);
const INCLUDING = `${MAIN}include: [adopted.yaml]\n`;

const adopt = (folder: string, mac: string, ...args: readonly string[]) =>
  offhook(folder, ['adopt', mac, '--state-dir', 'state', ...args], { env: SECRETS });
const read = (folder: string, name = 'adopted.yaml') => readFileSync(join(folder, name), 'utf8');

describe('a phone that is adopted', () => {
  it('is shown first, with what it makes and how it is written, and nothing is written', async () => {
    const folder = createFolder({ 'offhook.yaml': MAIN });
    const { code, out } = await adopt(folder, MAC, ...ASK);
    expect(code).toBe(0);
    expect(out).toContain('mac: "5c:fc:66:5d:4f:9b"');
    expect(out).toContain('keys: { 1: { line: "7002" } }');
    expect(out).toContain('files: SEP5CFC665D4F9B.cnf.xml');
    expect(out).toContain(
      'nothing is written yet: offhook adopt 5c:fc:66:5d:4f:9b --model cisco-7931g --line 7002 --label Hall --write',
    );
    expect(out).toContain('write include: [adopted.yaml] in offhook.yaml');
    expect(readdirSync(folder)).toEqual(['offhook.yaml']);
  });

  it('goes into adopted.yaml alone, with the rights of the inventory, and the next one below it', async () => {
    const folder = createFolder({ 'offhook.yaml': MAIN });
    chmodSync(join(folder, 'offhook.yaml'), 0o640);
    expect(await adopt(folder, MAC, ...ASK, '--write')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/added to adopted\.yaml\n.*write include: \[adopted\.yaml\]/),
    });
    writeFileSync(join(folder, 'offhook.yaml'), INCLUDING);
    const first = read(folder);
    writeFileSync(join(folder, 'adopted.yaml'), first.replace('phones:', '# by the door\nphones:'));
    const second = await adopt(folder, OTHER, ...ASK, '--write');
    expect(second.out).toMatch(/line: "7003"[\s\S]*added to adopted\.yaml\n$/);
    expect(read(folder)).toBe(
      first.replace('phones:', '# by the door\nphones:') +
        first.slice(first.indexOf('  - mac')).replace(MAC, OTHER).replace('"7002"', '"7003"'),
    );
    expect(first.match(/^#/gm)).toHaveLength(2);
    expect(statSync(join(folder, 'adopted.yaml')).mode & 0o777).toBe(0o640);
    expect(read(folder, 'offhook.yaml')).toBe(INCLUDING);
    expect(readdirSync(folder).toSorted()).toEqual(['adopted.yaml', 'offhook.yaml']);
    const checked = await offhook(folder, ['validate'], { env: SECRETS });
    expect(checked).toMatchObject({ code: 0, out: expect.stringContaining('3 phones') });
  });

  it('is not written while the whole has an error, which is shown', async () => {
    const folder = createFolder({ 'offhook.yaml': MAIN });
    const { code, out } = await adopt(
      folder,
      MAC,
      '--model',
      'cisco-7931g',
      '--line',
      '7005',
      '--write',
    );
    expect(code).toBe(1);
    expect(out).toContain('"7005": { password: { file: secrets/7005 } }');
    expect(out).toContain('secrets/7005 does not exist [inventory/missing-secret]');
    expect(out).toContain('nothing is written');
    expect(readdirSync(folder)).toEqual(['offhook.yaml']);
    mkdirSync(join(folder, 'secrets'));
    writeFileSync(join(folder, 'secrets/7005'), 'hunter23\n');
    const again = await adopt(folder, MAC, '--model', 'cisco-7931g', '--line', '7005', '--write');
    expect(again).toMatchObject({ code: 0 });
    expect(read(folder) + again.out).not.toContain('hunter23');
  });

  it('is refused where it is there already, where nothing tells its model, and where no line is free', async () => {
    const folder = createFolder({ 'offhook.yaml': INVENTORY });
    const there = await adopt(folder, '5c:fc:66:5d:4f:9a', ...ASK);
    expect(there).toMatchObject({ code: 2, err: expect.stringContaining('offhook.yaml:8:') });
    const unknown = await adopt(folder, MAC);
    expect(unknown).toMatchObject({
      code: 2,
      err: expect.stringContaining('--model): cisco-7931g'),
    });
    const taken = await adopt(folder, MAC, ...ASK);
    expect(taken).toMatchObject({ code: 2, err: expect.stringContaining('--line NUMBER') });
    writeFileSync(join(folder, 'adopted.yaml'), '- what is this\n');
    const strange = await adopt(folder, MAC, '--model', 'cisco-7931g', '--line', '7001');
    expect(strange).toMatchObject({ code: 2, err: expect.stringContaining('holds no sections') });
  });

  it('is told how a number is written, and takes a group whose name has blanks', async () => {
    const folder = createFolder({ 'offhook.yaml': MAIN });
    const spaced = await adopt(folder, MAC, '--model', 'cisco-7931g', '--line', '70 05');
    expect(spaced).toMatchObject({
      code: 2,
      err: expect.stringMatching(/"70 05" is written for people, .*: write "7005"/),
    });
    const grouped = await adopt(folder, MAC, '--model', 'fanvil-x4', '--group', 'first floor,lab');
    expect(grouped.out).toContain('groups: [ "first floor", lab ]');
  });

  it('is told as JSON, with the findings', async () => {
    const folder = createFolder({ 'offhook.yaml': INCLUDING.replace('include', 'x-include') });
    const { code, out } = await adopt(folder, MAC, ...ASK, '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      mac: MAC,
      model: 'cisco-7931g',
      checked: true,
      written: false,
      findings: expect.arrayContaining([expect.objectContaining({ severity: 'error' })]),
    });
  });
});

describe('what is said of it to somebody', () => {
  const judge = async (text: string, mayWrite: boolean) => {
    const cwd = createFolder({ 'offhook.yaml': text });
    const source = { file: 'offhook.yaml', cwd, env: {} };
    const adoption = {
      mac: MAC as Mac,
      model: 'cisco-7931g',
      line: { number: '7002', isNew: false },
    };
    const judged = await judgeAdoption(source, adoption, mayWrite);
    if ('refused' in judged) throw new Error(judged.refused);
    return judged;
  };
  const errorsOf = ({ findings }: Judged) =>
    findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);

  it('who may write, and hears which passwords are missed', async () => {
    const judged = await judge(MAIN, true);
    expect(new Set(errorsOf(judged))).toEqual(new Set(['inventory/missing-secret']));
    expect(judged.secretsUnread).toBeUndefined();
  });

  it('who may not, and need not read passwords: all but them', async () => {
    const judged = await judge(MAIN, false);
    expect(errorsOf(judged)).toEqual([]);
    expect(judged).toMatchObject({ secretsUnread: true, files: ['SEP5CFC665D4F9B.cnf.xml'] });
  });

  it('who may not, and hears what else is wrong and no word of passwords', async () => {
    const judged = await judge(MAIN.replace('cisco-7931g', 'cisco-793'), false);
    expect(errorsOf(judged)).toEqual(['inventory/unknown-model']);
  });
});

describe('what a running server knows of it', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function serveStranger(stranger: Partial<StrangerAnswer>): Promise<string> {
    const folder = createFolder({ 'offhook.yaml': MAIN, 'state/made': '' });
    const heard = { mac: MAC, heard: '2026-11-28T18:00:00.000Z', sentence: 'asks', ...stranger };
    const answers = createServer((_, response) => response.end(JSON.stringify([heard])));
    server = answers;
    const path = join(folder, 'state/offhook.sock');
    await new Promise<void>((open) => answers.listen(path, open));
    return folder;
  }

  it('gives the model, and how it is known', async () => {
    const folder = await serveStranger({
      model: 'fanvil-x4',
      vendor: 'fanvil',
      knownBy: 'file name',
      similar: '5c:fc:66:5d:4f:9a' as StrangerAnswer['mac'],
    });
    const { code, out } = await adopt(folder, MAC, '--line', 'next');
    expect(out).toContain('is a fanvil-x4, known by its file name');
    expect(out).toContain('5c:fc:66:5d:4f:9a, which was never heard');
    expect(code).toBe(0);
  });

  it('is not believed where it is none of ours, and no word of the wire goes anywhere', async () => {
    const hostile = '\u001b[2J: [x]\n- mac: evil';
    const folder = await serveStranger({
      model: hostile,
      vendor: 'fanvil',
      vendorClass: hostile,
      agent: hostile,
      sentence: hostile,
    });
    const unsaid = await adopt(folder, MAC, '--line', 'next', '--write');
    expect(unsaid).toMatchObject({
      code: 2,
      err: expect.stringContaining('fanvil-x4, fanvil-x5u'),
    });
    const said = await adopt(folder, MAC, '--model', 'fanvil-x4', '--line', 'next', '--write');
    expect(said.code).toBe(0);
    const all = [unsaid, said].map(({ out, err }) => out + err).join('') + read(folder);
    expect(all).not.toContain('evil');
    expect(all).not.toContain('\u001b');
  });

  it('is shown by new, with the phone that it may be', async () => {
    const similar = '5c:fc:66:5d:4f:9a' as StrangerAnswer['mac'];
    const folder = await serveStranger({ model: 'fanvil-x4', knownBy: 'User-Agent', similar });
    const { out } = await offhook(folder, ['new', '--state-dir', 'state']);
    expect(out).toContain('asks (known by its User-Agent)');
    expect(out).toContain(`${similar} of the inventory was never heard`);
  });

  it('is only counted by new where it is ignored', async () => {
    const folder = await serveStranger({ ignored: true });
    const { out } = await offhook(folder, ['new', '--state-dir', 'state']);
    expect(out).toMatch(/^no phone was heard.*\n1 ignored: offhook new --ignored\n$/);
    const all = await offhook(folder, ['new', '--ignored', '--state-dir', 'state']);
    expect(all.out).toMatch(/asks, ignored\n$/);
  });
});
