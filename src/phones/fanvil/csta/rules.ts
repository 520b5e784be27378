// What phones showed of the switch of uaCSTA, said of the phones that rely on it.

import { risky, style } from '../../../findings/evidence.js';
import type { Place } from '../../../findings/finding.js';
import type { Complaint, Rules } from '../../../findings/rule.js';
import type { Model } from '../../../site/model.js';
import type { Site } from '../../../site/site.js';
import type { SiteSubject } from '../../phones-of.js';
import { FANVIL_CSTA, POLARITY, settledOf } from './switch.js';

const SHOWN = 'a phone that was asked with either value in its file';

export const CSTA_RULES = {
  'fanvil/csta-settled': {
    ...style(
      'What a phone showed of its switch of uaCSTA',
      'nothing: it is known now for this firmware; tell us, and it is known to all',
      SHOWN,
    ),
    run: ({ site, models }) =>
      models
        .filter((model) => site.phones.some((phone) => phone.model === model.id && phone.csta))
        .flatMap((model) => settledOf(site, model))
        .map(({ model, firmware, on, place }) => ({
          at: place,
          message: `a ${model} with ${firmware} showed that ${on} switches uaCSTA on`,
        })),
  },
  'fanvil/csta-polarity': {
    ...risky(
      'A value for uaCSTA that phones of this model take for off',
      `see \`${POLARITY}\` in the README of the vendor`,
      SHOWN,
    ),
    run: ({ site, models }) => models.flatMap((model) => wrongOf(site, model)),
  },
} as const satisfies Rules<SiteSubject, Place>;

/** Said once: the first phone stands for all that are written so. */
function wrongOf(site: Site, model: Model): readonly Complaint<Place>[] {
  const known = settledOf(site, model);
  // Of which firmware a phone is nothing here tells: what some have and others not is left to who knows.
  const [first] = known;
  if (!first || known.some(({ on }) => on !== first.on)) return [];
  const { firmware, on, place } = first;
  const phone = site.phones.find(
    (each) => each.model === model.id && each.csta && FANVIL_CSTA.valueOf(each, model) !== on,
  );
  if (!phone) return [];
  return [
    {
      at: phone.placeOf('csta'),
      message: `a ${model.id} with ${firmware} showed that ${on} switches uaCSTA on, and this phone's file says the other`,
      hint: `write \`settings: { ${POLARITY}: ${on}-is-on }\``,
      related: [{ place, message: 'shown here' }],
      device: phone.mac,
    },
  ];
}
