// Has DHCP an address for each phone?

import { expect, it } from 'vitest';
import { told } from '../findings/names-said.js';
import { resolveText } from './site-under-test.js';

function found(network: string, ...phones: readonly string[]): readonly string[] {
  const entries = phones.map(
    (more, index) => `  - { mac: "02:00:00:00:00:0${index}", model: test-desk, keys: {}${more} }`,
  );
  const text = `${network}\nphones:\n${entries.join('\n')}\n`;
  const { diagnostics } = resolveText(text, { unsaid: true });
  return diagnostics.filter(({ code }) => code === 'inventory/no-room').map(told);
}

const net = (more: string) => `network: { subnet: 10.20.1.0/24${more} }`;
const OWN = ', address: 10.20.1.5';

it.each([
  ['no pool', net(''), ['', '', OWN], 'inventory/no-room 1:10 02:00:00:00:00:00 1'],
  [
    'a pool of one',
    net(', pool: 10.20.1.100-10.20.1.100'),
    ['', '', OWN],
    'inventory/no-room 1:40 1 2',
  ],
])('is missed with %s', (_, network, phones, finding) => {
  expect(found(network, ...phones)).toEqual([finding]);
});

it.each([
  ['without DHCP', '', ['']],
  ['with a pool for all', net(', pool: 10.20.1.100-10.20.1.101'), ['', '', OWN]],
  ['with addresses of their own', net(''), [OWN]],
  ['beside another server', net(', coexist: true'), ['']],
  [
    'with two pools',
    `networks: [{ subnet: 10.20.1.0/24, pool: 10.20.1.9-10.20.1.9 }, { subnet: 10.30.1.0/24, pool: 10.30.1.9-10.30.1.9 }]`,
    ['', ''],
  ],
  ['of a pool that cannot be read', net(', pool: here'), ['']],
  ['of a network that cannot be read', 'network: { subnet: here }', ['']],
  ['of a name that nobody knows', net(', addresses: 10.20.1.9-10.20.1.19'), ['']],
  ['of an address that cannot be read', net(''), [', address: here']],
])('is not missed %s', (_, network, phones) => {
  expect(found(network, ...phones)).toEqual([]);
});
