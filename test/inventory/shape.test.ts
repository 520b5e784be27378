import { describe, expect, it } from 'vitest';
import { parseSource } from '../../src/inventory/read/parse-source.js';
import { told } from '../findings/names-said.js';
import { resolveText, UNREADABLE } from './site-under-test.js';

interface Rejected {
  readonly name: string;
  readonly text: string;
  /** `code line:column` */
  readonly findings: readonly string[];
  /** Without which the words would be of no use: what is meant, or what was written. */
  readonly says?: string;
  readonly hides?: string;
}

/** What is wrong with the form of an inventory, and where. */
const REJECTED: readonly Rejected[] = [
  {
    name: 'an unknown key, with the key meant',
    text: 'offhook: 1\nphones:\n  - mac: "5c:fc:66:5d:4f:9a"\n    modle: test-desk\n',
    findings: ['inventory/unknown-key 4:5'],
    says: '"model"',
  },
  {
    name: 'an unknown model, with the model meant',
    text: 'phones:\n  - { mac: "5c:fc:66:5d:4f:9a", model: test-dsk }\n',
    findings: ['inventory/unknown-model 2:40'],
    says: '"test-desk"',
  },
  {
    name: 'an unknown model under defaults',
    text: 'defaults:\n  models:\n    test-rom: {}\n',
    findings: ['inventory/unknown-model 3:5'],
    says: '"test-room"',
  },
  {
    name: 'a number with a character that nobody sees, once',
    text: 'lines:\n  "70\\u200b01": { name: "Anna\\u00a0B" }\n',
    findings: ['inventory/unseen-character 2:3', 'inventory/unseen-in-label 2:25'],
    says: 'U+200B',
  },
  {
    name: 'a password that ends with a blank, without showing it',
    text: 'lines:\n  "7001": { password: "s3cret " }\n',
    findings: ['inventory/plain-secret 2:23', 'inventory/unseen-character 2:23'],
    hides: 's3cret',
  },
  {
    name: 'a host with its port',
    text: 'pbx:\n  main: { host: "10.20.1.10:5080" }\n',
    findings: ['inventory/bad-value 2:17'],
    says: 'write 10.20.1.10',
  },
  {
    name: 'a time server with its port, by the name of its list',
    text: 'site: { ntp: ["pool.ntp.org:123"] }\n',
    findings: ['inventory/bad-value 1:15'],
  },
  {
    name: 'a line with a domain, once',
    text: 'lines: { "7001@pbx": {} }\n',
    findings: ['inventory/bad-value 1:10'],
  },
  {
    name: 'a number to dial as people write it',
    text: 'defaults:\n  keys: { 1: { speedDial: "+49 30 1234-56" } }\n',
    findings: ['inventory/bad-value 2:27'],
  },
  {
    name: 'a lease without its unit',
    text: 'network: { subnet: 10.0.0.0/24, lease: 8 }\n',
    findings: ['inventory/quote-it 1:40'],
  },
  {
    name: 'a lease longer than the wire can say',
    text: 'network: { subnet: 10.0.0.0/24, lease: 99999d }\n',
    findings: ['inventory/bad-value 1:40'],
    says: '99999d',
  },
  {
    name: 'a model that YAML reads as a number, once',
    text: 'phones:\n  - { mac: "5c:fc:66:5d:4f:9a", model: 7931 }\n',
    findings: ['inventory/quote-it 2:40'],
    says: '7931',
  },
  {
    name: 'a missing key',
    text: 'phones:\n  - model: test-desk\n',
    findings: ['inventory/missing-key 2:5'],
    says: '"mac"',
  },
  {
    name: 'a number where a text is meant, as it was written',
    text: 'lines:\n  "7896": { name: 0042 }\n',
    findings: ['inventory/quote-it 2:19'],
    says: '0042',
  },
  {
    name: 'a MAC of a spreadsheet without quotes',
    text: 'phones:\n  - { mac: 1.23E+11, model: test-desk }\n',
    findings: ['inventory/excel-mac 2:12'],
    says: '1.23E+11',
  },
  {
    name: 'a MAC that YAML reads as a number',
    text: 'phones:\n  - mac: 001122334455\n    model: test-desk\n',
    findings: ['inventory/no-line 2:5', 'inventory/quote-it 2:10'],
    says: '001122334455',
  },
  {
    name: 'an unquoted password, without showing it',
    text: 'lines:\n  "7896": { password: 1e5 }\n',
    findings: ['inventory/quote-it 2:23'],
    hides: '1e5',
  },
  {
    name: 'a line number that YAML reads as a number',
    text: 'lines:\n  0123: { name: x }\n',
    findings: ['inventory/quote-it 2:3'],
  },
  {
    name: 'an unknown setting of the model',
    text: 'defaults:\n  models:\n    test-desk:\n      settings: { volum: 3 }\n',
    findings: ['inventory/unknown-key 4:19'],
    says: '"volume"',
  },
  {
    name: 'a setting of the wrong type',
    text: 'defaults:\n  models: { test-desk: { settings: { webAccess: 1 } } }\n',
    findings: ['inventory/wrong-type 2:49'],
  },
  {
    name: 'a key that is two things',
    text: 'defaults:\n  keys: { 1: { line: "1", blf: "2" } }\n',
    findings: ['inventory/bad-value 2:11'],
    says: 'line, blf',
  },
  {
    name: 'a key that is nothing',
    text: 'defaults:\n  keys: { 1: { label: x } }\n',
    findings: ['inventory/bad-value 2:11'],
    says: 'line, speedDial, blf, service',
  },
  {
    name: 'a key defined twice',
    text: 'defaults:\n  keys:\n    1: { blf: "2" }\n    1: { blf: "3" }\n',
    findings: ['inventory/duplicate-key 4:5'],
  },
  {
    name: 'a name defined twice',
    text: 'pbx:\n  a: { host: x }\n  a: { host: y }\n',
    findings: ['inventory/duplicate-name 3:3'],
  },
  {
    name: 'a value outside its limits',
    text: 'pbx:\n  a: { host: x, port: 70000 }\n',
    findings: ['inventory/bad-value 2:23'],
    says: '65535',
  },
  {
    name: 'a text of the wrong form, with one of the right one',
    text: 'defaults: { locale: russian }\n',
    findings: ['inventory/bad-value 1:21'],
  },
  {
    name: 'a name that is no number of a key',
    text: 'defaults: { keys: { a: { blf: "2" } } }\n',
    findings: ['inventory/bad-value 1:21'],
  },
  {
    name: 'a dial plan whose name would lead out of a folder',
    text: 'dialPlans: { ../x: [{ match: "*" }] }\n',
    findings: ['inventory/bad-value 1:14'],
  },
  {
    name: 'another version of the format',
    text: 'offhook: 2\n',
    findings: ['inventory/bad-value 1:10'],
  },
  {
    name: 'an empty password',
    text: 'lines: { "1": { password: "" } }\n',
    findings: ['inventory/bad-value 1:27'],
  },
  {
    name: 'a misspelt kind of key, once',
    text: 'defaults: { keys: { 1: { speeddial: "2" } } }\n',
    findings: ['inventory/unknown-key 1:26'],
    says: '"speedDial"',
  },
  {
    name: 'a second document',
    text: 'offhook: 1\n---\noffhook: 1\n',
    findings: ['source/syntax 2:1'],
  },
  {
    name: 'an alias of nothing, at its place',
    text: 'defaults: { locale: *nothing }\n',
    findings: ['source/syntax 1:21'],
  },
  {
    name: 'a bracket that is not closed, once, where it opens',
    text: 'pbx: { a: [ }\n',
    findings: ['source/syntax 1:11'],
  },
  {
    name: 'a line break in a value',
    text: 'lines:\n  "1": { name: "a\\nSIP1 Enable Reg :0" }\n',
    findings: ['inventory/bad-character 2:16'],
  },
  {
    name: 'an included file that is not there',
    text: 'include: [phones/*.yaml]\n',
    findings: ['source/not-found 1:11'],
    says: 'phones/*.yaml',
  },
];

describe('the form of an inventory', () => {
  it.each(REJECTED)('$name is found at its place', ({ text, findings, says = '', hides }) => {
    const outcome = resolveText(text);
    expect(outcome.findings).toEqual(findings);
    const words = outcome.diagnostics.map(({ message, hint }) => `${message}\n${hint}`).join('\n');
    expect(words).toContain(says);
    if (hides !== undefined) expect(words).not.toContain(hides);
  });

  it('tells everything at once and keeps what is right', () => {
    const { findings, site } = resolveText(
      [
        'colour: red',
        'pbx: { main: { host: pbx.example } }',
        'lines: { "1": { name: ok } }',
        'phones:',
        '  - { mac: 5, model: test-desk }',
        '  - { mac: "5c:fc:66:5d:4f:9a", model: test-desk, pbx: main, keys: { 1: { line: "1" } }, x: 1 }',
      ].join('\n'),
    );
    expect(findings).toEqual([
      'inventory/unknown-key 1:1',
      'inventory/bad-mac 5:12',
      'inventory/unknown-key 6:90',
    ]);
    expect(site.phones.map(({ mac }) => mac)).toEqual(['5c:fc:66:5d:4f:9a']);
  });

  it('never shows a password that has the wrong form', () => {
    const { diagnostics } = resolveText(
      'lines:\n  "1": { password: { env: hunter22, file: hunter22 } }\n',
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(['inventory/bad-value']);
    expect(JSON.stringify(diagnostics)).not.toContain('hunter22');
  });

  it.each([
    '*hunter22',
    '!hunter22 x',
    '"hunter22" hunter22',
    '{ hunter22 }',
    'hunter22, }hunter22',
    '22221111',
    '[hunter22]',
    '"\\hunter22"',
  ])('never shows what stands where a password belongs: %s', (value) => {
    const { diagnostics } = resolveText(`lines: { "1": { password: ${value} } }\n`);
    expect(diagnostics).not.toEqual([]);
    expect(JSON.stringify(diagnostics)).not.toMatch(/hunter|unter22|22221111/);
  });

  it('never shows a password that has run into its name', () => {
    const { diagnostics } = resolveText(
      'lines: { "1": { password:hunter22: x, pin hunter22: y } }\n',
    );
    expect(diagnostics.map(told)).toEqual([
      'inventory/unknown-key 1:17 "password…" "password"',
      'inventory/unknown-key 1:39 "pin…"',
    ]);
  });

  it('tells a bad name beside everything else, and takes it as written', () => {
    const { findings, site } = resolveText(
      [
        'pbx: { main: { host: pbx.example }, main: { host: other.example } }',
        'defaults: { pbx: main }',
        'lines: { 0123: { name: Front } }',
        'phones:',
        '  - { mac: "5c:fc:66:5d:4f:9a", model: test-desk, keys: { 1: { line: "0123" }, 9: { blf: "2" } } }',
      ].join('\n'),
    );
    expect(findings).toEqual([
      'inventory/duplicate-name 1:37',
      'inventory/quote-it 3:10',
      'inventory/key-beyond-model 5:80',
    ]);
    expect(site.phones[0]?.keys[0]).toMatchObject({
      line: { displayName: 'Front', pbx: { host: 'pbx.example' } },
    });
  });

  it('has no second finding about what is told once: the text is meant as written, without bad characters', () => {
    const { findings, site } = resolveText(
      [
        'pbx: { main: { host: pbx.example } }',
        'defaults: { pbx: main }',
        'lines: { "0042": { name: "Fro\\nnt" } }',
        'phones:',
        '  - { mac: "5c:fc:66:5d:4f:9a", model: test-desk, keys: { 1: { line: 0042, label: yes } } }',
      ].join('\n'),
    );
    expect(findings).toEqual(['inventory/bad-character 3:26', 'inventory/quote-it 5:70']);
    expect(site.phones[0]?.keys).toMatchObject([
      { label: 'yes', line: { number: '0042', displayName: 'Front' } },
    ]);
  });

  it('tells of an included file that cannot be read where it is named, and reads the others', () => {
    const { findings } = resolveText('include: [a.yaml, b.yaml]\n', {
      files: { 'a.yaml': UNREADABLE, 'b.yaml': 'colour: red\n' },
    });
    expect(findings).toEqual(['inventory/unknown-key b.yaml:1:1', 'source/unreadable 1:11']);
  });

  it('reads JSON as well', () => {
    const { findings } = resolveText('{ "phones": [ { "mac": 7, "model": "test-desk" } ] }', {
      main: 'offhook.json',
    });
    expect(findings).toEqual(['inventory/bad-mac 1:24']);
  });

  it('refuses an alias bomb', () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const inner = level === 0 ? '"x"' : `*a${level - 1}`;
      return `a${level}: &a${level} [${Array(9).fill(inner).join(', ')}]`;
    });
    expect(resolveText(levels.join('\n')).findings).toEqual(['source/syntax 6:10']);
  });

  it('refuses what is nested without end, at its place', () => {
    const hidden = `[x', ${'['.repeat(10_000)}, 'y]`;
    expect(resolveText(`a: ${'['.repeat(10_000)}`).findings).toEqual(['source/syntax 1:103']);
    expect(resolveText(`a: ${hidden}`).findings).toEqual(['source/syntax 1:107']);
    expect(resolveText(`${'- '.repeat(100)}x`).findings).toEqual(['inventory/wrong-type 1:1']);
  });

  it('takes an alias for the last value before it that has its anchor, and finds what is in it there', () => {
    const source = parseSource('a.yaml', 'a: &x one\nb: &x { c: two }\nd: *x\n');
    expect(source.value).toEqual({ a: 'one', b: { c: 'two' }, d: { c: 'two' } });
    expect(source.locate(['d', 'c'])).toEqual({ file: 'a.yaml', line: 2, col: 12 });
  });

  it('refuses an alias of what it stands in', () => {
    expect(resolveText('defaults: &a { keys: *a }\n').findings).toEqual(['source/syntax 1:22']);
  });
});
