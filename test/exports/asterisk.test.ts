// What Asterisk's files must hold to whatever an inventory says; what Asterisk makes of them is seen in test/e2e.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  escapeValue,
  formatSections,
  maskConf,
  nameFault,
} from '../../src/exports/asterisk/conf.js';
import { exchangesOf } from '../../src/exports/asterisk/exchange.js';
import { VENDORS } from '../../src/exports/asterisk/vendors.js';
import { DRIVERS } from '../../src/phones/registry.js';
import { anyText } from '../any-text.js';
import { createFolder, offhook } from '../cli/cli-under-test.js';

/** As the reader of Asterisk takes a line: up to a `;` with no backslash before it, which is taken away elsewhere. */
function readEntry(line: string): readonly [string, string] {
  const [bare = ''] = /^(?:\\;|[^;])*/.exec(line) ?? [];
  const [, key = '', value = ''] = /^([^=]*)=>?(.*)$/s.exec(bare.replaceAll('\\;', ';')) ?? [];
  return [key.trim(), value.trim()];
}

describe('a value', () => {
  it('is read as it was, or refused', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let escaped: string;
        try {
          escaped = escapeValue(text);
        } catch {
          expect(text).toMatch(/[\p{C}\p{Zl}\p{Zp}\s]/u);
          return;
        }
        expect(escaped).not.toMatch(/[\r\n]/);
        expect(readEntry(`key = ${escaped}`)).toEqual(['key', text]);
      }),
    );
  });

  it.each(['a\nb', 'a\rb', ' a', 'a ', '\ta'])('that no line can hold is refused: %j', (text) => {
    expect(() => escapeValue(text)).toThrow(/line break/);
  });
});

describe('a name', () => {
  it.each(['7001', '+4930', '*1', '#12', 'front.desk', '70-01'])('%s can be one', (name) => {
    expect(nameFault(name)).toBeUndefined();
  });

  it.each([
    '',
    'a,b',
    'a&b',
    'a]b',
    'a;b',
    'a(b)',
    '_7XX',
    'a/b',
    'a@b',
    'a=b',
    '$X',
    'general',
    's',
    'T',
    'offhook-x',
  ])('%j can be none', (name) => {
    expect(nameFault(name)).toBeDefined();
  });
});

describe('what is shown of a file', () => {
  const mask = maskConf('***');

  it('has asterisks for each password, also where somebody else wrote the line', () => {
    const lines = [
      'password = a\\;b ; c',
      'Secret=>x',
      '\tsecret  =  y z',
      'md5_cred=0f',
      'remotesecret = r',
      'password=',
    ];
    expect(mask(lines.join('\r\n')).split('\r\n')).toEqual([
      ...[
        'password = ***',
        'Secret=>***',
        '\tsecret  =  ***',
        'md5_cred=***',
        'remotesecret = ***',
      ],
      'password=',
    ]);
  });

  it('is else what stands there', () => {
    const text = formatSections([
      { name: '7001', entries: [['callerid', '"password = x" <7001>']] },
    ]);
    expect(mask(text)).toBe(text);
  });
});

it('there is a row for each vendor', () => {
  expect(VENDORS.map(({ vendor }) => vendor).toSorted()).toEqual(Object.keys(DRIVERS).toSorted());
});

it('a site without lines has no exchange', () => {
  expect(exchangesOf({ phones: [] }, new Map()).size).toBe(0);
});

describe('which PBX is meant', () => {
  const TWO = `
offhook: 1
site: { timeZone: Europe/Berlin, servers: [10.20.1.1] }
pbx: { main: { host: 10.20.1.1 }, Main office: { host: 10.20.1.2 } }
defaults: { pbx: main }
lines: { "7001": { password: planted-1 }, "8001": { password: planted-2, pbx: Main office } }
phones:
  - { mac: "00:1b:d4:00:00:01", model: cisco-7942g, keys: { 1: { line: "7001" }, 2: { line: "8001" } } }
`;
  const ONE = TWO.replace(', 2: { line: "8001" }', '');
  const NONE = ONE.replace('1: { line: "7001" }', '1: { speedDial: "112", label: E }').replace(
    'cisco-7942g',
    'fanvil-x4',
  );

  it.each([
    {
      text: TWO,
      words: [],
      says: /several PBXes: say with --pbx which is meant, one of Main office, main/,
    },
    {
      text: TWO,
      words: ['--pbx', 'other'],
      says: /no phone has a line at a PBX "other"; one of Main office, main/,
    },
    {
      text: TWO,
      words: ['--pbx', 'main'],
      says: /cannot be called "Main office".* or say --alone/,
    },
    { text: NONE, words: [], says: /no phone of the inventory has a line/ },
  ])('is asked for: $says', async ({ text, words, says }) => {
    const folder = createFolder({ 'offhook.yaml': text });
    const ran = await offhook(folder, ['export', 'asterisk', ...words, '-o', 'out']);
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(says);
  });

  it.each([
    { text: TWO, words: ['--pbx', 'main', '--alone'] },
    { text: TWO, words: ['--pbx', 'Main office', '--chan', 'sip'] },
    { text: ONE, words: [] },
  ])('is known: $words', async ({ text, words }) => {
    const folder = createFolder({ 'offhook.yaml': text });
    const ran = await offhook(folder, ['export', 'asterisk', ...words, '-o', 'out']);
    expect(ran.err).toContain(`pjsip.conf`.slice(words.includes('sip') ? 2 : 0));
    expect(ran.code, ran.err).toBe(0);
    const again = await offhook(folder, ['export', 'asterisk', ...words, '-o', 'out']);
    // Who reads the folder is told once, and what to include each time.
    const said = [ran, again].map(({ err }) =>
      [/0600/, /#tryinclude/].map((word) => word.test(err)),
    );
    expect(said).toEqual([
      [true, true],
      [false, true],
    ]);
  });
});

it('a changed password is told, and not shown', async () => {
  const inventory = (password: string) => `
offhook: 1
site: { timeZone: Europe/Berlin, servers: [10.20.1.1] }
pbx: { main: { host: 10.20.1.1 } }
defaults: { pbx: main }
lines: { "7001": { password: ${password} } }
phones:
  - { mac: "00:1b:d4:00:00:01", model: cisco-7942g, keys: { 1: { line: "7001" } } }
`;
  const words = ['export', 'asterisk', '-o'];
  const folder = createFolder({ 'offhook.yaml': inventory('planted-1') });
  await offhook(folder, [...words, 'out']);
  const other = createFolder({ 'offhook.yaml': inventory('planted-2') });
  const ran = await offhook(other, [...words, `${folder}/out`, '--check', '--diff']);
  expect(ran.out).toMatch(/^\+password = \*+ \(secret changed\)$/m);
  expect(ran.out + ran.err).not.toContain('planted');
  expect(ran.code).toBe(1);
});
