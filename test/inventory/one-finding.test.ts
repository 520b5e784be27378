// One cause, one finding: what follows from a value that is refused already is not told again.

import { describe, expect, it, vi } from 'vitest';
import type { Mac } from '../../src/core/mac.js';
import { findingsOf } from '../../src/findings/finding.js';
import { READ_CODES } from '../../src/inventory/read/codes.js';
import { withoutConsequences } from '../../src/inventory/rules/consequences.js';
import { withoutEchoes } from '../../src/inventory/rules/echoes.js';
import { SHAPE_CODES } from '../../src/inventory/shape/codes.js';
import { told } from '../findings/names-said.js';
import { DESK, ROOM, readMarks, resolveText } from './site-under-test.js';

interface Site {
  readonly network?: string;
  readonly pbx?: string;
  readonly defaults?: string;
  readonly lines?: string;
  readonly phone?: string;
  readonly keys?: string;
}

/** A network without name server, and one phone: whole without what a case says. Its findings, at the marks. */
function codesOf({ network, pbx, defaults, lines, phone, keys }: Site): readonly string[] {
  const { text, codeAt } = readMarks(
    [
      `network: { subnet: 10.20.1.0/24, router: 10.20.1.254${network ?? ''} }`,
      `pbx: ${pbx ?? '{ main: { host: 10.20.1.1 } }'}`,
      `defaults: { pbx: main${defaults ?? ''} }`,
      `lines: ${lines ?? '{ "1": { name: Anna } }'}`,
      `phones: [{ mac: "02:00:00:00:00:0a", model: test-desk, keys: ${keys ?? '{ 1: { line: "1" } }'}${phone ?? ''} }]`,
    ].join('\n'),
  );
  return resolveText(text).diagnostics.map(codeAt);
}

describe('one cause is one finding', () => {
  it('and a whole site has none', () => {
    expect(codesOf({})).toEqual([]);
  });

  it.each<readonly [string, Site, string]>([
    ['an empty number', { keys: '{ 1: { line: "1" }, 2: { speedDial: ①"" } }' }, 'bad-value'],
    ['a pickup alone', { keys: '{ 1: { line: "1" }, 2: { ①pickup: "*8" } }' }, 'bad-value'],
    ['a host without a blank', { pbx: '{ main: { ①host:10.20.1.1 } }' }, 'unknown-key'],
    ['a port without a blank', { pbx: '{ main: { host: 10.20.1.1, ①port:5061 } }' }, 'unknown-key'],
    ['an equals sign', { phone: ', ①address = 10.20.1.9' }, 'unknown-key'],
    [
      'a key of a reference',
      { lines: '{ "1": { password: { env: A, ①value: x } } }' },
      'unknown-key',
    ],
    ['a label with commas', { phone: ', label: ①Anna, Desk, 9' }, 'split-text'],
    ['a pool with a comma', { network: ', pool: ①10.20.1.1,10.20.1.9' }, 'split-text'],
    ['an empty lease', { network: ', lease: ①""' }, 'bad-value'],
    ['empty bytes', { network: ', options: { 132: { hex: ①"" } }' }, 'bad-value'],
    ['an option by name', { network: ', options: { ①vlan: 20 }' }, 'bad-value'],
    ['a key 01', { keys: '{ 1: { line: "1" }, ①01: { speedDial: "5" } }' }, 'bad-value'],
    ['a key 2.5', { keys: '{ 1: { line: "1" }, ①2.5: { speedDial: "5" } }' }, 'bad-value'],
    ['a key 1e1', { keys: '{ 1: { line: "1" }, ①1e1: { speedDial: "5" } }' }, 'bad-value'],
    ['a host with commas', { pbx: '{ main: { host: ①"10,20,1,1" } }' }, 'bad-value'],
    ['an empty host', { pbx: '{ main: { host: ①"" } }' }, 'bad-value'],
    ['a list of hosts', { pbx: '{ main: { host: ①[a, b] } }' }, 'wrong-type'],
    ['a host null', { pbx: '{ main: { host: ①null } }' }, 'quote-it'],
    ['a PBX without a name', { pbx: '{ ①host: 10.20.1.1, port: 5060 }' }, 'wrong-type'],
    ['lines without a number', { lines: '{ ①name: Anna, shared: true }' }, 'wrong-type'],
    ['keys without a number', { keys: '{ ①line: "1", label: A }' }, 'wrong-type'],
    [
      'options without a number',
      { network: ', options: { ①text: "http://x.example" }' },
      'wrong-type',
    ],
    ['a PBX without a host', { pbx: '{ main: ①{ port: 5060 } }' }, 'missing-key'],
    [
      'a backup that is none',
      { pbx: '{ main: { host: 10.20.1.1, backup: { host: ①"a,b" } } }' },
      'bad-value',
    ],
    ['a clock that is none', { defaults: ', ntp: [①"10,20,1,1"]' }, 'bad-value'],
    ['a host localhost with a dot', { pbx: '{ main: { host: ①localhost. } }' }, 'bad-value'],
    [
      'a number too long for a label, too',
      { keys: `{ 1: { line: "1" }, 2: { speedDial: ①"${'1'.repeat(65)}" } }` },
      'bad-value',
    ],
    [
      'a key that is there twice',
      { keys: '{ 1: { line: "1" }, 2: { line: "1" }, ①2: { speedDial: "5" } }' },
      'duplicate-key',
    ],
    [
      'a group with a sign that nobody sees',
      { phone: ', groups: [①"a\u200b"]' },
      'unseen-character',
    ],
    [
      'a dial plan with a sign that nobody sees',
      { defaults: ', dialPlan: ①"a\u200b"' },
      'unseen-character',
    ],
    ['a number that is no name', { defaults: ', ①7: x' }, 'unknown-key'],
    ['a list of keys by number', { keys: '①[{ 1: { line: "1" } }]' }, 'wrong-type'],
    ['a list of lines by number', { lines: '①[{ 1: { name: Anna } }]' }, 'wrong-type'],
    ['a time zone of a number', { phone: ', timeZone: ①2' }, 'quote-it'],
    ['a pool of the whole subnet', { network: ', pool: ①10.20.1.0-10.20.1.255' }, 'address-taken'],
    [
      'a name of a variable that is none',
      { lines: '{ "1": { password: { env: ①$SIP_1 } } }' },
      'bad-value',
    ],
    ['an unknown PBX', { lines: '{ "1": { pbx: ①other } }' }, 'unknown-pbx'],
    ['an unknown line', { keys: '{ 1: { line: "1" }, 2: { line: ①"2" } }' }, 'unknown-line'],
    ['a line that is a text', { lines: '{ "1": ①Anna }' }, 'wrong-type'],
    ['lines as a list', { lines: '①[{ name: Anna }]' }, 'wrong-type'],
    ['a line null', { keys: '{ 1: { line: ①null } }' }, 'quote-it'],
    ['an admin password null', { defaults: ', adminPassword: ①null' }, 'quote-it'],
    ['an admin password of digits', { defaults: ', adminPassword: ①1234' }, 'quote-it'],
    [
      'a long number with a blank in it',
      { lines: '{ ①"700 123456789": {} }', keys: '{ 1: { line: "700 123456789" } }' },
      'bad-value',
    ],
    [
      'a dial plan that is a text',
      { defaults: ', dialPlan: a }\ndialPlans: { a: ①text' },
      'wrong-type',
    ],
    [
      'a map that goes on further below',
      {
        lines: '{ "1": { name: Anna } }\nsite: {}\n①lines: { "2": {} }',
        keys: '{ 1: { line: "2" } }',
      },
      'duplicate-name',
    ],
  ])('%s', (_, site, code) => {
    expect(codesOf(site)).toEqual([`inventory/${code} ①`]);
  });

  it.each<readonly [string, Site, string]>([
    ['a number with a host', { lines: '{ ①"1@pbx": { name: Anna } }' }, 'bad-value'],
  ])('%s', (_, site, code) => {
    expect(codesOf(site)).toEqual([`inventory/${code} ①`]);
  });

  it('of several lines, a word that is missing in `defaults`', () => {
    const { diagnostics } = resolveText(`
pbx: { main: { host: pbx.example } }
lines: { "1": {}, "2": {}, "3": {} }
phones:
  - { mac: "02:00:00:00:00:0a", model: test-desk, keys: { 1: { line: "1" }, 2: { line: "2" } } }
  - { mac: "02:00:00:00:00:0b", model: test-room, keys: { 1: { line: "3" } } }
`);
    expect(diagnostics.map(told)).toEqual(['inventory/no-pbx 3:10 "1" 2']);
  });

  it('of several lines, one file that they share; another file is another', () => {
    const { diagnostics } = resolveText(
      `
pbx: { main: { host: pbx.example } }
defaults: { pbx: main }
lines:
  "1": { password: { file: a } }
  "2": { password: { file: a } }
  "3": { password: { file: b } }
phones:
  - { mac: "02:00:00:00:00:0a", model: test-desk, keys: { 1: { line: "1" }, 2: { line: "2" } } }
  - { mac: "02:00:00:00:00:0b", model: test-room, keys: { 1: { line: "3" } } }
`,
      { secrets: {} },
    );
    expect(diagnostics.map(told)).toEqual([
      'inventory/missing-secret 5:20 1 file:./a 1',
      'inventory/missing-secret 7:20 3 file:./b',
    ]);
  });

  it('of several reservations, the pool that is too wide', () => {
    const { diagnostics } = resolveText(`
networks:
  - { subnet: 10.20.1.0/24, pool: 10.20.1.2-10.20.1.99 }
  - { subnet: 10.20.2.0/24, pool: 10.20.2.2-10.20.2.99, relay: true }
phones:
  - { mac: "02:00:00:00:00:0a", model: test-desk, address: 10.20.1.5, keys: {} }
  - { mac: "02:00:00:00:00:0b", model: test-room, address: 10.20.1.6, keys: {} }
  - { mac: "02:00:00:00:00:0c", model: test-room, address: 10.20.2.6, keys: {} }
`);
    const inside = diagnostics.filter(({ code }) => code === 'inventory/address-in-pool');
    expect(inside.map(told)).toEqual([
      'inventory/address-in-pool 6:60 10.20.1.5 10.20.1.2-10.20.1.99 1',
      'inventory/address-in-pool 8:60 10.20.2.6 10.20.2.2-10.20.2.99',
    ]);
  });

  it.each([
    ['secrets/1', ['inventory/text-for-reference ①']],
    ['s3/cr3t', ['inventory/plain-secret ①']],
  ])('the path of a file that is there, written as a password: %s', (password, codes) => {
    const { text, codeAt } = readMarks(
      `lines: { "1": { password: ①${password} } }\npbx: { main: { host: pbx.example } }\ndefaults: { pbx: main }\nphones: [{ mac: "02:00:00:00:00:0a", model: test-desk, keys: { 1: { line: "1" } } }]`,
    );
    const { diagnostics } = resolveText(text, { secrets: { 'file:./secrets/1': 'sesame12' } });
    expect(diagnostics.map(codeAt)).toEqual(codes);
    const said = diagnostics.map(({ message, hint }) => message + hint).join();
    expect(said).not.toContain(password);
  });

  it('the name of a file that is a number is not looked up as well', () => {
    const lines = '{ "1": { password: { file: ①7001 } } }';
    const { text, codeAt } = readMarks(
      `pbx: { main: { host: pbx.example } }\ndefaults: { pbx: main }\nlines: ${lines}\nphones: [{ mac: "02:00:00:00:00:0a", model: test-desk, keys: { 1: { line: "1" } } }]`,
    );
    const { diagnostics } = resolveText(text, { secrets: {} });
    expect(diagnostics.map(codeAt)).toEqual(['inventory/quote-it ①']);
  });

  it('of a MAC that was copied, whose maker it is', () => {
    const other = { ...ROOM, vendor: 'other', dhcp: { ...ROOM.dhcp, ouis: ['02:00:00'] } };
    const entry = '  - { mac: "02:00:00:00:00:0a", model: test-desk, keys: {} }\n';
    const { findings } = resolveText(`phones:\n${entry}${entry}`, { makers: [DESK, other] });
    expect(findings.filter((each) => each.includes('mac'))).toEqual([
      'inventory/duplicate-mac 3:12',
    ]);
  });

  it('of a relayed network, an interface that another has', () => {
    const { findings } = resolveText(
      'networks: [{ subnet: 10.20.1.0/24, interface: eth1 }, { subnet: 10.30.1.0/24, relay: true, interface: eth1 }]',
    );
    expect(findings).toEqual(['inventory/relayed-network 1:103']);
  });

  it('a line that is said beside the keys', () => {
    const { findings } = resolveText(
      'phones: [{ mac: "02:00:00:00:00:0a", model: test-desk, line: "1", keys: { 3: { blf: "5" } } }]',
    );
    expect(findings).toEqual(['inventory/unknown-key 1:56']);
  });

  it('a model that is a number under `models`', () => {
    const { findings } = resolveText('defaults: { models: { 7931: {} } }');
    expect(findings).toEqual(['inventory/unknown-model 1:23']);
  });

  it('of what stands under a refused name, only that it cannot stand there is left out', () => {
    const keys = '{ 1: { line: "1" }, ①01: { speedDial: "5", ②lable: Reception } }';
    expect(codesOf({ keys })).toEqual(['inventory/bad-value ①', 'inventory/unknown-key ②']);
  });
});

describe('a password in braces that has commas in it', () => {
  it('is told, and no part of it is shown', () => {
    const lines = 'lines: { "1": { name: Anna, password: ses1,am3!,Zname } }';
    const { diagnostics } = resolveText(`pbx: { main: { host: 10.20.1.1 } }\n${lines}\n`);
    expect(diagnostics.map(({ code }) => code)).toContain('inventory/split-text');
    expect(JSON.stringify(diagnostics)).not.toMatch(/ses1|am3|Zname/);
  });
});

describe('a misspelt name is one finding, and is read as the name that is meant', () => {
  const WHOLE = [
    'site: { timeZone: Europe/Berlin }',
    'network: { subnet: 10.20.1.0/24, router: 10.20.1.254, dns: [10.20.1.1], pool: 10.20.1.50-10.20.1.59 }',
    'pbx: { main: { host: pbx.example, backup: { host: 10.20.2.1 } } }',
    'defaults: { pbx: main, nat: { enabled: true, address: 10.1.1.1 }, rtp: { first: 16384, last: 32766 } }',
    'groups: { all: { adminPassword: { env: PW } } }',
    'lines: { "1": { name: Anna, password: { env: PW } } }',
    'phones:',
    '  - mac: "02:00:00:00:00:0a"',
    '    model: test-desk',
    '    groups: [all]',
    '    keys: { 1: { line: "1" }, 2: { blf: "2", pickup: "*8" } }',
  ].join('\n');
  const codesFor = (text: string) => {
    const { text: bare, codeAt } = readMarks(text);
    return resolveText(bare, { unsaid: true, secrets: { 'env:PW': 'sesame12' } }).diagnostics.map(
      codeAt,
    );
  };

  it('and a whole site has none', () => expect(codesFor(WHOLE)).toEqual([]));

  it.each(
    `site timeZone network router dns pbx host backup defaults nat enabled rtp first groups
     adminPassword lines password env phones mac model keys line blf`.split(/\s+/),
  )('%s', (name) => {
    const slip = `${name.slice(0, 1)}${name.slice(2)}${name.slice(1, 2)}`;
    const at = new RegExp(`(?<![\\w.])${name}:`);
    expect(codesFor(WHOLE.replace(at, `①${slip}:`))).toEqual(['inventory/unknown-key ①']);
  });

  it('a word of another program too', () => {
    const text = WHOLE.replace('router:', '①gateway:').replace('password:', '②secret:');
    expect(codesFor(text)).toEqual(['inventory/unknown-key ①', 'inventory/unknown-key ②']);
  });

  it('what is wrong under it is told of where it stands', () => {
    const text = WHOLE.replace('lines:', '①line:').replace(
      '{ env: PW } } }\nphones',
      '②sesame } }\nphones',
    );
    expect(codesFor(text)).toEqual(['inventory/unknown-key ①', 'inventory/plain-secret ②']);
  });

  it('it is no other one beside the name that is meant', () => {
    const text = WHOLE.replace('name: Anna', 'name: Anna, ①nmae: Berta');
    expect(codesFor(text)).toEqual(['inventory/unknown-key ①']);
    expect(resolveText(text.replace('①', '')).site.phones[0]?.keys).toMatchObject([
      { line: { displayName: 'Anna' } },
      {},
    ]);
  });
});

describe('a name that is a map or a list', () => {
  it.each([
    ['a placeholder', '{ main: { host: ①{{ pbx }} } }'],
    ['a list', '{ main: { ①[a, b]: 10.20.1.1 } }'],
    ['an alias of a map', '{ main: &all { host: 10.20.1.1 }, ①*all : { host: 10.20.1.2 } }'],
  ])('%s is one finding, and the library says nothing on its own', (_, pbx) => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const found = codesOf({ pbx });
    const warnings = warned.mock.calls.map(String);
    warned.mockRestore();
    expect(found).toEqual(['source/syntax ①']);
    expect(warnings).toEqual([]);
  });
});

describe('what is left unsaid', () => {
  it('is not what is said and refused', () => {
    const text = `lines: { "1": { pbx: main, password: [a] } }
pbx: { main: { host: 10.20.1.1 } }
phones: [{ mac: "02:00:00:00:00:0a", model: test-desk, timeZone: [a], keys: { 1: { line: "1" } } }]`;
    const { findings } = resolveText(text, { unsaid: true });
    expect(findings).toEqual(['inventory/wrong-type 1:38', 'inventory/wrong-type 3:66']);
  });
});

it.each(['[{ line: "1" }]', '{ 1: "1" }', '{ one: { line: "1" } }', '{ 1: { type: line } }'])(
  'no line is missed where the keys are wrong: %s',
  (keys) => {
    const text = `phones: [{ mac: "02:00:00:00:00:01", model: test-desk, keys: ${keys} }]`;
    const { diagnostics } = resolveText(text);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.filter(({ code }) => code === 'inventory/no-line')).toEqual([]);
  },
);

it('an entry of a list whose dash is missing is one finding', () => {
  const entry = (mark: string) =>
    `    ${mark}mac: "02:00:00:00:00:01"\n    model: test-desk\n    keys: {}\n`;
  const { text, codeAt } = readMarks(`phones:\n  - label: A\n${entry('')}${entry('①')}`);
  const { diagnostics } = resolveText(text);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  expect(errors.map(codeAt)).toEqual(['inventory/duplicate-name ①']);
  expect(errors[0]?.hint).toContain('write "- " in front of it');
});

it.each([
  ['networks: [a]', 'an entry of networks must be a map, not text'],
  ['networks: a', 'networks must be a list, not text'],
])('a list and what is in it are not called the same: %s', (text, message) => {
  expect(resolveText(text).diagnostics.map((each) => each.message)).toEqual([message]);
});

it('entries that nobody uses are told of once a section, where nothing else is wrong', () => {
  const text = (more: string) =>
    `groups: { a: {}, b: {}, c: {} }\ndialPlans: { x: [{ match: "1" }], y: [{ match: "1" }] }\nphones: [{ mac: "02:00:00:00:00:0a", model: test-desk, groups: [b], keys: {}, dialPlan: x${more} }]`;
  const unused = (more: string) =>
    resolveText(text(more), { unsaid: true })
      .diagnostics.filter(({ code }) => code === 'inventory/unused-entry')
      .map(told);
  expect(unused('')).toEqual([
    'inventory/unused-entry 1:11 "a" 1',
    'inventory/unused-entry 2:35 "y"',
  ]);
  expect(unused(', labl: z')).toEqual([]);
});

it('a file that is no inventory at all is one finding, whatever is in it', () => {
  expect(resolveText('PK\u0003\u0004\n').findings).toEqual(['inventory/wrong-type 1:1']);
});

describe('what the rules of vendors say', () => {
  const finding = findingsOf({ ...READ_CODES, ...SHAPE_CODES });
  const place = { file: 'offhook.yaml', line: 2, col: 13 };
  const zoneOf = (vendor: string, model: string, last = '0a') => ({
    ...finding(
      'inventory/bad-value',
      place,
      `"2" is no zone (${model}, phone 02:00:00:00:00:${last})`,
    ),
    ...{ code: `${vendor}/time-zone` as const, device: `02:00:00:00:00:${last}` as Mac },
  });
  const told = (...found: Parameters<typeof withoutConsequences>[0]) =>
    withoutConsequences(found, []).map(({ code }) => code);

  it('in the same words of one value is told once, of the phones of both', () => {
    const found = [zoneOf('one', 'a', '0a'), zoneOf('two', 'b', '0b'), zoneOf('two', 'b', '0c')];
    const [first, ...more] = withoutEchoes(found);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ code: 'one/time-zone', device: '02:00:00:00:00:0a' });
    expect(first?.others).toEqual(['02:00:00:00:00:0b', '02:00:00:00:00:0c']);
    expect(first?.message).toContain('(a, phone 02:00:00:00:00:0a and 2 more)');
  });

  it('is not told of what has no quotes', () => {
    const quotes = finding('inventory/quote-it', place, 'a number');
    expect(told(quotes, zoneOf('one', 'a'))).toEqual(['inventory/quote-it']);
  });
});
