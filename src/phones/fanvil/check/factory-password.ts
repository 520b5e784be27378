// What is said once for all phones of this vendor.

import { risky } from '../../../findings/evidence.js';
import type { Place } from '../../../findings/finding.js';
import type { Rule } from '../../../findings/rule.js';
import { phonesOf, type SiteSubject } from '../../phones-of.js';
import { saidBy } from '../tables/sources.js';

export const SITE_RULES = {
  // An account of the web page is only written where its password is known; else the factory's stays, which all know.
  'fanvil/factory-password': {
    ...risky(
      'A phone that keeps the password of the factory',
      'write `adminPassword` under `defaults`',
      saidBy('exports'),
    ),
    run({ site, models }) {
      const open = phonesOf(site, models).filter(
        ({ adminPassword, saidAt }) =>
          adminPassword === undefined && saidAt('adminPassword') === undefined,
      );
      const [first] = open;
      if (!first) return [];
      const more = open.length === 1 ? '' : `, and ${open.length - 1} more,`;
      const message = `phone ${first.mac}${more} would keep the password of the factory on its web page`;
      return [{ at: first.placeOf(), message, device: first.mac }];
    },
  },
} as const satisfies Readonly<Record<`fanvil/${string}`, Rule<SiteSubject, Place>>>;
