// What no phone has confirmed yet: said once for each model in use, at the first phone that relies on it.

import type { Place } from '../../../findings/finding.js';
import type { Complaint, Rules } from '../../../findings/rule.js';
import type { Model } from '../../../site/model.js';
import type { Site } from '../../../site/site.js';
import { NOT_CONFIRMED } from '../../not-confirmed.js';
import type { SiteSubject } from '../../phones-of.js';
import { POLARITY, settledOf } from '../csta/switch.js';
import type { Contexts, PhoneContext } from '../settings/context.js';
import { functionKeyAssignments } from '../settings/function-keys.js';
import type { PhoneZone } from '../tables/time-zone.js';

interface DoubtedSite extends SiteSubject {
  readonly contexts: Contexts;
}

export const UNPROVEN_RULES = {
  'fanvil/unproven': {
    ...NOT_CONFIRMED,
    run: ({ contexts, site, models }) =>
      models.flatMap((model) => unprovenOf(contexts, site, model)),
  },
} as const satisfies Rules<DoubtedSite, Place>;

interface Doubt {
  /** Completes "not confirmed by a phone yet: …"; undefined: there is none in this form of file. */
  what(context: PhoneContext): string | undefined;
  /** Where the phone relies on it; undefined: it does not. */
  find(context: PhoneContext, site: Site): Place | undefined;
}

const DOUBTS: readonly Doubt[] = [
  {
    what: ({ model }) => model.settings.properties[POLARITY]?.['x-unproven'] ?? 'uaCSTA',
    find: ({ phone, model }, site) =>
      phone.csta && settledOf(site, model).length === 0 ? phone.placeOf('csta') : undefined,
  },
  {
    what: () => 'time zones off the full hour or more than 12 hours from UTC',
    find: (context) => (zoneOf(context)?.seen === false ? zonePlace(context) : undefined),
  },
  {
    what: ({ spelling }) => spelling.unproven.summerTimeRule,
    find: (context) => (hasRule(context, zoneOf(context)) ? zonePlace(context) : undefined),
  },
  {
    what: ({ spelling }) => spelling.unproven.functionKeys,
    find: (context) =>
      functionKeyAssignments(context)
        .find(({ asked, row }) => asked && context.spelling.has(row))
        ?.asked?.(context),
  },
  {
    what: () => 'that the phone learns its address from `received=`, for which no setting is known',
    find: ({ phone }) =>
      phone.nat.enabled && phone.nat.fromReceived
        ? phone.placeOf('nat', 'fromReceived')
        : undefined,
  },
];

function unprovenOf(contexts: Contexts, site: Site, model: Model): readonly Complaint<Place>[] {
  const told = new Set<string>();
  const found: Complaint<Place>[] = [];
  for (const phone of site.phones) {
    if (phone.model !== model.id) continue;
    const context = contexts.ofPhone(phone, model, site);
    for (const doubt of DOUBTS) {
      const what = doubt.what(context);
      if (what === undefined || told.has(what)) continue;
      const place = doubt.find(context, site);
      if (!place) continue;
      told.add(what);
      const message = `${model.id}, not confirmed by a phone yet: ${what}`;
      found.push({ at: place, message, device: phone.mac });
    }
  }
  return found;
}

function zoneOf({ phone, tables, settings }: PhoneContext): PhoneZone | undefined {
  return settings.timeZoneOffset === '' ? tables.findZone(phone.timeZone) : undefined;
}

function zonePlace({ phone }: PhoneContext): Place {
  return phone.placeOf('timeZone');
}

function hasRule({ settings }: PhoneContext, zone: PhoneZone | undefined): boolean {
  return settings.daylightSaving === 'zone' && typeof zone?.summer === 'object';
}
