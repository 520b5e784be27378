// What is accepted although it is hardly meant: a warning each, at the place of the slip.

import { describe, expect, it } from 'vitest';
import { told } from '../findings/names-said.js';
import { DESK, ROOM, readMarks, resolveText } from './site-under-test.js';

const HEAD = [
  'site: { timeZone: Etc/UTC }',
  'pbx: { main: { host: 10.20.1.9 } }',
  'lines: { "1": { password: { env: A } }, "2": { password: { env: A } } }',
];
const A = 'mac: "02:00:00:00:00:0a", model: test-desk, pbx: main';
const LINE = 'keys: { 1: { line: "1" } }';

/** Findings as `code place`. */
function found(marked: readonly string[]): readonly string[] {
  const { text, codeAt } = readMarks(marked.join('\n'));
  const { diagnostics } = resolveText(text, { unsaid: true });
  return diagnostics.filter(isAboutPhones).map(codeAt);
}

/** Not that there is none. */
function isAboutPhones({ code }: { readonly code: string }): boolean {
  return code !== 'inventory/no-phones' && code !== 'inventory/only-strangers';
}

describe('a phone is doubted for', () => {
  it.each([
    {
      name: 'an outside address without NAT',
      phone: `${A}, ${LINE}, nat: { address: ①203.0.113.7 }`,
      findings: ['inventory/nat-not-enabled ①'],
    },
    {
      name: 'an address to learn without NAT',
      phone: `${A}, ${LINE}, nat: { fromReceived: ①true, enabled: false }`,
      findings: ['inventory/nat-not-enabled ①'],
    },
    {
      name: 'ports that end before they begin',
      phone: `${A}, ${LINE}, rtp: ①{ first: 20000, last: 12766 }`,
      findings: ['inventory/port-order ①'],
    },
    {
      name: 'one port for media',
      phone: `${A}, ${LINE}, rtp: ①{ first: 20000, last: 20000 }`,
      findings: ['inventory/port-order ①'],
    },
    {
      name: 'ports for media among those of services',
      phone: `${A}, ${LINE}, rtp: { first: ①64, last: 20000 }`,
      findings: ['inventory/doubtful-value ①'],
    },
    ...['1-800-FLOWERS', '7OO1', '7001x2', '7001ext2', '0301234p12'].map((number) => ({
      name: `a number to dial with letters, ${number}`,
      phone: `${A}, keys: { 1: { line: "1" }, 2: { label: x, speedDial: ①"${number}" } }`,
      findings: ['inventory/doubtful-value ①'],
    })),
    ...['front.desk', 'sip7001', '7001', '*97', 'queue2', '7001ab'].map((number) => ({
      name: `no number of letters, ${number}`,
      phone: `${A}, keys: { 1: { line: "1" }, 2: { blf: "${number}" } }`,
      findings: [],
    })),
    {
      name: 'a service that is no address',
      phone: `${A}, keys: { 1: { line: "1" }, 2: { service: ①menu } }`,
      findings: ['inventory/service-address ①'],
    },
    {
      name: 'a service of another protocol',
      phone: `${A}, keys: { 1: { line: "1" }, 2: { service: ①"ftp://10.20.1.1/menu.xml" } }`,
      findings: ['inventory/service-address ①'],
    },
    {
      name: 'a service at no host',
      phone: `${A}, keys: { 1: { line: "1" }, 2: { service: ①"http://" } }`,
      findings: ['inventory/service-address ①'],
    },
    ...[
      'http://10.20.1/x',
      'http://pbx,x/x',
      'http://тест/',
      'http://u@0x7f.1/',
      'http://10.20.1.300/x',
    ].map((url) => ({
      name: `a service at what is no host, ${url}`,
      phone: `${A}, keys: { 1: { line: "1" }, 2: { service: ①"${url}" } }`,
      findings: ['inventory/service-address ①'],
    })),
    ...['http://127.0.0.1/x', 'http://LOCALHOST:80/x', 'http://0.0.0.0/', 'http://224.0.0.1/'].map(
      (url) => ({
        name: `a service where no server can be, ${url}`,
        phone: `${A}, keys: { 1: { line: "1" }, 2: { service: ①"${url}" } }`,
        findings: ['inventory/unreachable-server ①'],
      }),
    ),
    {
      name: 'a codec twice',
      phone: `${A}, ${LINE}, codecs: [g722, g711alaw, ①g722]`,
      findings: ['inventory/listed-twice ①'],
    },
    {
      name: 'a time server twice',
      phone: `${A}, ${LINE}, ntp: [10.20.1.1, ①10.20.1.1]`,
      findings: ['inventory/listed-twice ①'],
    },
  ])('$name', ({ phone, findings }) => {
    expect(found([...HEAD, `phones: [{ ${phone} }]`])).toEqual(findings);
  });

  it('nothing where all is well', () => {
    const more = [
      'nat: { enabled: true, address: 203.0.113.7 }, rtp: { first: 20000, last: 20001 }',
      'keys: { 1: { line: "1" }, 2: { service: "http://u@h:80/x?a=1" }, 3: { service: "Application:Menu" } }',
    ];
    expect(found([...HEAD, `phones: [{ ${A}, ${more.join(', ')} }]`])).toEqual([]);
  });
});

describe('what nobody said is told once', () => {
  const phones = [
    'phones:',
    '  - ②{ mac: "02:00:00:00:00:0a", model: test-desk, pbx: main, keys: { 1: { line: "1" } } }',
    '  - { mac: "02:00:00:00:00:0b", model: test-desk, pbx: main, keys: { 1: { line: "2" } } }',
  ];
  const pbx = 'pbx: { main: { host: 10.20.1.9 } }';

  it('for all lines without a password, and all phones without a time zone', () => {
    const site = [pbx, 'lines: { ①"1": {}, "2": {}, "3": {} }', ...phones];
    expect(found(site)).toEqual(['inventory/no-password ①', 'inventory/no-time-zone ②']);
    const { text } = readMarks(site.join('\n'));
    expect(resolveText(text, { unsaid: true }).diagnostics.map(told)).toEqual([
      'inventory/no-password 2:10 "1" 1',
      'inventory/no-time-zone 4:5 1',
    ]);
  });

  it('by those alone who leave it unsaid', () => {
    const lines = 'lines: { "1": { password: { env: A } }, ①"2": {} }';
    expect(found(['site: { timeZone: Etc/UTC }', pbx, lines, ...phones])).toEqual([
      'inventory/no-password ①',
    ]);
  });
});

describe('a MAC of a known block', () => {
  const makers = [
    { ...DESK, vendor: 'one', dhcp: { ...DESK.dhcp, ouis: ['00:00:01', '00:00:03'] } },
    { ...ROOM, vendor: 'two', dhcp: { ...ROOM.dhcp, ouis: ['00:00:02', '00:00:03'] } },
  ];

  it.each([
    ['00:00:01', 'test-desk', []],
    [
      '00:00:02',
      'test-desk',
      ['write another model, such as test-room, or the MAC on the phone’s label'],
    ],
    [
      '00:00:01',
      'test-room',
      ['write another model, such as test-desk, or the MAC on the phone’s label'],
    ],
    ['00:00:03', 'test-room', []],
    ['00:00:09', 'test-room', []],
  ])('%s on a %s', (block, id, hints) => {
    const phone = `{ mac: "${block}:00:00:01", model: ${id}, pbx: main, ${LINE} }`;
    const { diagnostics } = resolveText([...HEAD, `phones: [${phone}]`].join('\n'), { makers });
    const doubts = diagnostics.filter(({ code }) => code === 'inventory/foreign-mac');
    expect(doubts.map(({ hint }) => hint.replace("'", '’'))).toEqual(hints);
    expect(diagnostics).toEqual(doubts);
  });
});

it.each([
  ['59s', ['inventory/short-lease ①']],
  ['1m', []],
  ['infinite', []],
])('a lease of %s', (lease, findings) => {
  const network = `network: { subnet: 10.20.1.0/24, lease: ①${lease} }`;
  expect(found([...HEAD, network])).toEqual(findings);
});

it.each([
  ['"70-01"', ['inventory/doubtful-value ①']],
  ['"++4930"', ['inventory/doubtful-value ①']],
  ['"7001=1"', ['inventory/doubtful-value ①']],
  ['"+4930"', []],
  ['front.desk', []],
  ['anna-maria', []],
])('an account named %s', (name, findings) => {
  const lines = `lines: { ①${name}: { password: { env: A } } }`;
  expect(found([...HEAD.slice(0, 2), lines])).toEqual(findings);
});

it.each([
  ['Anna // desk', ['inventory/doubtful-value ①']],
  ['"Anna // desk"', []],
  ['Anna//desk', []],
])('a name with a comment of C, %s', (name, findings) => {
  const lines = `lines: { "1": { name: ①${name}, password: { env: A } } }`;
  expect(found(['site: { timeZone: Etc/UTC }', lines])).toEqual(findings);
});

it.each([
  ['{ host: a.example, backup: { host: ①A.example } }', ['inventory/backup-is-main ①']],
  [
    '{ host: 10.20.1.9, port: 5070, backup: { host: ①10.20.1.9, port: 5070 } }',
    ['inventory/backup-is-main ①'],
  ],
  ['{ host: 10.20.1.9, backup: { host: 10.20.1.9, port: 5070 } }', []],
  ['{ host: 10.20.1.9, backup: { host: 10.20.1.8 } }', []],
])('a backup, %s', (pbx, findings) => {
  expect(found(['site: { timeZone: Etc/UTC }', `pbx: { main: ${pbx} }`])).toEqual(findings);
});

describe('a setting with a partner', () => {
  const properties = {
    port: { type: 'integer', description: 'Port.', 'x-with': { host: [''] } },
    host: { type: 'string', default: '', description: 'Host.' },
    page: { type: 'string', default: '', description: 'Page.', 'x-with': { wait: [0] } },
    wait: { type: 'integer', default: 0, description: 'Wait.', 'x-with': { page: [''] } },
    user: { type: 'string', default: '', description: 'User.', 'x-with': { pin: [] } },
    pin: { 'x-secret': true, description: 'PIN.', 'x-with': { user: [''] } },
  } as const;
  const makers = [{ ...DESK, settings: { ...DESK.settings, properties } }];

  it.each([
    ['port: ①5', ['①']],
    ['port: 5, host: a', []],
    ['port: ①5, host: ""', ['①']],
    ['page: ①a', ['①']],
    ['wait: ①5', ['①']],
    ['wait: 0', []],
    ['page: a, wait: 5', []],
    ['user: ①a', ['①']],
    ['pin: ①{ env: A }', ['①']],
    ['user: a, pin: { env: A }', []],
    ['host: a', []],
  ])('%s', (settings, marks) => {
    const { text, codeAt } = readMarks(
      [...HEAD, `phones: [{ ${A}, ${LINE}, settings: { ${settings} } }]`].join('\n'),
    );
    const { diagnostics } = resolveText(text, { makers });
    expect(diagnostics.map(codeAt)).toEqual(marks.map((mark) => `inventory/setting-alone ${mark}`));
  });
});

it('of a service with a password only the host is shown', () => {
  const phone = `${A}, keys: { 1: { line: "1" }, 2: { service: "http://u:ses@me@a,b/" } }`;
  const { diagnostics } = resolveText([...HEAD, `phones: [{ ${phone} }]`].join('\n'));
  const said = diagnostics.find(({ code }) => code === 'inventory/service-address');
  expect(said?.message).toContain('the host "a,b"');
  expect(JSON.stringify(said)).not.toMatch(/ses|me@/);
});
