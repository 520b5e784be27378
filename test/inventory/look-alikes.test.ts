// Cyrillic and Greek letters that look like Latin ones: told where they stand, with what to write, and nothing else follows.

import { expect, it } from 'vitest';
import { macFault } from '../../src/core/mac-fault.js';
import { resolveText } from './site-under-test.js';

const told = (text: string, options = {}) =>
  resolveText(text, options).diagnostics.map(
    ({ code, message, hint, place }) => `${code} ${place.line}:${place.col} ${message} | ${hint}`,
  );

it.each([
  [
    'pbx: { main: { host: pb\u0445.lab } }',
    22,
    'host holds "\u0445" (U+0445), a Cyrillic',
    'pbx.lab',
  ],
  [
    'pbx: { main: { h\u043est: pbx.lab } }',
    16,
    'a name holds "\u043e" (U+043E), a Cyrillic',
    'host',
  ],
  [
    'site: { timeZone: Europe/\u041coscow }',
    19,
    'timeZone holds "\u041c" (U+041C)',
    'Europe/Moscow',
  ],
  ['defaults: { codecs: [g711\u0430law] }', 22, 'codecs holds "\u0430" (U+0430)', 'g711alaw'],
  ['network: { interface: \u0435th1, subnet: 10.0.0.0/24 }', 23, 'looks like e', 'eth1'],
  ['site: { ntp: [\u039dtp.lab] }', 15, 'holds "\u039d" (U+039D), a Greek letter', 'Ntp.lab'],
])('%s', (text, col, message, meant) => {
  const [only, ...others] = told(text);
  expect(others).toEqual([]);
  expect(only).toContain(`inventory/look-alike 1:${col} `);
  expect(only).toContain(message);
  expect(only).toContain(`| write ${meant}`);
});

it('a phone whose model is written so is judged as the one that is meant', () => {
  const text = 'phones: [{ mac: "02:00:00:00:00:01", model: t\u0435st-desk, labl: x }]';
  expect(told(text).map((each) => each.replace(/ .*/s, ''))).toEqual([
    'inventory/look-alike',
    'inventory/unknown-key',
  ]);
});

it.each([
  ['pbx: { main: { host: 10.20.1.1\u041e } }', 'write 10.20.1.10'],
  ['pbx: { main: { host: 1\u043e.20.1.10 } }', 'write 10.20.1.10'],
  ['lines: { "70\u041e1": {} }', 'write "7001"'],
])('among digits: %s', (text, hint) => {
  expect(told(text)).toHaveLength(1);
  expect(told(text)[0]).toContain(`| ${hint}`);
});

it.each([
  ['00:1\u0421:d4:00:00:01', 'is it 00:1c:d4:00:00:01?'],
  ['00:1b:d4:00:00:\u041e1', 'is it 00:1b:d4:00:00:01?'],
])('in a MAC: %s', (text, hint) => {
  expect(macFault(text)).toMatchObject({
    hint,
    what: expect.stringContaining('a Cyrillic letter'),
  });
});

it('a password is doubted and not shown', () => {
  const text = `lines: { "7001": { password: { env: PW } } }
phones: [{ mac: "02:00:00:00:00:01", model: test-desk, keys: { 1: { line: "7001" } } }]`;
  const found = told(text, { secrets: { 'env:PW': '\u0421esame' } });
  const doubts = found.filter((each) => each.startsWith('inventory/doubtful-value 1:30'));
  expect(doubts).toHaveLength(1);
  expect(doubts[0]).toContain('mixes two alphabets');
  expect(found.join()).not.toContain('esame');
});

it.each([
  'lines: { "1": { name: "\u0421isco" } }',
  'pbx: { "\u0410\u0422\u0421-VIP": { host: pbx.lab } }',
  'pbx: { "\u0448kola1": { host: pbx.lab } }',
  'site: { name: "\u0421school" }',
])('nothing is told of words for people, of one alphabet, or without look-alikes: %s', (text) => {
  expect(told(text)).toEqual([]);
});

const ROW = '02:00:00:00:00:01,test-desk,7001,Anna\n';
const MAIN = 'include: [a.csv]\npbx: { main: { host: pbx.lab } }\ndefaults: { pbx: main }\n';
const inTable = (header: string) => told(MAIN, { files: { 'a.csv': `${header}\n${ROW}` } });

it.each([
  ['m\u0430c,model,line,line.name', 1, '(U+0430), a Cyrillic letter that looks like a', 'mac'],
  ['\u043c\u0430c,model,line,line.name', 1, '(U+043C), a Cyrillic letter that looks like m', 'mac'],
  ['\u041c\u0410\u0421,model,line,line.name', 1, '(U+041C), a Cyrillic letter', 'mac'],
  ['\u039cAC,model,line,line.name', 1, '(U+039C), a Greek letter that looks like M', 'mac'],
  ['mac,m\u043edel,line,line.name', 5, '(U+043E)', 'model'],
  ['mac,model,l\u0131ne,line.name', 11, '(U+0131), a Turkish letter that looks like i', 'line'],
  ['mac,model,line,line.n\u0430\u043ce', 16, '(U+0430)', 'line.name'],
])('among the names of columns: %s', (header, col, message, meant) => {
  const [only, ...others] = inTable(header);
  expect(others).toEqual([]);
  expect(only).toContain(`inventory/look-alike 1:${col} a name holds `);
  expect(only).toContain(`${message}`);
  expect(only).toMatch(new RegExp(`\\| write ${meant}$`));
});

it('a column in another case is told beside one in other letters', () => {
  const found = inTable('\u043cac,Model,line,line.name');
  expect(found.map((each) => each.split(' ', 2).join(' '))).toEqual([
    'inventory/look-alike 1:1',
    'source/csv 1:5',
  ]);
});

it.each([
  ['si\u0442e: { timeZone: Europe/Rome }', 1, '"\u0442" (U+0442), a Cyrillic', 'site'],
  ['network: { subne\u0442: 10.0.0.0/24 }', 12, '"\u0442" (U+0442)', 'subnet'],
  ['defaults: { \u03c1bx: main }', 13, '"\u03c1" (U+03C1), a Greek', 'pbx'],
  [
    'pbx: { main: { host: a.lab, transport: \u0442cp } }',
    40,
    'transport holds "\u0442" (U+0442)',
    'tcp',
  ],
  ['defaults: { codecs: [i\u043bbc, il\u0432c] }', 28, '"\u0432" (U+0432)', 'ilbc'],
])('where the word is known: %s', (text, col, message, meant) => {
  const found = told(text).filter((each) => each.startsWith('inventory/look-alike'));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`inventory/look-alike 1:${col} `);
  expect(found[0]).toContain(message);
  expect(found[0]).toContain(`| write ${meant}`);
});
