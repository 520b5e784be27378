// What phones showed of the switch of uaCSTA: what it settles, and what is said of phones that rely on it.

import { describe, expect, it } from 'vitest';
import { settle } from '../../../../src/phones/csta-settled.js';
import type { CstaAnswer } from '../../../../src/phones/csta-switch.js';
import { FANVIL_CSTA } from '../../../../src/phones/fanvil/csta/switch.js';
import { withoutUnsaid } from '../../short-sites.js';
import { found, siteOf, X4 } from '../fanvil-under-test.js';

type Shown = readonly [value: string, answer: CstaAnswer];

const SETTLED: readonly (readonly [what: string, shown: readonly Shown[], settled: object])[] = [
  ['nothing', [], { kind: 'open', missing: '0' }],
  ['one value', [['0', 'off']], { kind: 'open', missing: '1' }],
  ['the other alone, which answers', [['1', 'on']], { kind: 'open', missing: '0' }],
  [
    '1 is on',
    [
      ['1', 'on'],
      ['0', 'off'],
    ],
    { kind: 'settled', on: '1' },
  ],
  [
    '0 is on',
    [
      ['1', 'refuses'],
      ['0', 'on'],
    ],
    { kind: 'settled', on: '0' },
  ],
  [
    'the same twice',
    [
      ['1', 'on'],
      ['1', 'on'],
      ['0', 'off'],
    ],
    { kind: 'settled', on: '1' },
  ],
  [
    'both',
    [
      ['1', 'on'],
      ['0', 'on'],
    ],
    { kind: 'no-difference', answers: true },
  ],
  [
    'neither',
    [
      ['1', 'off'],
      ['0', 'refuses'],
    ],
    { kind: 'no-difference', answers: false },
  ],
  [
    '1, and then not',
    [
      ['1', 'on'],
      ['1', 'off'],
    ],
    { kind: 'contradiction', value: '1' },
  ],
];

describe('what phones showed', () => {
  it.each(SETTLED)('%s', (_, shown, settled) => {
    const all = shown.map(([value, answer]) => ({ model: 'm', firmware: '1', value, answer }));
    expect(settle(all, ['0', '1'])).toEqual(settled);
  });
});

const site = (more: string, ...shown: readonly string[]) =>
  siteOf(`
pbx: { main: { host: pbx.lab.example } }
defaults: { pbx: main }
lines: { "181": { shared: true } }
cstaFindings: [${shown.map((each) => `{ ${each} }`).join(', ')}]
phones:
  - { mac: "00:a8:59:00:00:01", model: fanvil-x4, keys: { 1: { line: "181" } }, csta: true${more} }
`);
const said = (snapshot: ReturnType<typeof siteOf>) =>
  withoutUnsaid(snapshot.diagnostics).map(
    ({ code, place, message, hint }) => `${place.line}:${place.col} ${code} ${message}; ${hint}`,
  );
const shown = (value: string, answer: string, model = 'fanvil-x4') =>
  `model: ${model}, firmware: 2.4.0.5486, value: "${value}", answer: ${answer}`;

describe('a phone with uaCSTA', () => {
  it('is unproven until both values were tried', () => {
    expect(said(site('', shown('1', 'on')))).toEqual([
      expect.stringMatching(/^7:\d+ fanvil\/unproven .*that 1 switches uaCSTA on/),
    ]);
    expect(said(site('', shown('1', 'on', 'fanvil-x5u'), shown('0', 'off', 'fanvil-x5u')))).toEqual(
      [expect.stringContaining('fanvil/unproven')],
    );
  });

  it('is told what was shown, where that was written', () => {
    const snapshot = site('', shown('1', 'on'), shown('0', 'off'));
    expect(said(snapshot)).toEqual([
      expect.stringMatching(
        /^5:\d+ fanvil\/csta-settled a fanvil-x4 with 2\.4\.0\.5486 showed that 1 /,
      ),
    ]);
    expect(snapshot.diagnostics.find(({ code }) => code === 'fanvil/csta-settled')).toMatchObject({
      severity: 'info',
      place: { line: 5, col: expect.any(Number) },
    });
    expect(FANVIL_CSTA.known(snapshot.site, X4)).toMatchObject([
      { says: '1 switches uaCSTA on: shown by a phone with 2.4.0.5486' },
    ]);
  });

  it('is warned of the other value', () => {
    expect(said(site('', shown('1', 'off'), shown('0', 'on')))).toEqual([
      expect.stringContaining('fanvil/csta-settled'),
      expect.stringMatching(
        /^7:\d+ fanvil\/csta-polarity .*0 switches uaCSTA on.*; write `settings: \{ cstaPolarity: 0-is-on \}`$/,
      ),
    ]);
    const right = ', settings: { cstaPolarity: 0-is-on }';
    expect(said(site(right, shown('1', 'off'), shown('0', 'on')))).toHaveLength(1);
  });

  it('is warned of none where firmware differs', () => {
    const other = shown('1', 'on').replace('5486', '6000');
    const off = shown('0', 'off').replace('5486', '6000');
    const codes = said(site('', shown('1', 'off'), shown('0', 'on'), other, off));
    expect(codes.filter((each) => each.includes('csta-settled'))).toHaveLength(2);
    expect(codes.filter((each) => each.includes('csta-polarity'))).toEqual([]);
  });

  it.each([
    ['', '1', '0'],
    [', settings: { cstaPolarity: 0-is-on }', '0', '1'],
  ])('has the value that its file says: %s', (more, value, other) => {
    const snapshot = site(more);
    const phone = found([...snapshot.phones.values()][0], 'the phone');
    expect(FANVIL_CSTA.valueOf(phone, X4)).toBe(value);
    const off = siteOf(
      `pbx: { main: { host: h } }\nlines: { "1": { pbx: main } }\nphones: [{ mac: "00:a8:59:00:00:01", model: fanvil-x4, keys: { 1: { line: "1" } }${more} }]\n`,
    );
    expect(FANVIL_CSTA.valueOf(found([...off.phones.values()][0], 'it'), X4)).toBe(other);
    const turned = site(`, ${FANVIL_CSTA.toWrite(other).replace('csta: true, ', '')}`);
    expect(FANVIL_CSTA.valueOf(found([...turned.phones.values()][0], 'it'), X4)).toBe(other);
  });
});

describe('a finding that is written wrong', () => {
  it.each([
    ['value: "2"', shown('1', 'on').replace('"1"', '"2"')],
    ['a number', shown('1', 'on').replace('"1"', '1')],
    ['answer', shown('1', 'maybe')],
  ])('%s', (_, written) => {
    const snapshot = site('', written);
    const errors = snapshot.diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ place }) => place.line)).toEqual([5]);
  });
});
