// A name that was written wrongly is missing, too: that is one cause, told once, where it stands.

import { expect, it } from 'vitest';
import { lintBroughtFile } from '../../../src/phones/lint/lint-file.js';
import { READING } from '../../artifacts/lint/rule-examples.js';

const ring = (text: string) =>
  `<CiscoIPPhoneRingList>\n<Ring>${text}</Ring>\n</CiscoIPPhoneRingList>\n`;
const rule = (text: string) => `<DIALTEMPLATE>\n<TEMPLATE ${text}/>\n</DIALTEMPLATE>\n`;
const policy = (attribute: string) =>
  `<featurePolicy name="x">\n<versionStamp>1</versionStamp>\n<featureDef ${attribute}><id>1</id><enable>true</enable></featureDef>\n</featurePolicy>\n`;
const NAME = '<DisplayName>Bell</DisplayName>';

it.each([
  ['ringlist.xml', ring(`${NAME}<Filename>a.raw</Filename>`), '2:38 cisco/missing-element'],
  ['ringlist.xml', ring(`${NAME}<FileNam>a.raw</FileNam>`), '2:38 cisco/missing-element'],
  ['ringlist.xml', ring(NAME), '2:1 cisco/missing-element'],
  ['dialplan.xml', rule('MTACH="1.." Timeout="0"'), '2:11 cisco/rule-without-match'],
  ['dialplan.xml', rule('Timeout="0"'), '2:1 cisco/rule-without-match'],
  ['p.xml', policy('nam="a"'), '3:13 cisco/expected-attribute'],
  ['p.xml', policy(''), '3:1 cisco/expected-attribute'],
  ['fanvil_x5u_hw1_0.txt', 'Version=2\nFirmwre=http://h/x.z\n', '2:1 fanvil/no-image-named'],
  ['fanvil_x5u_hw1_0.txt', 'Version=2\nInfo=TXT\n', '1:1 fanvil/no-image-named'],
])('%s: %j', (name, text, said) => {
  const { findings } = lintBroughtFile({ name, bytes: Buffer.from(text) }, READING);
  expect(findings.map((each) => `${each.line}:${each.col} ${each.rule}`)).toEqual([said]);
});

it('is told beside what else is unknown there', () => {
  const text = ring(`${NAME}<Filename>a.raw</Filename><Colour>red</Colour>`);
  const { findings } = lintBroughtFile({ name: 'ringlist.xml', bytes: Buffer.from(text) }, READING);
  expect(findings.map(({ rule: id }) => id)).toEqual([
    'cisco/missing-element',
    'cisco/unknown-element',
  ]);
});
