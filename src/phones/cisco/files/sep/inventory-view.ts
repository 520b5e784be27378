// A phone of an inventory, as the rules see it that inventory and file have in common.

import type { Place } from '../../../../findings/finding.js';
import type { Phone } from '../../../../site/site.js';
import type { PhoneView } from './phone-view.js';

/** Places are found when someone asks, which is seldom. */
export function inventoryView(phone: Phone): PhoneView<Place> {
  const { keys, firmware, placeOf } = phone;
  const { first, last } = phone.rtp;
  const { enabled, fromReceived, address } = phone.nat;
  return {
    from: 'inventory',
    keys: {
      each: keys.map(({ button, type, place }) => ({ button, isLine: type === 'line', at: place })),
      get at() {
        return placeOf('keys');
      },
    },
    media: {
      first,
      last,
      get at() {
        return placeOf('rtp', 'first');
      },
    },
    nat: {
      enabled,
      fromReceived,
      ...(address !== undefined && { address }),
      get at() {
        return placeOf('nat');
      },
    },
    ...(firmware !== undefined && { load: { text: firmware, at: placeOf('firmware') } }),
  };
}
