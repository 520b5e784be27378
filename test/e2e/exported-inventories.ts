// Inventories that are exported, and clients that ask in each: every order of precedence, whom nobody knows, guests, and
// every option that can be said.

import type { OptionKind } from '../../src/core/dhcp-option-values.js';
import { OPTIONS } from '../../src/core/dhcp-options.js';
import { SERVED_INTERFACE } from './lan.js';
import type { Question } from './told-alike.js';

const REST = `pbx: { main: { host: 10.20.1.1 } }
lines: { "7001": { password: a }, "7002": { password: b }, "7003": { password: c } }
`;

const MIXED = `site: { timeZone: Europe/Moscow }
networks:
  - interface: ${SERVED_INTERFACE}
    subnet: 10.20.1.0/24
    pool: 10.20.1.100-10.20.1.199
    router: 10.20.1.254
    dns: [10.20.1.2, 10.20.1.3]
    ntp: [10.20.1.4]
    domain: lab.example
    tftp: [10.20.1.1, 10.20.1.7]
    lease: 2h
    clients: any
    addressCheck: false
    options: { 132: { u16: 20 }, 160: { text: "http://10.20.1.1/phones" } }
  - subnet: 10.30.1.0/24
    relay: true
    router: 10.30.1.1
    pool: 10.30.1.100-10.30.1.150
    lease: infinite
    addressCheck: false
    options: { 43: { hex: "01 04 0a 14 01 01" }, 66: { text: tftp.example } }
    server: 10.20.1.1
${REST}defaults:
  pbx: main
  options: { 2: { u32: 10800 } }
  models: { fanvil: { options: { 114: { text: "https://a.example/?1,2" } } } }
phones:
  - { mac: "5c:fc:66:5d:4f:9a", model: cisco-7931g, address: 10.20.1.53, keys: { 1: { line: "7001" } } }
  - mac: "00:a8:59:db:04:62"
    model: fanvil-x4
    keys: { 1: { line: "7002" } }
    options: { 42: { ips: [10.20.1.8] }, 66: { text: "tftp://x.example/a,b" }, 3: { ips: [10.20.1.9] } }
  - { mac: "00:a8:59:db:04:63", model: fanvil-x4, address: 10.30.1.20, keys: { 1: { line: "7003" } } }
`;

/** Of one network on our wire. */
const inventoryOf = (clients: string, options = '') => `site: { timeZone: Europe/Moscow }
network:
  interface: ${SERVED_INTERFACE}
  subnet: 10.20.1.0/24
  server: 10.20.1.1
  pool: 10.20.1.100-10.20.1.199
  addressCheck: false
  clients: ${clients}
${options}${REST}defaults: { pbx: main }
phones:
  - { mac: "5c:fc:66:5d:4f:9a", model: cisco-7931g, address: 10.20.1.53, keys: { 1: { line: "7001" } } }
  - { mac: "00:a8:59:db:04:62", model: fanvil-x4, keys: { 1: { line: "7002" } } }
`;

/** In the words of an inventory, by the kind of its value. */
const WORDS: Readonly<Record<OptionKind, string>> = {
  ip: '{ ip: 10.20.1.9 }',
  ips: '{ ips: [10.20.1.8, 10.20.1.9] }',
  ipPairs: '{ ips: [10.40.0.0, 255.255.0.0] }',
  text: '{ text: ab.example }',
  flag: '{ u8: 1 }',
  u8: '{ u8: 17 }',
  u16: '{ u16: 700 }',
  u32: '{ u32: 70000 }',
  i32: '{ u32: 70000 }',
  seconds: '{ u32: 70000 }',
  u16s: '{ hex: "01 00 02 00" }',
  codes: '{ hex: "01 02" }',
  bytes: '{ hex: "01 02 fe" }',
  domains: '{ hex: "03 6c 61 62 07 65 78 61 6d 70 6c 65 00" }',
  sipServers: '{ hex: "01 0a 14 01 05" }',
  routes: '{ hex: "18 0a 28 01 0a 14 01 09" }',
};

/** Codes. */
export const EVERY_OPTION = Object.values(OPTIONS)
  .filter((row) => !('reserved' in row))
  .map(({ code }) => code);

/** Times within the lease, what an option can be of few, the subnet's own; and bytes that have a form: an enterprise number, a length and as many bytes (RFC 3925). */
const FORMED: Readonly<Record<number, string>> = {
  2: '{ u32: 7200 }',
  28: '{ ip: 10.20.1.255 }',
  46: '{ u8: 8 }',
  58: '{ u32: 7000 }',
  59: '{ u32: 20000 }',
  116: '{ u8: 1 }',
  124: '{ hex: "00 00 00 09 03 01 02 03" }',
  125: '{ hex: "00 00 00 09 03 01 01 03" }',
};

const EVERY_WORD = Object.values(OPTIONS)
  .filter((row) => !('reserved' in row))
  .map(({ code, kind }) => `    ${code}: ${FORMED[code] ?? WORDS[kind]}\n`)
  .join('');

export const INVENTORIES: Readonly<Record<string, string>> = {
  'two networks': MIXED,
  'the inventory alone': inventoryOf('inventory'),
  'phones of any kind': inventoryOf('phones'),
  'every option': inventoryOf('inventory', `  options:\n${EVERY_WORD}`),
};

const CISCO = '5c:fc:66:5d:4f:9a';
const FANVIL = '00:a8:59:db:04:62';
const GUEST = '00:a8:59:db:04:63';
const CISCO_CLASS = 'Cisco Systems, Inc. IP Phone CP-7931G';
const ALL = [1, 3, 6, 15, 28, 42, 66, 150, 43, 58, 59, 2, 114, 132, 160];
const FEW = [1, 3];
const relayed = { giaddr: '10.30.1.1' };
/** For 1472 bytes of a message. */
const LARGE = { 57: '05c0' };
const ELSEWHERE = { 50: '0a630001' };

const strange = (last: number) => `02:00:00:00:00:${last.toString(16).padStart(2, '0')}`;

export const QUESTIONS: Readonly<Record<string, readonly Question[]>> = {
  'two networks': [
    { name: 'a phone', mac: CISCO, vendorClass: CISCO_CLASS, asks: ALL },
    { name: 'a phone that asks for little', mac: FANVIL, vendorClass: 'Fanvil X4', asks: FEW },
    { name: 'a phone with an identifier', mac: FANVIL, clientId: '0100a859db0462', asks: ALL },
    { name: 'a phone as another model', mac: CISCO, vendorClass: 'Fanvil X5U', asks: FEW },
    { name: 'a guest', mac: GUEST, asks: ALL },
    {
      name: 'a stranger',
      mac: strange(1),
      vendorClass: 'Cisco Systems, Inc. IP Phone CP-7942G',
      asks: ALL,
    },
    { name: 'a stranger with a NUL', mac: strange(2), vendorClass: 'Fanvil X5U\0', asks: ALL },
    { name: 'a stranger by its block', mac: '00:a8:59:00:00:01', asks: ALL },
    {
      name: 'a class before a block',
      mac: '00:a8:59:00:00:02',
      vendorClass: CISCO_CLASS,
      asks: FEW,
    },
    { name: 'another class in a block', mac: '00:a8:59:00:00:03', vendorClass: 'udhcp', asks: ALL },
    { name: 'somebody', mac: strange(3), asks: ALL },
    { name: 'somebody who asks for little', mac: strange(4), asks: FEW },
    { name: 'somebody who names nothing', mac: strange(5) },
    { name: 'by a relay', mac: GUEST, ...relayed, asks: ALL },
    { name: 'a phone of the pool by a relay', mac: FANVIL, ...relayed, asks: ALL },
    { name: 'a guest by a relay', mac: CISCO, ...relayed, asks: ALL },
    { name: 'a stranger by a relay', mac: strange(6), ...relayed, asks: ALL, silent: true },
    { name: 'an address of elsewhere', mac: CISCO, type: 'REQUEST', says: ELSEWHERE, asks: FEW },
    { name: 'a phone once more', mac: CISCO, asks: ALL },
  ],
  'the inventory alone': [
    { name: 'a stranger', mac: strange(1), vendorClass: CISCO_CLASS, asks: ALL, silent: true },
    { name: 'its block', mac: '00:a8:59:00:00:01', asks: ALL, silent: true },
    { name: 'its address', mac: strange(2), type: 'REQUEST', says: ELSEWHERE, silent: true },
    { name: 'a phone', mac: CISCO, asks: ALL },
    { name: 'a phone of the pool', mac: FANVIL, asks: ALL },
  ],
  'phones of any kind': [
    { name: 'somebody', mac: strange(1), vendorClass: 'udhcp', asks: ALL, silent: true },
    { name: 'nobody', mac: strange(2), asks: ALL, silent: true },
    { name: 'its address', mac: strange(2), type: 'REQUEST', says: ELSEWHERE, silent: true },
    { name: 'a stranger', mac: strange(3), vendorClass: CISCO_CLASS, asks: ALL },
    { name: 'its block', mac: '00:a8:59:00:00:01', asks: ALL },
    { name: 'a phone', mac: FANVIL, asks: ALL },
  ],
  'every option': [
    { name: 'a phone', mac: CISCO, asks: EVERY_OPTION, says: LARGE },
    { name: 'a phone that asks for little', mac: FANVIL, asks: FEW, says: LARGE },
  ],
};
