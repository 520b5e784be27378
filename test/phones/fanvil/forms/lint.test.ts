// The linter's tables: what it lets pass, and what it says of the rest, with line and column.

import { describe, expect, it } from 'vitest';
import type { Model } from '../../../../src/site/model.js';
import { namesSaid } from '../../../findings/names-said.js';
import { DRIVER, X4, X5U } from '../fanvil-under-test.js';

const HEAD_A = '<<VOIP CONFIG FILE>>Version:2.0002'.padEnd(62);
const HEAD_B = '<<VOIP CONFIG FILE>>Version:2.0000000000'.padEnd(62);
const END = '<<END OF FILE>>\r\n';

const txt = (head: string, ...lines: readonly string[]) => [head, '', ...lines, END].join('\r\n');
const dotted = (...lines: readonly string[]) =>
  ['#<Voip Config File>#', 'Version = 2.0000000000', '', ...lines, ''].join('\n');

function lint(text: string, model?: Model): readonly string[] {
  return DRIVER.lint('00a859db0462.cfg', text, model).map(
    ({ severity, line, col, rule }) => `${severity} ${line}:${col} ${rule}`,
  );
}

describe('accepts', () => {
  const rows: readonly { readonly name: string; readonly text: string; readonly model?: Model }[] =
    [
      {
        name: 'a dialect A file',
        model: X4,
        text: txt(HEAD_A, '<SIP CONFIG MODULE>', 'CSTA Enable        :0'),
      },
      {
        name: 'a dialect B file',
        model: X5U,
        text: txt(
          HEAD_B,
          '<SIP CONFIG MODULE>',
          '--SIP Line List--  :',
          'SIP1 CSTA Number        :181',
        ),
      },
      {
        name: 'LF',
        text: txt(HEAD_A, '<SIP CONFIG MODULE>', 'CSTA Enable        :0').replaceAll('\r', ''),
      },
      { name: 'no line end after the end mark', text: txt(HEAD_A).trimEnd() },
      {
        name: 'a value with colons',
        text: txt(
          HEAD_A,
          '<PHONE CONFIG MODULE>',
          '--Function Key--   :',
          'Fkey1 Value        :get:http://10.20.1.1:80/x',
        ),
      },
      {
        name: 'a masked secret',
        text: txt(HEAD_B, '<MMI CONFIG MODULE>', '###Account1 Password           :'),
      },
      {
        name: 'an empty value where a number belongs',
        text: txt(HEAD_A, '<SIP CONFIG MODULE>', 'SIP1 Register Port :'),
      },
      {
        name: 'a masked value, which says nothing',
        text: txt(HEAD_A, '<SIP CONFIG MODULE>', '###SIP1 Register Port :*****'),
      },
      {
        name: 'a number below zero',
        text: txt(HEAD_A, '<GLOBAL CONFIG MODULE>', 'Time Zone          :-20'),
      },
      {
        name: 'one name in two sections',
        text: txt(
          HEAD_B,
          '<NET CONFIG MODULE>',
          'Enable DHCP        :1',
          '--WIFI Config--    :',
          'Enable DHCP        :1',
        ),
      },
      {
        name: 'names with the vendor’s slips',
        text: txt(
          HEAD_A,
          '<PHONE CONFIG MODULE>',
          'LCD Constrast      :5',
          '<AUTOUPDATE CONFIG MODULE>',
          'Save DHCP Opion    :0',
        ),
      },
      {
        name: 'a dotted file',
        model: X4,
        text: dotted('sip.line.1.RegUser = 181', 'sip.CSTAEnabled = 1'),
      },
      { name: 'a dotted file without blanks', text: dotted('sip.line.1.RegUser=181') },
      {
        name: 'XML in modules',
        text: '<VOIP_CONFIG_FILE><version>2.0002</version><SIP_CONFIG_MODULE><CSTA_Enable>0</CSTA_Enable><SIP_Line_List><SIP_Line_List_Entry><ID>SIP1</ID><Register_Port></Register_Port></SIP_Line_List_Entry></SIP_Line_List></SIP_CONFIG_MODULE></VOIP_CONFIG_FILE>',
      },
      {
        name: 'sysConf, with two lines that say the same',
        text: '<sysConf><Version>2.0000000000</Version><sip><line index="1"><EnableReg>0</EnableReg></line><line index="2"><EnableReg>0</EnableReg></line></sip></sysConf>',
      },
      { name: 'an empty dotted value', text: dotted('sip.line.1.MWICode = ') },
      { name: 'dotted keys on any page', text: dotted('dss.page.5.key.12.Type = 0') },
    ];

  it.each(rows)('$name', ({ text, model }) => {
    expect(lint(text, model)).toEqual([]);
  });
});

describe('finds', () => {
  const rows: readonly {
    readonly name: string;
    readonly text: string;
    readonly model?: Model;
    readonly findings: readonly string[];
  }[] = [
    {
      name: 'another vendor’s keys',
      text: '# Fanvil\naccount.1.enable = 1\n',
      findings: ['error 1:1 fanvil/no-configuration'],
    },
    { name: 'nothing', text: '', findings: ['error 1:1 fanvil/no-configuration'] },
    {
      name: 'XML',
      text: '<?xml version="1.0"?>\n<gateway/>',
      findings: ['error 1:1 fanvil/xml'],
    },
    {
      name: 'a first line without a version',
      text: txt('<<VOIP CONFIG FILE>>Version:'.padEnd(62)),
      findings: ['error 1:29 fanvil/no-version'],
    },
    {
      name: 'a first line without blanks',
      text: txt(HEAD_A.trimEnd()),
      findings: ['info 1:29 fanvil/header-width'],
    },
    {
      name: 'no end mark',
      text: txt(HEAD_A, '<SIP CONFIG MODULE>', 'CSTA Enable        :0').replace(END, ''),
      findings: ['warning 4:1 fanvil/no-end-mark'],
    },
    {
      name: 'an end in the midst of a line',
      text: txt(HEAD_A, '<SIP CONFIG MODULE>', 'CSTA Enable        :0', 'SIP1 Regis').replace(
        END,
        '',
      ),
      findings: ['error 5:1 fanvil/stray-line'],
    },
    {
      name: 'the same file once more behind itself',
      text: txt(HEAD_A, '<SIP CONFIG MODULE>', 'CSTA Enable        :0').repeat(2),
      findings: ['warning 5:1 fanvil/after-end-mark'],
    },
    {
      name: 'the sign of txt files in each line of a dotted one',
      text: '#<Voip Config File>#\nVersion : 2.0000000000\nsip.a : 1\nsip.b : 2\n',
      findings: ['error 2:1 fanvil/stray-line'],
    },
    {
      name: 'settings after the end mark',
      text: `${txt(HEAD_A, '<SIP CONFIG MODULE>')}CSTA Enable        :0\r\n`,
      findings: ['warning 4:1 fanvil/after-end-mark'],
    },
    {
      name: 'settings after the end mark, of which no rule makes anything',
      text: `${txt(HEAD_A, '<SIP CONFIG MODULE>', 'CSTA Enable    :0')}CSTA Enable :1\r\nCSTA Enable  :2\r\n`,
      findings: ['info 4:16 fanvil/column', 'warning 5:1 fanvil/after-end-mark'],
    },
    {
      name: 'a module of the other dialect after the end mark',
      model: X4,
      text: `${txt(HEAD_A, '<SIP CONFIG MODULE>')}<NET CONFIG MODULE>\r\n`,
      findings: ['warning 4:1 fanvil/after-end-mark'],
    },
    {
      name: 'the other dialect, by a module',
      model: X4,
      text: txt(HEAD_A, '<NET CONFIG MODULE>', 'Enable DHCP        :1'),
      findings: ['error 3:1 fanvil/other-dialect'],
    },
    {
      name: 'the other dialect, by the version',
      model: X5U,
      text: txt(HEAD_A, '<SIP CONFIG MODULE>', 'CSTA Enable        :1'),
      findings: ['error 1:1 fanvil/other-dialect'],
    },
    {
      name: 'a module of the other dialect among others',
      text: txt(HEAD_A, '<GLOBAL CONFIG MODULE>', 'Enable DHCP        :1', '<MM CONFIG MODULE>'),
      findings: ['error 5:2 fanvil/unknown-module'],
    },
    {
      name: 'a misspelt module',
      text: txt(HEAD_A, '<SIP CONFG MODULE>', 'CSTA Enable        :0'),
      findings: ['error 3:2 fanvil/unknown-module'],
    },
    {
      name: 'a setting before any module',
      text: txt(HEAD_A, 'CSTA Enable        :0'),
      findings: ['error 3:1 fanvil/no-module'],
    },
    {
      name: 'a line that is nothing',
      text: txt(HEAD_A, '<SIP CONFIG MODULE>', 'CSTA Enable = 0'),
      findings: ['error 4:1 fanvil/stray-line'],
    },
    {
      name: 'a colon without a key',
      text: txt(HEAD_A, '<SIP CONFIG MODULE>', '                   :0'),
      findings: ['error 4:1 fanvil/no-key'],
    },
    {
      name: 'a comment',
      text: txt(HEAD_A, '## lines', '<SIP CONFIG MODULE>'),
      findings: ['info 3:1 fanvil/comment'],
    },
    {
      name: 'an invented key',
      text: txt(
        HEAD_B,
        '<SIP CONFIG MODULE>',
        '--SIP Line List--  :',
        'SIP1 Register Enable    :1',
      ),
      findings: ['warning 5:1 fanvil/invented-key'],
    },
    {
      name: 'a key in the wrong module',
      text: txt(HEAD_A, '<SIP CONFIG MODULE>', 'LCD Title          :x'),
      findings: ['warning 4:1 fanvil/unknown-key'],
    },
    {
      name: 'a key of the other dialect',
      text: txt(HEAD_A, '<AUTOUPDATE CONFIG MODULE>', 'Flash Server IP    :10.20.1.1'),
      findings: ['warning 4:1 fanvil/unknown-key'],
    },
    {
      name: 'a key twice',
      text: txt(HEAD_A, '<SIP CONFIG MODULE>', 'CSTA Enable        :0', 'CSTA Enable        :1'),
      findings: ['error 5:1 fanvil/key-twice'],
    },
    {
      name: 'a text where a number belongs, without showing it',
      text: txt(
        HEAD_B,
        '<SIP CONFIG MODULE>',
        '--SIP Line List--  :',
        'SIP1 Register Port      :s3cret',
      ),
      findings: ['error 5:26 fanvil/no-number'],
    },
    {
      name: 'servers that no phone reaches',
      text: txt(
        HEAD_A,
        '<GLOBAL CONFIG MODULE>',
        'SNTP Server        :127.0.0.1',
        '<SIP CONFIG MODULE>',
        '--SIP Line List--  :',
        'SIP2 Register Addr :0.0.0.0',
        '<AUTOUPDATE CONFIG MODULE>',
        'Download Server IP :http://joe:pw@localhost:80/x',
      ),
      findings: [
        'error 4:21 fanvil/unreachable-server',
        'error 7:21 fanvil/unreachable-server',
        'error 9:21 fanvil/unreachable-server',
      ],
    },
    {
      name: 'numbers that a key cannot hold, and such as nobody has seen in one',
      text: txt(
        HEAD_B,
        '<SIP CONFIG MODULE>',
        '--SIP Line List--  :',
        'SIP1 Register Port      :65536',
        'SIP1 DTMF Mode          :9',
        'SIP1 Enable Rport       :2',
        '<PHONE FEATURE MODULE>',
        '--DateTime Config--:',
        'Time Zone          :57',
        'DST Start Mon      :0',
        '<QOS CONFIG MODULE>',
        'VLAN ID            :4096',
      ),
      findings: [
        'error 5:26 fanvil/out-of-range',
        'warning 6:26 fanvil/no-choice',
        'warning 7:26 fanvil/no-choice',
        'error 10:21 fanvil/out-of-range',
        'error 11:21 fanvil/out-of-range',
        'error 13:21 fanvil/out-of-range',
      ],
    },
    {
      name: 'an option that DHCP servers do not send here',
      text: txt(
        HEAD_B,
        '<AUTOUPDATE CONFIG MODULE>',
        '--Net Option--     :',
        'DHCP Option        :77',
      ),
      findings: ['warning 5:21 fanvil/no-choice'],
    },
    {
      name: 'a name where an address belongs, and a title that is too long in bytes alone',
      text: txt(
        HEAD_B,
        '<NET CONFIG MODULE>',
        'Primary DNS        :dns.example.net',
        '<PHONE FEATURE MODULE>',
        '--Display Input--  :',
        `LCD Title          :${'ж'.repeat(16)}`,
      ),
      findings: ['error 4:21 fanvil/no-address', 'warning 7:21 fanvil/too-long'],
    },
    {
      name: 'placeholders, also in place of a password',
      text: txt(
        HEAD_A,
        '<SIP CONFIG MODULE>',
        '--SIP Line List--  :',
        'SIP1 Phone Number  :{{ number }}',
        'SIP1 Register Port :{SIP_PORT}',
        'SIP1 Register Pswd :{{ secret }}',
      ),
      findings: [
        'error 5:21 fanvil/placeholder',
        'error 6:21 fanvil/placeholder',
        'warning 7:21 fanvil/password-placeholder',
      ],
    },
    {
      name: 'a line that is on and has neither server nor number',
      text: txt(
        HEAD_A,
        '<SIP CONFIG MODULE>',
        '--SIP Line List--  :',
        'SIP1 Phone Number  :',
        'SIP1 Register Addr :',
        'SIP1 Enable Reg    :1',
        'SIP2 Register Addr :',
        'SIP2 Enable Reg    :0',
      ),
      findings: ['error 5:21 fanvil/empty-key', 'error 6:21 fanvil/empty-key'],
    },
    {
      name: 'a line that is on, in a file that says no server',
      text: dotted('sip.line.1.RegEnabled = 1', 'sip.line.2.RegEnabled = 0'),
      findings: ['info 4:25 fanvil/missing-key'],
    },
    {
      name: 'names of another form and of other makers in a txt file',
      text: txt(
        HEAD_A,
        '<SIP CONFIG MODULE>',
        'sip.line.1.RegAddr :10.20.1.1',
        'account.1.label    :x',
        'P271               :1',
      ),
      findings: [
        'warning 4:1 fanvil/other-form',
        'warning 5:1 fanvil/other-maker',
        'warning 6:1 fanvil/other-maker',
      ],
    },
    {
      name: 'another maker’s names in a dotted file',
      text: dotted('account.1.label = x'),
      findings: ['warning 4:1 fanvil/other-maker'],
    },
    {
      name: 'another maker’s names in XML',
      text: '<sysConf><Version>2.0000000000</Version><sip><line index="1"><P270>x</P270><Old_Name>x</Old_Name></line></sip></sysConf>',
      findings: ['warning 1:63 fanvil/other-maker', 'info 1:77 fanvil/unlisted-element'],
    },
    {
      name: 'the version of the other dialect',
      text: txt(HEAD_A, '<NET CONFIG MODULE>', 'Enable DHCP        :1'),
      findings: ['warning 1:29 fanvil/other-version'],
    },
    {
      name: 'words after the end mark',
      text: `${txt(HEAD_A)}made by hand\r\n`,
      findings: ['warning 3:1 fanvil/after-end-mark'],
    },
    {
      name: 'a first line in small letters',
      text: txt(HEAD_A).toLowerCase(),
      findings: ['error 1:1 fanvil/first-line'],
    },
    {
      name: 'a comment above the first line',
      text: `# our phones\n#<Voip Config File>#\nVersion = 2.0000000000\n`,
      findings: ['error 2:1 fanvil/first-line'],
    },
    {
      name: 'values in XML by the same table',
      text: `<sysConf><Version>2.0000000000</Version>
<sip><line index="1"><RegisterPort>70000</RegisterPort><DTMFMode>9</DTMFMode>
<RegisterAddr/><EnableReg>1</EnableReg></line></sip></sysConf>`,
      findings: [
        'error 2:36 fanvil/out-of-range',
        'warning 2:66 fanvil/no-choice',
        'error 3:16 fanvil/empty-key',
      ],
    },
    {
      name: 'a colon out of its column, once for all',
      text: txt(
        HEAD_B,
        '<SIP CONFIG MODULE>',
        'CSTA Enable :0',
        '--SIP Line List--  :',
        'SIP1 Transport:0',
      ),
      findings: ['info 4:13 fanvil/column'],
    },
    {
      name: 'a dotted file without a version',
      text: '#<Voip Config File>#\nsip.CSTAEnabled = 1\n',
      findings: ['error 1:1 fanvil/no-version'],
    },
    {
      name: 'a dotted file with a version that is none',
      text: '#<Voip Config File>#\nVersion = two\n',
      findings: ['error 2:11 fanvil/no-version'],
    },
    {
      name: 'a name of another form in a dotted file',
      text: dotted('sip.line.1.RegisterUser = 181'),
      findings: ['warning 4:1 fanvil/other-form'],
    },
    {
      name: 'a misspelt name in a dotted file',
      text: dotted('sip.line.1.RegUsr = 181'),
      findings: ['warning 4:1 fanvil/unknown-key'],
    },
    {
      name: 'a name in a dotted file that is like no other',
      text: dotted('cti.OutgoingCallUrl = http://10.20.1.1/x'),
      findings: ['info 4:1 fanvil/unlisted-key'],
    },
    {
      name: 'a dotted line without a sign',
      text: dotted('sip.CSTAEnabled: 1'),
      findings: ['error 4:1 fanvil/stray-line'],
    },
    {
      name: 'a dotted name twice',
      text: dotted('sip.CSTAEnabled = 1', 'sip.CSTAEnabled = 0'),
      findings: ['error 5:1 fanvil/key-twice'],
    },
    {
      name: 'a dotted server that no phone reaches',
      text: dotted('sip.line.1.RegAddr = [::1]:5060'),
      findings: ['error 4:22 fanvil/unreachable-server'],
    },
    {
      name: 'a comment in a dotted file',
      text: dotted('# lines'),
      findings: ['info 4:1 fanvil/comment'],
    },
    {
      name: 'XML in modules: what no txt file has, a text for a number, no server, a thing twice',
      text: `<VOIP_CONFIG_FILE><version>2.0002</version>
<GLOBAL_CONFIG_MODULE><PrimaryDNS>10.1.1.1</PrimaryDNS><Time_Zone>GMT</Time_Zone>
<SNTP_Server>127.0.0.1</SNTP_Server><SNTP_Server>10.1.1.1</SNTP_Server>
</GLOBAL_CONFIG_MODULE></VOIP_CONFIG_FILE>`,
      findings: [
        'info 2:24 fanvil/unlisted-element',
        'warning 2:67 fanvil/element-number',
        'error 3:14 fanvil/unreachable-server',
        'error 3:38 fanvil/key-twice',
      ],
    },
    {
      name: 'sysConf without a version',
      text: '<sysConf><sip><line index="1"><RegisterAddr>0.0.0.0</RegisterAddr></line></sip></sysConf>',
      findings: ['error 1:1 fanvil/no-version', 'error 1:45 fanvil/unreachable-server'],
    },
    {
      name: 'sysConf that is no XML, where it breaks, and nothing else of it',
      text: '<sysConf>\n<sip><line index="1"><RegisterAddr>0.0.0.0</line></sip></sysConf>',
      findings: ['error 2:22 xml/end-tag'],
    },
  ];

  it.each(rows)('$name', ({ text, model, findings }) => {
    expect(lint(text, model)).toEqual(findings);
  });
});

describe('a file that is like one without findings', () => {
  const lines = (number: string, server: string, on: string) =>
    txt(
      HEAD_A,
      '<SIP CONFIG MODULE>',
      '--SIP Line List--  :',
      `SIP1 Phone Number  :${number}`,
      `SIP1 Register Addr :${server}`,
      `SIP1 Enable Reg    :${on}`,
    );

  it.each([
    { what: 'another number', text: lines('7002', '10.20.1.2', '1'), findings: [] },
    { what: 'no server', text: lines('7001', '', '1'), findings: ['error 6:21 fanvil/empty-key'] },
    {
      what: 'no number',
      text: lines('', '10.20.1.1', '1'),
      findings: ['error 5:21 fanvil/empty-key'],
    },
    {
      what: 'a placeholder',
      text: lines('{{ number }}', '10.20.1.1', '1'),
      findings: ['error 5:21 fanvil/placeholder'],
    },
    {
      what: 'a number that is none of its choices',
      text: lines('7001', '10.20.1.1', '2'),
      findings: ['warning 7:21 fanvil/no-choice'],
    },
  ])('but for $what', ({ text, findings }) => {
    expect(lint(lines('7001', '10.20.1.1', '1'))).toEqual([]);
    expect(lint(text)).toEqual(findings);
  });

  it('but for a line that is on now', () => {
    expect(lint(lines('', '', '0'))).toEqual([]);
    expect(lint(lines('', '', '1'))).toHaveLength(2);
  });
});

describe('says what was meant', () => {
  it('of what stands behind the end mark nothing but that', () => {
    const text = `${txt(HEAD_A, '<SIP CONFIG MODULE>', 'CSTA Enable    :0')}CSTA Enable :1\r\n`;
    const told = DRIVER.lint('00a859db0462.cfg', text, X4).map(({ rule, message }) =>
      [rule, ...namesSaid(message)].join(' '),
    );
    expect(told).toEqual(['fanvil/column "CSTA Enable" 16 20', 'fanvil/after-end-mark']);
  });

  it.each([
    ['SIP1 Register Enable    :1', 'SIP1 Enable Reg'],
    ['SIP1 Registr Addr       :1', 'did you mean "SIP1 Register Addr"?'],
    ['sip.line.2.RegAddr :x', 'called "SIP2 Register Addr" in this one'],
    ['LCD Title          :x', 'stands in "PHONE FEATURE MODULE"'],
    ['SIP1 Register Port      :65536', '0 to 65535'],
    ['SIP1 Register TTL       :-1', '0 or more (s)'],
    ['SIP1 DTMF Mode          :7', '3 whatever fits'],
    ['account.1.label         :7', 'Yealink'],
    ['sip.line.1.RegAddr = x', 'a line of dotted files, called "SIP1 Register Addr" in this one'],
  ])('%s', (line, words) => {
    const text = txt(HEAD_B, '<SIP CONFIG MODULE>', '--SIP Line List--  :', line);
    const messages = DRIVER.lint('0c383e32342e.cfg', text, X5U).map(({ message }) => message);
    expect(messages.join('\n')).toContain(words);
  });

  it('whose file it is', () => {
    const text = '# x\naccount.1.enable = 1\naccount.1.label = 12\n';
    const [finding] = DRIVER.lint('0c383e32342e.cfg', text, undefined);
    expect(finding?.message).toContain('Yealink');
  });

  it('what a name that follows from a txt name is called in a dotted file', () => {
    const text = dotted('sip.line.2.RegisterAddr = 10.20.1.1');
    const [finding] = DRIVER.lint('0c383e32342e.cfg', text, undefined);
    expect(finding?.message).toContain('"sip.line.2.RegAddr"');
  });
});

describe('masking', () => {
  it.each([
    ['SIP1 Register Pswd :a:b=c d\r\n', 'SIP1 Register Pswd :********\r\n'],
    ['SIP1 Register Pwd  :x', 'SIP1 Register Pwd  :********'],
    ['Account1 Password           :x', 'Account1 Password           :********'],
    ['Account1 Pass      :x', 'Account1 Pass      :********'],
    ['Menu Password      :123', 'Menu Password      :********'],
    ['XML-PBook1 PassWd             :x', 'XML-PBook1 PassWd             :********'],
    ['Config File Key    :0badc0de', 'Config File Key    :********'],
    ['sip.line.1.RegPswd = a=b', 'sip.line.1.RegPswd = ********'],
    ['phone.KeyLockPassword=1', 'phone.KeyLockPassword=********'],
    [
      'Download Server IP :http://joe:pw:x@10.20.1.1/',
      'Download Server IP :http://joe:********@10.20.1.1/',
    ],
    ['###SIP1 Proxy Pswd         :', '###SIP1 Proxy Pswd         :'],
    ['SIP1 Register Pswd :', 'SIP1 Register Pswd :'],
    ['Enable KeyLock     :0', 'Enable KeyLock     :0'],
    ['Desktop Softkey    :history;dnd;', 'Desktop Softkey    :history;dnd;'],
    ['Fkey1 Type         :2', 'Fkey1 Type         :2'],
    ['Memory Key to BXfer:0', 'Memory Key to BXfer:0'],
    ['sip.line.1.RegUser = 181', 'sip.line.1.RegUser = 181'],
    ['<Register_Pswd>a&amp;b\n</Register_Pswd>', '<Register_Pswd>********\n</Register_Pswd>'],
    ['<DeviceCfgFileKey>0bad', '<DeviceCfgFileKey>********'],
    ['<Config_File_Key>x</Config_File_Key>', '<Config_File_Key>********</Config_File_Key>'],
    ['<Pass>x</Pass>', '<Pass>********</Pass>'],
    ['<Fkey index="1"><Type>1</Type></Fkey>', '<Fkey index="1"><Type>1</Type></Fkey>'],
    ['<Proxy_Pswd/><a>x</a>', '<Proxy_Pswd/><a>x</a>'],
    ['SIP1 Display Name  :Pswd: none', 'SIP1 Display Name  :Pswd: none'],
  ])('%j -> %j', (text, masked) => {
    expect(DRIVER.maskSecrets('00a859db0462.cfg', text)).toBe(masked);
  });
});
