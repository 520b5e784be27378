// `offhook firmware` and `firmware add`, as they are typed.

import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { firmwareSet, LIST, membersOf, PARTS } from '../artifacts/firmware/firmware-set.js';
import { tarOf, zipOf } from '../firmware/archives.js';
import { folderOfTests } from '../folder-of-test.js';
import { loadsFile, partFile } from '../phones/cisco/loads-file.js';
import { offhook } from './cli-under-test.js';

const INVENTORY = `site: { timeZone: Etc/UTC }
pbx: { main: { host: 10.20.1.9 } }
lines: { "1": {} }
phones:
  - { mac: "00:1e:4a:00:00:01", model: cisco-7931g, firmware: SIP31.8-5-3SR1S, pbx: main, keys: { 1: { line: "1" } } }
`;
const root = folderOfTests('firmware');
let home = '';
beforeEach(() => {
  home = mkdtempSync(join(root, 'one-'));
  mkdirSync(join(home, 'firmware'));
  writeFileSync(join(home, 'offhook.yaml'), INVENTORY);
});
const put = (files: Iterable<readonly [string, Uint8Array]>) => {
  for (const [name, bytes] of files) writeFileSync(join(home, 'firmware', name), bytes);
};
const SET = firmwareSet([LIST]);
const run = (...words: readonly string[]) => offhook(home, ['firmware', ...words]);

describe('offhook firmware', () => {
  it('says what is there and who loads it', async () => {
    put(SET);
    put([['SIP45.9-4-2.loads', loadsFile('SIP45.9-4-2.loads', 'jar45sip.9-4-2.sbn')]]);
    put([['dsp75.9-4-2.sbn', partFile('dsp75.9-4-2.sbn', [1])]]);
    const { code, out } = await run();
    expect(out.split('\n')).toEqual([
      expect.stringMatching(
        /^SIP31.8-5-3SR1S.loads: Cisco 7931G, SIP 8.5.3SR1S, 6 files, [\d.]+ KB, complete$/,
      ),
      '  for 1 phone (cisco-7931g)',
      '  a phone with firmware below 8.3.3 loads 8.5.2 first: owners saw the jump refused',
      'SIP45.9-4-2.loads: Cisco 7945G/7965G, SIP 9.4.2, not complete',
      '  the inventory has no such phone',
      '  missing: jar45sip.9-4-2.sbn is not there',
      expect.stringMatching(
        /^dsp75.9-4-2.sbn: Cisco 7975G, 9.4.2, [\d.]+ \w+, a part that no list names$/,
      ),
      '',
    ]);
    expect(code).toBe(0);
  });

  it('says what a phone would miss, and ends with 1', async () => {
    const [jar = '', cnu = ''] = PARTS;
    put(SET);
    put([[cnu, (SET.get(cnu) ?? Buffer.of()).subarray(0, -1)]]);
    renameSync(join(home, 'firmware', jar), join(home, 'firmware', jar.toUpperCase()));
    const { code, out } = await run();
    expect(out).toContain(`  misnamed: ${jar} is called ${jar.toUpperCase()}: rename it\n`);
    expect(out).toContain(`  broken: ${cnu} was cut short: it has `);
    expect(code).toBe(1);
  });

  it('counts the phones that take it from the defaults, and names those that nobody has written down', async () => {
    const models =
      'cisco-7931g: { firmware: SIP31.8-5-3SR1S }, cisco-7942g: { firmware: SIP42.8-5-4S }';
    const rest = INVENTORY.replace('firmware: SIP31.8-5-3SR1S, ', '');
    writeFileSync(join(home, 'offhook.yaml'), `defaults: { models: { ${models} } }\n${rest}`);
    const { out } = await run();
    const who = out.split('\n').filter((line) => line.startsWith('  for '));
    expect(who).toEqual([
      '  for 1 phone (cisco-7931g)',
      '  for phones (cisco-7942g) that the inventory does not have',
    ]);
  });

  it('says the same to programs', async () => {
    const { code, out } = await run('--format', 'json');
    expect([code, JSON.parse(out)]).toEqual([
      1,
      {
        version: 1,
        folders: [join(home, 'firmware')],
        sets: [
          {
            ...{ name: LIST, use: 'needed', complete: false, bytes: 0, foreignTo: [] },
            needs: [{ name: LIST, model: 'cisco-7931g', phones: 1 }],
            parts: [{ name: LIST, state: 'missing', fault: 'is not there' }],
          },
        ],
        strays: [],
        steps: [{ set: LIST, below: '8.3.3', through: '8.5.2' }],
      },
    ]);
  });

  it.each([
    ['8.3.2', 1],
    ['8.4.1', 0],
  ])('of phones that have %s ends with %i', async (have, expected) => {
    put(SET);
    const { code, out } = await run('--have', have);
    expect(code).toBe(expected);
    expect(out.includes('loads 8.5.2 first')).toBe(expected === 1);
  });

  it('has nothing to say where there is nothing', async () => {
    writeFileSync(join(home, 'offhook.yaml'), INVENTORY.replace('firmware: SIP31.8-5-3SR1S, ', ''));
    const { code, out } = await run();
    expect([code, out]).toEqual([
      0,
      'no phone is told to load firmware, and none is in firmware\n',
    ]);
  });
});

describe('offhook firmware add', () => {
  const archive = (bytes: Uint8Array, name = 'a.zip') => writeFileSync(join(home, name), bytes);
  const here = () => readdirSync(join(home, 'firmware')).toSorted();

  it('says what it was, and what was done', async () => {
    archive(zipOf([...membersOf(SET), { path: 'load348.txt' }]));
    const { code, out } = await run('add', 'a.zip');
    expect(out.split('\n')).toEqual([
      expect.stringMatching(
        /^SIP31.8-5-3SR1S.loads: Cisco 7931G, SIP 8.5.3SR1S, 6 files, .*, complete$/,
      ),
      `added to firmware: ${[...SET.keys()].join(', ')}`,
      'left out, for no phone asks for it: load348.txt',
      '',
    ]);
    expect([code, here()]).toEqual([0, [...SET.keys()].toSorted()]);
    const again = await run('add', 'a.zip', '--format', 'json');
    expect([again.code, JSON.parse(again.out)]).toMatchObject([
      0,
      { added: [], same: [...SET.keys()], replaced: [], refused: [], sets: [{ complete: true }] },
    ]);
  });

  it('says of an image without manifest what it is', async () => {
    archive(tarOf([{ path: 'x42.14.0.7386.z', bytes: Buffer.from('image') }]));
    expect(await run('add', 'a.zip')).toMatchObject({
      code: 0,
      out: 'x42.14.0.7386.z: Fanvil X4, 2.14.0.7386, 5 bytes, an image that no manifest names\nadded to firmware: x42.14.0.7386.z\n',
    });
  });

  it('replaces nothing unless it is told to', async () => {
    put([[LIST, Buffer.from('mine')]]);
    archive(zipOf(membersOf(SET)));
    const { code, out } = await run('add', 'a.zip');
    expect([code, here()]).toEqual([1, [LIST]]);
    expect(out).toMatch(/nothing was done; --force replaces them: SIP31.8-5-3SR1S.loads/);
    expect(await run('add', 'a.zip', '--force')).toMatchObject({ code: 0 });
  });

  it.each<readonly [string, Uint8Array, RegExp]>([
    [
      'a hostile one',
      tarOf([{ path: `../\u001b[31m/${LIST}` }]),
      /"\.\.\/\\u\{1b\}\[31m\/.*" leads out of the archive; nothing was done/,
    ],
    ['one without firmware', zipOf([{ path: 'x' }]), /nothing in it that a phone asks for/],
    ['no archive', Buffer.from('x'), /is no archive: no ZIP, tar or \.cop\.sgn; nothing was done/],
    ['half a set', zipOf(membersOf(SET).slice(0, 3)), /missing: apps31/],
  ])('ends with 1 for %s', async (_, bytes, said) => {
    archive(bytes);
    const { code, out, err } = await run('add', 'a.zip');
    expect([code, out + err]).toEqual([1, expect.stringMatching(said)]);
  });

  it('needs no inventory where the folder is named, and no archive that is not there', async () => {
    archive(zipOf(membersOf(SET)));
    rmSync(join(home, 'offhook.yaml'));
    expect(await run('add', 'a.zip')).toMatchObject({
      code: 2,
      err: expect.stringContaining('name the folder of firmware with --firmware'),
    });
    expect(await run('add', 'a.zip', '--firmware', 'new')).toMatchObject({ code: 0 });
    expect(readdirSync(join(home, 'new'))).toHaveLength(SET.size);
    expect(await run('add', 'b.zip', '--firmware', 'new')).toMatchObject({ code: 2 });
  });
});
