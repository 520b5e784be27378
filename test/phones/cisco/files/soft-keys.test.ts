// Files of soft keys, and others of which every element has a row: where each finding stands, and how many there are of
// one cause.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusOf } from '../../../corpus.js';
import { namesSaid } from '../../../findings/names-said.js';
import { DRIVER, found } from '../cisco-under-test.js';

const GOOD = `<?xml version="1.0"?>
<softKeyCfg>
  <versionStamp>7</versionStamp>
  <typeSoftKey>
    <softKeyDef keyID="Redial"><tag>1</tag><eventID>1</eventID><helpID>301</helpID></softKeyDef>
    <softKeyDef keyID="NewCall"><tag>2</tag><eventID>2</eventID><helpID>302</helpID></softKeyDef>
    <softKeyDef keyID="&lt;&lt;"><tag>8</tag><eventID>8</eventID><helpID>308</helpID></softKeyDef>
  </typeSoftKey>
  <softKeySets>
    <softKeySet id="On Hook"><softKey keyID="NewCall"/><softKey keyID="Redial"/></softKeySet>
    <softKeySet id="Digits After First"><softKey keyID="&lt;&lt;"/></softKeySet>
    <softKeySet id="Remote In Use"/>
  </softKeySets>
</softKeyCfg>
`;

const told = (name: string, text: string) =>
  DRIVER.lint(name, text, undefined).map(({ severity, line, col, rule, message }) =>
    [`${severity} ${line}:${col} ${rule}`, ...namesSaid(message)].join(' '),
  );
const ofKeys = (from: string, to: string) => {
  if (!GOOD.includes(from)) throw new Error(`the good file has no ${from}`);
  return told(
    'softkeys.xml',
    GOOD.replace(from, () => to),
  );
};

describe('a file of soft keys', () => {
  it('as people have them is clean', () => expect(told('softkeys.xml', GOOD)).toEqual([]));

  it.each([
    [
      'an element in the wrong place',
      ['  <softKeySets>', '<softKey keyID="Redial"/><softKeySets>'],
      ['warning 9:1 cisco/unknown-element <softKey> <softKeyCfg> <softKey> <softKeySet>'],
    ],
    [
      'a number that is empty',
      ['<eventID>1</eventID>', '<eventID/>'],
      ['warning 5:44 cisco/empty'],
    ],
    [
      'an element in other capitals, which is told once',
      ['<tag>1</tag>', '<Tag>1</Tag>'],
      ['warning 5:32 cisco/unknown-element <Tag> <softKeyDef> <tag>'],
    ],
    [
      'an attribute in other capitals, which is told once',
      ['<softKey keyID="Redial"', '<softKey keyid="Redial"'],
      ['warning 10:65 cisco/unknown-attribute <softKey> "keyID"'],
    ],
    ['a word for a number', ['<tag>1<', '<tag>one<'], ['warning 5:32 cisco/wrong-type "one"']],
    [
      'numbers of another key',
      ['<eventID>2<', '<eventID>1<'],
      ['warning 6:45 cisco/soft-key-numbers "NewCall" 2 1'],
    ],
    [
      'a name nearly right, which is told once',
      ['Def keyID="Redial"', 'Def keyID="Redail"'],
      ['warning 5:5 cisco/unknown-soft-key "Redail" "Redial"'],
    ],
    [
      'a key that is for no such state and is not defined, which is told once',
      ['softKey keyID="Redial"', 'softKey keyID="Resume"'],
      ['warning 10:56 cisco/undefined-soft-key "Resume"'],
    ],
    [
      'the name of a name of JavaScript',
      ['id="Remote In Use"', 'id="constructor"'],
      ['warning 12:5 cisco/unknown-call-state "constructor"'],
    ],
  ] as const)('with %s', (_, [from, to], expected) => {
    expect(ofKeys(from, to)).toEqual(expected);
  });

  it('under the name of one, and is none', () => {
    expect(told('softkeys.xml', '<device/>')).toEqual(['error 1:1 cisco/root <device>']);
  });
});

describe('names of one kind of file', () => {
  it('are no hint in another', () => {
    const [text] = told(
      'SEP001BD4000001.cnf.xml',
      '<device><deviceProtocol>SIP</deviceProtocol><MenuItem/></device>',
    ).filter((each) => each.includes('MenuItem'));
    expect(text).toMatch(/ cisco\/unknown-element <MenuItem> <device>$/);
    expect(told('x', '<CiscoIPPhoneMenu><softKeyDef/></CiscoIPPhoneMenu>')).toEqual([
      'warning 1:19 cisco/unknown-element <softKeyDef> <CiscoIPPhoneMenu> "SoftKeyItem"',
    ]);
  });
});

describe('a page for the screen', () => {
  it('has what all pages have', () => {
    const text = '<Title>Menu</Title><Prompt>Choose</Prompt><KeyItem><Key>NavBack</Key></KeyItem>';
    const item = '<MenuItem><Name>Call</Name><URL>Dial:7001</URL></MenuItem>';
    expect(told('x', `<CiscoIPPhoneMenu>${text}${item}</CiscoIPPhoneMenu>`)).toEqual([]);
    expect(told('x', `<CiscoIPPhoneText>${text}<Text>Hello</Text></CiscoIPPhoneText>`)).toEqual([]);
    expect(told('x', `<CiscoIPPhoneText>${item}</CiscoIPPhoneText>`)).toEqual([
      'warning 1:19 cisco/unknown-element <MenuItem> <CiscoIPPhoneText> "KeyItem"',
    ]);
  });
});

const { folder, present } = corpusOf('cisco');

describe.runIf(present)('published files of soft keys', () => {
  const files = present ? readdirSync(folder).filter((name) => name.endsWith('softkeys.xml')) : [];

  it('are two', () => expect(files).toHaveLength(2));

  it.each(files)('%s is clean, and not for want of rules', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(told(name, text)).toEqual([]);
    const first = found(/<tag>\d+/.exec(text)?.[0], 'a number');
    expect(told(name, text.replace(first, '<tag>99'))).toHaveLength(1);
  });
});
