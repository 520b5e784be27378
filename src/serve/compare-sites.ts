// What a reload does to the phones: which came, which went, which changed.

import { type Mac, macFromNumber } from '../core/mac.js';
import type { ServedSite } from './served-site.js';

export interface SiteChanges {
  readonly came: readonly Mac[];
  readonly went: readonly Mac[];
  readonly changed: readonly Mac[];
}

/** Both are in the order of MACs: one walk beside one another. */
export function compareSites(
  before: Pick<ServedSite, 'phones'>,
  after: Pick<ServedSite, 'phones'>,
): SiteChanges {
  const old = before.phones.columns;
  const now = after.phones.columns;
  const came: Mac[] = [];
  const went: Mac[] = [];
  const changed: Mac[] = [];
  let at = 0;
  let oldAt = 0;
  while (at < now.macs.length || oldAt < old.macs.length) {
    const mac = now.macs[at] ?? Number.POSITIVE_INFINITY;
    const oldMac = old.macs[oldAt] ?? Number.POSITIVE_INFINITY;
    if (mac < oldMac) came.push(macFromNumber(mac));
    else if (oldMac < mac) went.push(macFromNumber(oldMac));
    else if (now.digests[at] !== old.digests[oldAt]) changed.push(macFromNumber(mac));
    if (mac <= oldMac) at += 1;
    if (oldMac <= mac) oldAt += 1;
  }
  return { came, went, changed };
}
