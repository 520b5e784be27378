import { describe, expect, it } from 'vitest';
import {
  describeFirmware,
  type FirmwareSet,
  type StoredFile,
  setParts,
} from '../../src/firmware/sets.js';
import type { FirmwareFile } from '../../src/site/firmware.js';

const OF = { phones: 'Cisco 7931G', models: ['cisco-7931g'], version: 'SIP 8.5.3' };
const OTHER = { phones: 'Cisco 7942G', models: ['cisco-7942g'], version: 'SIP 8.5.4' };
const list = (name: string, more: Partial<FirmwareFile> = {}): StoredFile => ({
  name,
  bytes: 400,
  firmware: { role: 'list', parts: ['jar', 'cnu'], signedAs: name, of: OF, ...more },
});
const part = (name: string, more: Partial<FirmwareFile> = {}, bytes = 1000): StoredFile => ({
  name,
  bytes,
  firmware: { role: 'part', parts: [], signedAs: name, ...more },
});
const WANTED = {
  needs: [{ name: 'SIP31.loads', model: 'cisco-7931g', phones: 2 }],
  asked: new Set(['term31.default.loads']),
  models: new Set(['cisco-7931g', 'fanvil-x4']),
};
const PARTS = [part('jar'), part('cnu')];
const describeOne = (files: readonly StoredFile[]): FirmwareSet | undefined =>
  describeFirmware(WANTED, files).sets[0];
const faults = (set: FirmwareSet | undefined) =>
  set?.parts
    .filter(({ state }) => state !== 'there')
    .map((each) => `${each.name} ${each.state} ${each.fault}`);

describe('a set that is needed', () => {
  it.each<readonly [string, readonly StoredFile[], readonly string[]]>([
    ['is whole', [list('SIP31.loads'), ...PARTS], []],
    ['is not there at all', [], ['SIP31.loads missing is not there']],
    ['lacks a part', [list('SIP31.loads'), part('jar')], ['cnu missing is not there']],
    [
      'has broken and empty parts',
      [list('SIP31.loads'), part('jar', { fault: 'was cut short' }), part('cnu', {}, 0)],
      ['jar broken was cut short', 'cnu broken is empty'],
    ],
    [
      'has names in another case',
      [
        list('sip31.LOADS', { signedAs: 'SIP31.loads' }),
        part('JAR', { signedAs: 'jar' }),
        part('cnu'),
      ],
      [
        'SIP31.loads misnamed is called sip31.LOADS: rename it',
        'jar misnamed is called JAR: rename it',
      ],
    ],
    [
      'has an unsigned name in another case',
      [list('SIP31.loads'), part('jar'), { ...part('CNU'), firmware: { role: 'part', parts: [] } }],
      ['cnu misnamed is called CNU: rename it'],
    ],
    [
      'was renamed',
      [list('old.loads', { signedAs: 'SIP31.loads' }), ...PARTS],
      ['SIP31.loads misnamed is called old.loads: rename it'],
    ],
    [
      'is another under this name',
      [list('SIP31.loads', { signedAs: 'SIP31.9.loads' }), ...PARTS],
      ['SIP31.loads misnamed was signed as SIP31.9.loads'],
    ],
    [
      'has a list that is none',
      [list('SIP31.loads', { parts: [], fault: 'is no list' }), ...PARTS],
      ['SIP31.loads broken is no list'],
    ],
  ])('%s', (_, files, expected) => {
    const set = describeOne(files);
    expect(set).toMatchObject({ name: 'SIP31.loads', use: 'needed', needs: WANTED.needs });
    expect(faults(set)).toEqual(expected);
    expect(set?.isComplete).toBe(expected.length === 0);
  });

  it('of another model is told of', () => {
    const set = describeOne([list('SIP31.loads', { of: OTHER }), ...PARTS]);
    expect(set?.foreignTo).toEqual(['cisco-7931g']);
    expect(describeOne([list('SIP31.loads'), ...PARTS])?.foreignTo).toEqual([]);
  });

  it('gives its parts to whoever counts what was sent, the list first', () => {
    const whole = describeOne([list('SIP31.loads'), ...PARTS]);
    expect(whole && setParts(whole)).toEqual([
      { name: 'SIP31.loads', bytes: 400 },
      { name: 'jar', bytes: 1000 },
      { name: 'cnu', bytes: 1000 },
    ]);
    expect(whole?.bytes).toBe(2400);
    const broken = describeOne([list('SIP31.loads'), part('jar')]);
    expect(broken && setParts(broken)).toBeUndefined();
  });
});

describe('what nobody is told to load', () => {
  const manifest = (name: string, models: readonly string[]): StoredFile => ({
    name,
    bytes: 90,
    firmware: { role: 'manifest', parts: ['x4.z'], of: { phones: 'Fanvil X4', models } },
  });
  const image: StoredFile = { name: 'x4.z', bytes: 9, firmware: { role: 'image', parts: [] } };

  it('is asked for by itself, or not needed, in this order', () => {
    const { sets, strays } = describeFirmware(WANTED, [
      list('SIP42.loads', { of: OTHER }),
      list('SIP31.old.loads'),
      list('term31.default.loads'),
      manifest('fanvil_x4_hw1_0.txt', ['fanvil-x4']),
      manifest('fanvil_x7_hw1_0.txt', []),
      list('SIP31.loads'),
      image,
      ...PARTS,
      part('dsp'),
    ]);
    expect(sets.map(({ name, use, isOfSite }) => [name, use, isOfSite])).toEqual([
      ['SIP31.loads', 'needed', true],
      ['fanvil_x4_hw1_0.txt', 'asked', true],
      ['term31.default.loads', 'asked', true],
      ['SIP31.old.loads', 'unused', true],
      ['SIP42.loads', 'unused', false],
      ['fanvil_x7_hw1_0.txt', 'unused', false],
    ]);
    expect(sets.every(({ isComplete }) => isComplete)).toBe(true);
    expect(strays.map(({ name }) => name)).toEqual(['dsp']);
  });
});
