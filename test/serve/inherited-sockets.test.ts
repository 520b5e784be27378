import { describe, expect, it } from 'vitest';
import { dhcpSockets, inheritedSockets } from '../../src/serve/inherited-sockets.js';

const PID = 4711;

describe('sockets from systemd', () => {
  it.each([
    {
      name: 'have their names and numbers from 3 on',
      env: { LISTEN_PID: '4711', LISTEN_FDS: '2', LISTEN_FDNAMES: 'dhcp-eth1:tftp' },
      sockets: [
        ['dhcp-eth1', 3],
        ['tftp', 4],
      ],
    },
    {
      name: 'are the first of a name, as a unit with two lines gives it',
      env: { LISTEN_PID: '4711', LISTEN_FDS: '3', LISTEN_FDNAMES: 'tftp:tftp:dhcp-eth1' },
      sockets: [
        ['tftp', 3],
        ['dhcp-eth1', 5],
      ],
    },
    {
      name: 'are not ours if they were meant for our parent',
      env: { LISTEN_PID: '4710', LISTEN_FDS: '1', LISTEN_FDNAMES: 'tftp' },
      sockets: [],
    },
    { name: 'are none without systemd', env: {}, sockets: [] },
    {
      name: 'are none where their number is none',
      env: { LISTEN_PID: '4711', LISTEN_FDS: 'many', LISTEN_FDNAMES: 'tftp' },
      sockets: [],
    },
    {
      name: 'are called unknown without names',
      env: { LISTEN_PID: '4711', LISTEN_FDS: '1' },
      sockets: [['unknown', 3]],
    },
  ])('$name', ({ env, sockets }) => {
    expect(Object.fromEntries(inheritedSockets(env, PID))).toEqual(Object.fromEntries(sockets));
  });

  it('for DHCP are told by their interface', () => {
    const inherited = new Map([
      ['tftp', 3],
      ['dhcp-eth1.20', 4],
      ['dhcp-', 5],
      ['dhcp-br0', 6],
    ]);
    expect([...dhcpSockets(inherited)]).toEqual([
      ['eth1.20', 4],
      ['br0', 6],
    ]);
  });
});
