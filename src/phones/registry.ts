// The vendors there are. A new one is one folder and one line here.

import { createCiscoDriver, isExpectedMiss as isCiscoMiss } from './cisco/driver.js';
import { createFanvilDriver } from './fanvil/driver.js';
import { isExpectedMiss as isFanvilMiss } from './fanvil/tables/names.js';
import type { DriverFactory } from './packs/packs.js';

export const DRIVERS: Readonly<Record<string, DriverFactory>> = {
  cisco: createCiscoDriver,
  fanvil: createFanvilDriver,
};

/** A name that phones of some vendor ask for and that rightly does not exist: known without any data. */
export function isExpectedMiss(name: string): boolean {
  return isCiscoMiss(name) || isFanvilMiss(name);
}
