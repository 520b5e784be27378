// All event scripts, row by row of the table.

import { CONFIG_SCRIPTS } from './config.js';
import { DHCP_SCRIPTS } from './dhcp.js';
import { FANVIL_SCRIPTS } from './fanvil.js';
import { FIRMWARE_SCRIPTS } from './firmware.js';
import { REGISTRATION_SCRIPTS } from './registration.js';
import type { Script } from './script.js';
import { TRUST_SCRIPTS } from './trust.js';

export const SCRIPTS: readonly Script[] = [
  ...DHCP_SCRIPTS,
  ...TRUST_SCRIPTS,
  ...CONFIG_SCRIPTS,
  ...FIRMWARE_SCRIPTS,
  ...FANVIL_SCRIPTS,
  ...REGISTRATION_SCRIPTS,
];
