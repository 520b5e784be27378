// What a site relies on although no phone has confirmed it: said once for each model, at the first phone concerned.

import type { Place } from '../../../findings/finding.js';
import type { Complaint, Rules } from '../../../findings/rule.js';
import { placeOfKey } from '../../../site/key-place.js';
import type { Model, SettingSchema } from '../../../site/model.js';
import type { Phone } from '../../../site/site.js';
import { NOT_CONFIRMED } from '../../not-confirmed.js';
import type { SiteSubject } from '../../phones-of.js';
import type { CiscoData } from '../tables/data.js';
import { factsOf } from '../tables/facts.js';
import { findZone } from '../tables/time-zone.js';
import { trainOf } from '../tables/trains.js';

interface DoubtedSite extends SiteSubject {
  readonly data: CiscoData;
}

export const UNPROVEN_RULES = {
  'cisco/unproven': { ...NOT_CONFIRMED, run: findUnproven },
} as const satisfies Rules<DoubtedSite, Place>;

interface Doubt {
  readonly what: string;
  /** Asked for at the first phone that has it. */
  readonly at: () => Place;
}

type FindDoubts = (phone: Phone, model: ModelInUse, data: CiscoData) => readonly Doubt[];

interface ModelInUse extends Model {
  /** Those of its settings of which nobody knows what they do. */
  readonly unproven: readonly (readonly [name: string, schema: SettingSchema])[];
}

const DOUBTS: readonly FindDoubts[] = [
  doubtZone,
  doubtDate,
  doubtLamp,
  doubtFirmware,
  doubtSettings,
];

function findUnproven({ site, models, data }: DoubtedSite): readonly Complaint<Place>[] {
  const inUse = new Map(models.map((model) => [model.id, withUnproven(model)]));
  const found = new Map<string, Complaint<Place>>();
  for (const phone of site.phones) {
    const model = inUse.get(phone.model);
    if (!model) continue;
    for (const { what, at } of DOUBTS.flatMap((find) => find(phone, model, data))) {
      const message = `${model.id}, not confirmed by a phone yet: ${what}`;
      if (found.has(message)) continue;
      found.set(message, { at: at(), message, device: phone.mac });
    }
  }
  return [...found.values()];
}

function withUnproven(model: Model): ModelInUse {
  const unproven = Object.entries(model.settings.properties).filter(
    ([, schema]) => schema['x-unproven'] !== undefined,
  );
  return { ...model, unproven };
}

function doubtZone(phone: Phone, _model: ModelInUse, data: CiscoData): readonly Doubt[] {
  const chosen = String(phone.settings.timeZone ?? '');
  const zone = findZone(data, phone.timeZone, chosen);
  if (!zone.found || zone.unproven === undefined) return [];
  const path = chosen ? ['settings', 'timeZone'] : ['timeZone'];
  const what = `the time zone "${zone.name}": ${zone.unproven}`;
  return [{ what, at: () => phone.placeOf(...path) }];
}

function doubtDate({ dateFormat, placeOf }: Phone): readonly Doubt[] {
  if (dateFormat.order !== 'ymd') return [];
  return [{ what: 'a date with the year first', at: () => placeOf('dateFormat') }];
}

function doubtLamp(phone: Phone): readonly Doubt[] {
  const blf = phone.keys.find(({ type }) => type === 'blf');
  const what = 'that the lamp of a BLF key is lit by an Asterisk without the usecallmanager patch';
  return blf ? [{ what, at: () => placeOfKey(phone, blf) }] : [];
}

function doubtFirmware(
  { firmware, placeOf }: Phone,
  model: Model,
  { trains }: CiscoData,
): readonly Doubt[] {
  const { loadPrefix } = factsOf(model);
  const [madeFor] = trains;
  if (!firmware?.startsWith(loadPrefix) || trainOf(trains, firmware) === madeFor) return [];
  const what = `${firmware}: the files are made for ${madeFor.name}`;
  return [{ what, at: () => placeOf('firmware') }];
}

/** Settings that someone chose although nobody knows what they do. */
function doubtSettings(phone: Phone, { unproven }: ModelInUse): readonly Doubt[] {
  return unproven.flatMap(([name, schema]) => {
    const value = phone.settings[name];
    if (value === undefined || value === schema.default) return [];
    const what = `${name}: ${schema['x-unproven']}`;
    return [{ what, at: () => phone.placeOf('settings', name) }];
  });
}
