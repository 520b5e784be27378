// Whose phones a driver is asked about: those of its own models.

import type { Model } from '../site/model.js';
import type { Phone, Site } from '../site/site.js';

/** What is judged of all phones of a vendor at once. */
export interface SiteSubject {
  readonly site: Site;
  /** Those in use. */
  readonly models: readonly Model[];
}

/** In the order of the inventory. */
export function phonesOf({ phones }: Site, models: readonly Model[]): readonly Phone[] {
  const ids = new Set(models.map(({ id }) => id));
  return phones.filter(({ model }) => ids.has(model));
}
