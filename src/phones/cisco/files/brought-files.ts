// What the phones are told to fetch and offhook does not make: firmware is Cisco's, sounds are the user's.

import type { Model } from '../../../site/model.js';
import type { Site } from '../../../site/site.js';
import type { BroughtFile } from '../../driver.js';
import { loadsName } from './names.js';

export function broughtFiles(site: Site, models: readonly Model[]): readonly BroughtFile[] {
  const ids = new Set(models.map(({ id }) => id));
  const loads = [
    ...site.phones.flatMap(({ model, firmware, placeOf }) =>
      ids.has(model) && firmware !== undefined ? [{ firmware, place: placeOf('firmware') }] : [],
    ),
    ...models.flatMap(({ id }) => {
      const { firmware, place } = site.modelDefaults.get(id) ?? {};
      return firmware !== undefined && place ? [{ firmware, place }] : [];
    }),
  ];
  return [
    ...loads.map(({ firmware, place }) => ({ name: loadsName(firmware), what: 'firmware', place })),
    ...[...site.rings, ...site.distinctiveRings].map(({ file, place }) => ({
      name: file,
      what: 'sound',
      place,
    })),
  ];
}
