// What owners reported of files that their phones would not take, each in a file of our own: which rule answers is what the
// table in docs/lint.md says.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KNOWN_CODES } from '../../../../src/artifacts/known-codes.js';
import { lintFolder } from '../../../../src/artifacts/lint/lint-folder.js';
import { createLintRun } from '../../../../src/artifacts/lint/lint-run.js';
import { folderOf, READING } from '../../../artifacts/lint/rule-examples.js';
import { SEP, sitePhone, textOf } from '../cisco-under-test.js';
import { loadsFile } from '../loads-file.js';

const GOOD = textOf(
  sitePhone(
    'keys: { 1: { line: "7896" } }\nfirmware: SIP31.8-5-3SR1S\nadminPassword: { env: SIP }',
  ),
  SEP,
);
const LOAD = 'SIP31.8-5-3SR1S';
const LIST = loadsFile(`${LOAD}.loads`, 'jar31sip.8-5-3.sbn');
const PART = loadsFile('jar31sip.8-5-3.sbn', '\0archive');

type Files = Readonly<Record<string, string | Uint8Array>>;

function changed(from: string | RegExp, to: string): string {
  const text = GOOD.replace(from, to);
  if (text === GOOD) throw new Error(`the good file has no ${from}`);
  return text;
}

const sep = (from: string | RegExp, to: string): Files => ({ [SEP]: changed(from, to) });
const inDevice = (elements: string) => sep('</device>', `${elements}</device>`);

/** By the words of the table in docs/lint.md. */
const CASES: Readonly<Record<string, readonly (readonly [Files, string])[]>> = {
  'switches in words': [[sep('<webAccess>1', '<webAccess>off'), 'cisco/switch-in-words']],
  'a codec that the phone does not have, or twice': [
    [sep('<preferredCodec>g711alaw', '<preferredCodec>pcma'), 'cisco/refused-value'],
    [
      sep('<preferredCodec>', '<preferredCodec>g722</preferredCodec><preferredCodec>'),
      'cisco/contradiction',
    ],
  ],
  'the server in name instead of processNodeName': [
    [sep(/processNodeName>/g, 'name>'), 'cisco/missing-element'],
  ],
  'firmware 9.x and a proxy of its own': [[sep(LOAD, 'SIP31.9-4-2SR3-1S'), 'cisco/proxy-of-train']],
  'a 7940 or 7960, which reads no such file': [[sep(LOAD, 'P0S3-8-12-00'), 'cisco/text-phone']],
  'a short file': [
    [sep(/<commonProfile>[\s\S]*<\/commonProfile>/, ''), 'cisco/missing-element'],
    [sep(/<members>[\s\S]*<\/members>/, '<members></members>'), 'cisco/missing-element'],
  ],
  'half a time zone': [
    [sep('Greenwich Standard Time', 'W. Europe Standard/Daylight'), 'cisco/unknown-zone'],
  ],
  'no authName': [[sep('<authName>7896</authName>', ''), 'cisco/no-auth-name']],
  'a load, or a part of it, that is not there': [
    [{ [SEP]: GOOD }, 'folder/missing-file'],
    [{ [SEP]: GOOD, [`${LOAD}.loads`]: LIST }, 'folder/missing-part'],
  ],
  'an end tag with another name': [
    [
      { 'XMLDefault.cnf.xml': '<Default><loadInformation>x</loadInformation434></Default>' },
      'xml/end-tag',
    ],
  ],
  'a blank that swallowed the >': [
    [sep('<authPassword>s3cret', '<authPassword[== PASSWORD ==]'), 'xml/markup-placeholder'],
  ],
  'a prefix that is not declared': [
    [sep('<device>', '<device xsi:type="axl:x">'), 'xml/undeclared-prefix'],
  ],
  'a long password': [
    [sep('<authPassword>s3cret', '<authPassword>0123456789abc'), 'cisco/long-password'],
  ],
  'a phone behind NAT': [[sep('<natEnabled>false', '<natEnabled>true'), 'cisco/nat-pbx']],
  'locale files that are not there': [[{ [SEP]: GOOD }, 'folder/missing-option']],
  'a label with a space': [[sep('<phoneLabel>7896', '<phoneLabel>78 96'), 'cisco/label-space']],
  'garp in words': [[sep('<garp>0', '<garp>NO'), 'cisco/switch-in-words']],
  'two expansion modules with one number': [
    [
      inDevice('<addOnModules><addOnModule idx="1"/><addOnModule idx="1"/></addOnModules>'),
      'cisco/module-twice',
    ],
  ],
  'a blank behind the name in OS79XX.TXT': [
    [{ 'OS79XX.TXT': 'P003-8-12-00 \n' }, 'cisco/blank-behind-name'],
  ],
  'addresses in XMLDefault.cnf.xml': [
    [
      { 'XMLDefault.cnf.xml': '<Default><servicesURL>http://a/</servicesURL></Default>' },
      'cisco/default-address',
    ],
  ],
  'startMediaPort 16348': [
    [sep('<startMediaPort>16384', '<startMediaPort>16348'), 'cisco/media-port-slip'],
  ],
  'a zone or a country by an IANA name': [
    [sep('Greenwich Standard Time', 'America/Sao_Paulo'), 'cisco/zone-of-others'],
    [
      sep('<networkLocale>United_States', '<networkLocale>America/Sao_Paulo'),
      'cisco/unknown-locale',
    ],
  ],
  'a dial plan that is not there': [
    [sep(/<dialTemplate>[^<]*/, '<dialTemplate>dialplan.xml'), 'folder/missing-file'],
  ],
};

function codesOf(files: Files): readonly string[] {
  const run = createLintRun(READING);
  lintFolder(folderOf(files), 'tftp', run);
  return run.results().findings.map(({ code }) => code);
}

it('the file that all of them are made of is taken', () => {
  expect(codesOf({ [SEP]: GOOD, [`${LOAD}.loads`]: LIST, 'jar31sip.8-5-3.sbn': PART })).toEqual([
    'folder/missing-option',
    'folder/missing-option',
  ]);
});

describe.each(Object.entries(CASES))('%s', (_, examples) => {
  it.each(examples.map(([files, code]) => ({ code, files })))(
    'is found as $code',
    ({ code, files }) => {
      expect(codesOf(files)).toContain(code);
    },
  );
});

it('is what docs/lint.md says', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/lint.md'), 'utf8');
  const [, section = ''] = page.split('## What owners of Cisco phones reported\n');
  const [table = ''] = section.split('\n## ');
  const rows = table.split('\n').flatMap((line) => {
    const [, words, codes] = /^\| (.+?) \| (`[a-z/`, -]+) \|$/.exec(line) ?? [];
    return words === undefined ? [] : [[words, codes?.match(/[a-z-]+\/[a-z-]+/g) ?? []] as const];
  });
  const tried = Object.entries(CASES).map(([words, examples]) => [
    words,
    [...new Set(examples.map(([, code]) => code))],
  ]);
  expect(rows).toEqual(tried);
  expect(rows.flatMap(([, codes]) => codes).filter((code) => !KNOWN_CODES.has(code))).toEqual([]);
});
