// For each code of an export to another DHCP server: an inventory of which it says nothing, and one of which it does.

import { join } from 'node:path';
import { makeDhcp } from '../../src/exports/dhcp/make-dhcp.js';
import { createFolder } from '../cli/cli-under-test.js';
import type { Example, Judged } from '../findings/example.js';
import { buildCase } from '../phones/shipped-models.js';

interface Said {
  readonly site?: string;
  /** Of the network, beside its subnet and its pool. */
  readonly network?: string;
  /** A second one. */
  readonly other?: string;
  /** Of the phone. */
  readonly phone?: string;
}

const ADDRESS = ', address: 10.20.1.50';

function inventoryOf({ site = '', network = '', other = '', phone = ADDRESS }: Said) {
  return `
offhook: 1
site: { timeZone: Europe/Berlin${site} }
networks:
  - { subnet: 10.20.1.0/24, pool: 10.20.1.100-10.20.1.199${network} }
${other}
pbx: { main: { host: 10.20.1.1 } }
defaults: { pbx: main }
lines: { "7001": { password: word } }
phones:
  - { mac: "00:1b:d4:00:00:01", model: cisco-7942g, keys: { 1: { line: "7001" } }${phone} }
`;
}

const SERVER = ', server: 10.20.1.1';

const dhcp =
  (server: string, { network = '', ...said }: Said, own = SERVER): Judged =>
  () => {
    const text = inventoryOf({ ...said, network: `${own}${network}` });
    const folder = createFolder({ 'offhook.yaml': text });
    const { site, packs } = buildCase(join(folder, 'offhook.yaml'));
    const made = makeDhcp({ site, models: packs.models }, { for: server });
    if ('refused' in made) throw new Error(made.refused);
    return made.findings.map(({ code }) => code);
  };

const BRANCH = '  - { subnet: 10.30.1.0/24, relay: true, server: 10.20.1.1 }';
const UNCHECKED = ', addressCheck: false';
const LONG = `, options: { 160: { text: ${'x'.repeat(256)} } }`;
const QUOTED = `, options: { 67: { text: 'a"b' } }`;
// The second name is a pointer to the first: no server writes it so.
const POINTER = ', options: { 119: { hex: "03 6c 61 62 00 c0 00" } }';
const TIMES = ', options: { 58: { u32: 60 } }';
const POOL = { phone: '' };

export const DHCP_EXPORT_EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  'dhcp/no-server': [
    { accepts: dhcp('kea', {}), rejects: dhcp('kea', {}, '') },
    { accepts: dhcp('kea', {}, ', tftp: [10.20.1.7]'), rejects: dhcp('isc', {}, '') },
    {
      accepts: dhcp('kea', { site: ', servers: [tftp.example, 10.20.1.1]' }, ''),
      rejects: dhcp('kea', { site: ', servers: [tftp.example]' }, ''),
    },
  ],
  'dhcp/option-not-said': [
    { accepts: dhcp('kea', { network: LONG }), rejects: dhcp('dnsmasq', { network: LONG }) },
    { accepts: dhcp('isc', { network: LONG }), rejects: dhcp('mikrotik', { network: LONG }) },
    { accepts: dhcp('isc', { network: QUOTED }), rejects: dhcp('dnsmasq', { network: QUOTED }) },
    {
      accepts: dhcp('isc', { network: POINTER }),
      rejects: dhcp('dnsmasq', { network: POINTER }),
    },
    { accepts: dhcp('dnsmasq', {}), rejects: dhcp('dnsmasq', { network: TIMES }) },
  ],
  'dhcp/address-check': [
    { accepts: dhcp('kea', { network: UNCHECKED }), rejects: dhcp('kea', {}) },
    { accepts: dhcp('isc', { network: UNCHECKED }), rejects: dhcp('kea', {}) },
    {
      accepts: dhcp('dnsmasq', { other: BRANCH }),
      rejects: dhcp('dnsmasq', {
        other: BRANCH.replace(' }', ', pool: 10.30.1.100-10.30.1.120, addressCheck: false }'),
      }),
    },
  ],
  'dhcp/no-room-kept': [
    {
      accepts: dhcp('isc', { network: ', clients: any' }),
      rejects: dhcp('isc', { network: ', clients: any', ...POOL }),
    },
    { accepts: dhcp('isc', POOL), rejects: dhcp('isc', { network: ', clients: phones', ...POOL }) },
  ],
  'dhcp/strangers': [
    { accepts: dhcp('dnsmasq', {}), rejects: dhcp('dnsmasq', { network: ', clients: phones' }) },
    {
      accepts: dhcp('kea', { network: ', clients: any' }),
      rejects: dhcp('mikrotik', { network: ', clients: any' }),
    },
  ],
  'dhcp/wrong-address': [
    { accepts: dhcp('isc', { network: ', clients: any' }), rejects: dhcp('isc', {}) },
  ],
  'dhcp/guests': [
    { accepts: dhcp('mikrotik', {}), rejects: dhcp('mikrotik', { other: BRANCH }) },
    { accepts: dhcp('kea', { other: BRANCH }), rejects: dhcp('mikrotik', { other: BRANCH }) },
  ],
};
