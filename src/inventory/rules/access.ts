// Is there anyone who may fetch files? `site` means the addresses of its networks.

import { childOf, placeOf } from '../read/source.js';
import { SHAPE_CODES } from '../shape/codes.js';
import type { SiteRules } from './subject.js';

export const ACCESS_RULES = {
  'inventory/bad-value': {
    ...SHAPE_CODES['inventory/bad-value'],
    run({ site: { access, networks }, inventory: { site, cut } }) {
      // A network that is refused has its finding.
      if (access !== 'site' || networks.length > 0 || !site || cut.size > 0) return [];
      return [
        {
          at: placeOf(childOf(site.origin, 'access')),
          message:
            'access: "site" means the addresses of the networks, and none is written: no phone may fetch its file',
          hint: 'write `network` with the subnet of the phones, or access: open',
        },
      ];
    },
  },
} as const satisfies SiteRules;
