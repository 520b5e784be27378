// All scenarios that come with offhook: the boot of a phone that is well, then one for each row of the table of diagnoses that a
// phone can bring about by what it does, or that is told of it.

import { ADDRESS, type Scenario } from '../scenario.js';
import { CISCO_SCENARIOS } from './cisco.js';
import { DHCP_SCENARIOS } from './dhcp.js';
import { FANVIL_SCENARIOS } from './fanvil.js';
import { FIRMWARE_SCENARIOS } from './firmware.js';
import { REGISTRATION_SCENARIOS } from './registration.js';

/** What a phone does that nothing is wrong with. */
export const BOOT: Scenario = {
  name: 'boot',
  does: 'takes an address and its files, and is well',
  steps: [ADDRESS, { wait: '500ms' }, { boot: 'files' }],
};

export const SCENARIOS: readonly Scenario[] = [
  BOOT,
  ...DHCP_SCENARIOS,
  ...CISCO_SCENARIOS,
  ...FIRMWARE_SCENARIOS,
  ...FANVIL_SCENARIOS,
  ...REGISTRATION_SCENARIOS,
];

/** Rows that no pretend phone brings about, and why. */
export const WITHOUT_SCENARIO: Readonly<Record<string, string>> = {
  D3b: 'it takes an inventory with an option 150 that is wrong',
  D5: 'it takes a disk that is full',
  D9: 'it takes an address that another client has meanwhile',
  D11: 'it takes somebody who answers ARP for everyone',
  D13: 'it takes another client on the wire',
  D19: 'it takes a lease of hours',
  T8b: 'it shows only while packets are lost',
  S1: 'it is what is said of each phone that is well',
  T16: 'only a capture tells it',
  W8: 'it shows only while the file is on its way',
  W10: 'it takes a phone that names its firmware, and another in the inventory',
};
