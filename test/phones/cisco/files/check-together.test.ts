// What is said once for all phones of a site, or of two together.

import { describe, expect, it } from 'vitest';
import { namesSaid } from '../../../findings/names-said.js';
import { siteOf } from '../cisco-under-test.js';

const HEAD = [
  'site: { timeZone: Etc/UTC }',
  'pbx: { main: { host: 10.20.1.9 } }',
  'lines: { "1": { password: { env: SIP } }, "2": { password: { env: SIP } }, "3": { password: { env: SIP } } }',
];
const MODELS = 'models: { cisco-7931g: { settings: { rollover: none } } }';

/** `code line:col` and what is named, without the doubts about lamps. */
function findings(...lines: readonly string[]): readonly string[] {
  return siteOf([...HEAD, ...lines].join('\n')).diagnostics.flatMap(({ code, place, message }) =>
    code === 'cisco/unproven'
      ? []
      : [`${code} ${place.line}:${place.col}`, ...namesSaid(message)].join(' '),
  );
}
const phone = (n: number, more: string, model = 'cisco-7931g') =>
  `  - { mac: "5c:fc:66:00:00:0${n}", model: ${model}, ${more} }`;

describe('two phones behind one outside address', () => {
  const behind = (n: number, address: string, port: string) =>
    phone(n, `keys: { 1: { line: "${n}" } }, nat: { enabled: true, address: ${address} }${port}`);
  const head = [`defaults: { pbx: main, ${MODELS} }`, 'phones:'];

  it('need a port each', () => {
    const same = findings(
      ...head,
      behind(1, '203.0.113.7', ''),
      behind(2, '203.0.113.7', ', settings: { voipControlPort: 5060 }'),
    );
    expect(same).toEqual([
      'cisco/nat-port-taken 7:156 5c:fc:66:00:00:01 5c:fc:66:00:00:02 203.0.113.7:5060',
    ]);
  });

  it.each([
    ['203.0.113.7', ', settings: { voipControlPort: 5061 }'],
    ['203.0.113.8', ''],
  ])('are told apart by %s%s', (address, port) => {
    expect(findings(...head, behind(1, '203.0.113.7', ''), behind(2, address, port))).toEqual([]);
  });
});

describe('a pickup code', () => {
  const blf = (n: number, code: string) => `${n}: { blf: "700${n}", pickup: "${code}" }`;
  const site = (...keys: readonly string[]) =>
    findings(
      `defaults: { pbx: main, ${MODELS} }`,
      'phones:',
      phone(1, `keys: { 1: { line: "1" }, ${keys.join(', ')} }`),
    );

  it('of ours is not what the phone dials: that is said once', () => {
    expect(site(blf(2, '*8'), blf(3, '**'))).toEqual([
      'cisco/pickup-code 6:79 x-cisco-serviceuri-blfpickup-7002 1',
    ]);
  });

  it('of the phone itself is well', () => {
    expect(site(blf(2, 'x-cisco-serviceuri-blfpickup-'))).toEqual([]);
  });
});

describe('a phone whose lines carry one call', () => {
  const site = (...phones: readonly string[]) =>
    findings('defaults: { pbx: main }', 'phones:', ...phones);

  it('cannot transfer with one line: said once', () => {
    expect(
      site(phone(1, 'keys: { 1: { line: "1" } }'), phone(2, 'keys: { 1: { line: "2" } }')),
    ).toEqual(['cisco/one-call 6:59 1']);
  });

  it.each([
    ['two lines', 'keys: { 1: { line: "1" }, 2: { line: "2" } }', 'cisco-7931g'],
    ['no wish for more', 'keys: { 1: { line: "1" } }, settings: { rollover: none }', 'cisco-7931g'],
    ['a model that carries more', 'keys: { 1: { line: "1" } }', 'cisco-7942g'],
  ])('is well with %s', (_, more, model) => {
    expect(site(phone(1, more, model))).toEqual([]);
  });
});

describe('firmware in defaults', () => {
  const DEFAULTS =
    'defaults: { pbx: main, models: { cisco-7931g: { firmware: SIP31.8-5-3SR1S, settings: { rollover: none } } } }';
  const phones = ['phones:', phone(1, 'keys: { 1: { line: "1" } }')];
  const network = (clients: string) =>
    `network: { subnet: 10.20.1.0/24, pool: 10.20.1.50-10.20.1.59, clients: ${clients} }`;

  it.each([[], [network('inventory')]])('is for every phone of the model, %s', (...more) => {
    expect(findings(DEFAULTS, ...more, ...phones)).toEqual([
      'cisco/firmware-for-all 4:34 XMLDefault.cnf.xml SIP31.8-5-3SR1S 7931G',
    ]);
  });

  it('is meant so where strangers are answered', () => {
    expect(findings(DEFAULTS, network('phones'), ...phones)).toEqual([]);
  });
});

it('a password is measured in bytes, as the phone has room for them', () => {
  const say = (password: string) =>
    siteOf(
      [
        HEAD[0],
        HEAD[1],
        `lines: { "9": { password: "${password}" } }`,
        `defaults: { pbx: main, ${MODELS} }`,
        'phones:',
        phone(1, 'keys: { 1: { line: "9" } }'),
      ].join('\n'),
    ).diagnostics.map(({ code }) => code);
  expect(say('ж'.repeat(16))).toContain('cisco/too-long');
  expect(say('x'.repeat(31))).not.toContain('cisco/too-long');
});
