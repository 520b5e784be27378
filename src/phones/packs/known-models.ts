// What the packs know of one model, and all that they know: each model has its vendor's driver.

import type { Model } from '../../site/model.js';
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
