// Numbers to dial that are written with letters. Nothing is wrong with an account of such a name, so it is a doubt.

import { spelledFault } from '../../core/spelled-number.js';
import { commaFault, DIGITS, dialledFault, extensionFault } from '../../core/user-part.js';
import type { Place } from '../../findings/finding.js';
import type { Complaint } from '../../findings/rule.js';
import type { Inventory } from '../inventory.js';
import { READ_CODES } from '../read/codes.js';
import { childOf, type Origin, placeOf } from '../read/source.js';
import { writtenLayers } from '../resolve/layers.js';
import type { SiteRules } from './subject.js';

export const SPELLED_NUMBER_RULES = {
  'inventory/doubtful-value': {
    ...READ_CODES['inventory/doubtful-value'],
    run: ({ inventory }) => spelledNumbers(inventory),
  },
} as const satisfies SiteRules;

function spelledNumbers(inventory: Inventory): readonly Complaint<Place>[] {
  const ofKeys = writtenLayers(inventory).flatMap(({ input, origin }) =>
    Object.entries(input.keys ?? {}).flatMap(([name, key]) => {
      const { speedDial, blf, pickup } = key ?? {};
      return [
        ...check(speedDial, origin, 'keys', name, 'speedDial'),
        ...check(blf, origin, 'keys', name, 'blf'),
        ...check(pickup, origin, 'keys', name, 'pickup'),
      ];
    }),
  );
  const ofLines = [...inventory.lines.values()].flatMap(({ input, origin }) => [
    ...check(input.voicemail, origin, 'voicemail'),
    ...check(input.cstaNumber, origin, 'cstaNumber'),
  ]);
  return [...ofKeys, ...ofLines];
}

/** What cannot be dialled at all is an error of the schema. */
function check(
  number: string | undefined,
  holder: Origin,
  ...path: readonly string[]
): readonly Complaint<Place>[] {
  if (number === undefined || DIGITS.test(number) || dialledFault(number) !== undefined) return [];
  const field = path.at(-1);
  const watched = field === 'blf' ? commaFault(number) : undefined;
  const doubt = watched ?? spelledFault(number) ?? extensionFault(number);
  if (!doubt) return [];
  const message = `${field}: "${number}" ${doubt.what}`;
  const hint = `${doubt.hint}, unless the PBX has an account of exactly this name`;
  return [{ at: placeOf(childOf(holder, ...path)), message, hint }];
}
