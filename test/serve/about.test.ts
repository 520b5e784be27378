// What a server says of itself when it is asked.

import { expect, it } from 'vitest';
import { parseSubnet, type Subnet } from '../../src/core/ipv4.js';
import { aboutOf } from '../../src/serve/about.js';
import type { DhcpState } from '../../src/serve/site-dhcp.js';

const PROGRAM = { offhook: '1.2.3', inventory: 'lab.yaml' };
const NONE = { free: 0, offered: 0, bound: 0, resting: 0 };
const TFTP = { address: '::1', port: 69 };

it('names its places, and no DHCP where none is served', () => {
  expect(aboutOf(PROGRAM, TFTP, { address: '10.20.1.1', port: 80 }, undefined)).toEqual({
    ...PROGRAM,
    tftp: '[::1]:69',
    http: '10.20.1.1:80',
    pools: [],
  });
});

it('counts as used what it could not give to anyone now', () => {
  const counts = { free: 9, offered: 1, bound: 38, resting: 2 };
  const state: Pick<DhcpState, 'placement' | 'pools'> = {
    placement: { served: [], waiting: [] } as never,
    pools: [
      { subnet: parseSubnet('10.20.1.0/24') as Subnet, counts },
      { subnet: parseSubnet('10.30.1.0/24') as Subnet, counts: NONE },
    ],
  };
  const about = aboutOf(PROGRAM, TFTP, undefined, { state: () => state as DhcpState });
  // Of one with nothing to be given there is nothing to count.
  expect(about).toMatchObject({ pools: [{ network: '10.20.1.0/24', used: 41, size: 50 }] });
});
