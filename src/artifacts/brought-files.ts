// Files that phones are told of and that somebody has to bring, of all vendors.

import type { BroughtFile } from '../phones/driver.js';
import { driversInUse } from '../phones/packs/known-models.js';
import type { Snapshot } from './snapshot.js';

/** As the inventory names them: what is wanted several times is there as often. */
export function broughtFiles({
  site,
  packs,
}: Pick<Snapshot, 'site' | 'packs'>): readonly BroughtFile[] {
  return driversInUse(packs, site).flatMap(({ driver, models }) => {
    const ofSections = driver.sideFiles?.flatMap((each) => each.broughtFiles?.(site) ?? []) ?? [];
    return [...(driver.broughtFiles?.(site, models) ?? []), ...ofSections];
  });
}
