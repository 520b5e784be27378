// Pretend phones that get no address, or one that leads nowhere.

import { ADDRESS, type Scenario } from '../scenario.js';

/** Of no site (RFC 5737). */
const NOWHERE = '192.0.2.9';

export const DHCP_SCENARIOS: readonly Scenario[] = [
  { name: 'never-seen', does: 'has no power', row: 'D1', steps: [] },
  {
    name: 'new-phone',
    does: 'nobody wrote down, and that asks for an address',
    row: 'D2',
    stranger: true,
    steps: [{ dhcp: 'discover', times: 2, every: '4s' }],
  },
  {
    name: 'takes-no-offer',
    does: 'is offered an address again and again, and takes none',
    row: 'D3',
    steps: [{ dhcp: 'discover', times: 3, every: '4s' }],
  },
  {
    name: 'other-server',
    does: 'takes the offer of another DHCP server',
    row: 'D4',
    steps: [{ dhcp: 'discover' }, { dhcp: 'request', server: NOWHERE, address: NOWHERE }],
  },
  {
    name: 'full-pool',
    does: 'comes when no address is left',
    row: 'D6',
    site: 'full-pool',
    steps: [{ dhcp: 'discover' }],
  },
  {
    name: 'no-pool',
    does: 'has no address of its own where there is no pool',
    row: 'D7',
    site: 'no-pool',
    steps: [{ dhcp: 'discover' }],
  },
  {
    name: 'wrong-vlan',
    does: 'insists on the address of another network',
    row: 'D8',
    steps: [{ dhcp: 'reboot', address: NOWHERE, times: 3, every: '8s' }],
  },
  {
    name: 'declines',
    does: 'finds somebody else on the address that it was given',
    row: 'D10',
    steps: [ADDRESS, { dhcp: 'decline' }],
  },
  {
    name: 'unknown-relay',
    does: 'asks by way of a relay agent of which the inventory has no network',
    row: 'D12',
    steps: [{ dhcp: 'discover', relay: NOWHERE, times: 2, every: '4s' }],
  },
  {
    name: 'address-loop',
    does: 'takes an address, asks for no file, and begins anew',
    row: 'D14',
    steps: [{ repeat: 3, steps: [ADDRESS, { wait: '20s' }] }],
  },
  {
    name: 'two-vlans',
    does: 'learns its voice VLAN while it starts',
    row: 'D15',
    site: 'second-network',
    steps: [ADDRESS, { wait: '5s' }, { dhcp: 'discover', relay: '10.30.1.1' }],
  },
  {
    name: 'late-link',
    does: 'had been asking for long when its port opened',
    row: 'D16',
    steps: [{ dhcp: 'discover', secs: 40 }],
  },
  {
    name: 'other-model',
    does: 'is another model than the inventory says',
    row: 'D17',
    model: 'cisco-7931g',
    steps: [{ dhcp: 'address', vendorClass: 'Cisco Systems, Inc. IP Phone CP-7942G' }],
  },
  {
    name: 'boot-loader',
    does: 'has a boot loader and no firmware',
    row: 'D18',
    model: 'cisco',
    steps: [{ dhcp: 'discover', vendorClass: 'Cisco Systems, Inc. IP Phone' }],
  },
  {
    name: 'asks-for-no-server',
    does: 'does not ask for a TFTP server',
    row: 'D20',
    steps: [{ dhcp: 'address', wants: [1, 3, 6] }],
  },
];
