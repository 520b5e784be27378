// The vendors there are. A new one is one folder and one line here.

import { createCiscoDriver } from './cisco/driver.js';
import { createFanvilDriver } from './fanvil/driver.js';
import type { DriverFactory } from './packs.js';

export const DRIVERS: Readonly<Record<string, DriverFactory>> = {
  cisco: createCiscoDriver,
  fanvil: createFanvilDriver,
};
