// Elements that say which time it is, and how it is shown.

import { ignored } from '../../../../findings/evidence.js';
import { didYouMean } from '../../../../findings/near.js';
import { placeOfWindows } from '../../../windows-zones.js';
import { saidBy } from '../../tables/sources.js';
import { findZone } from '../../tables/time-zone.js';
import type { ValueRules } from './value-rule.js';

/** `D.M.Y`, `M/D/YYA`; the last letter in either case. */
const DATE = /^(?:D([./-])M\1YY?|M([./-])D\2YY?|YY?([./-])M\3D|YA?([./-])M\4D)A?$/i;

export const CLOCK_RULES = {
  'cisco/no-time': {
    ...ignored('A text where a time of day belongs', 'write HH:MM', saidBy('guide')),
    of: ['time'],
    find: (text) =>
      text === '' || /^\d{1,2}:[0-5]\d$/.test(text) ? undefined : { what: 'is no time' },
  },
  'cisco/date-form': {
    ...ignored(
      'A form of dates that the phone does not know',
      'write D, M and Y or YY with one of . / - between them, and an A behind for 12 hours',
      saidBy('guide', 'files'),
    ),
    of: ['date'],
    find: (text) => (text === '' || DATE.test(text) ? undefined : { what: 'is no form of dates' }),
  },
  'cisco/zone-of-others': {
    ...ignored(
      'A time zone by its name on the internet, in place of the name that the phone has for it',
      'write the name as the vendor does: with another one the clock is wrong',
      saidBy('image', 'cldr'),
    ),
    of: ['zone'],
    find(text, _rule, data) {
      if (!Object.hasOwn(data.timeZones.zones, text)) return undefined;
      const zone = findZone(data, text, '');
      const hint = zone.found ? `write ${zone.name}` : zone.message;
      return { what: 'is a name that other programs have for a time zone', hint };
    },
  },
  'cisco/unknown-zone': {
    ...ignored(
      'A time zone that the phone does not know by this name',
      'write the name as the vendor does: with another one the clock is wrong',
      saidBy('clock', 'image'),
    ),
    of: ['zone'],
    find(text, _rule, data) {
      const { zones, timeZones } = data;
      if (text === '' || Object.hasOwn(zones, text)) return undefined;
      const what = 'is no time zone of the phone';
      const place = placeOfWindows(timeZones.windowsZones(), text);
      if (place === undefined) return { what: `${what}${didYouMean(text, Object.keys(zones))}` };
      const zone = findZone(data, place, '');
      const hint = zone.found ? `write ${zone.name}` : zone.message;
      return { what: `${what}: Windows has it for ${place}`, hint };
    },
    // People lose the last word.
    fix: (text, _rule, { zones }) =>
      Object.hasOwn(zones, `${text} Time`) ? `${text} Time` : undefined,
  },
} as const satisfies ValueRules;
