// Each case makes exactly the files beside it, by the command; and what holds for the files of any export.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXPORTS } from '../../src/exports/exports.js';
import { createFolder, offhook } from '../cli/cli-under-test.js';
import { EXPORT_CASES, wordsOf } from './exports-under-test.js';

const OURS = /^\.offhook/;
const listed = (dir: string) => readdirSync(dir).filter((name) => !OURS.test(name));
/** Cases keep passwords in the open: they are no one's, and all are called so. */
const PLANTED = /planted-[\w-]+/;

it.each(EXPORTS.map(({ name }) => name))('%s has a case', (name) => {
  expect(EXPORT_CASES.filter((each) => each.export === name)).not.toEqual([]);
});

describe.each(EXPORT_CASES)('$name', (each) => {
  const { dir, words } = wordsOf(each);

  it('makes the files beside it, byte for byte', async () => {
    const ran = await offhook('.', words);
    expect(ran.code, ran.err).toBe(0);
    for (const name of listed(dir)) {
      const text = readFileSync(join(dir, name), 'utf8');
      await expect(text).toMatchFileSnapshot(join(each.expected, name));
    }
    expect(listed(dir)).toEqual(readdirSync(each.expected));
  });

  it('makes them again', async () => {
    const checked = await offhook('.', [...words, '--check']);
    expect(checked.err).toMatch(/^0 to write, 0 to change, [1-9]\d* unchanged, 0 to remove$/m);
    expect(checked.code).toBe(0);
  });

  it('keeps passwords in files that are for their owner alone, and out of what it says', async () => {
    const fresh = wordsOf(each);
    const said = await offhook('.', [...fresh.words, '--diff']);
    expect(said.out + said.err).not.toMatch(PLANTED);
    for (const name of listed(fresh.dir)) {
      const path = join(fresh.dir, name);
      const holdsSecrets = PLANTED.test(readFileSync(path, 'utf8'));
      if (holdsSecrets) expect(statSync(path).mode & 0o777, name).toBe(0o600);
    }
  });
});

describe('offhook export', () => {
  const INVENTORY = `
offhook: 1
site: { timeZone: Europe/Moscow, servers: [10.20.1.1], fileMode: "0644" }
network: { subnet: 10.20.1.0/24 }
pbx: { main: { host: 10.20.1.1 } }
lines: { "7001": { name: Ivanova, password: { file: nowhere } } }
phones:
  - { mac: "00:1b:d4:00:00:01", model: cisco-7931g, pbx: main, keys: { 1: { line: "7001" } }, address: 10.20.1.50 }
`;

  it('needs no password for files in which there is none', async () => {
    const folder = createFolder({ 'offhook.yaml': INVENTORY });
    const ran = await offhook(folder, ['export', 'csv', '-o', 'out']);
    expect(ran.code, ran.err).toBe(0);
    expect(readFileSync(join(folder, 'out/phones.csv'), 'utf8')).toContain('00:1b:d4:00:00:01,');
  });

  it('writes nothing of an inventory that has an error', async () => {
    const text = INVENTORY.replace('cisco-7931g', 'cisco-7931');
    const folder = createFolder({ 'offhook.yaml': text });
    const ran = await offhook(folder, ['export', 'csv', '-o', 'out']);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/\[inventory\/unknown-model\][\s\S]*nothing was written\n$/);
    expect(readdirSync(folder)).toEqual(['offhook.yaml']);
  });

  it('tells drift, and keeps what somebody edited', async () => {
    const folder = createFolder({ 'offhook.yaml': INVENTORY });
    const words = ['export', 'hosts', '-o', 'out'];
    await offhook(folder, words);
    const moved = INVENTORY.replace('10.20.1.50', '10.20.1.51');
    const other = createFolder({ 'offhook.yaml': moved });
    const drifted = await offhook(other, [
      ...words.slice(0, 3),
      join(folder, 'out'),
      '--check',
      '--diff',
    ]);
    expect(drifted.code).toBe(1);
    expect(drifted.out).toMatch(/^-10\.20\.1\.50\t.*\n\+10\.20\.1\.51\t/m);
  });
});
