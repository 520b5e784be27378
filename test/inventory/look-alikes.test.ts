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
