// Files that phones are told of and that somebody has to bring, of all vendors.

import type { BroughtFile } from '../phones/driver.js';
import type { Model } from '../site/model.js';
import type { Snapshot } from './snapshot.js';

/** As the inventory names them: what is wanted several times is there as often. */
export function broughtFiles({
  site,
  packs,
}: Pick<Snapshot, 'site' | 'packs'>): readonly BroughtFile[] {
  return [...packs.drivers.values()].flatMap((driver) => {
    const models = modelsInUse({ site, packs }).filter(({ vendor }) => vendor === driver.vendor);
    if (models.length === 0) return [];
    const ofSections = driver.sideFiles?.flatMap((each) => each.broughtFiles?.(site) ?? []) ?? [];
    return [...(driver.broughtFiles?.(site, models) ?? []), ...ofSections];
  });
}

/** Those that the inventory has phones of, or defaults for. */
export function modelsInUse({ site, packs }: Pick<Snapshot, 'site' | 'packs'>): readonly Model[] {
  return [...packs.models.values()].filter(({ id }) => site.modelDefaults.has(id));
}
