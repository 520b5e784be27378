// What other DHCP servers and tables say: addresses of phones, networks, accounts.

import { describe, expect, it } from 'vitest';
import { importSite } from '../../../src/artifacts/import/import-site.js';
import { formatIpv4, formatIpv4Range, formatSubnet } from '../../../src/core/ipv4.js';
import { readAccounts } from '../../../src/inventory/foreign/accounts.js';
import { readDhcpd } from '../../../src/inventory/foreign/dhcpd.js';
import { readDnsmasq } from '../../../src/inventory/foreign/dnsmasq.js';
import { readKea } from '../../../src/inventory/foreign/kea.js';
import { PACKS, readExpected } from '../../phones/shipped-models.js';
import { errorsOf, fileOf, IMPORTERS, importTexts, TEMPLATES } from './import-under-test.js';

const SEP = 'SEP001E4A000001.cnf.xml';
const PHONE = readExpected('templates/cisco/7942g/cases/minimal', SEP);

const DHCPD = `
option voip-tftp code 150 = array of ip-address;   # for the phones
default-lease-time 28800;
option domain-name "lab.example";
subnet 10.20.1.0 netmask 255.255.255.0 {
  range 10.20.1.100 10.20.1.199; range 10.20.1.210 10.20.1.220;
  option routers 10.20.1.1;
  option domain-name-servers 10.20.1.2, 10.20.1.3;
  option voip-tftp 10.20.1.5;
  option ntp-servers 10.20.1.6;
  option log-servers 10.20.1.7;
  option strange 7;
}
class "others" { match hardware; }
host reception { hardware ethernet 00:1e:4a:00:00:01; fixed-address 10.20.1.53; }
host printer { hardware ethernet 00:00:00:00:00:01; fixed-address 10.20.1.54; }
host odd { fixed-address printer.example; }
`;

const DNSMASQ = `
interface=eth1
domain=lab.example
dhcp-range=set:phones,10.20.1.100,10.20.1.199,255.255.255.0,8h
dhcp-option=option:router,10.20.1.1
dhcp-option=tag:phones,option:dns-server,10.20.1.2,10.20.1.3
dhcp-option=tag:others,3,10.9.9.9
dhcp-option=150,10.20.1.5
dhcp-option=42,10.20.1.6
dhcp-option=7,10.20.1.7
dhcp-host=00:1e:4a:00:00:01,reception,10.20.1.53  # the desk
dhcp-host=00:00:00:00:00:01,10.20.1.54
dhcp-host=aa:bb:cc:dd:ee:ff,ignore
`;

const KEA = `{
  // phones
  "Dhcp4": {
    "valid-lifetime": 28800,
    "option-data": [{ "name": "domain-name", "data": "lab.example" }],
    "subnet4": [{
      "subnet": "10.20.1.0/24", "interface": "eth1",
      "pools": [{ "pool": "10.20.1.100 - 10.20.1.199" }],
      "option-data": [
        { "name": "routers", "data": "10.20.1.1" },
        { "name": "domain-name-servers", "data": "10.20.1.2, 10.20.1.3" },
        { "code": 150, "data": "10.20.1.5" },
        { "name": "ntp-servers", "data": "10.20.1.6" },
        { "name": "log-servers", "data": "10.20.1.7" }
      ],
      "reservations": [
        { "hw-address": "00:1e:4a:00:00:01", "ip-address": "10.20.1.53" },
        { "hw-address": "00:00:00:00:00:01", "ip-address": "10.20.1.54" },
      ]
    }]
  }
}`;

const SERVERS = [
  { name: 'dhcpd.conf', text: DHCPD },
  { name: 'dnsmasq.conf', text: DNSMASQ },
  { name: 'kea-dhcp4.conf', text: KEA },
];

describe.each(SERVERS)('$name', ({ name, text }) => {
  const imported = importTexts({ [SEP]: PHONE, [name]: text });

  it('gives the phone its address, and the site its network', () => {
    expect(errorsOf(imported)).toEqual([]);
    const { site } = imported.trial.snapshot;
    expect(site.phones.map(({ address }) => address && formatIpv4(address))).toEqual([
      '10.20.1.53',
    ]);
    const [network] = site.networks;
    if (!network) throw new Error('there is no network');
    expect({
      subnet: formatSubnet(network.subnet),
      pool: network.pool && formatIpv4Range(network.pool),
      router: network.router && formatIpv4(network.router),
      dns: network.dns.map(formatIpv4),
      tftp: network.tftp.map(formatIpv4),
      ntp: network.ntp.map(formatIpv4),
      domain: network.domain,
      lease: network.leaseSeconds,
      options: network.options,
    }).toEqual({
      subnet: '10.20.1.0/24',
      pool: '10.20.1.100-10.20.1.199',
      router: '10.20.1.1',
      dns: ['10.20.1.2', '10.20.1.3'],
      tftp: ['10.20.1.5'],
      ntp: ['10.20.1.6'],
      domain: 'lab.example',
      lease: 28_800,
      options: [{ code: 7, kind: 'ips', value: [expect.any(Number)] }],
    });
  });

  it('tells of an address that is of no phone', () => {
    expect(imported.findings.filter(({ code }) => code === 'import/of-no-phone')).toHaveLength(1);
    expect(imported.text).toContain(`# tftp/${name}`);
  });
});

describe('what is not carried over', () => {
  it.each([
    { name: 'dnsmasq.conf', text: DNSMASQ.replace('interface=eth1', 'interface=eth*') },
    { name: 'kea-dhcp4.conf', text: KEA.replace('"interface": "eth1"', '"interface": "*"') },
  ])('a pattern of interfaces in $name', ({ name, text }) => {
    expect(text).toContain('*');
    const imported = importTexts({ [SEP]: PHONE, [name]: text });
    expect(errorsOf(imported)).toEqual([]);
    expect(imported.trial.snapshot.site.networks[0]?.interface).toBeUndefined();
  });

  it('an option that is no value of its kind', () => {
    const text = DNSMASQ.replace(
      'dhcp-option=7,10.20.1.7',
      'dhcp-option=132,5000\ndhcp-option=46,3',
    );
    const imported = importTexts({ [SEP]: PHONE, 'dnsmasq.conf': text });
    expect(errorsOf(imported)).toEqual([]);
    expect(imported.trial.snapshot.site.networks[0]?.options).toEqual([]);
  });

  it.each([
    {
      read: readDhcpd,
      text: DHCPD,
      told: ['range 10.20.1.210', 'option strange', 'class', 'host odd'],
    },
    {
      read: readDnsmasq,
      text: `${DNSMASQ}dhcp-option=option:odd,1\ndhcp-host=reception,10.20.1.9\ndhcp-range=::1,::2`,
      told: ['dhcp-option odd', 'dhcp-host reception', 'dhcp-range ::1'],
    },
    {
      read: readKea,
      text: KEA.replace('"code": 150', '"name": "odd"').replace(
        '"hw-address": "00:00:00:00:00:01"',
        '"client-id": "1"',
      ),
      told: ['option odd', 'a reservation'],
    },
  ])('is told: $told', ({ read, text, told }) => {
    const remarks = read(text, 'x')?.remarks ?? [];
    for (const each of told)
      expect(
        remarks.some(({ message }) => message.includes(each)),
        each,
      ).toBe(true);
  });

  it('is an address that a network has no room for', () => {
    const text = DHCPD.replace('10.20.1.53', '10.20.1.150');
    const imported = importTexts({ [SEP]: PHONE, 'dhcpd.conf': text });
    expect(errorsOf(imported)).toEqual([]);
    const told = imported.findings.filter(({ code }) => code === 'import/not-carried');
    expect(told.map(({ place }) => `${place.file}:${place.line}`)).toContain('tftp/dhcpd.conf:15');
  });

  it('a subnet that dnsmasq does not say is guessed aloud', () => {
    const found = readDnsmasq('dhcp-range=10.20.1.100,10.20.1.199,8h', 'x');
    expect(found?.networks[0]?.fields.subnet).toBe('10.20.1.0/24');
    expect(found?.remarks).toMatchObject([{ code: 'import/guessed-subnet' }]);
  });

  it('never throws, whatever the text', () => {
    for (const cut of [1, 2, 3, 5, 7, 11]) {
      for (const { text } of SERVERS) {
        const part = text.slice(0, Math.floor((text.length * cut) / 12));
        expect(() =>
          [readDhcpd, readDnsmasq, readKea].map((read) => read(part, 'x')),
        ).not.toThrow();
      }
    }
  });
});

describe('a table of accounts', () => {
  const FREEPBX = 'extension,name,secret,voicemail\n7101,Anna,"hush, 1",novm\n7102,7102,hush2,\n';
  const FUSION = 'extension;password;effective_caller_id_name\n7101;hush;Anna\n';

  it.each([
    { of: 'FreePBX', text: FREEPBX, count: 2 },
    { of: 'FusionPBX', text: FUSION, count: 1 },
  ])('of $of says number, name and password', ({ text, count }) => {
    const found = readAccounts(text, 'x.csv', {}, { host: 'pbx.example' });
    expect(found?.accounts).toHaveLength(count);
    expect(found?.accounts[0]).toMatchObject({
      number: '7101',
      fields: { name: 'Anna' },
      place: { line: 2 },
    });
  });

  it.each([
    ['whose number nobody knows', {}, 'Ext No,label', 'Ext No, label'],
    ['without the one that is named', { number: 'Nope' }, 'ext,label', 'ext, label'],
    ['without another that is named', { name: 'lable' }, 'extension,label', '"label"'],
    ['that begins with an account', { number: 'Nope' }, '7101,opensesame', ''],
  ])('%s says so, once, and what there is instead', (_, columns, header, instead) => {
    const { remarks } = readAccounts(`${header}\n7101,Anna\n`, 'x.csv', columns, {});
    expect(remarks.filter(({ code }) => code === 'import/unreadable')).toEqual([
      { code: 'import/unreadable', line: 1, message: expect.stringContaining(instead) },
    ]);
    expect(JSON.stringify(remarks)).not.toContain('opensesame');
  });

  it('of any kind says what its columns are named to say', () => {
    const columns = { number: 'Nebenstelle', name: 'Wer' };
    const found = readAccounts('Nebenstelle,Wer\n12,Otto\n,\n"1 2",x\n', 'x.csv', columns, {});
    expect(found?.accounts).toMatchObject([{ number: '12', fields: { name: 'Otto' } }]);
    expect(found?.remarks).toHaveLength(1);
  });

  const tableOf = (text: string, ...ids: readonly string[]) =>
    importSite({
      files: [fileOf('ext.csv', text)],
      ...{ packs: PACKS, importers: IMPORTERS, templates: TEMPLATES },
      named: ids.flatMap((id) => PACKS.models.get(id) ?? []),
      pbx: { host: 'pbx.example' },
    });
  const phonesIn = ({ trial }: ReturnType<typeof tableOf>) =>
    [...trial.snapshot.phones.values()].map(({ mac, model, keys }) => [mac, model, keys.length]);

  it('makes a phone of each MAC, with the lines of its rows on its first keys', () => {
    const imported = tableOf(
      [
        'extension,secret,mac,model',
        '7101,hush1,00:1b:d4:00:00:01,Cisco 7942',
        '7102,hush2,001bd4000001,',
        '7103,hush3,00-1B-D4-00-00-02,fanvil/x5u',
        '7104,hush4,,',
        '',
      ].join('\n'),
    );
    expect(errorsOf(imported)).toEqual([]);
    expect(phonesIn(imported)).toEqual([
      ['00:1b:d4:00:00:01', 'cisco-7942g', 2],
      ['00:1b:d4:00:00:02', 'fanvil-x5u', 1],
    ]);
    expect([...imported.secrets.values()].toSorted()).toEqual(['hush1', 'hush2', 'hush3', 'hush4']);
    expect(imported.text).not.toContain('hush');
  });

  it('takes the model that is named for the maker of the address', () => {
    const text = 'extension,secret,mac_address\n7101,hush,00:a8:59:00:00:01\n';
    expect(phonesIn(tableOf(text, 'cisco-7931g', 'fanvil-x4'))).toEqual([
      ['00:a8:59:00:00:01', 'fanvil-x4', 1],
    ]);
    expect(phonesIn(tableOf(text, 'cisco-7931g'))).toEqual([]);
    const ofNobody = text.replace('00:a8:59', '02:a8:59');
    expect(phonesIn(tableOf(ofNobody, 'cisco-7931g'))).toEqual([
      ['02:a8:59:00:00:01', 'cisco-7931g', 1],
    ]);
  });

  it('says what to name where nothing tells the model, and which line has no key', () => {
    const told = (text: string, ...ids: readonly string[]) =>
      tableOf(text, ...ids).findings.map(({ code, place }) => `${place.line} ${code}`);
    const mac = '00:1b:d4:00:00:01';
    expect(told(`extension,mac\n1,${mac}\n`)).toContain('2 import/unknown-model');
    const ofOthers = `extension,mac,model\n1,${mac},GXP2160\n`;
    expect(told(ofOthers)).toContain('2 import/unknown-model');
    expect(JSON.stringify(tableOf(ofOthers).findings)).toContain('GXP2160');
    expect(told('extension,mac\n1,joe\n')).toContain('2 import/not-carried');
    const three = `extension,mac\n1,${mac}\n2,${mac}\n3,${mac}\n`;
    expect(told(three, 'cisco-7942g').filter((each) => each.endsWith('not-carried'))).toEqual([
      '4 import/not-carried',
    ]);
  });

  it('gives way to a file of the same phone', () => {
    const imported = importTexts({
      [SEP]: PHONE,
      'ext.csv': `extension,mac,model\n7999,${SEP.slice(3, 15)},cisco-7942g\n`,
    });
    expect(imported.trial.snapshot.phones.size).toBe(1);
    expect(imported.text).not.toMatch(/line: "?7999/);
    expect(imported.findings.map(({ code }) => code)).not.toContain('import/no-phone');
  });

  it('becomes lines, and fills in the password that a file keeps to itself', () => {
    const number = /<name>(\d+)<\/name>/.exec(PHONE)?.[1] ?? '';
    const bare = PHONE.replace(
      /<authPassword>.*?<\/authPassword>/,
      '<authPassword></authPassword>',
    );
    const files = [
      fileOf(SEP, bare),
      fileOf('ext.csv', `extension,secret\n${number},hush\n7109,hush9\n`),
    ];
    const imported = importSite({
      files,
      packs: PACKS,
      importers: IMPORTERS,
      templates: TEMPLATES,
      pbx: { host: 'pbx.example' },
    });
    expect(errorsOf(imported)).toEqual([]);
    expect([...imported.secrets.values()]).toEqual(['hush', 'hush9']);
    expect(imported.text).toContain('the password from tftp/ext.csv:2');
  });

  it('tells what it says of a line and the file of its phone does not', () => {
    const number = /<name>(\d+)<\/name>/.exec(PHONE)?.[1] ?? '';
    const silent = PHONE.replace(/<displayName>.*?<\/displayName>/, '<displayName></displayName>');
    const { findings } = importSite({
      files: [fileOf(SEP, silent), fileOf('ext.csv', `extension,name\n${number},Anna\n`)],
      packs: PACKS,
      importers: IMPORTERS,
      templates: TEMPLATES,
    });
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'import/not-carried',
        message: expect.stringContaining(`"${number}"`),
        place: expect.objectContaining({ line: 2 }),
      }),
    );
  });
});
