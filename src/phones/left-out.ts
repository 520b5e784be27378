// What an inventory says and a file cannot: never dropped in silence. One note for each list or field. Each vendor has a
// rule of this row, for it knows its files.

import { style } from '../findings/evidence.js';
import type { Place } from '../findings/finding.js';
import type { Complaint } from '../findings/rule.js';

export const LEFT_OUT = style(
  'Something that the file of the phone has no room for',
  'nothing has to be done; leave it out if it matters',
);

/** `items` are in the words of the inventory; none: nothing is said. `why` completes "…: the phone". */
export function leftOut(
  at: Place,
  field: string,
  items: readonly string[],
  why: string,
): readonly Complaint<Place>[] {
  if (items.length === 0) return [];
  const left = items.length === 1 ? 'is' : 'are';
  return [{ at, message: `${field}: ${items.join(', ')} ${left} left out: ${why}` }];
}
