// What no phone has confirmed yet: said once for each model in use, at the first phone that relies on it.

import { type Diagnostic, diagnosticBy, type Place } from '../../../findings/finding.js';
import type { Model } from '../../../site/model.js';
import type { Site } from '../../../site/site.js';
import { NOT_CONFIRMED } from '../../not-confirmed.js';
import type { Contexts, PhoneContext } from '../settings/context.js';
import { functionKeyAssignments } from '../settings/function-keys.js';
import type { PhoneZone } from '../tables/time-zone.js';

const UNPROVEN = 'fanvil/unproven';

export const UNPROVEN_RULES = {
  [UNPROVEN]: NOT_CONFIRMED,
} as const;

interface Doubt {
  /** Where the phone relies on it; undefined: it does not. */
  find(context: PhoneContext): Place | undefined;
  /** Completes "not confirmed by a phone yet: …". */
  what(model: Model): string;
}

const DOUBTS: readonly Doubt[] = [
  {
    find: ({ phone }) => (phone.csta ? phone.placeOf('csta') : undefined),
    what: ({ settings }) => settings.properties.cstaPolarity?.['x-unproven'] ?? 'uaCSTA',
  },
  {
    find: (context) => (zoneOf(context)?.seen === false ? zonePlace(context) : undefined),
    what: () => 'time zones off the full hour or more than 12 hours from UTC',
  },
  {
    find: (context) =>
      context.form.name === 'B' && hasRule(context, zoneOf(context))
        ? zonePlace(context)
        : undefined,
    what: () =>
      'that `DST Type` 2 means a rule in the file, as `Enable DST` 2 does on older phones',
  },
  {
    find: (context) =>
      context.form.name === 'dotted'
        ? functionKeyAssignments(context)
            .find(({ asked, row }) => asked && row.dotted)
            ?.asked?.()
        : undefined,
    what: () => 'the dotted names of function keys, known from two programs of others',
  },
  {
    find: ({ phone }) =>
      phone.nat.enabled && phone.nat.fromReceived
        ? phone.placeOf('nat', 'fromReceived')
        : undefined,
    what: () => 'that the phone learns its address from `received=`, for which no setting is known',
  },
];

export function checkUnproven(
  contexts: Contexts,
  site: Site,
  models: readonly Model[],
): readonly Diagnostic[] {
  return models.flatMap((model) => unprovenOf(contexts, site, model));
}

/** Stops at the phone that has answered the last doubt. */
function unprovenOf(contexts: Contexts, site: Site, model: Model): readonly Diagnostic[] {
  const open = new Set(DOUBTS);
  const found: Diagnostic[] = [];
  for (const phone of site.phones) {
    if (phone.model !== model.id) continue;
    const context = contexts.ofPhone(phone, model, site);
    for (const doubt of open) {
      const place = doubt.find(context);
      if (!place) continue;
      open.delete(doubt);
      const message = `${model.id}, not confirmed by a phone yet: ${doubt.what(model)}`;
      found.push(
        diagnosticBy(UNPROVEN, UNPROVEN_RULES[UNPROVEN], place, message, { device: phone.mac }),
      );
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
