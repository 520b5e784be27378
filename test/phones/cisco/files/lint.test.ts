// One good file, each time with one thing wrong: what is said, how loudly, and where.

import { describe, expect, it } from 'vitest';
import { DRIVER, found, MODEL, SEP, sitePhone, textOf } from '../cisco-under-test.js';

const GOOD = textOf(
  sitePhone('keys: { 1: { line: "7896" }, 2: { speedDial: "7001" } }\nntp: [ntp.example.net]'),
  SEP,
);

/** `severity line:col rule` of each finding. */
function lint(name: string, text: string, model = true): readonly string[] {
  return DRIVER.lint(name, text, model ? MODEL : undefined).map(
    ({ severity, line, col, rule }) => `${severity} ${line}:${col} ${rule}`,
  );
}

/** Line and column of `text` in the good file as it is after a change. */
function placeIn(xml: string, text: string): string {
  const before = xml.slice(0, xml.indexOf(text));
  const line = before.split('\n');
  return `${line.length}:${(line.at(-1) ?? '').length + 1}`;
}

describe('a SEP file', () => {
  it('of ours is clean', () => {
    expect(lint(SEP, GOOD)).toEqual([]);
  });

  it('tells of one mistake once', () => {
    const nat = GOOD.replace('<natEnabled>false', '<natEnabled>on').replace(
      /<natAddress.*/,
      '<natAddress>192.0.2.9</natAddress>',
    );
    expect(nat).toContain('192.0.2.9');
    const misspelt = GOOD.replace(/(<\/?)authPassword>/g, '$1AuthPasword>');
    expect(misspelt).toContain('<AuthPasword>');
    const rulesOf = (xml: string) => lint(SEP, xml).map((each) => each.replace(/ .* /, ' '));
    expect(rulesOf(nat)).toEqual(['error cisco/switch-in-words']);
    expect(rulesOf(misspelt)).toEqual(['warning cisco/unknown-element']);
  });

  const rows: readonly {
    name: string;
    change: readonly [string, string];
    /** What the finding points at. */
    at: string;
    says: string;
  }[] = [
    {
      name: 'with a switch in words',
      change: ['<pcPort>0', '<pcPort>on'],
      at: '<pcPort>',
      says: 'error cisco/switch-in-words',
    },
    {
      name: 'with a number out of range',
      change: ['<webAccess>1', '<webAccess>7'],
      at: '<webAccess>',
      says: 'warning cisco/out-of-range',
    },
    {
      name: 'with a number for a boolean',
      change: ['<natEnabled>false', '<natEnabled>0'],
      at: '<natEnabled>',
      says: 'warning cisco/wrong-type',
    },
    {
      name: 'with a codec that the phone spells otherwise',
      change: ['<preferredCodec>g711alaw', '<preferredCodec>g711a'],
      at: '<preferredCodec>',
      says: 'error cisco/refused-value',
    },
    {
      name: 'without a codec',
      change: ['<preferredCodec>g711alaw', '<preferredCodec>'],
      at: '<preferredCodec>',
      says: 'error cisco/refused-value',
    },
    {
      name: 'with a codec twice',
      change: ['<preferredCodec>', '<preferredCodec>none</preferredCodec><preferredCodec>'],
      at: '<preferredCodec>g711alaw',
      says: 'error cisco/contradiction',
    },
    {
      name: 'with the same element twice',
      change: ['<kpml>3</kpml>', '<kpml>3</kpml><kpml>3</kpml>'],
      at: '<kpml>3</kpml>\n',
      says: 'warning cisco/repetition',
    },
    {
      name: 'with an element of later firmware',
      change: ['<webAccess>', '<sshAccess>0</sshAccess><webAccess>'],
      at: '<sshAccess>',
      says: 'warning cisco/later-firmware',
    },
    {
      name: 'with an element of later firmware in the wrong place',
      change: ['<vendorConfig>', '<sshAccess>0</sshAccess><vendorConfig>'],
      at: '<sshAccess>',
      says: 'warning cisco/unknown-element',
    },
    {
      name: 'with an element of other phones',
      change: ['<webAccess>', '<bluetooth>0</bluetooth><webAccess>'],
      at: '<bluetooth>',
      says: 'warning cisco/unknown-element',
    },
    {
      name: 'with a misspelt element',
      change: ['<vendorConfig>', '<vendorConfig><settingAccess>1</settingAccess>'],
      at: '<settingAccess>',
      says: 'warning cisco/unknown-element',
    },
    {
      name: 'with an element in the wrong place and case',
      change: ['<sipProfile>', '<voipcontrolport/><sipProfile>'],
      at: '<voipcontrolport',
      says: 'warning cisco/unknown-element',
    },
    {
      name: 'with the number of another model at its load',
      change: ['<vendorConfig>', '<loadInformation434>x</loadInformation434><vendorConfig>'],
      at: '<loadInformation434>',
      says: 'warning cisco/unknown-element',
    },
    {
      name: 'with an attribute that means nothing',
      change: ['<line button="1"', '<line button="1" lineindex="1"'],
      at: 'lineindex',
      says: 'warning cisco/unknown-attribute',
    },
    {
      name: 'without a server',
      change: ['<processNodeName>pbx.lab.example</processNodeName>', ''],
      at: '<callManager>',
      says: 'error cisco/missing-element',
    },
    {
      name: 'without a button',
      change: ['<line button="2">', '<line>'],
      at: '<line>',
      says: 'error cisco/missing-attribute',
    },
    {
      name: 'with two keys on one button',
      change: ['<line button="2">', '<line button="1">'],
      at: 'button="1">\n        <featureID>2',
      says: 'error cisco/button-twice',
    },
    {
      name: 'without a line',
      change: ['<featureID>9', '<featureID>2'],
      at: '<sipLines>',
      says: 'error cisco/no-line',
    },
    {
      name: 'without a name to log in with',
      change: ['<authName>7896</authName>', ''],
      at: '<line button="1"',
      says: 'info cisco/no-auth-name',
    },
    {
      name: 'that sends the phone to itself',
      change: ['<proxy>pbx.lab.example', '<proxy>127.0.0.1'],
      at: '<proxy>',
      says: 'error cisco/unreachable-server',
    },
    {
      name: 'that sends the phone nowhere',
      change: ['<processNodeName>pbx.lab.example', '<processNodeName>0.0.0.0'],
      at: '<processNodeName>',
      says: 'error cisco/unreachable-server',
    },
    {
      name: 'with words for a host',
      change: ['<name>ntp.example.net', '<name>ask me'],
      at: '<name>ask me',
      says: 'error cisco/no-host',
    },
    {
      name: 'with a placeholder',
      change: ['<phoneLabel>7896', '<phoneLabel>{{label}}'],
      at: '<phoneLabel>',
      says: 'error cisco/placeholder',
    },
    {
      name: 'with a placeholder for a password',
      change: ['<authPassword>s3cret', '<authPassword>***SECRET***'],
      at: '<authPassword>',
      says: 'warning cisco/password-placeholder',
    },
    {
      name: 'with a long password',
      change: ['<authPassword>s3cret', `<authPassword>${'x'.repeat(13)}`],
      at: '<authPassword>',
      says: 'warning cisco/long-password',
    },
    {
      name: 'with too long a password',
      change: ['<authPassword>s3cret', `<authPassword>${'x'.repeat(32)}`],
      at: '<authPassword>',
      says: 'error cisco/too-long',
    },
    {
      name: 'with a space in its label',
      change: ['<phoneLabel>7896', '<phoneLabel>78 96'],
      at: '<phoneLabel>',
      says: 'warning cisco/label-space',
    },
    {
      name: 'with half a time zone',
      change: ['Greenwich Standard Time', 'Greenwich Standard'],
      at: '<timeZone>',
      says: 'warning cisco/unknown-zone',
    },
    {
      name: 'with an hour that is none',
      change: ['<displayOnTime>08:00', '<displayOnTime>8'],
      at: '<displayOnTime>',
      says: 'warning cisco/no-time',
    },
    {
      name: 'with an odd port',
      change: ['<startMediaPort>16384', '<startMediaPort>16385'],
      at: '<startMediaPort>',
      says: 'warning cisco/odd-media-port',
    },
    {
      name: 'with no port left',
      change: ['<stopMediaPort>32766', '<stopMediaPort>16384'],
      at: '<startMediaPort>',
      says: 'error cisco/no-media-port',
    },
    {
      name: 'that learns an address for nothing',
      change: ['<natReceivedProcessing>false', '<natReceivedProcessing>true'],
      at: '<natReceivedProcessing>',
      says: 'warning cisco/idle-nat',
    },
    {
      name: 'over TLS without security',
      change: ['<transportLayerProtocol>2', '<transportLayerProtocol>3'],
      at: '<transportLayerProtocol>',
      says: 'warning cisco/idle-tls',
    },
    {
      name: 'for another protocol',
      change: ['<deviceProtocol>SIP', '<deviceProtocol>SCCP'],
      at: '<deviceProtocol>',
      says: 'error cisco/protocol',
    },
  ];

  it.each(rows)('$name', ({ change: [from, to], at, says }) => {
    expect(GOOD).toContain(from);
    const text = GOOD.replace(from, () => to);
    const [severity, rule] = says.split(' ');
    expect(lint(SEP, text)).toEqual([`${severity} ${placeIn(text, at)} ${rule}`]);
  });

  it.each(['devicePool', 'callManagerGroup', 'members', 'commonProfile', 'sipProfile', 'sipLines'])(
    'without <%s> is refused',
    (name) => {
      const text = GOOD.replace(new RegExp(`<${name}>[\\s\\S]*</${name}>`), '');
      const errors = lint(SEP, text).filter((each) => each.startsWith('error'));
      expect(errors).toEqual([expect.stringMatching(/cisco\/missing-element$/)]);
    },
  );

  it('with an empty list of members is refused', () => {
    const text = GOOD.replace(/<members>[\s\S]*<\/members>/, '<members></members>');
    expect(lint(SEP, text)).toEqual([expect.stringMatching(/^error .* cisco\/missing-element$/)]);
  });

  it('that is not well-formed is for others to judge', () => {
    expect(lint(SEP, GOOD.replace('</device>', ''))).toEqual([]);
  });

  it.each([
    ['is for SCCP', '<deviceProtocol>SCCP</deviceProtocol><odd/>', ['info 1:1 file/not-judged']],
    ['says only its load', '<loadInformation>x</loadInformation>', ['info 1:1 file/not-judged']],
    [
      'misspells what says that it is for SIP',
      '<deviceProtocl>SIP</deviceProtocl><sipProfil/><odd/>',
      [
        'info 1:1 file/not-judged',
        'warning 1:9 cisco/unknown-element',
        'warning 1:43 cisco/unknown-element',
      ],
    ],
    [
      'misspells SIP',
      '<deviceProtocol>sip</deviceProtocol>',
      expect.arrayContaining(['error 1:9 cisco/protocol']),
    ],
    [
      'has a profile for SIP',
      '<sipProfile/>',
      expect.not.arrayContaining(['info 1:1 file/not-judged']),
    ],
  ])('of nobody we know that %s is never silently right', (_, content, found) => {
    const said = lint('other.xml', `<device>${content}</device>`, false);
    expect(said).not.toEqual([]);
    expect(said).toEqual(found);
  });

  it('has a name in capitals and the root that its name promises', () => {
    expect(lint('SEP5cfc665d4f9a.cnf.xml', GOOD)).toEqual(['error 2:1 cisco/file-name']);
    expect(lint(SEP, '<Default/>')).toEqual(['error 1:1 cisco/root']);
    expect(lint('XMLDefault.cnf.xml', GOOD)).toEqual(['error 2:1 cisco/root']);
  });

  it('never shows a password', () => {
    const secret = 'x'.repeat(40);
    const findings = DRIVER.lint(SEP, GOOD.replace('s3cret', secret), MODEL);
    expect(findings).not.toEqual([]);
    expect(JSON.stringify(findings)).not.toContain('xx');
  });
});

describe('XMLDefault', () => {
  const inCallManager = (xml: string) =>
    `<callManagerGroup><members><member><callManager>${xml}</callManager></member></members></callManagerGroup>`;
  const rows: readonly { name: string; xml: string; says: readonly string[] }[] = [
    {
      name: 'of the 7931',
      xml: '<loadInformation348 model="Cisco 7931">SIP31.x</loadInformation348>',
      says: [],
    },
    {
      name: 'of the first phones',
      xml: '<loadInformation00007 model="IP Phone 7960">P0S3</loadInformation00007>',
      says: [],
    },
    {
      name: 'of a model that nobody knows',
      xml: '<loadInformation9999 model="Cisco 1234">x</loadInformation9999>',
      says: [],
    },
    {
      name: 'with the number of the 7942',
      xml: '<loadInformation434 model="Cisco 7931">SIP31.x</loadInformation434>',
      says: ['warning 1:30 cisco/load-of-other-model'],
    },
    {
      name: 'with leading zeros',
      xml: '<loadInformation00348 model="Cisco 7931">SIP31.x</loadInformation00348>',
      says: ['warning 1:10 cisco/load-zeros'],
    },
    {
      name: 'without a number',
      xml: '<loadInformation model="Cisco 7931">SIP31.x</loadInformation>',
      says: ['warning 1:10 cisco/load-without-number'],
    },
    {
      name: 'with a file name',
      xml: '<loadInformation348>SIP31.x.loads</loadInformation348>',
      says: ['error 1:10 cisco/load-ending'],
    },
    {
      name: 'with a load longer than a phone has room for',
      xml: `<loadInformation348>SIP31.${'8'.repeat(60)}</loadInformation348>`,
      says: ['error 1:10 cisco/too-long'],
    },
    {
      name: 'with a server',
      xml: inCallManager('<ports><ethernetPhonePort>2000</ethernetPhonePort></ports>'),
      says: [],
    },
    {
      name: 'with a port that is none',
      xml: inCallManager('<ports><sipPort>70000</sipPort></ports>'),
      says: ['warning 1:65 cisco/out-of-range'],
    },
    {
      name: 'with ports of other firmware',
      xml: inCallManager('<ports><mgcpPorts><listen>2427</listen></mgcpPorts></ports>'),
      says: ['warning 1:65 cisco/unknown-element'],
    },
    {
      name: 'with what belongs to a phone',
      xml: '<deviceProtocol>SIP</deviceProtocol>',
      says: ['warning 1:10 cisco/unknown-element'],
    },
    {
      name: 'with what nobody is known to read here',
      xml: '<sshUserId>cisco</sshUserId>',
      says: ['warning 1:10 cisco/unknown-element'],
    },
  ];
  it.each(rows)('$name', ({ xml, says }) => {
    expect(lint('XMLDefault.cnf.xml', `<Default>${xml}</Default>`)).toEqual(says);
  });
});

describe('a dial template', () => {
  const rows: readonly { name: string; xml: string; says: readonly string[] }[] = [
    {
      name: 'of ours',
      xml: '<TEMPLATE MATCH="9,8\\*#.*" Timeout="2" User="Phone" Rewrite="%1" Tone="Cisco-Zip"/>',
      says: [],
    },
    {
      name: 'in another case',
      xml: '<TEMPLATE match="" timeout="0" rewrite="300" line="2"/>',
      says: [],
    },
    {
      name: 'with a version',
      xml: '<versionStamp>1</versionStamp><TEMPLATE MATCH="1"/>',
      says: [],
    },
    {
      name: 'with a version alone',
      xml: '<versionStamp>1</versionStamp>',
      says: ['info 1:1 cisco/no-dial-rule'],
    },
    { name: 'with nothing', xml: '', says: ['info 1:1 cisco/no-dial-rule'] },
    {
      name: 'in small letters',
      xml: '<template match="1"/>',
      says: ['error 1:15 cisco/template-in-small'],
    },
    { name: 'with something else', xml: '<RULE/>', says: ['warning 1:15 cisco/no-template'] },
    {
      name: 'without a pattern',
      xml: '<TEMPLATE Timeout="1"/>',
      says: ['error 1:15 cisco/rule-without-match'],
    },
    {
      name: 'with a wrong pattern',
      xml: '<TEMPLATE MATCH="9x"/>',
      says: ['error 1:25 cisco/dial-pattern'],
    },
    {
      name: 'with a wrong time',
      xml: '<TEMPLATE MATCH="9" Timeout="2s"/>',
      says: ['warning 1:35 cisco/dial-value'],
    },
    {
      name: 'with a misspelt attribute',
      xml: '<TEMPLATE MATCH="9" Timout="2"/>',
      says: ['warning 1:35 cisco/unknown-dial-attribute'],
    },
  ];
  it.each(rows)('$name', ({ xml, says }) => {
    expect(lint('dialplan.xml', `<DIALTEMPLATE>${xml}</DIALTEMPLATE>`)).toEqual(says);
  });
});

describe('a ring list', () => {
  const ring = (name: string, file: string) =>
    `<Ring><DisplayName>${name}</DisplayName><FileName>${file}</FileName></Ring>`;
  const listOf = (...rings: readonly string[]) =>
    `<CiscoIPPhoneRingList>${rings.join('')}</CiscoIPPhoneRingList>`;

  it('of ours is clean', () => {
    const rings = Array.from({ length: 50 }, (_, index) => ring(`Ring ${index}`, `${index}.raw`));
    expect(lint('ringlist.xml', listOf(...rings))).toEqual([]);
    expect(lint('ringlist.xml', listOf(...rings, ring('One more', 'more.raw')))).toEqual([
      expect.stringMatching(/^warning 1:\d+ cisco\/too-many-rings$/),
    ]);
  });

  it.each([
    {
      name: 'a sound of another kind',
      xml: ring('Bell', 'bell.wav'),
      says: /^warning .* cisco\/ring-sound$/,
    },
    {
      name: 'a long name',
      xml: ring('b'.repeat(26), 'b.raw'),
      says: /^warning .* cisco\/ring-text$/,
    },
    {
      name: 'no file',
      xml: '<Ring><DisplayName>x</DisplayName></Ring>',
      says: /^error .* cisco\/missing-element$/,
    },
  ])('with $name', ({ xml, says }) => {
    expect(lint('distinctiveringlist.xml', listOf(xml))).toEqual([expect.stringMatching(says)]);
  });
});

describe('a file of another kind', () => {
  it('is left alone', () => {
    expect(lint('g3-tones.xml', '<tones><odd/></tones>')).toEqual([]);
    expect(found(DRIVER.lint('x', 'no xml', undefined), 'an answer')).toEqual([]);
  });
});
