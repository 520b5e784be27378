// A name that was written wrongly is missing, too: that is one cause, told once, where it stands.

import { describe, expect, it } from 'vitest';
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

const device = (keys: string, ports = '') => `<device><deviceProtocol>SIP</deviceProtocol>
<devicePool><callManagerGroup><members><member priority="0"><callManager><ports><sipPort>5060</sipPort></ports><processNodeName>10.20.1.1</processNodeName></callManager></member></members></callManagerGroup></devicePool><commonProfile/>
<sipProfile>${ports}
<sipLines>${keys}</sipLines></sipProfile></device>
`;
const ports = (first: string, last = '32766') =>
  `\n<startMediaPort>${first}</startMediaPort><stopMediaPort>${last}</stopMediaPort>`;
const key = (feature: string, more = '') =>
  `\n<line button="1"${more}><featureID>${feature}</featureID><featureLabel>7001</featureLabel><name>7001</name><authName>7001</authName><authPassword>tulip</authPassword></line>`;

describe('a value is told once, as loudly as the loudest that comes of it', () => {
  it.each([
    ['a port beyond all', device(key('9'), ports('70000')), '4:1 error cisco/no-media-port'],
    ['and odd', device(key('9'), ports('70001')), '4:1 error cisco/no-media-port'],
    [
      'and not the last',
      device(key('9'), ports('70000', '80000')),
      '4:1 warning cisco/out-of-range; 4:39 warning cisco/out-of-range',
    ],
    ['a port below all', device(key('9'), ports('0')), '4:1 warning cisco/out-of-range'],
    ['a key that is nothing', device(key('')), '5:18 error cisco/no-line'],
    ['a key in words', device(key('line')), '5:18 error cisco/no-line'],
    ['a key in a placeholder', device(key('{{feature}}')), '5:18 error cisco/placeholder'],
    ['a key that is no line', device(key('2')), '4:1 error cisco/no-line'],
    ['an index in words', device(key('9', ' lineIndex="on"')), '5:18 error cisco/switch-in-words'],
    ['another protocol', device(key('9')).replace('>SIP<', '>MGCP<'), '1:9 error cisco/protocol'],
  ])('%s', (_name, text, said) => {
    const { findings } = lintBroughtFile({ name: 'a.xml', bytes: Buffer.from(text) }, READING);
    expect(
      findings.map((each) => `${each.line}:${each.col} ${each.severity} ${each.rule}`).join('; '),
    ).toBe(said);
  });

  it('beside what else an element has', () => {
    const text = device(key('9')).replace('<sipLines>', '<sipLines>{{lines}}<x/>');
    const { findings } = lintBroughtFile({ name: 'a.xml', bytes: Buffer.from(text) }, READING);
    expect(findings.map(({ rule: id }) => id)).toEqual([
      'cisco/placeholder',
      'cisco/unknown-element',
    ]);
  });
});
