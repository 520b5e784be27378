// One wrong field of a phone hides nothing of what is wrong with its others, and nothing follows from it.

import { describe, expect, it } from 'vitest';
import { told } from '../findings/names-said.js';
import { readMarks, resolveText } from './site-under-test.js';

const MAC = '"02:00:00:00:00:0a"';

/** A whole site, the group and the dial plan of which only `phone` has. Its findings, at the marks. */
function codesOf(phone: string): readonly string[] {
  const { text, codeAt } = readMarks(
    [
      'site: { timeZone: Europe/Berlin }',
      'network: { subnet: 10.20.1.0/24, router: 10.20.1.254, dns: [10.20.1.1], pool: 10.20.1.50-10.20.1.50 }',
      'pbx: { main: { host: 10.20.1.2 } }',
      'defaults: { models: { test: { pbx: main, keys: { 2: { blf: "5" } } } } }',
      'groups: { all: { adminPassword: { env: PW } } }',
      'dialPlans: { plan: [{ match: "1" }] }',
      'lines: { "1": { password: { env: PW } }, "2": { password: { env: PW } } }',
      'phones:',
      '  - { mac: "02:00:00:00:00:01", model: test-room, address: 10.20.1.9, keys: { 1: { line: "1" } } }',
      `  - { groups: [all], dialPlan: plan, ${phone} }`,
    ].join('\n'),
  );
  const secrets = { 'env:PW': 'sesame12' };
  return resolveText(text, { unsaid: true, secrets }).diagnostics.map(codeAt);
}

/** By what is wrong with a phone of which none can be made: what says so. */
const UNMADE: readonly (readonly [what: string, phone: string, code: string])[] = [
  ['a model that is a number', `mac: ${MAC}, model: ①7931`, 'quote-it'],
  ['a misspelt model', `mac: ${MAC}, model: ①test-dsk`, 'unknown-model'],
  ['a list of models', `mac: ${MAC}, model: ①[test-desk]`, 'wrong-type'],
  ['an O in its MAC', 'mac: ①"02:00:00:00:00:O2", model: test-desk', 'bad-mac'],
  ['a MAC of a group', 'mac: ①"03:00:00:00:00:02", model: test-desk', 'bad-mac'],
  ['a list of MACs', 'mac: ①[a], model: test-desk', 'wrong-type'],
];

/** By what is wrong beside that: what says so. */
const OTHERS: readonly (readonly [what: string, fields: string, code: string])[] = [
  ['an address that is none', 'address: ②10.20.1.400', 'bad-value'],
  ['an address of another network', 'address: ②10.30.1.1', 'address-outside-subnet'],
  ['an address of the pool', 'address: ②10.20.1.50', 'address-in-pool'],
  ['the address of the PBX', 'address: ②10.20.1.2', 'address-taken'],
  ['the address of another phone', 'address: ②10.20.1.9', 'duplicate-address'],
  ['an unknown line', 'keys: { 1: { line: ②"3" } }', 'unknown-line'],
  ['the line of another phone', 'keys: { 1: { line: ②"1" } }', 'line-not-shared'],
  ['an unknown PBX', 'pbx: ②mian, keys: { 1: { line: "2" } }', 'unknown-pbx'],
  ['a secret that is not there', 'adminPassword: ②{ env: OTHER }', 'missing-secret'],
  ['a wrong option', 'options: { ②150: { text: a } }', 'option-kind'],
  ['an unknown name', '②nobody: x', 'unknown-key'],
  [
    'a service that is none',
    'keys: { 1: { service: ②menu }, 2: { line: "2" } }',
    'service-address',
  ],
  [
    'a service of its own',
    'keys: { 1: { service: ②"http://127.0.0.1/" }, 2: { line: "2" } }',
    'unreachable-server',
  ],
  ['ports that end too soon', 'rtp: ②{ first: 30000, last: 20000 }', 'port-order'],
];

describe('a phone with', () => {
  it('nothing wrong has no finding', () => {
    expect(codesOf(`mac: ${MAC}, model: test-desk, keys: { 1: { line: "2" } }`)).toEqual([]);
  });

  it.each(UNMADE)('%s is one finding', (_, phone, code) => {
    const keys = 'keys: { 1: { line: "2" }, 2: null }';
    expect(codesOf(`${phone}, ${keys}`)).toEqual([`inventory/${code} ①`]);
  });

  describe.each(UNMADE)('%s', (_, phone, code) => {
    it.each(OTHERS)('and %s', (_what, fields, other) => {
      const found = codesOf(`${phone}, ${fields}`);
      expect(found).toEqual([`inventory/${code} ①`, `inventory/${other} ②`]);
    });
  });

  it.each(['model: ①[a]', 'model: ①test-dsk'])('%s and a wrong MAC', (model) => {
    const found = codesOf(`${model}, mac: ②"02:00:00:00:00:O2"`);
    expect(found.toSorted()).toEqual([
      'inventory/bad-mac ②',
      `inventory/${model.includes('[') ? 'wrong-type' : 'unknown-model'} ①`,
    ]);
  });

  it.each([
    [
      'a key that its model has not',
      'keys: { 1: { line: "2" }, ②99: { blf: "5" } }',
      'key-beyond-model',
    ],
    ['a label that is too long', `label: ②${'x'.repeat(200)}`, 'label-too-long'],
  ])('an O in its MAC and %s', (_, fields, code) => {
    const found = codesOf(`mac: ①"02:00:00:00:00:O2", model: test-desk, ${fields}`);
    expect(found).toEqual(['inventory/bad-mac ①', `inventory/${code} ②`]);
  });

  it('a wrong model and the MAC of another phone', () => {
    const found = codesOf('model: ①test-dsk, mac: ②"02:00:00:00:00:01"');
    expect(found).toEqual(['inventory/unknown-model ①', 'inventory/duplicate-mac ②']);
  });

  it.each(['mac', 'model'])('no %s, and a wrong line', (field) => {
    const [mac, model] = [`mac: ${MAC}`, 'model: test-desk'];
    const { text, codeAt } = readMarks(
      `phones: [①{ ${field === 'mac' ? model : mac}, groups: [②some], keys: { 1: { line: ③"3" } } }]`,
    );
    expect(resolveText(text, { unsaid: true }).diagnostics.map(codeAt)).toEqual([
      'inventory/missing-key ①',
      'inventory/unknown-group ②',
      'inventory/unknown-line ③',
    ]);
  });
});

it('has the line without a password of which it alone knows', () => {
  const { text, codeAt } = readMarks(
    `pbx: { main: { host: 10.20.1.2 } }
lines: { ①"1": {} }
phones: [{ mac: ${MAC}, model: ②test-dsk, pbx: main, keys: { 1: { line: "1" } } }]`,
  );
  const found = resolveText(text, { unsaid: true }).diagnostics.map(codeAt);
  expect(found).toEqual(['inventory/no-password ①', 'inventory/unknown-model ②']);
});

it('of a table that has no column for lines is told with that', () => {
  const { diagnostics } = resolveText('include: [phones.csv]', {
    files: { 'phones.csv': 'mac,model,extension\n020000000001,7931,7001\n' },
    unsaid: true,
  });
  const codes = diagnostics.map(({ code }) => code);
  expect(codes).toContain('inventory/unknown-model');
  expect(codes).toContain('inventory/no-line-column');
});

it('is no phone of the site', () => {
  const entries = UNMADE.map(([, phone]) => `  - { ${phone.replace('①', '')}, keys: {} }`);
  expect(resolveText(`phones:\n${entries.join('\n')}`).site.phones).toEqual([]);
});

it('a secret that is not there is told once, however many PBXes its line is used with', () => {
  const { diagnostics } = resolveText(
    `pbx: { a: { host: a.example }, b: { host: b.example } }
lines: { "1": { password: { env: A }, shared: true } }
phones:
  - { mac: "02:00:00:00:00:01", model: test-desk, pbx: a, keys: { 1: { line: "1" } } }
  - { mac: "02:00:00:00:00:02", model: test-desk, pbx: b, keys: { 1: { line: "1" } } }
`,
    { secrets: {} },
  );
  expect(diagnostics.map(told)).toEqual(['inventory/missing-secret 2:27 1 env:A']);
});
