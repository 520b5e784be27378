// A phone of an inventory, as the rules see it that inventory and file have in common.

import type { Place } from '../../../findings/finding.js';
import type { Phone } from '../../../site/site.js';
import type { PhoneView } from './phone-view.js';

export function inventoryView(phone: Phone): PhoneView<Place> {
  const { keys, rtp, nat, firmware, placeOf } = phone;
  return {
    from: 'inventory',
    keys: {
      each: keys.map(({ button, type, place }) => ({ button, isLine: type === 'line', at: place })),
      at: placeOf('keys'),
    },
    media: { ...rtp, at: placeOf('rtp', 'first') },
    nat: { ...nat, at: placeOf('nat') },
    ...(firmware !== undefined && { load: { text: firmware, at: placeOf('firmware') } }),
  };
}
