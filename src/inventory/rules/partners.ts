// Settings that do nothing without another: a port without its host, a page that is never shown.

import { oncePer } from '../../core/once-per.js';
import { ignored } from '../../findings/evidence.js';
import type { Model } from '../../site/model.js';
import type { SettingValue } from '../../site/site.js';
import type { PhoneRules } from './subject.js';

export const PARTNER_RULES = {
  'inventory/setting-alone': {
    ...ignored(
      'A setting that does nothing without another',
      'write the other one beside it, or remove it',
    ),
    run: ({ phone: { settings, placeOf, saidAt }, model }) =>
      partnersOf(model).flatMap(({ name, partner, idle }) => {
        const value = settings[partner];
        const works = value !== undefined && !idle.includes(value);
        const { default: usual } = model.settings.properties[name] ?? {};
        if (works || settings[name] === usual || !saidAt('settings', name)) return [];
        const is = value === undefined || value === '' ? 'is not said' : `is ${String(value)}`;
        const message = `\`${name}\` does nothing: \`${partner}\` ${is}`;
        return [{ at: placeOf('settings', name), message }];
      }),
  },
} as const satisfies PhoneRules;

interface Partner {
  readonly name: string;
  readonly partner: string;
  /** Its values with which `name` does nothing. */
  readonly idle: readonly SettingValue[];
}

const partnersOf = oncePer((model: Model): readonly Partner[] =>
  Object.entries(model.settings.properties).flatMap(([name, schema]) =>
    Object.entries(schema['x-with'] ?? {}).map(([partner, idle]) => ({ name, partner, idle })),
  ),
);
