// Values as spreadsheets, word processors, Asterisk and people leave them: each is told once, with what to write.

import { describe, expect, it } from 'vitest';
import { leaseFault } from '../../src/core/duration.js';
import { subnetFault } from '../../src/core/ipv4-fault.js';
import { spelledFault } from '../../src/core/spelled-number.js';
import { dialledFault, userPartFault } from '../../src/core/user-part.js';
import { inOurWords } from '../../src/phones/cisco/files/dial-plan/patterns.js';
import { resolveText } from './site-under-test.js';

describe('a number', () => {
  it.each([
    ...['2024-02-01', '2024-02-01 00:00:00', '01.02.2024', '1/2/2024', '2-Jan', 'Jan-02', 'Mrz 24'],
    ...['02.\u044f\u043d\u0432', '\u043c\u0430\u0439.02', '2 \u0434\u0435\u043a.'],
  ])('that became a date is not proposed as its digits: %s', (text) => {
    expect(dialledFault(text)).toMatchObject({
      what: expect.stringContaining('is a date'),
      hint: expect.stringContaining('format the column as text'),
    });
  });

  it.each(['12-34', '2024-20-99', '2-janitor', '20.12', 'may'])('is no date: %s', (text) => {
    expect(dialledFault(text)?.what ?? '').not.toContain('date');
  });

  it.each([
    'PJSIP/7002',
    'SIP/7002',
    'iax2/7002',
    'Local/7002@phones',
    '<sip:7002>',
    'sip:7002;x=y',
  ])('stands without what is before it: %s', (text) =>
    expect(userPartFault(text)).toMatchObject({ hint: 'write "7002"' }),
  );

  it.each(['_7XXX', '70XX', '_X.', '_NXXNXXXXXX'])('is no pattern: %s', (text) => {
    expect(spelledFault(text)?.what).toContain('a pattern of a PBX');
  });

  it('that is watched has no pause in it, and one that is dialled may', () => {
    const key = (field: string) =>
      resolveText(
        `phones: [{ mac: "02:00:00:00:00:0a", model: test-desk, keys: { 2: { ${field}: "7001,7002" } } }]`,
      ).findings;
    const doubts = (field: string) =>
      key(field).filter((each) => each.startsWith('inventory/doubtful-value'));
    expect(doubts('blf')).toHaveLength(1);
    expect(doubts('speedDial')).toEqual([]);
  });
});

it.each([
  ['1mo', 'write 30d'],
  ['1 month', 'write 30d'],
  ['5 min', 'write 5m'],
])('a lease of %s', (text, hint) => expect(leaseFault(text)?.hint).toBe(hint));

it.each(['10.20.1.0/24/', '10.20.1.0/ 24', '10.20.1.0 /24'])('no bits are set in %s', (text) => {
  expect(subnetFault(text)).toMatchObject({ hint: 'write 10.20.1.0/24' });
  expect(subnetFault(text)?.what).not.toContain('bits');
});

it.each([
  ['_*97', '\\*97'],
  ['_*7XXX', '\\*7...'],
  ['7\u2026', '7...'],
  ['\uff17..', '7..'],
  ['_X.', '.*'],
])('a pattern of Asterisk or of a word processor: %s', (text, ours) =>
  expect(inOurWords(text)).toBe(ours),
);

it.each([
  ['phones: [{ mac: 2712403968, model: test-desk }]', ['inventory/bad-mac']],
  ['phones: [{ mac: 1.23E+11, model: test-desk }]', ['inventory/excel-mac']],
  ['defaults: { keys: { 2: { speedDial: 7,002 } } }', ['inventory/split-text']],
  ['defaults: { rtp: { first: 16384, last } }', ['inventory/wrong-type']],
  ['pbx: { main: { host: \u00abpbx.lab\u00bb } }', ['inventory/quote-it']],
  ['lines: { "1": { name: \u00abAnna\u00bb } }', []],
])('one cause, one finding: %s', (text, codes) => {
  expect(resolveText(text).diagnostics.map(({ code }) => code)).toEqual(codes);
});

it('an item of a list is not told to be written with the name of the list', () => {
  const [only] = resolveText('defaults: { codecs: [[g711alaw]] }').diagnostics;
  expect(only?.hint).toBe('write g711alaw');
});

it.each(['\u201csesame\u201d', '\u00absesame\u00bb', '1.23E+11'])(
  'the password of a cell that is none any more is told and not shown: %s',
  (password) => {
    const table = `mac,model,line,line.password\n02:00:00:00:00:0a,test-desk,7001,${password}\n`;
    const { diagnostics } = resolveText('include: [phones.csv]\n', {
      files: { 'phones.csv': table },
      secrets: {},
    });
    const found = diagnostics.filter(
      ({ code, place }) =>
        code !== 'inventory/plain-secret' && place.line === 2 && place.col === 34,
    );
    expect(found).toHaveLength(1);
    expect(JSON.stringify(found)).not.toMatch(/sesame|1\.23/);
  },
);
