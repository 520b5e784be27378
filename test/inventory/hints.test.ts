// What a finding about the form of an inventory tells to write.

import { describe, expect, it } from 'vitest';
import { resolveText } from './site-under-test.js';

const phone = (more: string) =>
  `phones:\n  - { mac: "02:00:00:00:00:01", model: test-desk, ${more} }\n`;

const network = (more: string) => `network: { subnet: 10.20.1.0/24, ${more} }`;

/** A text, and the hint of its only error. */
const HINTS: readonly (readonly [text: string, at: string, hint: string])[] = [
  ['network: [{ subnet: 10.0.0.0/24 }]', 'wrong-type 1:10', 'use `networks:` for a list'],
  [
    'networks: { subnet: 10.0.0.0/24 }',
    'wrong-type 1:11',
    'write a list: a dash in front of each entry',
  ],
  ['networks: []', 'bad-value 1:11', 'write a list: a dash in front of each entry, or remove'],
  ['networks: [10.0.0.0/24]', 'wrong-type 1:12', 'write { subnet: 10.0.0.0/24 }'],
  ['network: { subnet: 10.20.1.0 255.255.255.0 }', 'bad-value 1:20', 'write 10.20.1.0/24'],
  ['network: { subnet: 10.20.1.7 / 24 }', 'bad-value 1:20', 'write 10.20.1.0/24'],
  ...['10.0.0.5 10.0.0.9', '"10.0.0.5, 10.0.0.9"', '10.0.0.5;10.0.0.9'].map(
    (pool): [string, string, string] => [
      `network: { subnet: 10.0.0.0/24, pool: ${pool} }`,
      'bad-value 1:39',
      'write 10.0.0.5-10.0.0.9',
    ],
  ),
  ...['[10.0.0.5, 10.0.0.9]', '[10.0.0.5-10.0.0.9]', '{ first: 10.0.0.5, last: 10.0.0.9 }'].map(
    (pool): [string, string, string] => [
      `network: { subnet: 10.0.0.0/24, pool: ${pool} }`,
      'wrong-type 1:39',
      'write 10.0.0.5-10.0.0.9',
    ],
  ),
  ['site: { name: [Lab] }', 'wrong-type 1:15', 'write Lab'],
  ['lines: { 7004/1: {} }', 'bad-value 1:10', 'write a number without "/"'],
  ['defaults: { keys: { 2: { blf: 7004/1 } } }', 'bad-value 1:31', 'write a number without "/"'],
  ['defaults: { keys: { 2: { blf: 030/1234 } } }', 'bad-value 1:31', 'write "0301234"'],
  ['pbx: [{ host: a }]', 'wrong-type 1:6', 'write a map: { main: { host: … } }'],
  ['pbx: { a: x }', 'wrong-type 1:11', 'write { host: x }'],
  ['defaults: { options: { 160: http://x/ } }', 'wrong-type 1:29', 'write { text: "http://x/" }'],
  ['defaults: { keys: { 1: "7001" } }', 'wrong-type 1:24', 'write { line: "7001" }'],
  ['defaults: { csta: 1 }', 'wrong-type 1:19', 'write true'],
  ['defaults: { codecs: g711alaw }', 'wrong-type 1:21', 'write a list: [g711alaw]'],
  ['defaults: { codecs: "g711alaw,g722" }', 'wrong-type 1:21', 'write a list: [g711alaw, g722]'],
  ['defaults: { codecs: alaw }', 'wrong-type 1:21', 'write a list: [g711alaw]'],
  ['defaults: { ntp: a.example }', 'wrong-type 1:18', 'write a list: [a.example]'],
  ['defaults: { ntp: "10.0.0.1; b.x" }', 'wrong-type 1:18', 'write a list: [10.0.0.1, b.x]'],
  ['defaults: { ntp: ntp://b.x }', 'wrong-type 1:18', 'write a list: [pbx.lab.example, …]'],
  [
    'network: { subnet: 10.0.0.0/24, dns: 10.0.0.1 }',
    'wrong-type 1:38',
    'write a list: [10.0.0.1]',
  ],
  [
    'network: { subnet: 10.0.0.0/24, dns: ns.x }',
    'wrong-type 1:38',
    'write a list: [10.20.1.1, …]',
  ],
  [
    'defaults: { options: { 150: { ips: "10.0.0.1,10.0.0.2" } } }',
    'wrong-type 1:36',
    'write a list: [10.0.0.1, 10.0.0.2]',
  ],
  ['offhook: "1"', 'bad-value 1:10', 'write 1, without quotes'],
  ['defaults: { locale: "de-DE," }', 'bad-value 1:21', 'write de-DE'],
  ['defaults: { options: { 43: { hex: "0x0a, 0x14" } } }', 'bad-value 1:35', 'write "0a14"'],
  ['defaults: { model: test-desk }', 'unknown-key 1:13', '`model` stands on a phone'],
  ['defaults: { models: { test: { models: {} } } }', 'unknown-key 1:31', '`models` stands under'],
  ['pbx: { a: { host: "10.0.0.1:0" } }', 'bad-value 1:19', 'write 10.0.0.1'],
  ['lines: { "1": { password: { env: $SIP_1 } } }', 'bad-value 1:34', 'write { env: SIP_1 }'],
  ['lines: { "1": { password: { env: "A=1" } } }', 'bad-value 1:34', 'write { env: A }'],
  ['pbx: { a: { host: x, port: "y" } }', 'wrong-type 1:28', 'write a whole number from 1 to 65535'],
  [
    'pbx: { a: { host: x, port: 70000 } }',
    'bad-value 1:28',
    'write a whole number from 1 to 65535',
  ],
  ['defaults: { locale: { a: 1 } }', 'wrong-type 1:21', 'write a text, for example ru-RU'],
  ['offhook: 2', 'bad-value 1:10', 'write 1'],
  ['lines: { "1": { password: { env: A, file: b } } }', 'bad-value 1:27', 'keep one of them'],
  [
    'lines: { "1": { password: {} } }',
    'bad-value 1:27',
    'write { env: NAME }, { file: path } or { credential: NAME }',
  ],
  ['defaults: { keys: { 1: { label: x } } }', 'bad-value 1:21', 'write one of them: { line: … }'],
  ['defaults: { keys: { 1: { line: "1", blf: "2" } } }', 'bad-value 1:21', 'keep one of line, blf'],
  [
    'defaults: { keys: { 1: { line: "1", pickup: "*8" } } }',
    'bad-value 1:37',
    'write "blf" beside it, or remove it',
  ],
  ['defaults: { dialPlan: "" }', 'bad-value 1:23', 'write a text, or remove the name'],
  ['defaults: { models: { test-rom: {} } }', 'unknown-model 1:23', 'write test-room, or remove it'],
  ['defaults: { ctsa: true }', 'unknown-key 1:13', 'write csta, or remove it'],
  ['lines: { "1": { zzzzzzzz: x } }', 'unknown-key 1:17', 'known here: name, password, authName'],
  ['lines: { "1": { name: ~ } }', 'quote-it 1:23', 'quote it: "~"'],
  ['lines: { "1": { name: Null } }', 'quote-it 1:23', 'quote it: "Null"'],
  ['defaults: { raw: {} }', 'unknown-key 1:13', 'write `raw` under `models` here'],
  ['defaults: { firmware: x }', 'unknown-key 1:13', 'write `firmware` under `models` here'],
  ['defaults: { groups: [a] }', 'unknown-key 1:13', '`groups` stands on a phone'],
  ['defaults: { mac: x }', 'unknown-key 1:13', '`mac` stands on a phone'],
  [phone('name: Anna'), 'unknown-key 2:51', '`name` stands under `lines`'],
  [phone('lines: ["1"]'), 'unknown-key 2:51', 'write keys: { 1: { line: "7001" } }'],
  [phone('extension: "1"'), 'unknown-key 2:51', 'write keys: { 1: { line: "7001" } }'],
  ['pbx: { a: { host: x, transport: [udp] } }', 'wrong-type 1:33', 'write transport: udp'],
  ['pbx: { a: { host: x, transport: {} } }', 'wrong-type 1:33', 'write one of: udp, tcp, tls'],
  [
    'defaults: { timeZone: null }',
    'quote-it 1:23',
    'write a text, for example Europe/Moscow, or rem',
  ],
  ['lines:\n  "1":\n    name:\n', 'wrong-type 3:10', 'write a text, or remove the name'],
  ['defaults: { nat: null }', 'wrong-type 1:18', 'write a map: { enabled: … }, or remove the name'],
  ['lines: { "1": { password: { ENV: A } } }', 'unknown-key 1:29', 'write env, or remove it'],
  ['defaults: { locale: en_US }', 'bad-value 1:21', 'write en-US'],
  ['defaults: { locale: en }', 'bad-value 1:21', 'write en-US'],
  ['defaults: { locale: ru_RU.UTF-8 }', 'bad-value 1:21', 'write ru-RU'],
  [
    'lines:\n  "1":\n    name: #x\n',
    'wrong-type 3:11',
    'write a text, or remove the name; "#" begins a comment: quote it',
  ],
  ['lines: { null: { name: x } }', 'quote-it 1:10', 'quote it: "null"'],
  ['site: { name: “Lab” }', 'quote-it 1:15', 'write straight quotes: "…"'],
  ['site: { name: ‘Lab }', 'quote-it 1:15', 'write straight quotes: "…"'],
  ['site: { name: “Lab, left, below” }', 'quote-it 1:15', 'write straight quotes: "…"'],
  ['pbx', 'wrong-type 1:1', 'write `name: value` lines; a table is a file that ends in .csv'],
  [
    'site:\n  name: Lab #1\n',
    'doubtful-value 2:9',
    'quote the whole text if "#" belongs to it; if not, put a blank behind "#"',
  ],
  [phone('adminPassword: "env:SIP_7001"'), 'text-for-reference', 'write { env: SIP_7001 };'],
  [phone('adminPassword: "file:pw/7001"'), 'text-for-reference', 'write { file: pw/7001 };'],
  [phone('adminPassword: $SIP_7001'), 'text-for-reference', 'write { env: SIP_7001 };'],
  [phone('settings: { pin: "%SIP_7001%" }'), 'text-for-reference', 'write { env: SIP_7001 };'],
  [
    `lines: { "1": { password: "\${SIP_7001}" } }`,
    'text-for-reference',
    'write { env: SIP_7001 };',
  ],
  ['lines: { "1": { password: "$SESAME1" } }', 'text-for-reference', 'write { env: NAME };'],
  ...[
    'ENV:SIP_1',
    'Env: SIP_1',
    'env: SIP_1',
    'env=SIP_1',
    '{ env: SIP_1 }',
    `\${SIP_1:-none}`,
  ].map(
    (text) =>
      [
        `lines: { "1": { password: '${text}' } }`,
        'text-for-reference 1:27',
        'write { env: SIP_1 };',
      ] as const,
  ),
  ...['{{ sip_1 }}', '$(pass sip/1)', '<%= pw %>', 'vault:sip#1', 'op://sip/1', '!env SIP_1'].map(
    (text) =>
      [
        `lines: { "1": { password: '${text}' } }`,
        'text-for-reference 1:27',
        'write { env: NAME };',
      ] as const,
  ),
  [
    'lines: { "1": { password: "File: pw/1" } }',
    'text-for-reference 1:27',
    'write { file: pw/1 };',
  ],
  ['site: { fileGroup: "root:root" }', 'bad-value 1:20', 'write root'],
  ['site: { fileGroup: "0:tftp" }', 'bad-value 1:20', 'write tftp'],
  ['site: { fileGroup: ":tftp" }', 'bad-value 1:20', 'write tftp'],
  ['site: { fileGroup: "tftp:" }', 'bad-value 1:20', 'write tftp'],
  [
    'site: { fileGroup: "tftp, asterisk" }',
    'bad-value 1:20',
    'write the name or the number of one',
  ],
  ['site: { fileGroup: the phones }', 'bad-value 1:20', 'write the name or the number of one'],
  ['site: { fileGroup: "%tftp" }', 'bad-value 1:20', 'write tftp'],
  ['site: { fileGroup: -x }', 'bad-value 1:20', 'write x'],
  ['site: { fileMode: "0777" }', 'bad-value 1:19', 'write "0664"'],
  ['site: { fileMode: "0602" }', 'bad-value 1:19', 'write "0600"'],
  ['site: { fileMode: "0077" }', 'bad-value 1:19', 'write "0664"'],
  ['site: { fileMode: rw }', 'bad-value 1:19', 'write three octal digits'],
  ['network: { subnet: 10.0.0.0/24, lease: 8H }', 'bad-value 1:40', 'write 8h'],
  ['network: { subnet: 10.0.0.0/24, lease: "30 min" }', 'bad-value 1:40', 'write 30m'],
  ['network: { subnet: 10.0.0.0/24, lease: 0 }', 'quote-it 1:40', 'write 8h, 30m'],
  ['network: { subnet: 10.0.0.0/24, gateway: 10.0.0.1 }', 'unknown-key 1:33', 'write router,'],
  [
    'network: { subnet: 10.0.0.0/24, netmask: 255.255.255.0 }',
    'unknown-key 1:33',
    'write the prefix length behind `subnet`',
  ],
  ['lines: { "1": { secret: { env: A } } }', 'unknown-key 1:17', 'write password,'],
  ['pbx: { a: { host: b, port: "5080" } }', 'wrong-type 1:28', 'write 5080, without quotes'],
  ['pbx: { a: { host: b, port: "99999" } }', 'wrong-type 1:28', 'write a whole number from 1'],
  ['network: { subnet: 10.0.0.0/24, lease: never }', 'bad-value 1:40', 'write infinite'],
  ['network: { subnet: 10.0.0.0/24, lease: "28800" }', 'bad-value 1:40', 'write 28800s, if'],
  ['pbx: { a: { host: "10,0,0,1" } }', 'bad-value 1:19', 'write 10.0.0.1'],
  ['pbx: { a: { host: pbx.x;transport=tcp } }', 'bad-value 1:19', 'write pbx.x'],
  ['pbx: { a: { host: "::1" } }', 'bad-value 1:19', 'write a name or an IPv4 address'],
  ['defaults: { keys: { 2: { blf: "7001 # home" } } }', 'bad-value 1:31', 'write "7001"'],
  ['defaults: { keys: { 2: { blf: "7001/7002" } } }', 'bad-value 1:31', 'write one number'],
  ['defaults: { keys: { 2: { blf: "ext. 12" } } }', 'bad-value 1:31', 'write "12"'],
  ['defaults: { keys: { 2: { blf: "７００１" } } }', 'bad-value 1:31', 'write "7001"'],
  ['defaults: { dateFormat: DD/MM/YYYY }', 'bad-value 1:25', 'write D/M/Y'],
  ['lines: { "1": { authName: "env:A" } }', 'text-for-reference 1:27', 'write the name itself'],
  ['lines: { "1": { password: "env:" } }', 'text-for-reference 1:27', 'write { env: NAME };'],
  ['lines: { "1": { password: "<secret>" } }', 'text-for-reference 1:27', 'write { env: NAME };'],
  ['lines: { "1": { password: "********" } }', 'text-for-reference 1:27', 'write { env: NAME };'],
  [phone('raw: { a: { b: x } }'), 'wrong-type 2:61', 'write the whole path in one: "a/b": …'],
  [phone('raw: { a/b: 1 }'), 'quote-it 2:63', 'quote it: "1"'],
  [phone('keys: [{ line: "1" }]'), 'wrong-type 2:57', 'write a map'],
  ...[
    ['PCMA', 'g711alaw'],
    ['PCMU', 'g711ulaw'],
    ['alaw', 'g711alaw'],
    ['ulaw', 'g711ulaw'],
    ['G711A', 'g711alaw'],
    ['G.711u', 'g711ulaw'],
    ['G.722', 'g722'],
    ['G729', 'g729'],
    ['g729ab', 'g729'],
    ['iLBC', 'ilbc'],
    ['Opus/48000/2', 'opus'],
  ].flatMap(([word, ours]): [string, string, string][] => [
    [`defaults: { codecs: [${word}] }`, 'bad-value 1:22', `write ${ours}`],
    [`defaults: { codecs: ${word} }`, 'wrong-type 1:21', `write a list: [${ours}]`],
  ]),
  ['defaults: { codecs: [G.711] }', 'bad-value 1:22', 'write g711alaw, or g711ulaw in North'],
  ['defaults: { codecs: [amr] }', 'bad-value 1:22', 'one of: g711alaw, g711ulaw'],
  ['defaults: { rtp: 16384-32766 }', 'wrong-type 1:18', 'write { first: 16384, last: 32766 }'],
  ['defaults: { rtp: 1-65535 }', 'wrong-type 1:18', 'write { first: 16384, last: 32766 }'],
  ['defaults: { rtp: "16384:32766" }', 'wrong-type 1:18', 'write { first: 16384, last: 32766 }'],
  [network('interface: "eth1,eth2"'), 'bad-value 1:45', 'write eth1, and for eth2 a network'],
  [network('interface: [eth1, eth2]'), 'wrong-type 1:45', 'write eth1, and for eth2 a network'],
  ['defaults: { options: { 2: { u32: -18000 } } }', 'bad-value 1:34', 'write { u32: 4294949296 }'],
  [
    'defaults: { options: { 23: { u8: -1 } } }',
    'bad-value 1:34',
    'write a whole number from 0 to 255',
  ],
  [network('interface: "*"'), 'bad-value 1:45', 'leave `interface` out'],
  ['pbx: { a: { host: [10.0.0.1, 10.0.0.2] } }', 'wrong-type 1:19', 'write 10.0.0.1'],
  ['defaults: { nat: true }', 'wrong-type 1:18', 'write { enabled: true }'],
  ['defaults: { nat: yes }', 'wrong-type 1:18', 'write { enabled: true }'],
  ['defaults: { nat: 10.1.1.1 }', 'wrong-type 1:18', 'write { enabled: true, address: 10.1.1.1 }'],
  ['pbx: { a: { host: x, registerExpires: 1h } }', 'wrong-type 1:39', 'write 3600'],
  ['pbx: { a: { host: x, registerExpires: 5 min } }', 'wrong-type 1:39', 'write 300'],
  [
    'pbx: { a: { host: x, registerExpires: 9d } }',
    'wrong-type 1:39',
    'write a whole number from 30',
  ],
  ['pbx: { a: { host: x, backup: b.x } }', 'wrong-type 1:30', 'write { host: b.x }'],
  ['pbx: { a: b.x:5080 }', 'wrong-type 1:11', 'write { host: b.x, port: 5080 }'],
  ['defaults: { csta: on }', 'wrong-type 1:19', 'write true'],
  ['defaults: { csta: "no" }', 'wrong-type 1:19', 'write false'],
  ['defaults: { nat: Ja }', 'wrong-type 1:18', 'write { enabled: true }'],
  ...['constructor', 'toString', '__proto__'].flatMap((word): [string, string, string][] => [
    [`defaults: { csta: ${word} }`, 'wrong-type 1:19', 'write true or false'],
    [`defaults: { codecs: [${word}] }`, 'bad-value 1:22', 'one of: g711alaw'],
    [`lines: { ${word}: x }`, 'wrong-type 1:', 'write { password: { env: NAME } }'],
    [`defaults: { nat: { ${word}: x } }`, 'unknown-key 1:20', 'known here: '],
  ]),
  ['defaults: { csta: perhaps }', 'wrong-type 1:19', 'write true or false, without quotes'],
  ['defaults: { allow: a/b }', 'wrong-type 1:20', 'write a list: [{ rule: a/b, reason: … }]'],
  ['network: 10.0.0.0/24', 'wrong-type 1:10', 'write { subnet: 10.0.0.0/24 }'],
  ['include: phones.csv', 'wrong-type 1:10', 'write a list: [phones.csv]'],
  ['include: "*.csv"', 'wrong-type 1:10', 'write a list: ["*.csv"]'],
  ...[
    ['132: 20', '{ u16: 20 }, or { text: "20" } if'],
    ['160: 20', '{ u16: 20 }, or { text: "20" } if'],
    ['150: 10.0.0.1', '{ ips: [10.0.0.1] }'],
    ['150: [10.0.0.1]', '{ ips: [10.0.0.1] }'],
    ['160: [10.0.0.1, 10.0.0.2]', '{ ips: [10.0.0.1, 10.0.0.2] }'],
    ['66: [a.x]', '{ text: "a.x" }'],
    ['42: "10.0.0.1,10.0.0.2"', '{ ips: [10.0.0.1, 10.0.0.2] }'],
    ['66: 10.0.0.1', '{ text: "10.0.0.1" }'],
    ['15: a.x', '{ text: "a.x" }'],
    ['2: 3600', '{ u32: 3600 }'],
    ['19: true', '{ u8: 1 }'],
    ['43: 01:04', '{ text: "01:04" }'],
    ['119: 0161', '{ hex: "03 6c 61 62 07 65 78 61 6d 70 6c 65 00" }'],
    ['2: -18000', '{ u32: 4294949296 }'],
    ['23: -1', '{ u8: 1 }'],
    ['132: 5000', '{ u16: 20 }'],
    ['132: 20', '{ u16: 20 }, or { text: "20" }'],
    ['121: [10.0.0.0/8, 10.20.1.1]', '{ hex: "08 0a 0a 14 01 01" }'],
    ['120: [10.20.1.5]', '{ hex: "01 0a 14 01 05" }'],
    ['119: lab.x', '{ hex: "03 6c 61 62 01 78 00" }'],
  ].map(([option, form]): [string, string, string] => {
    const col = 24 + (option?.indexOf(':') ?? 0) + 2;
    return [`defaults: { options: { ${option} } }`, `wrong-type 1:${col}`, `write ${form}`];
  }),
  [
    'pbx: { host: 10.0.0.1, port: 5060 }',
    'wrong-type 1:8',
    'write pbx: { main: { host: 10.0.0.1 } }',
  ],
  [
    'lines: { name: Anna, password: { env: A } }',
    'wrong-type 1:10',
    'write lines: { "7001": { name: ',
  ],
  [
    'groups: { csta: true, ntp: [a.x] }',
    'wrong-type 1:11',
    'write groups: { NAME: { csta: true } }',
  ],
  [phone('keys: { line: "7001", label: A }'), 'wrong-type 2:59', 'write keys: { 1: { line: … } }'],
  ...['n/a', 'n.a.', 'N/A', 'none', '--', '?'].map((word): [string, string, string] => [
    `defaults: { keys: { 2: { blf: "${word}" } } }`,
    'bad-value 1:31',
    'leave it out where there is no number',
  ]),
  [
    phone('keys: { 1: { line: n.a. } }'),
    'unknown-line 2:70',
    'leave it out where there is no number',
  ],
  ...['n/a', 'N.A.', 'none', '-'].map((word): [string, string, string] => [
    `lines: { "1": { authName: "${word}" } }`,
    'doubtful-value 1:27',
    'leave it out where the name is the number',
  ]),
  [
    'lines: { n.a.: { password: { env: A } } }',
    'doubtful-value 1:10',
    'leave it out where there is no number, unless the PBX',
  ],
  ['defaults: { keys: { 2: { blf: a/b } } }', 'bad-value 1:31', 'write digits or letters'],
  ['defaults: { options: { 300: x } }', 'wrong-type 1:29', 'numbers of options are 1 to 254'],
  [
    'defaults: { options: { 300: { text: x } } }',
    'reserved-option 1:24',
    'numbers of options are 1',
  ],
  ...[':', '=', ' = '].map((sign): [string, string, string] => [
    `site: { timeZone${sign}Europe/Rome }`,
    'unknown-key 1:9',
    'write `timeZone: …`, with colon and blank',
  ]),
  ['lines: { "1": { password: { file: pw, value: x } } }', 'unknown-key 1:39', 'known here'],
  ['lines: { "1": { authName: "sip:7001@pbx.x" } }', 'doubtful-value 1:27', 'write "7001"'],
  ['lines: { "1": { authName: "Anna <7001>" } }', 'doubtful-value 1:27', 'write the name as'],
  ['lines: { "1": { authName: "7001:rose" } }', 'doubtful-value 1:27', 'write the name alone'],
  ['defaults: { keys: { 2: { pickup: "*8" } } }', 'bad-value 1:26', 'write "blf" beside it'],
  ['pbx:\n  a:\n    host 10.0.0.1\n', 'wrong-type 3:5', 'write `host: …`, with colon and blank'],
  ['dialPlans: { office: [] }', 'bad-value 1:22', 'write a list'],
];

const FLAGS: readonly (readonly [word: string, hint: string])[] = [
  ...['on', '1', 'ja', 'да', 'ИСТИНА', 'oui', 'x', '✓', 'WAHR'].map((word): [string, string] => [
    word,
    'write true',
  ]),
  ...['"no"', 'нет', 'FALSCH', '"-"'].map((word): [string, string] => [word, 'write false']),
];

describe('a hint', () => {
  it.each(FLAGS)('names the word for %s of a flag', (word, hint) => {
    const inYaml = resolveText(`defaults: { csta: ${word} }`).diagnostics;
    expect(inYaml.map((each) => each.hint)).toEqual([hint]);
    const cell = word.replaceAll('"', '');
    const files = { 'a.csv': `mac,model,csta\n02:00:00:00:00:01,test-desk,${cell}\n` };
    const inTable = resolveText('include: [a.csv]', { files }).diagnostics;
    const ofFlag = inTable.filter(({ code }) => code === 'inventory/wrong-type');
    expect(ofFlag.map((each) => each.hint)).toEqual([hint]);
  });

  it.each(HINTS)('for %s', (text, at, hint) => {
    const { diagnostics } = resolveText(text, { secrets: {} });
    const told = diagnostics.filter(({ code }) => code !== 'inventory/no-line');
    expect(told.map((each) => `${each.code} ${each.place.line}:${each.place.col}`)).toEqual([
      expect.stringContaining(`inventory/${at}`),
    ]);
    expect(told[0]?.hint.startsWith(hint)).toBe(true);
  });

  it.each(['defaults: { nat: null }', 'defaults: { nat: }', 'lines:\n  "1":\n', 'phones:\n'])(
    'says nothing of comments for %j',
    (text) => {
      const hints = resolveText(text).diagnostics.map(({ hint }) => hint);
      expect(hints).not.toEqual([]);
      expect(hints.join()).not.toContain('#');
    },
  );

  it('shows the name of a reference that is none, and not what it refers to', () => {
    const { diagnostics } = resolveText('lines: { "1": { password: { vault: sesame } } }');
    expect(diagnostics).toMatchObject([{ message: 'unknown key "vault"' }]);
    expect(JSON.stringify(diagnostics)).not.toContain('sesame');
  });

  it('shows no password in place of a name', () => {
    const { diagnostics } = resolveText('lines: { "1": { password: { sesame } } }');
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(JSON.stringify(diagnostics)).not.toContain('sesame');
  });

  it('does not send people to the schema', () => {
    const hints = HINTS.flatMap(([text]) => resolveText(text).diagnostics.map((each) => each.hint));
    expect(hints.join('\n')).not.toContain('offhook schema');
  });

  it.each(['$SESAME1', '$ECRET', `\${hunter22}`, '%SESAME%'])(
    'shows no password that only looks like a reference: %s',
    (password) => {
      const { diagnostics } = resolveText(`lines: { "1": { password: "${password}" } }\n`);
      expect(diagnostics.map(({ code }) => code)).toEqual(['inventory/text-for-reference']);
      expect(JSON.stringify(diagnostics)).not.toMatch(/SESAME|ECRET|hunter/);
    },
  );

  it('takes a text in word-processor quotes without them, so that nothing else is wrong with it', () => {
    const { findings, site } = resolveText(
      'phones:\n  - { mac: “02:00:00:00:00:01”, model: test-desk }\n',
    );
    expect(findings).toEqual(['inventory/no-line 2:5', 'inventory/quote-it 2:12']);
    expect(site.phones.map(({ mac }) => mac)).toEqual(['02:00:00:00:00:01']);
  });

  it('leaves comments that are meant alone', () => {
    const { findings } = resolveText('site:\n  name: Lab # the first\n  locale: en-US #x\n');
    expect(findings).toEqual([]);
  });
});
