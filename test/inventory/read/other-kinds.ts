// Files that are no inventory, as people name them in place of one.

export interface OtherFile {
  readonly name: string;
  readonly text: string;
  /** What is said that it is. */
  readonly what: RegExp;
  readonly line?: number;
  /** Whether `offhook import` makes an inventory of it, with these words more. */
  readonly imported?: readonly string[];
}

const DEVICE = `<device>
  <deviceProtocol>SIP</deviceProtocol>
  <loadInformation>SIP42.8-5-4S</loadInformation>
  <sipProfile><sipLines><line button="1">
    <featureID>9</featureID><name>7001</name><proxy>10.20.1.1</proxy><authPassword>rose</authPassword>
  </line></sipLines></sipProfile>
</device>
`;

/** `host` and `range` of other servers, too: nobody knows what else stands in them. */
export const OTHER_FILES: readonly OtherFile[] = [
  { name: 'SEP001BD4000001.cnf.xml', text: DEVICE, what: /XML \(<device>\)/, imported: [] },
  {
    name: 'phone one.xml',
    text: `<?xml version="1.0"?>\n<!-- a - b -->\n${DEVICE}`,
    what: /XML \(<device>\)/,
    imported: ['--mac', '00:1b:d4:00:00:01'],
  },
  {
    name: '00a859000001.cfg',
    text: '<<VOIP CONFIG FILE>>Version:2.0002\n<SIP CONFIG MODULE>\n--SIP Line List--  :\nSIP1 Phone Number  :7101\nSIP1 Register Addr :10.20.1.1\n<<END OF FILE>>\n',
    what: /a file of a phone \(<<VOIP CONFIG FILE>>\)/,
    imported: ['--model', 'fanvil-x4'],
  },
  {
    name: 'dhcpd.conf',
    text: '# a\noption domain-name "x";\n\nsubnet 10.20.1.0 netmask 255.255.255.0 {\n  range 10.20.1.100 10.20.1.199;\n}\n',
    what: /dhcpd/,
    line: 4,
    imported: [],
  },
  {
    name: 'dnsmasq.conf',
    text: '# a\ninterface=eth1\ndhcp-range=10.20.1.100,10.20.1.199,12h\n',
    what: /dnsmasq/,
    line: 3,
    imported: [],
  },
  {
    name: 'kea.json',
    text: '{ "Dhcp4": { "subnet4": [ { "subnet": "10.20.1.0/24" } ] } }\n',
    what: /Kea/,
    imported: [],
  },
  {
    name: 'kea.conf',
    text: '// a\n{ "Dhcp4": { # b\n  "subnet4": [ { "subnet": "10.20.1.0/24" } ] } }\n',
    what: /Kea/,
    line: 2,
    imported: [],
  },
  {
    name: 'extensions.csv',
    text: 'extension,name,secret\n7101,Anna,rose\n',
    what: /a table of extensions/,
    imported: [],
  },
  {
    name: 'pjsip.conf',
    text: '; a\n[7001]\ntype = endpoint\nauth=7001\n[7001]\ntype=auth\npassword=rose\n',
    what: /Asterisk/,
    line: 2,
  },
  {
    name: 'sip.conf',
    text: '[general]\nbindport=5060\n[7001](phones)\n; a\nsecret=rose\nhost=dynamic\n',
    what: /Asterisk/,
    line: 3,
  },
  { name: 'users.conf', text: '[6000]\nfullname = Anna\nsecret = rose\n', what: /Asterisk/ },
  {
    name: 'extensions.conf',
    text: '[internal]\nexten => 7001,1,Dial(PJSIP/7001)\n',
    what: /Asterisk/,
  },
  { name: 'a.php', text: '<?php\n$secret = "rose";\n', what: /PHP/ },
  {
    name: 'a.html',
    text: '\n<!DOCTYPE html>\n<html><body>Log in</body></html>\n',
    what: /HTML/,
    line: 2,
  },
  { name: 'login.yaml', text: '<html><head></head></html>\n', what: /HTML/ },
  { name: 'a.ini', text: '# a\n\n[main]\nname = 1\n', what: /INI/ },
  {
    name: 'phone.txt',
    text: 'account.1.label = Anna\naccount.1.password = rose\n',
    what: /dotted/,
  },
  {
    name: 'cert.pem',
    text: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
    what: /PEM/,
  },
  { name: 'a.vcf', text: 'BEGIN:VCARD\nVERSION:3.0\nFN:Anna\nEND:VCARD\n', what: /vCard/ },
  { name: 'a.sh', text: '#!/bin/sh\necho rose\n', what: /a program/ },
  { name: 'phones.csv', text: 'pbx: { main: { host: a.lab } }\nphones:\n', what: /YAML.*\.csv/ },
  { name: 'site.csv', text: '{ "pbx": {} }\n', what: /JSON.*\.csv/ },
  { name: 'phones.txt', text: 'mac;model\n02:00:00:00:00:01;test-desk\n', what: /a table/ },
];
