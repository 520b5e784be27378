// What the packs know: a model with its vendor's driver, all that there are, and those that a site uses.

import type { Model } from '../../site/model.js';
import type { Site } from '../../site/site.js';
import type { Driver } from '../driver.js';
import type { Packs } from './packs.js';

/** A model, and its vendor's driver. */
export interface KnownModel {
  readonly model: Model;
  readonly driver: Driver;
}

/** By the model's id; undefined: there is no such model. */
export function knownModel(
  { models, drivers }: Pick<Packs, 'models' | 'drivers'>,
  id: string,
): KnownModel | undefined {
  const model = models.get(id);
  const driver = model && drivers.get(model.vendor);
  return driver && { model, driver };
}

/** All that there are. */
export interface Vendors {
  readonly drivers: readonly Driver[];
  readonly models: readonly Model[];
}

export function vendorsOf({ models, drivers }: Pick<Packs, 'models' | 'drivers'>): Vendors {
  return { drivers: [...drivers.values()], models: [...models.values()] };
}

/** Those that the site has phones of, or defaults for. */
export function modelsInUse(
  { models }: Pick<Packs, 'models'>,
  { modelDefaults }: Pick<Site, 'modelDefaults'>,
): readonly Model[] {
  return [...models.values()].filter(({ id }) => modelDefaults.has(id));
}

/** The drivers of these, each with its own. */
export function driversInUse(
  packs: Pick<Packs, 'models' | 'drivers'>,
  site: Pick<Site, 'modelDefaults'>,
): readonly { readonly driver: Driver; readonly models: readonly Model[] }[] {
  const inUse = modelsInUse(packs, site);
  return [...packs.drivers.values()]
    .map((driver) => ({ driver, models: inUse.filter(({ vendor }) => vendor === driver.vendor) }))
    .filter(({ models }) => models.length > 0);
}
