// For each code of an import: files of which it says nothing, and files of which it does. By its id.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readForeign } from '../../../src/artifacts/import/read-foreign.js';
import { oncePerKey } from '../../../src/core/once-per.js';
import type { Example, Judged } from '../../findings/example.js';
import { importTexts } from './import-under-test.js';
import { line, sepOf } from './sep-file.js';

const NAME = 'SEP001BD4000001.cnf.xml';
const OTHER = 'SEP001BD4000002.cnf.xml';
const FANVIL = '00a859000001.cfg';

/** What several rules let pass is imported once. */
const codesOf = oncePerKey((said: string) => {
  const { texts, models } = JSON.parse(said);
  const { findings } = importTexts(texts, ...models);
  return findings.map(({ code }) => code);
});
const all =
  (texts: Readonly<Record<string, string>>, ...models: readonly string[]): Judged =>
  () =>
    codesOf(JSON.stringify({ texts, models }));
const one = (text: string, name = NAME) => all({ [name]: text });
const GOOD = one(sepOf());
/** Beside a good file of a phone. */
const beside = (name: string, text: string) => all({ [NAME]: sepOf(), [name]: text });
const device = (more: string) => one(sepOf({ device: more }));
const profile = (more: string) => one(sepOf({ profile: more }));
const fanvil = (password: string) =>
  all(
    {
      [FANVIL]: [
        '<<VOIP CONFIG FILE>>Version:2.0002',
        '<SIP CONFIG MODULE>',
        'SIP1 Phone Number  :7101',
        `${password}SIP1 Register Pswd :`,
        '<<END OF FILE>>',
        '',
      ].join('\r\n'),
    },
    'fanvil-x4',
  );

/** A file of so many bytes, as `offhook import` reads it. */
const size = (bytes: number) => () => {
  const path = join(mkdtempSync(join(tmpdir(), 'offhook-import-')), NAME);
  writeFileSync(path, Buffer.alloc(bytes, ' '));
  return readForeign([path], '/', () => true).remarks.map(({ code }) => code);
};

const plan = (more: string) => `<DIALTEMPLATE><TEMPLATE MATCH="." ${more}/></DIALTEMPLATE>`;
const host = (mac: string) => `host x { hardware ethernet ${mac}; fixed-address 10.20.1.9; }`;
const SUBNET = 'subnet 10.20.1.0 netmask 255.255.255.0 {}';
const ADDRESS = 'dhcp-host=00:1b:d4:00:00:01,10.20.1.9';

export const IMPORT_EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  'import/unknown-file': [
    { accepts: GOOD, rejects: beside('services.xml', '<CiscoIPPhoneText/>') },
  ],
  'import/as-it-is': [
    { accepts: GOOD, rejects: beside('softkeys.xml', '<softKeyCfg><typeSoftKey/></softKeyCfg>') },
  ],
  'import/unreadable': [
    { accepts: GOOD, rejects: one('<device>') },
    { accepts: size(10), rejects: size(20_000_000) },
  ],
  'import/other-kind': [
    { accepts: GOOD, rejects: one('[7001]\ntype=endpoint\n', 'pjsip.conf') },
    { accepts: GOOD, rejects: one('hello', 'README') },
  ],
  'import/other-firmware': [
    { accepts: GOOD, rejects: one('<device><deviceProtocol>SCCP</deviceProtocol></device>') },
  ],
  'import/unknown-model': [{ accepts: GOOD, rejects: one(sepOf({ load: 'SIP99.1' })) }],
  'import/shared-load': [
    {
      accepts: one(sepOf({ load: 'SIP31.8-5-3S' })),
      rejects: one(sepOf({ load: 'SIP42.8-5-3S' })),
    },
  ],
  'import/guessed-model': [
    {
      accepts: one(sepOf({ load: 'SIP31.8-5-3S' }), 'SEP5CFC66000001.cnf.xml'),
      rejects: one(sepOf({ load: '' }), 'SEP5CFC66000001.cnf.xml'),
    },
  ],
  'import/no-mac': [{ accepts: GOOD, rejects: one(sepOf(), 'phone.xml') }],
  'import/no-phone': [{ accepts: GOOD, rejects: one(sepOf(), 'SEP010000000000.cnf.xml') }],
  'import/no-phones': [{ accepts: GOOD, rejects: all({ 'dialplan.xml': '<DIALTEMPLATE/>' }) }],
  'import/two-files': [
    { accepts: beside(OTHER, sepOf()), rejects: beside(NAME.toLowerCase(), sepOf()) },
  ],
  'import/no-server': [
    { accepts: GOOD, rejects: one(sepOf().replaceAll('pbx.example', '127.0.0.1')) },
  ],
  'import/not-carried': [
    {
      accepts: profile('<enableVad>true</enableVad>'),
      rejects: profile('<enableVad>true</enableVad><enableVad>false</enableVad>'),
    },
    { accepts: beside('dialplan.xml', plan('')), rejects: beside('dialplan.xml', plan('X="1"')) },
    {
      accepts: beside('dialplan.xml', plan('Timeout="5" User="IP"')),
      rejects: beside('dialplan.xml', plan('Timeout="5s"')),
    },
    {
      accepts: beside('dialplan.xml', plan('User="Phone"')),
      rejects: beside('dialplan.xml', plan('User="Telephone"')),
    },
    {
      accepts: beside('dhcpd.conf', SUBNET),
      rejects: beside('dhcpd.conf', `${SUBNET} class "x" {}`),
    },
  ],
  'import/in-raw': [{ accepts: GOOD, rejects: device('<newThing>7</newThing>') }],
  'import/plain-secret': [
    {
      accepts: device('<newThing>7</newThing>'),
      rejects: device('<snmpPassword>hush</snmpPassword>'),
    },
  ],
  'import/refused': [
    {
      accepts: profile('<enableVad>true</enableVad>'),
      rejects: profile('<enableVad>yes</enableVad>'),
    },
  ],
  'import/masked': [{ accepts: fanvil(''), rejects: fanvil('###') }],
  'import/added': [{ accepts: all({}), rejects: GOOD }],
  'import/same-meaning': [
    { accepts: GOOD, rejects: one(sepOf().replace('Protocol>2<', 'Protocol>4<')) },
  ],
  'import/says-nothing': [{ accepts: GOOD, rejects: device('<srstInfo><ipAddr1/></srstInfo>') }],
  'import/guessed-subnet': [
    {
      accepts: beside('dnsmasq.conf', 'dhcp-range=10.20.1.100,10.20.1.199,255.255.255.0,8h'),
      rejects: beside('dnsmasq.conf', `dhcp-range=10.20.1.100,10.20.1.199\n${ADDRESS}`),
    },
  ],
  'import/other-columns': [
    {
      accepts: beside('users.csv', 'extension,secret\n7001,a\n'),
      rejects: beside('users.csv', 'extension,secret,shoe\n7001,a,44\n'),
    },
  ],
  'import/of-no-phone': [
    {
      accepts: beside('dhcpd.conf', SUBNET + host('00:1b:d4:00:00:01')),
      rejects: beside('dhcpd.conf', SUBNET + host('00:1b:d4:00:00:02')),
    },
  ],
  'import/time-zone': [
    { accepts: one(sepOf({ zone: 'Newfoundland Standard/Daylight Time' })), rejects: GOOD },
  ],
  'import/several-said': [
    {
      accepts: beside(OTHER, sepOf({ lines: line(1, '7002') })),
      rejects: beside(OTHER, sepOf().replace('open-7001', 'other')),
    },
  ],
};
