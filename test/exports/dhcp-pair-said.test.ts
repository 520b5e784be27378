// What is said of a pair of servers and cannot be meant is refused.

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeDhcp } from '../../src/exports/dhcp/make-dhcp.js';
import { buildCase } from '../phones/shipped-models.js';

const { site, packs } = buildCase(join(import.meta.dirname, 'cases/dhcp/one-dnsmasq.yaml'));
const ADDRESSES = /^--ha .*: write the addresses of the two servers/;

it.each([
  [{ for: 'isc', hooks: '/hooks' }, /^--hooks goes with --ha$/],
  [{ for: 'isc', ha: '10.20.1.1,10.20.1.2' }, /^--ha goes with --for kea$/],
  [{ for: 'kea', ha: '10.20.1.1,10.20.1.1' }, ADDRESSES],
  [{ for: 'kea', ha: '0.0.0.0,10.20.1.2' }, ADDRESSES],
  [{ for: 'kea', ha: '10.20.1.1,255.255.255.255' }, ADDRESSES],
  [{ for: 'kea', ha: '10.20.1.1,127.0.0.1' }, ADDRESSES],
])('%j', (choices, why) => {
  const made = makeDhcp({ site, models: packs.models }, choices);
  expect('refused' in made ? made.refused : 'made').toMatch(why);
});
