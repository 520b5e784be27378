import { describe, expect, it } from 'vitest';
import { interfaceFault } from '../../src/core/name-fault.js';

describe('the name of an interface', () => {
  it.each(['eth1', 'enp3s0f1', 'br-lan', 'eth1.20', 'wlp2s0', 'lo', 'vlan_20', 'ens1f0np0', 'é0'])(
    'may be %s',
    (name) => expect(interfaceFault(name)).toBeUndefined(),
  );

  it.each([
    { name: 'eth1,eth2', says: 'several names', hint: 'write eth1, and for eth2 a network' },
    { name: 'eth1,and more', says: 'no name', hint: 'ip link' },
    { name: 'eth0 eth1;enp3s0', says: 'several', hint: 'for eth1 and enp3s0 a network' },
    { name: '*', says: 'no name of one', hint: 'leave `interface` out' },
    { name: 'any', says: 'no name of one', hint: 'leave `interface` out' },
    { name: 'eth*', says: 'is a pattern', hint: 'ip link' },
    { name: 'eth+', says: 'is a pattern', hint: 'ip link' },
    { name: 'eth[01]', says: 'is a pattern', hint: 'ip link' },
    { name: 'eth1.20@eth1', says: 'no name', hint: 'write eth1.20' },
    { name: '2: eth1:', says: 'no name', hint: 'write eth1' },
    { name: 'eth1:0', says: 'no name', hint: 'write eth1' },
    { name: '/sys/class/net/eth1', says: 'ends at 15', hint: 'write eth1' },
    { name: '/dev/eth1', says: 'no name', hint: 'write eth1' },
    { name: '00:1b:d4:aa:bb:c', says: 'ends at 15', hint: 'ip link' },
    { name: '10.20.1.1', says: 'is an address', hint: 'ip link' },
    { name: '10.20.1.1/24', says: 'is an address', hint: 'ip link' },
    { name: 'Ethernet 2', says: 'no name', hint: 'ip link' },
    { name: '$IFACE', says: 'no name', hint: 'ip link' },
    { name: 'eth%d', says: 'no name', hint: 'ip link' },
    { name: '..', says: 'no name', hint: 'ip link' },
    { name: 'eth1234567890123', says: '16 bytes', hint: 'ip link' },
    { name: 'ééééééée', says: undefined },
    { name: 'éééééééé', says: '16 bytes', hint: 'ip link' },
  ])('$name', ({ name, says, hint = '' }) => {
    const fault = interfaceFault(name);
    expect(fault?.what).toEqual(says === undefined ? undefined : expect.stringContaining(says));
    expect(fault?.hint ?? '').toContain(hint);
  });
});
