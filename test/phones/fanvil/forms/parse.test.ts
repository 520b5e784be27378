// What a form makes of files that others have written: odd spellings, exports that keep things to themselves, comments.

import { describe, expect, it } from 'vitest';
import type { Form } from '../../../../src/phones/fanvil/forms/form.js';
import type { Dialect } from '../../../../src/phones/fanvil/tables/facts.js';
import { found } from '../fanvil-under-test.js';
import { TABLES } from './forms-under-test.js';

const HEADS = {
  txt: '<<VOIP CONFIG FILE>>Version:2.0002',
  dotted: '#<Voip Config File>#',
  modules: '<?xml version="1.0" encoding="UTF-8"?><VOIP_CONFIG_FILE>',
  sysConf: '<!-- lobby --><sysConf>',
} as const;
const at = { line: 1, col: 1, length: 1 };
const formOf = (head: string): Form =>
  found(
    TABLES.forms.find((each) => each.recognises(head)),
    head,
  );

/** Each setting as `line:col key | line:col value`, with its module and section, and a star if it is masked. */
const settingsOf = (head: string, ...lines: readonly string[]) =>
  formOf(head)
    .parse([head, ...lines].join('\n'))
    .settings.map(({ module, section, key, keyAt, value, valueAt, masked }) =>
      [
        [module, section].filter((part) => part !== '').join('/'),
        `${keyAt.line}:${keyAt.col} ${key}`,
        `${valueAt.line}:${valueAt.col} ${value}${masked ? '*' : ''}`,
      ].join(' | '),
    );

describe('a txt file of others', () => {
  it('is read with its masks, odd names and values', () => {
    expect(
      settingsOf(
        HEADS.txt,
        '<SIP CONFIG MODULE>',
        'SIP  Port          :5060',
        '--SIP Line List--  :',
        '###SIP1 Register Pswd :',
        'SIP1 Local Domain:a:b ',
        '<BRAND NEW MODULE>',
        '--Brand New--:',
        'Key  : x',
      ),
    ).toEqual([
      'SIP CONFIG MODULE | 3:1 SIP  Port | 3:21 5060',
      'SIP CONFIG MODULE/SIP Line List | 5:4 SIP1 Register Pswd | 5:24 *',
      'SIP CONFIG MODULE/SIP Line List | 6:1 SIP1 Local Domain | 6:19 a:b ',
      'BRAND NEW MODULE/Brand New | 9:1 Key | 9:7  x',
    ]);
  });

  it('keeps its comments and what is nothing', () => {
    const file = formOf(HEADS.txt).parse(`${HEADS.txt}   \r\n## lobby\r\nwhat\r\n`);
    expect(file).toEqual({
      version: { value: '2.0002', at: { line: 1, col: 29, length: 6 } },
      settings: [],
      comments: [{ text: '## lobby', at: { line: 2, col: 1, length: 8 } }],
      strays: [{ text: 'what', at: { line: 3, col: 1, length: 4 } }],
    });
  });

  it.each<
    [dialect: Dialect, module: string, section: string, key: string, raw: string | undefined]
  >([
    [
      'A',
      'SIP CONFIG MODULE',
      'SIP Line List',
      'SIP1 PRACK',
      'SIP CONFIG MODULE/SIP Line List/SIP1 PRACK',
    ],
    [
      'A',
      'TELE CONFIG MODULE',
      'Port Config',
      'P1 Busy N/A Line',
      'TELE CONFIG MODULE/Port Config/P1 Busy N/A Line',
    ],
    ['A', 'SIP CONFIG MODULE', '', 'Never Seen', 'SIP CONFIG MODULE/Never Seen'],
    // Without the two slashes it would be the section where phones have it.
    ['A', 'SIP CONFIG MODULE', '', 'SIP1 PRACK', 'SIP CONFIG MODULE//SIP1 PRACK'],
    ['A', 'SIP CONFIG MODULE', 'Never Seen', 'Key', undefined],
    ['A', 'NET CONFIG MODULE', '', 'Enable DHCP', undefined],
    ['B', 'NET CONFIG MODULE', '', 'Enable DHCP', 'NET CONFIG MODULE//Enable DHCP'],
    ['B', 'NET CONFIG MODULE', '', 'a/b', 'NET CONFIG MODULE/a/b'],
    [
      'B',
      'NET CONFIG MODULE',
      'WIFI Config',
      'Enable DHCP',
      'NET CONFIG MODULE/WIFI Config/Enable DHCP',
    ],
    ['A', '', '', 'Key', undefined],
  ])('in dialect %s, %s / %s / %s is %s under raw', (dialect, module, section, key, raw) => {
    const setting = { module, section, key, keyAt: at, value: 'x', valueAt: at, masked: false };
    expect(formOf(HEADS.txt).rawNameOf(setting, dialect)).toBe(raw);
  });
});

describe('a dotted file of others', () => {
  it('is read with any blanks around the sign', () => {
    expect(settingsOf(HEADS.dotted, 'Version = 2.5', 'a.B=1', 'a.C =  x = y ', 'a.D = ')).toEqual([
      ' | 3:1 a.B | 3:5 1',
      ' | 4:1 a.C | 4:7  x = y ',
      ' | 5:1 a.D | 5:7 ',
    ]);
  });

  it('keeps its comments and what is nothing', () => {
    const file = formOf(HEADS.dotted).parse(`${HEADS.dotted}\nVersion=2.5\n# lobby\n\nwhat\n`);
    expect(file).toEqual({
      version: { value: '2.5', at: { line: 2, col: 9, length: 3 } },
      settings: [],
      comments: [{ text: '# lobby', at: { line: 3, col: 1, length: 7 } }],
      strays: [{ text: 'what', at: { line: 5, col: 1, length: 4 } }],
    });
  });
});

const rawNames = (head: string, dialect: Dialect, ...lines: readonly string[]) => {
  const form = formOf(head);
  return form
    .parse([head, ...lines].join('\n'))
    .settings.map((setting) => form.rawNameOf(setting, dialect));
};

describe('XML in modules', () => {
  const lines = [
    '<version>2.0002</version>',
    '<SIP_CONFIG_MODULE>',
    '  <SIP__Port>5060</SIP__Port>',
    '  <SIP_Line_List>',
    '    <SIP_Line_List_Entry><ID>SIP1</ID><Phone_Number>1001</Phone_Number>',
    '      <Register_Pswd>a&amp;b</Register_Pswd><Proxy_Addr/>',
    '    </SIP_Line_List_Entry>',
    '  </SIP_Line_List>',
    '  <MWI_Code attribute=">"> 77 </MWI_Code>',
    '</SIP_CONFIG_MODULE><!-- that',
    'is all --></VOIP_CONFIG_FILE>',
  ];

  it('is read with its entries and what they say', () => {
    expect(settingsOf(HEADS.modules, ...lines)).toEqual([
      'SIP_CONFIG_MODULE | 4:4 SIP__Port | 4:14 5060',
      'SIP_CONFIG_MODULE/SIP_Line_List/SIP1 | 6:40 Phone_Number | 6:53 1001',
      'SIP_CONFIG_MODULE/SIP_Line_List/SIP1 | 7:8 Register_Pswd | 7:22 a&b',
      'SIP_CONFIG_MODULE/SIP_Line_List/SIP1 | 7:46 Proxy_Addr | 7:58 ',
      'SIP_CONFIG_MODULE | 10:4 MWI_Code | 10:28 77',
    ]);
  });

  it('is said under raw by the names of a txt file', () => {
    expect(rawNames(HEADS.modules, 'A', ...lines)).toEqual([
      'SIP CONFIG MODULE/SIP  Port',
      'SIP CONFIG MODULE/SIP Line List/SIP1 Phone Number',
      'SIP CONFIG MODULE/SIP Line List/SIP1 Register Pswd',
      'SIP CONFIG MODULE/SIP Line List/SIP1 Proxy Addr',
      'SIP CONFIG MODULE/MWI Code',
    ]);
    expect(rawNames(HEADS.modules, 'B', ...lines)).toEqual(lines.slice(0, 5).map(() => undefined));
  });

  it('keeps its version and its comments', () => {
    const { version, comments } = formOf(HEADS.modules).parse([HEADS.modules, ...lines].join('\n'));
    expect(version).toEqual({ value: '2.0002', at: { line: 2, col: 10, length: 6 } });
    expect(comments).toEqual([{ text: '<!-- that', at: { line: 11, col: 21, length: 9 } }]);
  });

  it('has nothing to say where it is not well-formed', () => {
    expect(settingsOf(HEADS.modules, ...lines, '<<END OF FILE>>')).toEqual([]);
  });
});

describe('sysConf', () => {
  const lines = [
    '<Version>2.0000000000</Version>',
    '<sip><line index="2"><PhoneNumber>1001</PhoneNumber><Never>1</Never></line></sip>',
    '<dsskey><internal index="3"><Fkey index="4"><Type>1</Type></Fkey></internal>',
    '<dssSide index="1"><Fkey index="1"><Type>2</Type></Fkey></dssSide></dsskey>',
    '<phone><date><EnableSNTP>1</EnableSNTP></date></phone>',
    '<constructor><Type>1</Type></constructor></sysConf>',
  ];

  it('is read with its indexes', () => {
    expect(settingsOf(HEADS.sysConf, ...lines)).toEqual([
      'sip/line[2] | 3:23 PhoneNumber | 3:35 1001',
      'sip/line[2] | 3:54 Never | 3:60 1',
      'dsskey/internal[3]/Fkey[4] | 4:46 Type | 4:51 1',
      'dsskey/dssSide[1]/Fkey[1] | 5:37 Type | 5:42 2',
      'phone/date | 6:15 EnableSNTP | 6:26 1',
      'constructor | 7:15 Type | 7:20 1',
    ]);
  });

  it('is said under raw by the names of a txt file, where they follow the rule', () => {
    expect(rawNames(HEADS.sysConf, 'B', ...lines)).toEqual([
      'SIP CONFIG MODULE/SIP Line List/SIP2 Phone Number',
      undefined,
      'DSSKEY CONFIG MODULE/Dsskey Config3/Fkey4 Type',
      'DSSKEY CONFIG MODULE/Sidekey Config1/Fkey1 Type',
      'PHONE FEATURE MODULE/DateTime Config/Enable SNTP',
      undefined,
    ]);
  });
});

it.each([
  '',
  '<',
  '<?xml',
  '<!-- <sysConf>',
  '<sysConfig/>',
  '<VOIP_CONFIG_FILES/>',
  'x<sysConf/>',
])('no XML form takes %j for its own', (text) => {
  const setting = { module: '', section: '', key: '', keyAt: at, value: '', valueAt: at };
  for (const form of TABLES.forms) {
    expect(form.recognises(text)).toBe(false);
    expect(form.rawNameOf({ ...setting, masked: false }, 'A')).toBeUndefined();
  }
});
