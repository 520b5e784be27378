// What is said of a file that cannot be parsed: one cause, one finding, in the words of whoever wrote it.

import { describe, expect, it } from 'vitest';
import { formatText } from '../../src/cli/report/text.js';
import { resolveText } from './site-under-test.js';

const DEEP = '['.repeat(30_000);

/** `text` -> the only finding's place, and words of its message and hint. */
const FAULTS: readonly (readonly [name: string, text: string, at: string, ...words: string[]])[] = [
  ['a tab', 'site: { name: a }\npbx:\n\tmain: { host: b }\nlines: {}\n', '3:1', 'a tab', 'blanks'],
  ['bad indentation', 'phones:\n  - mac: "a"\n   model: b\n  - mac: "c"\n', '3:1', 'column'],
  [
    'a variable in a map',
    `pbx: { main: { host: \${PBX_HOST} } }\ndefaults: { pbx: main }\n`,
    '1:23',
    'begins a variable',
    'write the value itself',
  ],
  [
    'no colon',
    'phones:\n  - mac: "a"\n    model cisco-7942g\n    keys: {}\n',
    '3:5',
    'write `model: …`',
  ],
  [
    'no blank behind it',
    'phones:\n  - mac: "a"\n    model:cisco\n    keys: {}\n',
    '3:5',
    'write `model: …`',
  ],
  [
    'an entry in too far',
    'phones:\n  - mac: "a"\n      - mac: "b"\n        model: c\n',
    '3:1',
    'indented as if it belonged to the value above',
    'dashes of one list',
  ],
  [
    'a document that has ended',
    'site: { name: a }\n...\npbx: {}\n',
    '3:1',
    'remove the line `...`',
  ],
  ['bytes of zero', 'site: { name: a }\n\0\0\n', '2:1', 'holds U+0000', 'UTF-8'],
  ['a comment of C', '// mine\nsite: { name: a }\n', '1:1', '"//" begins no comment', 'write "#"'],
  ['one behind a map', 'site: { name: a } // b\npbx: {}\n', '1:19', '"//" begins no comment'],
  ['one between names', 'site:\n  name: a\n  /* b */\n  locale: en\n', '3:3', '"/*" begins no'],
  ['one of an INI file', '; mine\nsite: { name: a }\n', '1:1', '";" begins no comment'],
  ['one of SQL', 'site: { name: a }\n-- mine\npbx: {}\n', '2:1', '"--" begins no comment'],
  [
    'a text of lines in a map',
    'site: { name: |\n  Lab }\n',
    '1:15',
    'in braces or brackets there are none',
    'in quotes',
  ],
  ['no colon at the end', 'site:\n  locale: en-US\n  name Lab\n', '3:3', 'write `name: …`'],
  ['no blank behind a dash', 'phones:\n  -mac: "a"\n   model: b\n', '2:3', '`- name: value`'],
  [
    'two colons',
    'site: { timeZone: Etc/UTC }\nlines:\n  "1":\n    name: Room: 5\n',
    '4:11',
    'a second ": "',
  ],
  [
    'a comment in a map',
    'site: { name: Lab #1 }\nphones: []\n',
    '1:19',
    '"#" begins a comment',
    'quote',
  ],
  [
    'a quote that stays open',
    'site: { name: "Lab }\nphones: []\n',
    '1:15',
    '" opens here',
    'write the "',
  ],
  [
    'a bracket that stays open',
    'site: { name: Lab\nphones: []\n',
    '1:7',
    '{ opens here',
    'write the }',
  ],
  ['a bracket too many', 'site: { name: Lab }}\nphones: []\n', '1:20', 'a } too many'],
  ['no comma', 'site: { name: Lab locale: en-US }\nphones: []\n', '1:15', 'a comma is missing'],
  ['two commas', 'site: { name: Lab,, locale: en-US }\n', '1:19', 'a comma too many', 'remove it'],
  ['text behind a value', 'site:\n  name: "Lab" two\nphones: []\n', '2:15', 'has ended', 'quotes'],
  ['a reserved sign', 'site: { name: @Lab }\n', '1:15', 'needs quotes'],
  ['a backslash', 'site: { name: "C:\\Users" }\n', '1:18', 'escape', 'single quotes'],
  ['a star that is a name', '*97: { a: 1 }\nb: 2\n', '1:4', '"*"', 'quote it'],
  ['a merge key', 'groups:\n  a: &a { csta: true }\n  b: { <<: *a }\n', '3:8', '`<<`', '`groups`'],
  [
    'a conflict',
    'site: { name: a }\n<<<<<<< HEAD\npbx: {}\n=======\npbx: {}\n>>>>>>> other\n',
    '2:1',
    'merge',
    'keep one',
  ],
  ['brackets without end', `site: ${DEEP}`, '1:106', 'nested too deeply'],
  ['dashes without end', `phones:\n  ${'- '.repeat(9000)}a\n`, '2:201', 'nested too deeply'],
];

const JSON_FAULTS: readonly (readonly [name: string, text: string, at: string, word: string])[] = [
  ['no comma', '{ "offhook": 1\n "phones": [] }', '2:2', 'a comma is missing'],
  ['no colon', '{ "offhook" 1 }', '1:13', 'no colon'],
  ['a comment', '{ "offhook": 1 } // mine', '1:18', 'a comment stands here, and JSON has none'],
  ['a comment within', '{ /* mine */ "offhook": 1 }', '1:3', 'a comment stands here'],
  ['a comment of YAML', '{ "offhook": 1 # mine\n}', '1:16', 'a comment stands here'],
  ['an open bracket', '{ "offhook": 1', '1:1', '{ opens here'],
  ['an open bracket within', '{ "site":\n { "name": "[{" ', '2:2', '{ opens here'],
  ['a bracket too many', '{ "offhook": 1 }}', '1:17', 'a } too many'],
  ['the other bracket', '{ "phones": [} ]', '1:14', '} stands where the ] belongs'],
  ['a comma behind the last entry', '{ "offhook": 1,\n}', '1:15', 'a comma stands behind the last'],
  [
    'a comma behind the last item',
    '{ "include": ["a.csv", ] }',
    '1:22',
    'a comma stands behind the last',
  ],
  ['two commas', '{ "offhook": 1,, "phones": [] }', '1:15', 'a comma'],
  ['single quotes', `{ "site": { "name": 'lab' } }`, '1:21', 'double quotes'],
  ['a name in single quotes', "{ 'offhook': 1 }", '1:3', 'double quotes'],
  ['quotes of a word processor', '{ "site": { “name”: "lab" } }', '1:13', 'straight quotes'],
  ['a name without quotes', '{ offhook: 1 }', '1:3', 'write "offhook": …'],
  ['a number as a name', '{ "lines": { 7001: {} } }', '1:14', 'a name stands here without quotes'],
  [
    'a text without quotes',
    '{ "site": { "name": lab } }',
    '1:21',
    'a text stands here without quotes',
  ],
  ['a flag of Python', '{ "defaults": { "csta": True } }', '1:25', 'true, false'],
  [
    'a leading zero',
    '{ "lines": { "1": { "name": 0701 } } }',
    '1:29',
    'a number to dial is a text',
  ],
  ['a leading sign', '{ "offhook": +1 }', '1:14', 'a number that JSON does not know'],
  ['hexadecimal', '{ "offhook": 0x1 }', '1:14', 'a number that JSON does not know'],
  ['a missing value', '{ "offhook": }', '1:14', 'a value is missing'],
  ['a line break in a text', '{ "site": { "name": "l\nab" } }', '1:21', 'does not end in its line'],
  ['a tab in a text', '{ "site": { "name": "l\tab" } }', '1:21', 'write \\t for a tab'],
  ['a backslash', '{ "site": { "name": "C:\\lab" } }', '1:21', 'write \\\\ for each backslash'],
  ['a second value', '{ "offhook": 1 }\n{ "phones": [] }', '2:1', 'behind the end'],
  ['YAML', 'offhook: 1\n', '1:1', 'name the file .yaml'],
  ['a document of YAML', '---\n{ "offhook": 1 }', '1:1', 'if it is YAML'],
  ['an alias', '{ "offhook": *one }', '1:14', 'a text stands here without quotes'],
  ['a conflict', '{\n<<<<<<< HEAD\n"offhook": 1\n=======\n>>>>>>> b\n}', '2:1', 'merge'],
  ['brackets without end', '['.repeat(10_000), '1:101', 'nested too deeply'],
];

describe('a text that cannot be parsed', () => {
  it.each([
    ['behind a colon', 'site: {}\npbx:\u00a0main\n', '2:5', 'U+00A0'],
    ['in front of a line', 'site:\n  name: a\n \u00a0locale: de-DE\n', '3:2', 'U+00A0'],
    ['in brackets', 'pbx: { main:\u2003{ host: b } }\n', '1:13', 'U+2003'],
  ])('a space that looks like a blank is named, %s', (_, text, at, name) => {
    const { findings, diagnostics } = resolveText(text);
    expect(findings).toEqual([`source/syntax ${at}`]);
    expect(diagnostics[0]?.message).toContain(name);
  });

  it('a space that looks like a blank is named in JSON, and left alone in a text', () => {
    const inJson = (text: string) => resolveText(text, { main: 'offhook.json' }).diagnostics;
    expect(inJson('{\u00a0"offhook": 1 }')[0]?.message).toContain('U+00A0');
    expect(inJson('{ "site": { "name": "a\u00a0b", } }')[0]?.message).toContain('a comma');
  });

  it.each(FAULTS)('%s is one finding', (_, text, at, ...words) => {
    const { findings, diagnostics } = resolveText(text);
    expect(findings).toEqual([`source/syntax ${at}`]);
    const [{ message = '', hint = '' } = {}] = diagnostics;
    for (const word of words) expect(`${message}; ${hint}`).toContain(word);
    expect(hint).toMatch(/; more may follow from this$/);
  });

  it.each(JSON_FAULTS)('%s is told in the words of JSON', (_, text, at, word) => {
    const { findings, diagnostics } = resolveText(text, { main: 'offhook.json' });
    expect(findings).toEqual([`source/syntax ${at}`]);
    expect(`${diagnostics[0]?.message}; ${diagnostics[0]?.hint}`).toContain(word);
    expect(() => JSON.parse(text)).toThrow();
  });

  it('is not told again at each name that it may define', () => {
    const phone =
      '  - { mac: "02:00:00:00:00:01", model: test-desk, pbx: a, keys: { 1: { line: "1" } } }';
    const files = { 'lines.yaml': 'lines: { "1": { name: A }\n' };
    const { findings } = resolveText(`include: [lines.yaml]\nphones:\n${phone}\n`, { files });
    expect(findings).toEqual(['source/syntax lines.yaml:1:8']);
  });

  it('may end its lines with CR alone', () => {
    const { findings, site } = resolveText('offhook: 1\rsite:\r  name: Lab\rphones: []\r');
    expect({ findings, name: site.name }).toEqual({ findings: [], name: 'Lab' });
  });

  it('is shown with a caret under the place, tabs in one column', () => {
    const report = (text: string) => {
      const { diagnostics } = resolveText(text);
      return formatText({ diagnostics, devices: [], toolVersion: '0' }, false).split('\n');
    };
    expect(report('pbx:\n\tmain: { host: b }\n').slice(1, 3)).toEqual([
      '  2 |  main: { host: b }',
      '      ^',
    ]);
    expect(report('pbx:\n  a: { host: b }}\n').slice(1, 3)).toEqual([
      '  2 |   a: { host: b }}',
      `${' '.repeat('  2 |   a: { host: b }'.length)}^`,
    ]);
  });

  it.each([
    'lines: { "1": { password: hunter22, name: @x } }',
    'lines:\n  "1":\n    password:hunter22\n    name: x',
    'lines:\n  "1":\n    password hunter22\n    name: x',
    'lines:\n  "1":\n    password:\n      hunter22: a: b',
    'lines:\n  "1":\n    password: >\n      one\n      a: hunter22 }}\n      hunter22\n   name: x',
    'lines:\n  "1":\n    password: "one\n\n      hunter22" hunter22',
    'lines: { "1": { password:\n hunter22 }} }',
    'phones:\n  - settings:\n      menuPasword: hunter22: x',
    'phones:\n  - keys: { 1: { service: http://anna:hunter22@x/ }}}',
  ])('never shows a password: %j', (text) => {
    const { diagnostics } = resolveText(`${text}\n`);
    expect(diagnostics.map(({ code }) => code)).toContain('source/syntax');
    expect(JSON.stringify(diagnostics)).not.toContain('hunter');
  });
});

describe('a file in which nothing is written', () => {
  it.each([
    ['offhook.yaml', ''],
    ['offhook.yaml', '# phones will come\n'],
    ['offhook.json', ''],
    ['offhook.yaml', '---\n'],
  ])('is an error: %s %j', (main, text) => {
    expect(resolveText(text, { main }).findings).toEqual(['source/empty 1:1']);
  });

  it.each(['', 'mac,model,line\n', 'mac,model,line\n,,\n'])('also as CSV: %j', (csv) => {
    const { findings } = resolveText('include: [phones.csv]\n', { files: { 'phones.csv': csv } });
    expect(findings).toEqual(['source/empty phones.csv:1:1']);
  });
});
