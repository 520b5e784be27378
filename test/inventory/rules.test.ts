import { describe, expect, it } from 'vitest';
import { told } from '../findings/names-said.js';
import { readMarks, resolveText } from './site-under-test.js';

/** A site without a fault; each case adds its phones. Circled digits mark the places that findings name. */
const HEAD = [
  'site: { servers: [10.20.1.1] }',
  'network:',
  '  subnet: ⑤10.20.1.0/24',
  '  pool: ⑥10.20.1.100-10.20.1.199',
  '  router: ⑦10.20.1.254',
  '  tftp: [⑧10.20.1.1]',
  '  dns: [10.20.1.254]',
  'pbx: { main: { host: pbx.example } }',
  'lines:',
  '  ⑨"1": {}',
  '  "2": {}',
  '  "3": { shared: true }',
  'phones:',
];
const A = 'mac: "02:00:00:00:00:0a", model: test-desk, pbx: main';
const B = 'mac: "02:00:00:00:00:0b", model: test-desk, pbx: main';
const LINE_1 = 'keys: { 1: { line: "1" } }';

/** Findings as `code place`, and `> place` for the other place of a collision. */
const REJECTED = [
  {
    name: 'a MAC in two spellings',
    phones: [
      `{ mac: ②"02:00:00:00:00:0a", model: test-desk, pbx: main, ${LINE_1} }`,
      '{ mac: ①02-00-00-00-00-0A, model: test-desk, pbx: main, keys: { 1: { line: "2" } } }',
    ],
    findings: ['inventory/duplicate-mac ① > ②'],
  },
  {
    name: 'an address twice',
    phones: [
      `{ ${A}, ${LINE_1}, address: ②10.20.1.7 }`,
      `{ ${B}, keys: { 1: { line: "2" } }, address: ①10.20.1.7 }`,
    ],
    findings: ['inventory/duplicate-address ① > ②'],
  },
  {
    name: 'a line on two phones',
    phones: [`{ ${A}, keys: { 1: { line: ②"1" } } }`, `{ ${B}, keys: { 1: { line: ①"1" } } }`],
    findings: ['inventory/line-not-shared ① > ②'],
  },
  {
    name: 'a line on two keys of one phone',
    phones: [`{ ${A}, keys: { 1: { line: ②"1" }, 2: { line: ①"1" } } }`],
    findings: ['inventory/line-not-shared ① > ②'],
  },
  {
    name: 'an unknown line',
    phones: [`{ ${A}, keys: { 1: { line: "1" }, 2: { line: ①"9" } } }`],
    findings: ['inventory/unknown-line ①'],
  },
  {
    name: 'an unknown PBX',
    phones: [
      `{ mac: "02:00:00:00:00:0a", model: test-desk, pbx: ①mian, keys: { 1: { line: "1" } } }`,
    ],
    findings: ['inventory/unknown-pbx ①'],
  },
  {
    name: 'no PBX at all',
    phones: [`{ mac: "02:00:00:00:00:0a", model: test-desk, keys: { 1: { line: "1" } } }`],
    findings: ['inventory/no-pbx ⑨'],
  },
  {
    name: 'an unknown group',
    phones: [`{ ${A}, groups: [①front], ${LINE_1} }`],
    findings: ['inventory/unknown-group ①'],
  },
  {
    name: 'an unknown dial plan',
    phones: [`{ ${A}, dialPlan: ①office, ${LINE_1} }`],
    findings: ['inventory/unknown-dial-plan ①'],
  },
  {
    name: 'an address outside the subnet',
    phones: [`{ ${A}, ${LINE_1}, address: ①10.20.2.7 }`],
    findings: ['inventory/address-outside-subnet ① > ⑤'],
  },
  {
    name: 'an address inside the pool',
    phones: [`{ ${A}, ${LINE_1}, address: ①10.20.1.100 }`],
    findings: ['inventory/address-in-pool ① > ⑥'],
  },
  {
    name: "the router's address",
    phones: [`{ ${A}, ${LINE_1}, address: ①10.20.1.254 }`],
    findings: ['inventory/address-taken ① > ⑦'],
  },
  {
    name: "the server's address",
    phones: [`{ ${A}, ${LINE_1}, address: ①10.20.1.1 }`],
    findings: ['inventory/address-taken ① > ⑧'],
  },
  {
    name: 'the broadcast address',
    phones: [`{ ${A}, ${LINE_1}, address: ①10.20.1.255 }`],
    findings: ['inventory/address-taken ① > ⑤'],
  },
  {
    name: 'an address that another program would read as octal',
    phones: [`{ ${A}, ${LINE_1}, address: ①10.20.1.010 }`],
    findings: ['inventory/bad-value ①'],
  },
  {
    name: 'a key beyond the model',
    phones: [`{ ${A}, keys: { 1: { line: "1" }, ①5: { blf: "3" } } }`],
    findings: ['inventory/key-beyond-model ①'],
  },
  {
    name: 'more lines than the model has',
    phones: [`{ ${A}, keys: { 1: { line: "1" }, 2: { line: "2" }, ①3: { line: "3" } } }`],
    findings: ['inventory/too-many-lines ①'],
  },
  {
    name: 'labels that are too long',
    phones: [`{ ${A}, label: ①Reception, keys: { 1: { line: "1", label: ②Reception 1 } } }`],
    findings: ['inventory/label-too-long ①', 'inventory/label-too-long ②'],
  },
  {
    name: 'a phone without a line',
    phones: [`①{ ${A} }`],
    findings: ['inventory/no-line ①'],
  },
  {
    name: 'a feature that the model lacks',
    phones: [`{ ${A}, csta: ①true, ${LINE_1} }`],
    findings: ['inventory/unsupported ①'],
  },
  {
    name: 'a MAC that a spreadsheet has spoilt',
    phones: ['{ mac: ①"1.23E+11", model: test-desk }'],
    findings: ['inventory/excel-mac ①'],
  },
  {
    name: 'a MAC that is no device',
    phones: ['{ mac: ①"ff:ff:ff:ff:ff:ff", model: test-desk }'],
    findings: ['inventory/bad-mac ①'],
  },
  {
    name: 'a MAC of five bytes',
    phones: ['{ mac: ①"02:00:00:00:0a", model: test-desk }'],
    findings: ['inventory/bad-mac ①'],
  },
  {
    name: 'a time server that is the phone itself',
    phones: [`{ ${A}, ntp: [①127.0.0.1], ${LINE_1} }`],
    findings: ['inventory/unreachable-server ①'],
  },
] as const;

describe('the rules beyond the schema', () => {
  it.each(REJECTED)('$name: each place is named', ({ phones, findings }) => {
    const marked = [...HEAD, ...phones.map((phone) => `  - ${phone}`)].join('\n');
    const { text, placesAt } = readMarks(marked);
    const seen = resolveText(text).diagnostics.map(placesAt);
    expect(seen.toSorted()).toEqual(findings.toSorted());
  });

  it('a shared line may be on several phones', () => {
    const phones = [A, B].map((phone) => `  - { ${phone}, keys: { 1: { line: "3" } } }`);
    const { text } = readMarks([...HEAD, ...phones].join('\n'));
    expect(resolveText(text).findings).toEqual([]);
  });

  it.each([
    ['0.0.0.0', true],
    ['127.0.0.1', true],
    ['localhost', true],
    ['10.0.0.1', false],
    ['localhost.example.com', true],
    ['pbx.localhost.example', false],
  ])("a PBX at %s is out of a phone's reach: %s", (host, unreachable) => {
    const { findings } = resolveText(`pbx:\n  main: { host: "${host}" }\n`);
    expect(findings).toEqual(unreachable ? ['inventory/unreachable-server 2:17'] : []);
  });

  it('everything that the model has room for is allowed', () => {
    const full =
      'label: Front №1, keys: { 1: { line: "1", label: "12345678 Ё" }, 2: { line: "2" }, 4: { blf: "3" } }';
    const { text } = readMarks([...HEAD, `  - { ${A}, ${full} }`].join('\n'));
    expect(resolveText(text).findings).toEqual([]);
  });

  it('a label is measured in characters as people count them', () => {
    const label = (text: string) => {
      const phone = `  - { ${A}, label: "${text}", ${LINE_1} }`;
      return resolveText(readMarks([...HEAD, phone].join('\n')).text).findings;
    };
    expect(label('😀'.repeat(8))).toEqual([]);
    expect(label('😀'.repeat(9))).toEqual(['inventory/label-too-long 14:69']);
  });

  it('every server that a phone is told of must be in its reach', () => {
    const { text, markAt } = readMarks(
      [
        'site: { servers: [①0.0.0.0], ntp: [②127.0.0.2] }',
        'network: { subnet: 10.0.0.0/24, tftp: [③127.0.0.1], ntp: [④0.0.0.0] }',
        'defaults: { ntp: [⑤localhost] }',
        'groups: { a: { ntp: [10.0.0.1, ⑥127.0.0.1] } }',
        'pbx:',
        '  main: { host: pbx.example, outboundProxy: { host: ⑦127.0.0.1 }, backup: { host: ⑧localhost } }',
      ].join('\n'),
    );
    const found = resolveText(text).diagnostics;
    expect(found.map(({ code }) => code)).toEqual(Array(8).fill('inventory/unreachable-server'));
    expect(found.map(({ place }) => markAt(place)).join('')).toBe('①②③④⑤⑥⑦⑧');
  });

  it('a server that only the site names is no address for phones either', () => {
    const { text, placesAt } = readMarks(
      [
        'site: { servers: [files.example, ①10.0.0.1] }',
        'network: { subnet: 10.0.0.0/24, pool: ②10.0.0.1-10.0.0.9 }',
        'pbx: { main: { host: 10.0.0.10 } }',
        'lines: { "1": { pbx: main } }',
        `phones: [{ ${A}, ${LINE_1}, address: ③10.0.0.1 }]`,
      ].join('\n'),
    );
    const found = resolveText(text).diagnostics.map(placesAt);
    expect(found).toEqual(['inventory/address-taken ② > ①', 'inventory/address-taken ③ > ①']);
  });

  it('a pool with the router in it, and one that leaves the subnet', () => {
    const network = (pool: string) =>
      `network: { subnet: 10.0.0.0/24, router: 10.0.0.9, pool: ${pool} }`;
    expect(resolveText(network('10.0.0.1-10.0.0.9')).findings).toEqual([
      'inventory/address-taken 1:57',
    ]);
    expect(resolveText(network('10.0.0.10-10.0.1.9')).findings).toEqual([
      'inventory/pool-outside-subnet 1:57',
    ]);
  });
});

describe('secrets', () => {
  const text = [
    'pbx: { main: { host: pbx.example } }',
    'lines:',
    '  "1": { pbx: main, password: { env: SIP_1 } }',
    '  "2": { pbx: main, password: { file: secrets/2 } }',
    'phones:',
    '  - { mac: "02:00:00:00:00:0a", model: test-desk, keys: { 1: { line: "1" }, 2: { line: "2" } } }',
  ].join('\n');
  const passwords = ({ site }: ReturnType<typeof resolveText>) =>
    site.phones[0]?.keys.map((key) => key.type === 'line' && key.line.password?.reveal());

  it('are looked up, files beside the inventory', () => {
    const secrets = { 'env:SIP_1': 'one', 'file:site/secrets/2': 'two' };
    const outcome = resolveText(text, { secrets, main: 'site/offhook.yaml' });
    expect(outcome.findings).toEqual([]);
    expect(passwords(outcome)).toEqual(['one', 'two']);
  });

  it('that are missing are named with their place', () => {
    const { diagnostics } = resolveText(text, { secrets: { 'env:SIP_1': 'one' } });
    expect(diagnostics.map(told)).toEqual(['inventory/missing-secret 4:31 2 file:./secrets/2']);
  });

  it('are left out with asterisks where they are not wanted', () => {
    const outcome = resolveText(text);
    expect(outcome.findings).toEqual([]);
    expect(passwords(outcome)).toEqual(['********', '********']);
  });

  it('with a line break are refused and not shown', () => {
    const secrets = { 'env:SIP_1': 'sesame\nSIP1 Enable Reg :0', 'file:./secrets/2': 'two' };
    const { findings, diagnostics } = resolveText(text, { secrets });
    expect(findings).toEqual(['inventory/bad-character 3:31']);
    expect(JSON.stringify(diagnostics)).not.toContain('sesame');
  });

  it.each([
    ['a\u{1f511}\tb', 'U+0009 3'],
    ['a\u{1f511}\u0007b', 'U+0007 3'],
    ['a\nb', 'U+000A 2'],
    ['a\udc00', 'U+DC00 2'],
  ])('with %j are told by code point and place', (secret, said) => {
    const secrets = { 'env:SIP_1': secret, 'file:./secrets/2': 'two' };
    const { diagnostics } = resolveText(text, { secrets });
    expect(diagnostics.map(told)).toEqual([`inventory/bad-character 3:31 1 ${said}`]);
  });

  it('in plain text are found wherever there can be one', () => {
    const plain = [
      'defaults: { adminPassword: a }',
      'groups: { g: { adminPassword: b } }',
      'lines: { "1": { password: d } }',
      'phones: [{ mac: "02:00:00:00:00:0a", model: test-desk, adminPassword: c }]',
    ];
    const found = plain.map((_, index) => {
      const { diagnostics } = resolveText(plain.slice(index).join('\n'));
      return diagnostics.filter(({ code }) => code === 'inventory/plain-secret').map(told);
    });
    expect(found).toEqual([
      ['inventory/plain-secret 3:27 3'],
      ['inventory/plain-secret 2:27 2'],
      ['inventory/plain-secret 1:27 1'],
      ['inventory/plain-secret 1:71'],
    ]);
  });

  it.each([
    { value: '>-\n      http://u:sesame@h/', at: '7:7' },
    { value: '|-\n        http://u:sesame@h/', at: '7:9' },
    { value: '>-\n      see\n      http://u:sesame@h/', at: '8:7' },
    { value: '\n      http://u:sesame@h/', at: '7:7' },
    { value: '"http://u:sesame@h/"', at: '6:11' },
  ])('in plain text stand where they are written: $value', ({ value, at }) => {
    const layer = 'groups:\n g:\n  models:\n   test-desk:\n    raw:\n';
    expect(resolveText(`${layer}     "a": ${value}\n`).findings).toContain(
      `inventory/plain-secret ${at}`,
    );
  });

  it('in plain text are found inside addresses, options and what goes to the vendor', () => {
    const plain = [
      'network: { subnet: 10.20.1.0/24, options: { 160: { text: "http://u:sesame@h" } } }',
      'defaults: { keys: { 2: { service: "http://u:sesame@h/" } } }',
      'groups: { g: { models: { test-desk: { raw: { "line/password": sesame }, settings: { pin: "1" } } } } }',
    ];
    const at = plain.map((text) =>
      resolveText(text)
        .findings.filter((finding) => finding.startsWith('inventory/plain-secret'))
        .join(),
    );
    expect(at).toEqual([
      'inventory/plain-secret 1:58',
      'inventory/plain-secret 1:35',
      'inventory/plain-secret 1:63',
    ]);
    const quiet =
      'groups: { g: { models: { test-desk: { raw: { colour: red }, settings: { pin: { env: A } } } } } }';
    expect(resolveText(quiet).findings).toEqual([]);
  });

  it('in plain text are said once a file', () => {
    const plain = 'lines:\n  "1": { password: open }\n  "2": { password: sesame }\n';
    expect(resolveText(plain).diagnostics.map(told)).toEqual(['inventory/plain-secret 2:20 1']);
  });
});

describe('a character that cannot be used', () => {
  it.each([
    ['|', ['a', 'b'], 'inventory/bad-character 5:7'],
    ['>-', ['a', 'b\u00adc'], 'inventory/unseen-character 6:7'],
    ['|-', ['a\u200b'], 'inventory/unseen-character 5:7'],
  ])('is told at its line of the text below %s', (sign, rows, finding) => {
    const head = ['pbx: { main: { host: a } }', 'groups:', '  all:', `    pbx: ${sign}`];
    const { findings } = resolveText([...head, ...rows.map((row) => `      ${row}`)].join('\n'));
    expect(findings.filter((each) => each.includes('character'))).toEqual([finding]);
  });
});
