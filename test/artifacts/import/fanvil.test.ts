// Files of Fanvil phones in every form: own fixtures, each with what is special in it.

import { describe, expect, it } from 'vitest';
import type { Imported } from '../../../src/artifacts/import/import-site.js';
import { errorsOf, importTexts } from './import-under-test.js';

const OWN = '00a859000001.cfg';
const HEAD = '<<VOIP CONFIG FILE>>Version:2.0002';

const older = (...lines: readonly string[]) => [HEAD, ...lines, '<<END OF FILE>>', ''].join('\r\n');
const ACCOUNT = [
  '<SIP CONFIG MODULE>',
  '--SIP Line List--  :',
  'SIP1 Phone Number  :7101',
  'SIP1 Display Name  :Anna',
  'SIP1 Register Addr :pbx.example',
  'SIP1 Register Port :5070',
  'SIP1 Register User :anna',
  'SIP1 Register Pswd :hush',
  'SIP1 Transport     :1',
  'SIP1 Enable Reg    :1',
];
const MODULE_XML = `<?xml version="1.0" encoding="UTF-8"?>
<VOIP_CONFIG_FILE><version>2.0002</version><SIP_CONFIG_MODULE><SIP_Line_List><SIP_Line_List_Entry><ID>SIP1</ID>
<Phone_Number>7101</Phone_Number><Display_Name>Anna</Display_Name><Register_Addr>pbx.example</Register_Addr>
<Register_Port>5070</Register_Port><Register_User>anna</Register_User><Register_Pswd>hush</Register_Pswd>
<Transport>1</Transport><Enable_Reg>1</Enable_Reg></SIP_Line_List_Entry></SIP_Line_List></SIP_CONFIG_MODULE></VOIP_CONFIG_FILE>
`;
const SYS_CONF = `<?xml version="1.0" encoding="UTF-8"?>
<sysConf><Version>2.0000000000</Version><sip><line index="1"><PhoneNumber>7101</PhoneNumber><DisplayName>Anna</DisplayName>
<RegisterAddr>pbx.example</RegisterAddr><RegisterPort>5070</RegisterPort><RegisterUser>anna</RegisterUser>
<RegisterPswd>hush</RegisterPswd><Transport>1</Transport><EnableReg>1</EnableReg></line></sip></sysConf>
`;
const DOTTED = `#<Voip Config File>#
Version = 2.0000000000

sip.line.1.PhoneNumber = 7101
sip.line.1.DisplayName = Anna
sip.line.1.RegAddr = pbx.example
sip.line.1.RegPort = 5070
sip.line.1.RegUser = anna
sip.line.1.RegPswd = hush
sip.line.1.RegEnabled = 1
`;

const phoneOf = ({ trial }: Imported) => trial.snapshot.site.phones[0];
const codesOf = ({ findings }: Imported) => findings.map(({ code }) => code);

describe.each([
  { form: 'txt', text: older(...ACCOUNT), model: 'fanvil-x4', transport: 'tcp' },
  { form: 'XML of older phones', text: MODULE_XML, model: 'fanvil-x4', transport: 'tcp' },
  { form: 'XML of newer phones', text: SYS_CONF, model: 'fanvil-x5u', transport: 'tcp' },
  { form: 'dotted', text: DOTTED, model: 'fanvil-x4', transport: 'udp' },
])('a file as $form', ({ text, model, transport }) => {
  it('becomes a phone with its account', () => {
    const imported = importTexts({ [OWN]: text }, model);
    expect(errorsOf(imported)).toEqual([]);
    expect(phoneOf(imported)).toMatchObject({
      model,
      keys: [
        {
          button: 1,
          line: {
            number: '7101',
            displayName: 'Anna',
            authName: 'anna',
            pbx: { host: 'pbx.example', port: 5070, transport },
          },
        },
      ],
      raw: {},
    });
    expect(imported.secrets.get('secrets/7101')).toBe('hush');
    expect(codesOf(imported)).not.toContain('import/not-carried');
    expect(JSON.stringify(imported.findings)).not.toContain('hush');
  });
});

describe('a file of a Fanvil phone', () => {
  it('keeps what no field says under raw, and what an export hides is told', () => {
    const text = older(
      ...ACCOUNT.slice(0, -3),
      '###SIP1 Register Pswd :',
      'SIP1 Ring Type     :3',
      'SIP1 Enable Reg    :1',
    );
    const imported = importTexts(
      { [OWN]: text.replace('SIP1 Register Pswd :hush\r\n', '') },
      'fanvil-x4',
    );
    expect(errorsOf(imported)).toEqual([]);
    expect(Object.values(phoneOf(imported)?.raw ?? {})).toEqual(['3']);
    expect(codesOf(imported)).toContain('import/masked');
  });

  it('has no line where its account is switched off, and keeps what that says', () => {
    const off = older(...ACCOUNT).replace('Enable Reg    :1', 'Enable Reg    :0');
    const imported = importTexts({ [OWN]: off }, 'fanvil-x4');
    expect(errorsOf(imported)).toEqual([]);
    expect(phoneOf(imported)?.keys).toEqual([]);
    expect(imported.trial.files.get(OWN)).toMatch(/SIP1 Phone Number *:7101/);
    expect(imported.trial.files.get(OWN)).toMatch(/SIP1 Enable Reg *:0/);
  });

  it('has keys of all kinds, each where it was', () => {
    const key = (n: number, type: number, value: string, title: string) => [
      `Fkey${n} Type         :${type}`,
      `Fkey${n} Value        :${value}`,
      `Fkey${n} Title        :${title}`,
    ];
    const keys = [
      ...key(1, 1, '7002@1/f', 'Otto'),
      ...key(2, 2, 'SIP1', '7101'),
      ...key(3, 1, '7003@1/ba', '7003'),
      ...key(4, 1, '7004@1/ba*87004', 'Eva'),
      ...key(5, 7, 'http://pbx.example/x', 'Menu'),
      ...key(6, 3, 'F_DND', 'DND'),
    ];
    const text = older(...ACCOUNT, '', '<PHONE CONFIG MODULE>', '--Function Key--   :', ...keys);
    const imported = importTexts({ [OWN]: text }, 'fanvil-x4');
    expect(errorsOf(imported)).toEqual([]);
    expect(phoneOf(imported)?.keys).toMatchObject([
      { button: 1, type: 'speedDial', number: '7002', label: 'Otto' },
      { button: 2, type: 'line' },
      { button: 3, type: 'blf', number: '7003' },
      { button: 4, type: 'blf', number: '7004', pickup: '*8', label: 'Eva' },
      { button: 5, type: 'service', url: 'http://pbx.example/x' },
    ]);
    expect(imported.trial.files.get(OWN)).toMatch(/Fkey6 Value *:F_DND/);
  });

  it('has the place of its clock, and says which others', () => {
    const text = older(
      '<GLOBAL CONFIG MODULE>',
      'Time Zone          :4',
      'Time Zone Name     :UTC+1',
      'Enable DST         :0',
      ...ACCOUNT,
    );
    const imported = importTexts({ [OWN]: text }, 'fanvil-x4');
    expect(codesOf(imported)).toContain('import/time-zone');
    expect(imported.trial.files.get(OWN)).toMatch(/Time Zone {10}:4\r\n/);
    expect(imported.trial.files.get(OWN)).toMatch(/Enable DST {9}:0\r\n/);
  });

  it.each([
    { of: 'no model', name: OWN, models: [], code: 'import/unknown-model' },
    { of: 'no MAC', name: 'config.txt', models: ['fanvil-x4'], code: 'import/no-mac' },
  ])('with $of is told', ({ name, models, code }) => {
    expect(codesOf(importTexts({ [name]: older(...ACCOUNT) }, ...models))).toContain(code);
  });

  it('is of the model whose common file lies beside it, and that file says what holds for all', () => {
    const common = older(
      '<AUTOUPDATE CONFIG MODULE>',
      'Download Protocol  :4',
      'Auto Image Url     :http://pbx.example/x.z',
    );
    const imported = importTexts({ 'f0X4hw1.100.cfg': common, [OWN]: older(...ACCOUNT) });
    expect(errorsOf(imported)).toEqual([]);
    expect(phoneOf(imported)).toMatchObject({
      model: 'fanvil-x4',
      settings: { provisioningProtocol: 'http' },
      raw: { 'AUTOUPDATE CONFIG MODULE/Auto Image Url': 'http://pbx.example/x.z' },
    });
  });
});

describe('what stands behind the end mark', () => {
  it('is not carried over, and told with its line', () => {
    const text = `${older(...ACCOUNT)}SIP1 Display Name  :Berta\r\nSIP1 Odd Thing :7\r\n`;
    const imported = importTexts({ [OWN]: text }, 'fanvil-x4');
    expect(phoneOf(imported)?.keys[0]).toMatchObject({ line: { displayName: 'Anna' } });
    expect(imported.text).not.toMatch(/Berta|Odd Thing/);
    expect(imported.findings).toContainEqual(
      expect.objectContaining({
        code: 'import/not-carried',
        place: { file: `tftp/${OWN}`, line: 13, col: 1 },
        message: expect.stringMatching(/^2 lines/),
      }),
    );
  });
});
