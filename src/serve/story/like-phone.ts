// Who behaves as phones do, whether the inventory has it or not.

import type { Mac } from '../../core/mac.js';
import type { PhoneEvent } from '../../timeline/events.js';
import { makerOf } from '../dhcp-policy.js';
import type { ServedSite } from '../served-site.js';

/** By its option 60, its maker's block of MACs, or a file that only phones ask for. */
export function isLikePhone(site: ServedSite, mac: Mac, event: PhoneEvent): boolean {
  if (event.kind === 'dhcp') return makerOf(site, mac, event.vendorClass) !== undefined;
  // That it speaks SIP many do.
  if (event.kind === 'sip') return makerOf(site, mac, undefined) !== undefined;
  // Nothing else asks for a telephone's profile.
  if (event.kind === 'pnp') return true;
  return event.kind === 'file' && event.role !== 'other';
}
