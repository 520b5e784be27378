// A file that somebody brings, from its bytes to what is said of it.

import { describe, expect, it } from 'vitest';
import { KNOWN_CODES } from '../../../src/artifacts/known-codes.js';
import { lintBroughtFile, type Reading } from '../../../src/phones/lint/lint-file.js';
import { MOST_PARTS } from '../../../src/phones/lint/too-many.js';
import { namesSaid } from '../../findings/names-said.js';
import { loadsFile } from '../cisco/loads-file.js';
import { noise } from '../noise.js';
import { PACKS } from '../shipped-models.js';

const READING: Reading = {
  drivers: [...PACKS.drivers.values()],
  models: [...PACKS.models.values()],
  codes: KNOWN_CODES,
};
const SEP = 'SEP5CFC665D4F9A.cnf.xml';

const lint = (name: string, content: string | Uint8Array, reading: Partial<Reading> = {}) =>
  lintBroughtFile({ name, bytes: Buffer.from(content) }, { ...READING, ...reading });
/** `line:col severity rule`. */
const told = (...given: Parameters<typeof lint>) =>
  lint(...given).findings.map(
    ({ line, col, severity, rule }) => `${line}:${col} ${severity} ${rule}`,
  );

const dial = (head: string, rest = '') =>
  `${head}<DIALTEMPLATE>${rest}<TEMPLATE MATCH="."/></DIALTEMPLATE>`;
const PLAN = 'dialplan.xml';
/** As UTF-32, lowest byte first. */
const fours = (text: string) =>
  Buffer.from(Uint32Array.from(text, (each) => each.codePointAt(0) ?? 0).buffer);

describe('a file in an encoding', () => {
  it.each([
    ['that it does not declare', dial(''), []],
    ['that it declares', dial('<?xml version="1.0" encoding="UTF-8"?>', '<!-- ü -->'), []],
    [
      'of one byte a character',
      Buffer.from(dial('<?xml version="1.0" encoding="ISO-8859-1"?>', '<!-- ü -->'), 'latin1'),
      [],
    ],
    [
      'that is not UTF-8 and says so',
      Buffer.from(dial('<?xml version="1.0" encoding="utf-8"?>\n', '\n<!-- ü -->'), 'latin1'),
      ['3:6 error file/encoding'],
    ],
    ['that nobody knows', dial('<?xml version="1.0" encoding="constructor"?>'), []],
    [
      'that is not UTF-8, and says nothing',
      Buffer.from(dial('', '<!-- ü -->'), 'latin1'),
      ['1:20 error file/encoding'],
    ],
    ['with a mark before it', `\ufeff${dial('')}`, ['1:1 info file/byte-order-mark']],
    [
      'of two bytes',
      Buffer.from(`\ufeff${dial('')}`, 'utf16le'),
      ['1:1 warning file/wide-characters'],
    ],
    ['of lines with CR LF', dial('<?xml version="1.0"?>\r\n', '\r\n'), []],
    [
      'of lines with CR alone',
      dial('<?xml version="1.0"?>\r', '\r\r <TEMPLATE MATCH="1" TIMEOUT="x"/>'),
      ['4:22 warning cisco/dial-value'],
    ],
    ['that is broken, with CR alone', `<DIALTEMPLATE>\r\r<TEMPLATE>`, ['3:1 error xml/end-tag']],
    [
      'of lines with CR alone, one of which allows something',
      dial('', '\r<!-- offhook-allow cisco/dial-value: so -->\r<TEMPLATE MATCH="1" TIMEOUT="x"/>'),
      [],
    ],
    [
      'with two marks before it',
      `\ufeff\ufeff${dial('')}`,
      ['1:1 error file/two-byte-order-marks'],
    ],
    ['of four bytes', fours(`\ufeff${dial('')}`), ['1:1 warning file/wide-characters']],
  ])('%s', (_, content, expected) => {
    expect(told(PLAN, content)).toEqual(expected);
  });
});

describe('a file', () => {
  it.each([
    ['of which nothing is known', 'notes.txt', 'buy milk', ['1:1 info file/unknown']],
    ['that is empty', SEP, '', ['1:1 error file/empty']],
    [
      'that is a page of a web server',
      SEP,
      '<!DOCTYPE html><html><body>Not found<br></body></html>',
      ['1:1 error file/web-page'],
    ],
    [
      'with a program in it',
      PLAN,
      dial('<!-- <?php ?> -->\n', '\n <?php echo "<TEMPLATE/>" ?>'),
      ['3:2 warning file/program-text'],
    ],
    ['of blanks', SEP, ' \n', ['1:1 error file/empty']],
    ['that is encrypted', '00a859db0462.cfg', noise(400), ['1:1 info file/encrypted']],
    ['that looks like noise and is well', 'ITLFile.tlv', noise(400), ['1:1 info file/not-judged']],
    ['that is no text and is judged', 'Bell.raw', noise(480), []],
    ['that is not judged', 'x', '<tones/>', ['1:1 info file/not-judged']],
    ['that is not judged and broken', 'x', '<tones>', ['1:1 error xml/end-tag']],
    [
      'with a colon in a text, and a prefix that nobody declared behind it',
      'x',
      '<DIALTEMPLATE><versionStamp>1:2:3</versionStamp><TEMPLATE MATCH="." x:y="a"/></DIALTEMPLATE>',
      ['1:69 info xml/undeclared-prefix', '1:69 warning cisco/unknown-dial-attribute'],
    ],
    [
      'with a prefix that nobody declared',
      'x',
      '<DIALTEMPLATE\n a:b="1" a:c="2"><TEMPLATE MATCH="." xsi:x="a"/></DIALTEMPLATE>',
      [
        '2:2 info xml/undeclared-prefix',
        '2:38 info xml/undeclared-prefix',
        '2:38 warning cisco/unknown-dial-attribute',
      ],
    ],
    [
      'with a prefix that it declares',
      'x',
      '<DIALTEMPLATE xmlns:a="u" a:b="1"><TEMPLATE MATCH="."/></DIALTEMPLATE>',
      [],
    ],
    [
      'that a phone gave out without its secrets',
      '00a859db0462.cfg',
      `${'<<VOIP CONFIG FILE>>Version:2.0002'.padEnd(62)}\r\n\r\n<SIP CONFIG MODULE>\r\n###SIP1 Proxy Pswd    :\r\n<<END OF FILE>>\r\n`,
      ['4:1 info file/masked'],
    ],
    ['of firmware', 'a.loads', loadsFile('a.loads', 'b.sbn\r\n'), []],
    [
      'of firmware under another name',
      'a.loads',
      loadsFile('b.loads', 'b.sbn\r\n'),
      ['1:1 error cisco/signed-under-other-name'],
    ],
    ['of firmware without a part', 'a.loads', 'x', ['1:1 error cisco/no-list-of-parts']],
  ])('%s', (_, name, content, expected) => {
    expect(told(name, content)).toEqual(expected);
  });

  it.each([
    'SEP5CFC665D4F9A.cnf',
    'SEP5CFC665D4F9A.xml',
    'SEP5CFC665D4F9A.cnf.xml.txt',
    'SEP5C-FC-66-5D-4F-9A.cnf.xml',
    'sep5c:fc:66:5d:4f:9a.cnf.xml',
    'SIP5CFC665D4F9A.cnf',
  ])('that somebody called %s is to have the name that its phone asks for', (name) => {
    const found = lint(name, '<device/>').findings.filter(({ rule }) => rule === 'cisco/file-name');
    expect(found.map(({ severity, hint }) => `${severity}: ${hint}`)).toEqual([
      `error: call it ${SEP}`,
    ]);
  });

  it.each([
    'phone.xml',
    'SEP5CFC665D4F9A (1).cnf.xml',
    'SEP5CFC665D4F9A.cnf.xml.bak',
    'separate.cnf.xml',
  ])('that somebody called %s is no file of the wrong name', (name) => {
    expect(told(name, '<device/>').filter((each) => each.includes('name'))).toEqual([]);
  });

  it('with too few digits in its name', () => {
    const found = lint('SEP001BD400.cnf.xml', '<device/>').findings.filter(
      ({ rule }) => rule === 'cisco/file-name',
    );
    expect(found.map(({ message }) => namesSaid(message))).toEqual([
      ['"SEP001BD400.cnf.xml"', '8', '12'],
    ]);
  });

  it('that begins in the midst of an export is no XML', () => {
    const text = '<GLOBAL CONFIG MODULE>\r\nEnable SNTP        :1\r\n';
    expect(told('00a859db0462.cfg', text)).toEqual(['1:1 error fanvil/no-configuration']);
  });

  it('of which nothing tells what it is shows nothing behind a word for a password', () => {
    const text = '{"mac":"001bd4000001","password":"tulip"}';
    expect(told(SEP, text)).toEqual(['1:1 error xml/not-well-formed']);
    expect(lint(SEP, text).masked()).not.toContain('tulip');
  });

  it('that is too large is told from its beginning', () => {
    const file = { name: SEP, bytes: Buffer.from('<device><x>'), size: 50_000_000 };
    const { findings, recognised } = lintBroughtFile(file, READING);
    expect(recognised?.kind.id).toBe('sep');
    expect(findings.map(({ rule }) => rule)).toEqual(['file/too-large']);
  });

  it.each([
    ['<a/>', SEP, (many: string) => `<device>${many}</device>`],
    ['a :1\r\n', '00a859db0462.cfg', (many: string) => `<<VOIP CONFIG FILE>>\r\n${many}`],
    ['a :1\r', '00a859db0462.cfg', (many: string) => `<<VOIP CONFIG FILE>>\r${many}`],
  ])(
    'that has %j beyond number is told at once, and one that has many to its end',
    (part, name, file) => {
      const rulesOf = (count: number) =>
        lint(name, file(part.repeat(count))).findings.map(({ rule }) => rule);
      expect(rulesOf(MOST_PARTS + 1)).toEqual(['file/too-large']);
      expect(rulesOf(1_000)).not.toContain('file/too-large');
    },
  );

  it.each([
    ['of zeros under the name of a phone', SEP, Buffer.alloc(99), 'file/empty'],
    ['of noise under the name of a phone', SEP, noise(4096), 'file/encrypted'],
    ['that nobody knows', 'x.txt', Buffer.from('x'), 'file/unknown'],
    ['that nobody knows, and is no text', 'x.bin', Buffer.alloc(99), 'file/unknown'],
  ])('that is large, %s', (_, name, bytes, rule) => {
    const { findings } = lintBroughtFile({ name, bytes, size: 50_000_000 }, READING);
    expect(findings.map((each) => each.rule)).toEqual([rule]);
  });

  it('with very much wrong in it is told in part', () => {
    const many = '<TEMPLATE/>'.repeat(600);
    const { findings } = lint(PLAN, dial('', many));
    expect(findings).toHaveLength(501);
    expect(namesSaid(findings.at(-1)?.message ?? '')).toEqual(['100']);
  });
});

describe('what may be', () => {
  const ring = '<Ring><DisplayName>x</DisplayName><FileName>a.wav</FileName></Ring>';
  const rings = (comment: string) =>
    `<CiscoIPPhoneRingList>\n${ring}${comment}</CiscoIPPhoneRingList>`;

  it('is said in a comment', () => {
    expect(told('x', rings(''))).toEqual(['2:35 warning cisco/ring-sound']);
    expect(told('x', rings('<!-- offhook-allow cisco/ring-sound: they play it -->'))).toEqual([]);
    expect(told('x', rings('<!-- offhook-allow cisco/root: x -->'))).toEqual([
      '2:1 info file/allows-nothing',
      '2:35 warning cisco/ring-sound',
    ]);
    expect(told('x', rings('<!-- offhook-allow cisco/ring-sound -->'))).toEqual([
      '2:1 warning file/no-such-rule',
      '2:35 warning cisco/ring-sound',
    ]);
  });

  it('is said for all files, and what phones refuse stays a remark', () => {
    const allow = new Set(['cisco/ring-sound', 'cisco/root']);
    expect(told('x', rings(''), { allow })).toEqual([]);
    expect(told(SEP, dial(''), { allow })).toEqual(['1:1 info cisco/root']);
  });
});

describe('whose phone it is', () => {
  const sep = (load: string, more: string) =>
    `<device><deviceProtocol>SIP</deviceProtocol><loadInformation>${load}</loadInformation>${more}</device>`;

  it('is said by the load', () => {
    expect(lint(SEP, sep('SIP42.8-5-3S', '')).model?.id).toBe('cisco-7942g');
    expect(lint(SEP, sep('SIP99.8-5-3S', '')).model).toBeUndefined();
    expect(
      lint('x', '<Default><loadInformation434>SIP42.8-5-3S</loadInformation434></Default>').model,
    ).toBeUndefined();
  });

  it('is said by whoever asks, and so is its firmware', () => {
    const later = '<vendorConfig><sshAccess>0</sshAccess></vendorConfig>';
    const text = sep('SIP42.8-5-3S', later);
    const rules = (reading: Partial<Reading>) =>
      lint(SEP, text, reading).findings.map(({ rule }) => rule);
    const model = PACKS.models.get('cisco-7931g');
    expect(lint(SEP, text, { ...(model && { model }) }).model?.id).toBe('cisco-7931g');
    expect(rules({})).toContain('cisco/later-firmware');
    expect(rules({ firmware: '8.5.3' })).toContain('cisco/later-firmware');
    expect(rules({ firmware: '9.4.2' })).not.toContain('cisco/later-firmware');
  });
});

describe('a secret', () => {
  it.each([
    ['that broken markup makes a name', '<device><authPassword></tulip></authPassword></device>'],
    [
      'that broken markup makes an element',
      '<device>\n<authPassword><tulip></authPassword></device>',
    ],
    ['in an address', '<device><directoryURL>http://a:tulip@h/</directoryURLs></device>'],
    [
      'that is an unknown element',
      '<device><deviceProtocol>SIP</deviceProtocol><sshPassword>a<tulip/></sshPassword></device>',
    ],
  ])('%s is not said', (_, text) => {
    const said = JSON.stringify(lint(SEP, text).findings);
    expect(said).toContain('rule');
    expect(said).not.toContain('tulip');
  });

  it('is masked in what may be shown of the file', () => {
    expect(
      lint('x', '<device><a>1</a><sshPassword>tulip</sshPassword></device>').masked(),
    ).toContain('<a>1</a>');
    expect(lint('x', '<device><sshPassword>tulip</sshPassword></device>').masked()).not.toContain(
      'tulip',
    );
    expect(lint('notes.txt', 'password: tulip').masked()).not.toContain('tulip');
  });
});
