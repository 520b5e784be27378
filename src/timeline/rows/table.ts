// The table of diagnoses: what a phone does, what that means, what to do. A row that speaks of our own faults stands before
// one that blames the phone, and what is surely known before what is concluded.

import { CONFIG_ROWS } from './config.js';
import { DHCP_ROWS } from './dhcp.js';
import { ABSENT_ROWS, DHCP_NOTES } from './dhcp-notes.js';
import { FANVIL_ROWS } from './fanvil.js';
import { FIRMWARE_ROWS } from './firmware.js';
import { REGISTRATION_ROWS } from './registration.js';
import { REGISTRATION_NOTES } from './registration-notes.js';
import type { Row } from './row.js';
import { TRUST_ROWS } from './trust.js';

/** In the order in which they are asked. */
export const ROWS: readonly Row[] = [
  ...DHCP_ROWS,
  ...REGISTRATION_NOTES,
  ...ABSENT_ROWS,
  ...FIRMWARE_ROWS,
  ...TRUST_ROWS,
  ...CONFIG_ROWS,
  ...FANVIL_ROWS,
  ...REGISTRATION_ROWS,
  ...DHCP_NOTES,
];

/** What no packet that passes here can tell: for the page of docs alone. */
export const UNSEEN: readonly Readonly<Record<'id' | 'name' | 'means' | 'todo', string>>[] = [
  {
    id: 'F5',
    name: 'fetched-not-applied',
    means:
      'a Fanvil got its file and behaves as before: the version in the file is not higher than the one it has',
    todo: 'raise settings.configVersion, or let it compare digests',
  },
  {
    id: 'N1',
    name: 'clock',
    means:
      'the clock of a Cisco phone is off by half an hour: the name of its time zone lacks " Time"',
    todo: 'settings.timeZone, or write timeZone as the IANA name',
  },
  {
    id: 'N2',
    name: 'no-ntp',
    means: 'a phone shows no time: it takes it from SIP, or NTP is filtered',
    todo: 'look whether UDP 123 passes from its VLAN',
  },
];
