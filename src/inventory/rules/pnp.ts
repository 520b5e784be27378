// Is there any phone that may be told its URL by PnP? It is what option 66 says, and for most makers that is a host alone.

import { isBootUrl } from '../../core/boot-url.js';
import { OPTIONS } from '../../core/dhcp-options.js';
import { ignored } from '../../findings/evidence.js';
import type { DhcpOption } from '../../site/site.js';
import { childOf, placeOf } from '../read/source.js';
import type { SiteRules } from './subject.js';

export const PNP_RULES = {
  'inventory/pnp-for-nobody': {
    ...ignored(
      'PnP without a phone that has a URL to be told',
      'leave `pnp` out, or give a phone an option 66 that is a URL',
    ),
    run({ site: { pnp, phones, networks }, models, inventory: { site, cut } }) {
      if (!pnp || !site || cut.size > 0) return [];
      const hasUrl = phones.some(
        ({ model, options }) =>
          isBootUrl(models.get(model)?.dhcp.option66 ?? '') || options.some(isUrlOption),
      );
      if (hasUrl || networks.some(({ options }) => options.some(isUrlOption))) return [];
      return [
        {
          at: placeOf(childOf(site.origin, 'pnp')),
          message: 'pnp: true, and option 66 of no phone is a URL: nobody would be told anything',
        },
      ];
    },
  },
} as const satisfies SiteRules;

function isUrlOption({ code, value }: DhcpOption): boolean {
  return code === OPTIONS.serverName.code && typeof value === 'string' && isBootUrl(value);
}
