// What an import makes of files that somebody brings: own fixtures, each with what is special in it.

import { describe, expect, it } from 'vitest';
import type { Imported } from '../../../src/artifacts/import/import-site.js';
import { errorsOf, importTexts } from './import-under-test.js';
import { line, sepOf } from './sep-file.js';

const NAME = 'SEP001BD4000001.cnf.xml';
const OTHER = 'SEP001BD4000002.cnf.xml';
const codesOf = ({ findings }: Imported) => findings.map(({ code }) => code);
const phoneOf = ({ trial }: Imported) => trial.snapshot.site.phones[0];

describe('a file of a phone', () => {
  it('becomes a phone with its line, its server, its clock, and says where from', () => {
    const imported = importTexts({ [NAME]: sepOf() });
    expect(errorsOf(imported)).toEqual([]);
    const phone = phoneOf(imported);
    expect(phone).toMatchObject({
      model: 'cisco-7942g',
      timeZone: 'Europe/Berlin',
      codecs: ['g711alaw'],
    });
    expect(phone?.keys).toMatchObject([
      { button: 1, line: { number: '7001', pbx: { host: 'pbx.example' } } },
    ]);
    expect(imported.text).toContain(`# from tftp/${NAME}`);
    expect(imported.text).toContain(`# tftp/${NAME}:11`);
    expect(imported.text).toMatch(/timeZone: Europe\/Berlin # .*Europe\/Amsterdam/);
  });

  it('gives its passwords to files, and to nobody else', () => {
    const imported = importTexts({ [NAME]: sepOf() });
    expect(imported.secrets).toEqual(new Map([['secrets/7001', 'open-7001']]));
    expect(imported.isPrivate).toBe(false);
    expect(imported.text).not.toContain('open-7001');
    expect(JSON.stringify(imported.findings)).not.toContain('open-7001');
  });

  it('keeps under raw what no field says, and a password there makes the inventory private', () => {
    const device =
      '<vendorConfig><newThing>7</newThing><snmpPassword>hush</snmpPassword></vendorConfig>';
    const imported = importTexts({ [NAME]: sepOf({ device }) });
    expect(phoneOf(imported)?.raw).toEqual({
      'vendorConfig/newThing': '7',
      'vendorConfig/snmpPassword': 'hush',
    });
    expect(imported.isPrivate).toBe(true);
    expect(codesOf(imported)).toContain('import/plain-secret');
    expect(JSON.stringify(imported.findings)).not.toContain('hush');
  });

  it.each([
    {
      of: 'a label longer than it shows',
      profile: '<phoneLabel>a-long-label-of-20-c</phoneLabel>',
      raw: 'sipProfile/phoneLabel',
    },
    {
      of: 'a timer without a value',
      profile: '<sipStack><timerT1></timerT1></sipStack>',
      raw: 'sipProfile/sipStack/timerT1',
    },
    {
      of: 'a timer beyond its limits',
      profile: '<sipStack><timerT2>99999</timerT2></sipStack>',
      raw: 'sipProfile/sipStack/timerT2',
    },
    { of: 'a switch in words', profile: '<enableVad>yes</enableVad>', raw: 'sipProfile/enableVad' },
  ])('says $of under raw, and validates', ({ profile, raw }) => {
    const imported = importTexts({ [NAME]: sepOf({ profile }) });
    expect(errorsOf(imported)).toEqual([]);
    if (raw !== undefined) expect(Object.keys(phoneOf(imported)?.raw ?? {})).toContain(raw);
  });

  it('keeps what phones are known to refuse, and allows it aloud', () => {
    const profile = '<enableVad>yes</enableVad>';
    const imported = importTexts({ [NAME]: sepOf({ profile }) });
    expect(codesOf(imported)).toContain('import/refused');
    expect(imported.text).toContain('rule: cisco/switch-in-words');
  });

  it('says once what it adds, what means the same and what says nothing', () => {
    const device = '<srstInfo><ipAddr1/></srstInfo>';
    const text = sepOf({ device }).replace('Protocol>2<', 'Protocol>4<');
    const imported = importTexts({ [NAME]: text });
    expect(
      codesOf(imported)
        .filter((code) => /added|same|nothing/.test(code))
        .toSorted(),
    ).toEqual(['import/added', 'import/same-meaning', 'import/says-nothing']);
  });

  it('tells of a password in an address, which no file of secrets holds', () => {
    const device =
      '<directoryURL>http://me:opensesame@10.0.0.1/</directoryURL><nobody>http://x:sesame77@h/</nobody>';
    const imported = importTexts({ [NAME]: sepOf({ device }) });
    const told = imported.findings.filter(({ code }) => code === 'import/plain-secret');
    const paths = told.map(({ message }) => message.replace(/^.*: /, '')).join(', ');
    expect(paths.split(', ').toSorted()).toEqual(['nobody', 'settings.directoryURL']);
    expect(JSON.stringify(imported.findings)).not.toMatch(/opensesame|sesame77/);
    expect(imported.shown()).not.toMatch(/opensesame|sesame77/);
    expect(imported.isPrivate).toBe(true);
  });

  it('names the first of many values that it adds, and each for programs', () => {
    const added = importTexts({ [NAME]: sepOf() }).findings.find(
      ({ code }) => code === 'import/added',
    );
    expect(added?.message.length).toBeLessThan(400);
    expect(added?.message).toMatch(/, and \d+ more$/);
    expect(added?.each?.length).toBeGreaterThan(20);
  });

  it('tells once what many phones say, and names each file that is left aside', () => {
    const names = [1, 2, 3].map((digit) => `SEP001BD400000${digit}.cnf.xml`);
    const files = names.map((name, at) => [name, sepOf({ lines: line(1, `700${at}`) })]);
    const imported = importTexts({
      ...Object.fromEntries(files),
      'services.xml': '<CiscoIPPhoneText/>',
      'menu.xml': '<CiscoIPPhoneText/>',
    });
    const told = (code: string) => imported.findings.filter((each) => each.code === code);
    expect(told('import/added')).toMatchObject([
      {
        place: { file: `tftp/${names[0]}` },
        message: expect.stringMatching(/; so in 2 more files$/),
      },
    ]);
    expect(told('import/unknown-file')).toHaveLength(2);
  });

  it('tells of each value that it cannot carry, and why', () => {
    const profile = '<enableVad>true</enableVad><enableVad>false</enableVad>';
    const imported = importTexts({ [NAME]: sepOf({ profile }) });
    const told = imported.findings.filter(({ code }) => code === 'import/not-carried');
    expect(told).toMatchObject([{ place: { file: `tftp/${NAME}`, line: 10 } }]);
  });

  it.each([
    {
      of: 'a load of nobody',
      text: sepOf({ load: 'SIP99.1' }),
      name: NAME,
      code: 'import/unknown-model',
    },
    { of: 'no MAC in its name', text: sepOf(), name: 'phone.xml', code: 'import/no-mac' },
    { of: 'no end', text: '<device>', name: NAME, code: 'import/unreadable' },
    {
      of: 'SCCP',
      text: '<device><deviceProtocol>SCCP</deviceProtocol></device>',
      name: NAME,
      code: 'import/other-firmware',
    },
    ...[
      { of: 'elements in one another', more: '<a>'.repeat(20_000) + '</a>'.repeat(20_000) },
      {
        of: 'elements of other names',
        more: Array.from({ length: 20_000 }, (_, n) => `<a${n}/>`).join(''),
      },
      {
        of: 'lines',
        more: `<sipLines>${Array.from({ length: 20_000 }, (_, n) => line(n, '1')).join('')}</sipLines>`,
      },
      {
        of: 'attributes',
        more: `<a ${Array.from({ length: 20_000 }, (_, n) => `a${n}=""`).join(' ')}/>`,
      },
    ].map(({ of, more }) => ({
      of: `twenty thousand ${of}`,
      text: sepOf({ device: more }),
      name: NAME,
      code: 'import/unreadable',
    })),
    { of: 'nothing that we know', text: 'hello', name: 'README', code: 'import/other-kind' },
    {
      of: 'no server',
      text: sepOf({ lines: line(1, '7001') }).replaceAll('pbx.example', '{$host}'),
      name: NAME,
      code: 'import/no-server',
    },
  ])('with $of is told as $code', ({ name, text, code }) => {
    expect(codesOf(importTexts({ [name]: text }))).toContain(code);
  });

  it.each([
    { of: 'a load of nobody', name: NAME, text: sepOf({ load: 'SIP99.1' }) },
    { of: 'no MAC in its name', name: 'phone.xml', text: sepOf() },
    { of: 'no end', name: NAME, text: '<device>' },
  ])('with $of is told for that alone, and not that there is none of a phone', ({ name, text }) => {
    expect(codesOf(importTexts({ [name]: text }))).not.toContain('import/no-phones');
  });

  it('registers nowhere where its server is one that no phone reaches, and keeps what it said', () => {
    const imported = importTexts({ [NAME]: sepOf().replaceAll('pbx.example', '127.0.0.1') });
    expect(errorsOf(imported)).toEqual([]);
    expect(phoneOf(imported)?.keys).toMatchObject([{ line: { pbx: { host: 'pbx.invalid' } } }]);
    expect(imported.trial.files.get(NAME)).toContain('<proxy>127.0.0.1</proxy>');
  });

  it('has the model that somebody names where it shows none', () => {
    const text = sepOf({ load: '' });
    expect(phoneOf(importTexts({ [NAME]: text }, 'cisco-7945g'))?.model).toBe('cisco-7945g');
    expect(phoneOf(importTexts({ [NAME]: sepOf() }, 'cisco-7945g'))?.model).toBe('cisco-7942g');
  });

  it('has one key a button, and one password a line: a second one is told, and not what it is', () => {
    const twice = line(1, '7001').replace(
      '<contact>',
      '<authPassword>second</authPassword><contact>',
    );
    const imported = importTexts({ [NAME]: sepOf({ lines: twice + line(1, '7009') }) });
    expect(errorsOf(imported)).toEqual([]);
    const told = imported.findings.filter(({ code }) => code === 'import/not-carried');
    expect(told.length).toBeGreaterThan(3);
    const said = JSON.stringify(imported.findings);
    for (const secret of ['second', 'open-7009', 'open-7001']) expect(said).not.toContain(secret);
  });

  it('has a file for each password, whatever its lines are called', () => {
    const lines = line(1, '*1') + line(2, '#1');
    const imported = importTexts({ [NAME]: sepOf({ lines }) });
    expect(errorsOf(imported)).toEqual([]);
    expect([...imported.secrets.values()].toSorted()).toEqual(['open-#1', 'open-*1']);
  });

  it('has keys of all kinds', () => {
    const key = (button: number, id: number, more: string) =>
      `<line button="${button}"><featureID>${id}</featureID><featureLabel>L${button}</featureLabel>${more}</line>`;
    const number = '<speedDialNumber>7002</speedDialNumber>';
    const lines = [
      line(1, '7001'),
      key(2, 2, number),
      key(3, 21, number),
      key(4, 21, `${number}<featureOptionMask>1</featureOptionMask>`),
      key(5, 20, '<serviceURI>http://pbx.example/menu.xml</serviceURI>'),
    ].join('');
    const imported = importTexts({ [NAME]: sepOf({ load: 'SIP75.8-5-4S', lines }) });
    expect(phoneOf(imported)?.keys).toMatchObject([
      { type: 'line' },
      { type: 'speedDial', number: '7002', label: 'L2' },
      { type: 'blf', number: '7002' },
      { type: 'blf', pickup: 'x-cisco-serviceuri-blfpickup-' },
      { type: 'service', url: 'http://pbx.example/menu.xml' },
    ]);
    expect(phoneOf(imported)?.raw).toEqual({});
  });
});

describe('a folder of files', () => {
  const office =
    '<DIALTEMPLATE><TEMPLATE MATCH="7..." Timeout="0"/><TEMPLATE MATCH="*" TIMEOUT="5"/></DIALTEMPLATE>';
  const profile = '<dialTemplate>dialplan.xml</dialTemplate><phoneLabel>desk</phoneLabel>';
  const files = {
    [NAME]: sepOf({ profile }),
    [OTHER]: sepOf({ profile, lines: line(1, '7002', '<messagesNumber>*97</messagesNumber>') }),
    'dialplan.xml': office,
    'ringlist.xml':
      '<CiscoIPPhoneRingList><Ring><DisplayName>Bell</DisplayName><FileName>bell.raw</FileName></Ring></CiscoIPPhoneRingList>',
    'XMLDefault.cnf.xml':
      '<Default><loadInformation434>SIP42.8-5-4S</loadInformation434><loadInformation7>P0S3</loadInformation7></Default>',
  };

  it('lets what phones have in common rise', () => {
    const { text, trial } = importTexts(files);
    expect(text).toMatch(/^site:\n {2}timeZone: Europe\/Berlin/m);
    expect(text).toMatch(/^defaults:\n {2}pbx: main\n/m);
    expect(text.match(/codecs:/g)).toHaveLength(1);
    expect(text.match(/dialPlan:/g)).toHaveLength(1);
    expect(trial.snapshot.site.phones.map(({ firmware }) => firmware)).toEqual([
      'SIP42.8-5-4S',
      'SIP42.8-5-4S',
    ]);
  });

  it('brings side files, and tells what it leaves', () => {
    const imported = importTexts(files);
    expect(errorsOf(imported)).toEqual([]);
    expect(imported.trial.files.get('ringlist.xml')).toContain('bell.raw');
    expect(imported.trial.files.get('dialplan.xml')).toContain('MATCH="7..."');
    expect(imported.findings.filter(({ code }) => code === 'import/not-carried')).toMatchObject([
      {
        place: {
          file: 'tftp/XMLDefault.cnf.xml',
          line: 1,
          col: files['XMLDefault.cnf.xml'].indexOf('<loadInformation7>') + 1,
        },
      },
    ]);
  });

  it('gives a dial plan the name that offhook has for it, and the phone is told', () => {
    const named = sepOf({ profile: '<dialTemplate>SIPDial.xml</dialTemplate>' });
    const imported = importTexts({ [NAME]: named, 'SIPDial.xml': office });
    expect(errorsOf(imported)).toEqual([]);
    expect(imported.trial.files.get(NAME)).toContain('<dialTemplate>dialplan.xml<');
    expect(imported.trial.files.has('dialplan.xml')).toBe(true);
    expect(phoneOf(imported)?.raw).toEqual({});
  });

  it('says the same in the same words each time', () => {
    expect(importTexts({ ...files }).text).toBe(importTexts(files).text);
  });

  it('says beside the others where they came from when one is left out', () => {
    const group = 'SEP010000000000.cnf.xml';
    const imported = importTexts({ [group]: sepOf(), [OTHER]: sepOf({ lines: line(1, '7002') }) });
    expect(errorsOf(imported)).toEqual([]);
    expect(imported.findings.filter(({ code }) => code === 'import/no-phone')).toMatchObject([
      { place: { file: `tftp/${group}` } },
    ]);
    expect(imported.text).toMatch(
      new RegExp(`from tftp/${OTHER}\\n {2}- mac: "00:1b:d4:00:00:02"`),
    );
    expect(imported.text).not.toContain(`from tftp/${group}`);
  });

  it('shares a line that two phones have, and tells where they differ', () => {
    const both = { [NAME]: sepOf(), [OTHER]: sepOf().replace('open-7001', 'other') };
    const imported = importTexts(both);
    expect(errorsOf(imported)).toEqual([]);
    expect(imported.text).toContain('shared: true');
    expect(codesOf(imported)).toContain('import/several-said');
    expect(imported.trial.files.get(OTHER)).toContain('<authPassword>other</authPassword>');
  });

  it('makes a group of some that are alike', () => {
    const alike = sepOf({ profile: '<enableVad>true</enableVad><callStats>false</callStats>' });
    const third = 'SEP001BD4000003.cnf.xml';
    const texts = {
      [NAME]: alike,
      [OTHER]: alike.replaceAll('7001', '7002'),
      [third]: sepOf({ lines: line(1, '7003') }),
    };
    const imported = importTexts(texts);
    expect(errorsOf(imported)).toEqual([]);
    expect(imported.trial.snapshot.site.phones.map(({ groups }) => groups.length)).toEqual([
      1, 1, 0,
    ]);
  });
});

describe('what phones are known to refuse', () => {
  const DEFAULT = '<Default><loadInformation434>SIP42.8-5-4S.loads</loadInformation434></Default>';

  it.each([
    ['of two phones, which makes a file for all', [NAME, OTHER]],
    ['of the file for all', ['XMLDefault.cnf.xml']],
    ['of both', [NAME, OTHER, 'XMLDefault.cnf.xml']],
  ])('%s is allowed, once, and told', (_, names) => {
    const texts = names.map((name) => [
      name,
      name.startsWith('SEP') ? sepOf({ load: 'SIP42.8-5-4S.loads' }) : DEFAULT,
    ]);
    const phone = ['SEP001BD4000003.cnf.xml', sepOf({ lines: line(1, '7003') })];
    const imported = importTexts(
      Object.fromEntries([...texts, ...(names.length === 1 ? [phone] : [])]),
    );
    expect(errorsOf(imported)).toEqual([]);
    expect(imported.text.match(/cisco\/load-ending/g)).toHaveLength(1);
    expect(codesOf(imported)).toContain('import/refused');
    expect(imported.trial.snapshot.allowances.unused()).toEqual([]);
  });
});

describe('one cause', () => {
  it.each([
    ['a broken configuration of Kea', 'kea.json', '{ "Dhcp4": '],
    ['a table that says nothing of accounts', 'a.csv', 'ext,label\n7101,Anna\n'],
    ['a file that is cut short', NAME, '<device>'],
  ])('has one finding: %s', (_, name, text) => {
    expect(codesOf(importTexts({ [name]: text }))).toEqual(['import/unreadable']);
  });
});
