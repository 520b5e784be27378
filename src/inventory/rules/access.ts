// Is there anyone who may fetch files? `site` means the addresses of its networks.

import type { Finding } from '../../findings/finding.js';
import type { Site } from '../../site/site.js';
import type { Inventory } from '../inventory.js';
import { childOf, placeOf } from '../read/source.js';
import { finding } from '../shape/codes.js';

export function checkAccess(
  { access, networks }: Site,
  { site, cut }: Inventory,
): readonly Finding[] {
  // A network that is refused has its finding.
  if (access !== 'site' || networks.length > 0 || !site || cut.size > 0) return [];
  const message =
    'access: "site" means the addresses of the networks, and none is written: no phone may fetch its file';
  return [
    finding('inventory/bad-value', placeOf(childOf(site.origin, 'access')), message, {
      hint: 'write `network` with the subnet of the phones, or access: open',
    }),
  ];
}
