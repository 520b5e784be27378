// The exports that there are. One more is a folder with a function that makes its files, a row here, and a folder of cases
// in test/exports/cases: the command, its help and its tests come from these.

import type { Export } from './export.js';

export const EXPORTS: readonly Export[] = [
  {
    name: 'asterisk',
    description: 'accounts, dial plan and hints for an Asterisk, to be included in its own files',
    options: [
      {
        flags: '--chan <driver>',
        description: 'its channel driver for SIP',
        choices: ['pjsip', 'sip'],
        default: 'pjsip',
      },
      { flags: '--pbx <name>', description: 'which, where phones register at several' },
      { flags: '--alone', description: 'without what joins it to the other PBXes' },
      {
        flags: '--apply',
        description: 'have it read the files by its manager interface, and look whether it has all',
      },
    ],
    needsSecrets: true,
    load: async () => (await import('./asterisk/make-asterisk.js')).makeAsterisk,
  },
  {
    name: 'hosts',
    description: 'names for addresses that are reserved, as /etc/hosts has them',
    options: [],
    needsSecrets: false,
    load: async () => (await import('./hosts/make-hosts.js')).makeHosts,
  },
  {
    name: 'csv',
    description: 'a row a phone for other programs, without secrets',
    options: [],
    needsSecrets: false,
    load: async () => (await import('./csv/make-csv.js')).makeCsv,
  },
  {
    name: 'dhcp',
    description: 'the configuration of another DHCP server that tells phones what ours would',
    options: [
      {
        flags: '--for <server>',
        description: 'whose it is',
        choices: ['kea', 'dnsmasq', 'isc', 'mikrotik'],
        mandatory: true,
      },
      {
        flags: '--ha <addresses>',
        description: 'a pair of servers that stand in for each other: their two addresses (kea)',
      },
      { flags: '--hooks <dir>', description: "folder of Kea's hook libraries, for --ha" },
    ],
    needsSecrets: false,
    load: async () => (await import('./dhcp/make-dhcp.js')).makeDhcp,
  },
  {
    name: 'labels',
    description:
      'a sheet to print, with a label a phone: lines, keys, MAC, and a QR code of its page',
    options: [
      {
        flags: '--page <url>',
        description:
          "where offhook's page is, as http://10.20.1.1:8068; without it there are no codes",
      },
    ],
    needsSecrets: false,
    load: async () => (await import('./labels/make-labels.js')).makeLabels,
  },
];
