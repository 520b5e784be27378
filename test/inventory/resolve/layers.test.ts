import { describe, expect, it } from 'vitest';
import { explainPhone } from '../../../src/inventory/explain.js';
import { readMarks, resolveText } from '../site-under-test.js';

const MARKED = [
  'site: { timeZone: ①Europe/Moscow, ntp: [10.0.0.1] }',
  'pbx: { main: { host: pbx.example }, other: { host: other.example, transport: tcp } }',
  'defaults:',
  '  pbx: main',
  '  locale: de-DE',
  '  rtp: { first: ②20000 }',
  '  keys: { 3: { blf: "9" } }',
  '  models: { test-desk: { firmware: ③LOAD-1, settings: { volume: ④7 } } }',
  'groups:',
  '  loud:',
  '    models: { test-desk: { settings: { volume: 9 } } }',
  '    locale: fr-FR',
  '    dateFormat: M/D/YA',
  '  front:',
  '    locale: ⑤nl-NL',
  '    rtp: { last: ⑥20100 }',
  '    keys: { 4: { speedDial: ⑦"112" } }',
  'lines: { "1": {}, "2": {} }',
  'phones:',
  '  - mac: "02:00:00:00:00:0a"',
  '    model: test-desk',
  '    groups: [loud, front]',
  '    settings: { webAccess: ⑧true }',
  '    keys: { 1: { line: "1" }, 3: { line: "2", label: ⑨Two } }',
  '  - mac: "02:00:00:00:00:0b"',
  '    model: test-desk',
].join('\n');

describe('layers', () => {
  const { text, markAt } = readMarks(MARKED);
  const { site, findings } = resolveText(text);
  const [rich, plain] = site.phones;

  it('leave no finding but the phone without a line', () => {
    expect(findings).toEqual(['inventory/no-line 7:9']);
  });

  it('the later group and the phone win, and maps are put together', () => {
    expect(rich).toMatchObject({
      timeZone: 'Europe/Moscow',
      ntp: ['10.0.0.1'],
      locale: 'nl-NL',
      dateFormat: { order: 'mdy', separator: '/', twelveHour: true },
      rtp: { first: 20000, last: 20100 },
      firmware: 'LOAD-1',
      settings: { webAccess: true, volume: 9 },
      label: '1',
    });
    expect(rich?.keys.map(({ button, type, label }) => [button, type, label])).toEqual([
      [1, 'line', '1'],
      [3, 'line', 'Two'],
      [4, 'speedDial', '112'],
    ]);
  });

  it('a phone that says nothing has the defaults', () => {
    expect(plain).toMatchObject({
      locale: 'de-DE',
      dateFormat: { order: 'dmy', separator: '.', twelveHour: false },
      rtp: { first: 20000, last: 32766 },
      settings: { webAccess: false, volume: 7 },
      nat: { enabled: false, fromReceived: false },
    });
  });

  it.each([
    ['timeZone', '①'],
    ['rtp.first', '②'],
    ['firmware', '③'],
    ['locale', '⑤'],
    ['rtp.last', '⑥'],
    ['keys.4.speedDial', '⑦'],
    ['settings.webAccess', '⑧'],
    ['keys.3.label', '⑨'],
  ])('%s was said at %s', (path, mark) => {
    const place = rich?.saidAt(...path.split('.'));
    expect(place && markAt(place)).toBe(mark);
  });

  it('a setting without a word in the inventory is explained by the model', () => {
    const place = { file: 'schema.json', line: 7, col: 15 };
    const values = plain ? explainPhone(plain, () => place) : [];
    const of = (name: string) => values.find((value) => value.name === name);
    expect(of('settings.webAccess')).toMatchObject({ value: 'false', layer: 'model', place });
    expect(of('settings.volume')).toMatchObject({ value: '7', layer: 'inventory' });
    expect(of('codecs')).toEqual({
      name: 'codecs',
      value: 'g711alaw, g711ulaw',
      layer: 'built in',
    });
  });

  it('secrets show as asterisks when explained', () => {
    const secrets = { 'env:PIN': 'sesame' };
    const inventory = [
      'pbx: { main: { host: pbx.example } }',
      'lines: { "1": { pbx: main, password: { env: PIN } } }',
      'phones:',
      '  - mac: "02:00:00:00:00:0a"',
      '    model: test-desk',
      '    adminPassword: { env: PIN }',
      '    settings: { pin: { env: PIN } }',
      '    raw: { "line/authPassword": sesame, SIP1 Pswd: sesame, colour: red }',
      '    keys: { 1: { line: "1" }, 2: { service: "http://u:sesame@10.20.1.1/x" } }',
      '    options: { 160: { text: "http://u:sesame@10.20.1.1" }, 67: { hex: "3a2f2f753a736573616d654068" } }',
    ].join('\n');
    const [phone] = resolveText(inventory, { secrets }).site.phones;
    const values = phone ? explainPhone(phone, () => undefined) : [];
    expect(JSON.stringify(values)).not.toMatch(/sesame|736573616d65/);
    expect(values.filter(({ value }) => value === '********').map(({ name }) => name)).toEqual([
      'adminPassword',
      'options.67',
      'settings.pin',
      'raw.line/authPassword',
      'raw.SIP1 Pswd',
    ]);
    expect(values).toContainEqual(expect.objectContaining({ name: 'raw.colour', value: 'red' }));
    expect(JSON.stringify([values, phone?.adminPassword, phone?.keys[0]])).not.toContain('sesame');
    expect(phone?.adminPassword?.reveal()).toBe('sesame');
  });
});

describe('what only some layers say', () => {
  const LINES = [
    'pbx: { a: { host: a.example }, b: { host: b.example } }',
    'lines: { "1": { shared: true } }',
  ];
  const phone = (last: string, more: string) =>
    `  - { mac: "02:00:00:00:00:0${last}", model: test-desk, ${more}, keys: { 1: { line: "1" } } }`;

  it('the defaults are nearer to the phone than the site', () => {
    const { site } = resolveText(
      [
        'site: { timeZone: Europe/Moscow, locale: ru-RU }',
        'defaults: { timeZone: Asia/Omsk }',
        ...LINES,
        'phones:',
        phone('a', 'pbx: a'),
      ].join('\n'),
    );
    expect(site.phones[0]).toMatchObject({ timeZone: 'Asia/Omsk', locale: 'ru-RU' });
  });

  it('a shared line is at the PBX of each phone that has it', () => {
    const { site, findings } = resolveText(
      [...LINES, 'phones:', phone('a', 'pbx: a'), phone('b', 'pbx: b')].join('\n'),
    );
    expect(findings).toEqual([]);
    expect(site.phones.map(({ keys }) => keys[0])).toMatchObject([
      { line: { pbx: { host: 'a.example' } } },
      { line: { pbx: { host: 'b.example' } } },
    ]);
  });

  it('a list with a bad item counts as not said, rather than as the rest of it', () => {
    const { site, findings } = resolveText(
      [...LINES, 'phones:', phone('a', 'pbx: a, codecs: [g722, g7222]')].join('\n'),
    );
    expect(findings).toEqual(['inventory/bad-value 4:74']);
    expect(site.phones[0]?.codecs).toEqual(['g711alaw', 'g711ulaw']);
  });
});

describe('several files', () => {
  it('make one inventory, and each finding names its own file', () => {
    const { site, findings } = resolveText(
      'include: ["*/phones.yaml", lines.json]\npbx: { a: { host: h.example } }\n',
      {
        files: {
          'east/phones.yaml':
            'phones:\n  - { mac: "02:00:00:00:00:0a", model: test-room, pbx: a, keys: { 1: { line: "1" } } }\n',
          'west/phones.yaml':
            'phones:\n  - { mac: "02:00:00:00:00:0a", model: test-room, pbx: a, keys: { 1: { line: "2" } } }\n',
          'lines.json': '{ "lines": { "1": {}, "2": {} } }',
        },
      },
    );
    expect(site.phones).toHaveLength(2);
    expect(findings).toEqual(['inventory/duplicate-mac west/phones.yaml:2:12']);
  });

  it('define a name only once', () => {
    const phone =
      'phones: [{ mac: "02:00:00:00:00:0a", model: test-desk, pbx: a, keys: { 1: { line: "1" } } }]';
    const { findings, diagnostics, site } = resolveText(
      `include: [b.yaml]\nlines: { "1": { name: First } }\nsite: { name: first }\npbx: { a: { host: a.example } }\n${phone}\n`,
      { files: { 'b.yaml': 'site: {}\nlines: { "1": { name: Second } }\n' } },
    );
    expect(site.name).toBe('first');
    expect(site.phones[0]?.keys[0]).toMatchObject({ line: { displayName: 'First' } });
    expect(findings).toEqual([
      'inventory/duplicate-name b.yaml:1:1',
      'inventory/duplicate-name b.yaml:2:10',
    ]);
    expect(diagnostics[1]?.related[0]?.place).toEqual({ file: 'offhook.yaml', line: 2, col: 10 });
  });

  it('may include one another without end', () => {
    const { findings, site } = resolveText('include: [b.yaml]\n', {
      files: { 'b.yaml': 'include: [offhook.yaml, b.yaml]\nsite: { name: b }\n' },
    });
    expect(findings).toEqual([]);
    expect(site.name).toBe('b');
  });
});
