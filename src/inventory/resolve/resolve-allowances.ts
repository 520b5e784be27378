// What an inventory allows: which rule, why, and for which phones.

import { type Mac, parseMac } from '../../core/mac.js';
import type { Allowance } from '../../site/allowance.js';
import type { Model } from '../../site/model.js';
import type { Phone } from '../../site/site.js';
import type { Entry, Inventory } from '../inventory.js';
import { childOf, type Origin, placeOf } from '../read/source.js';
import type { AllowInput, SharedLayerInput } from '../shape/input.js';
import type { Models } from './context.js';

type Concerns = (phone: Phone, model: Model | undefined) => boolean;

/** `phones`: those of the inventory, resolved. */
export function resolveAllowances(
  { site, defaults, groups, phones: entries }: Inventory,
  models: Models,
  phones: readonly Phone[],
): readonly Allowance[] {
  const macsOf = (concerns: Concerns): ReadonlySet<Mac> =>
    new Set(phones.flatMap((phone) => (concerns(phone, models.get(phone.model)) ? phone.mac : [])));
  const shared = (entry: Entry<SharedLayerInput>, concerns: Concerns): readonly Allowance[] => {
    const { input, origin } = entry;
    const ofModels = Object.entries(input.models ?? {}).flatMap(([name, said]) =>
      allowed(said.allow, childOf(origin, 'models', name), () =>
        macsOf((phone, model) => concerns(phone, model) && isNamed(name, model)),
      ),
    );
    return [...allowed(input.allow, origin, () => macsOf(concerns)), ...ofModels];
  };
  return [
    ...(site ? allowed(site.input.allow, site.origin) : []),
    ...(defaults ? shared(defaults, () => true) : []),
    ...[...groups].flatMap(([name, entry]) =>
      shared(entry, (phone) => phone.groups.includes(name)),
    ),
    ...entries.flatMap(({ input, origin }) =>
      allowed(input.allow, origin, () => {
        const mac = parseMac(input.mac ?? '');
        return new Set(mac ? [mac] : []);
      }),
    ),
  ];
}

function isNamed(name: string, model: Model | undefined): boolean {
  return model !== undefined && (model.id === name || model.vendor === name);
}

/** Absent `phones`: all of the site, and the site itself. */
function allowed(
  inputs: readonly AllowInput[] | undefined,
  origin: Origin,
  phones?: () => ReadonlySet<Mac>,
): readonly Allowance[] {
  if (!inputs || inputs.length === 0) return [];
  const about = phones && { phones: phones() };
  return inputs.map(({ rule, reason }, index) => ({
    rule,
    reason,
    place: placeOf(childOf(origin, 'allow', index, 'rule')),
    ...about,
  }));
}
