// One mistake in what an inventory says of a phone is one finding: the file that is made of it is judged as well.

import { expect, it } from 'vitest';
import { checkAtStart } from '../../src/artifacts/check-at-start.js';
import { withoutConsequences } from '../../src/artifacts/without-consequences.js';
import { CONNECTION_RULES, PORT_RULES } from '../../src/inventory/rules/connection.js';
import { LIMIT_RULES } from '../../src/inventory/rules/limits.js';
import { PARTNER_RULES } from '../../src/inventory/rules/partners.js';
import { SERVICE_RULES } from '../../src/inventory/rules/services.js';
import { CHECK_RULES } from '../../src/phones/cisco/files/sep/check/check.js';
import { PHONE_RULES } from '../../src/phones/cisco/files/sep/phone-rules.js';
import { siteOf } from './cisco/cisco-under-test.js';

const TABLES = [
  LIMIT_RULES,
  CONNECTION_RULES,
  PORT_RULES,
  PARTNER_RULES,
  SERVICE_RULES,
  CHECK_RULES,
  PHONE_RULES,
];

const KEYS = 'keys: { 1: { line: "1" }, 2: { line: "2" } }';
const settings = (said: string) => `${KEYS}\nsettings: { ${said} }`;

/** By the rule: a phone that is wrong in nothing else. */
const MISTAKES: Readonly<Record<string, string>> = {
  'inventory/key-beyond-model':
    'keys: { 1: { line: "1" }, 2: { line: "2" }, 25: { speedDial: "1" } }',
  'inventory/too-many-lines': `keys: { ${Array.from({ length: 9 }, (_, at) => `${at + 1}: { line: "3" }`).join(', ')} }`,
  'inventory/label-too-long': `${KEYS}\nlabel: ${'x'.repeat(80)}`,
  'inventory/unsupported': `${KEYS}\ncsta: true`,
  'inventory/nat-not-enabled': `${KEYS}\nnat: { fromReceived: true }`,
  'inventory/port-order': `${KEYS}\nrtp: { first: 20000, last: 16386 }`,
  'inventory/doubtful-value': `${KEYS}\nrtp: { first: 80, last: 4000 }`,
  'inventory/ports-overlap': `${KEYS}\nrtp: { first: 5000, last: 6000 }`,
  'inventory/setting-alone': settings('idleTimeout: 60'),
  'inventory/service-address': `${KEYS.slice(0, -2)}, 3: { service: "ftp://a.example/x", label: x } }`,
  'inventory/unreachable-server': settings('idleURL: "http://127.0.0.1/x", idleTimeout: 60'),
  'inventory/left-out': `${KEYS}\ncodecs: [g711alaw, opus]`,
  'cisco/time-zone': `${KEYS}\ntimeZone: Asia/Kathmandu`,
  'cisco/locale': `${KEYS}\nlocale: la-VA`,
  'cisco/no-tls': KEYS.replace('"1"', '"tls"').replace('"2"', '"tls"'),
  'cisco/no-codec': `${KEYS}\ncodecs: [opus]`,
  'cisco/no-line': 'keys: { 1: { speedDial: "1" } }',
  'cisco/line-gap': 'keys: { 1: { line: "1" }, 2: { speedDial: "1" }, 3: { line: "2" } }',
  'cisco/odd-media-port': `${KEYS}\nrtp: { first: 16385 }`,
  'cisco/nat-inside-address': `${KEYS}\nnat: { enabled: true }`,
  'cisco/load-ending': `${KEYS}\nfirmware: SIP31.8-5-3S.loads`,
  'cisco/label-space': `${KEYS}\nlabel: "a b"`,
  'cisco/long-password': KEYS.replace('"1"', '"long"'),
  'cisco/too-long': KEYS.replace('"1"', '"endless"'),
  'cisco/long-value': KEYS.replace('"1"', '"named"'),
  'cisco/one-for-all-lines': KEYS.replace('"2"', '"tcp"'),
  'cisco/one-registrar': `${KEYS.replace('"2"', '"other"')}\nsettings: { proxy: callManager }`,
  'cisco/port-of-tls': KEYS.replace('"1"', '"odd"').replace('"2"', '"odd"'),
  'cisco/foreign-load': `${KEYS}\nfirmware: SIP45.8-5-3S`,
  'cisco/calls-per-line': settings('maxNumCalls: 4'),
  'cisco/odd-timing': settings('timerT1: 5000'),
  'cisco/no-module':
    'model: cisco-7975g\nkeys: { 1: { line: "1" }, 2: { line: "2" }, 9: { speedDial: "1" } }',
  'cisco/raw-path': `${KEYS}\nraw: { "a[": "1" }`,
};

/** A rule of the vendor says it better. */
const OF_OTHER_PHONES: readonly string[] = ['inventory/no-line'];

const told = (phone: string) =>
  withoutConsequences(
    checkAtStart(
      siteOf(`
site: { timeZone: Europe/Moscow }
pbx:
  main: { host: pbx.lab.example }
  tls: { host: pbx.lab.example, transport: tls }
  tcp: { host: pbx.lab.example, transport: tcp }
  odd: { host: pbx.lab.example, port: 5061 }
  other: { host: other.lab.example }
defaults: { pbx: main }
lines:
  "1": { password: { env: SIP } }
  "2": { password: { env: SIP } }
  "3": { password: { env: SIP }, shared: true }
  "tls": { password: { env: SIP }, pbx: tls, shared: true }
  "tcp": { password: { env: SIP }, pbx: tcp }
  "odd": { password: { env: SIP }, pbx: odd, shared: true }
  "other": { password: { env: SIP }, pbx: other }
  "long": { password: { env: LONG } }
  "endless": { password: { env: ENDLESS } }
  "named": { password: { env: SIP }, name: ${'x'.repeat(40)} }
phones:
  - mac: "5c:fc:66:5d:4f:9a"
${phone.startsWith('model:') ? '' : '    model: cisco-7931g'}
${phone.replace(/^/gm, '    ')}
`),
    ).diagnostics,
  )
    .filter(({ code }) => code !== 'cisco/unproven')
    .map(({ code }) => code);

it.each(Object.entries(MISTAKES))('%s', (id, phone) => {
  expect(told(phone)).toEqual([id]);
});

it('a range of ports that is wrong in several ways', () => {
  expect(told(`${KEYS}\nrtp: { first: 1, last: 65535 }`)).toEqual(['inventory/doubtful-value']);
});

it('a line on a key that the phone does not have', () => {
  const keys = 'keys: { 1: { line: "1" }, 2: { line: "2" }, 25: { line: "3" } }';
  expect(told(keys)).toEqual(['inventory/key-beyond-model']);
});

it('every rule on a phone of an inventory has one', () => {
  const ids = TABLES.flatMap((table) => Object.keys(table)).filter(
    (id) => !OF_OTHER_PHONES.includes(id),
  );
  expect(Object.keys(MISTAKES).toSorted()).toEqual([...new Set(ids)].toSorted());
});
