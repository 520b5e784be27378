// What an inventory says and a file cannot: never dropped in silence. One note for each list or field.

import { type CodeTable, style } from '../findings/evidence.js';
import { type Finding, findingsOf, type Place } from '../findings/finding.js';

export const LEFT_OUT_CODES = {
  'inventory/left-out': style(
    'Something that the file of the phone has no room for',
    'nothing has to be done; leave it out if it matters',
  ),
} as const satisfies CodeTable;

const finding = findingsOf(LEFT_OUT_CODES);

/** `items` are in the words of the inventory; none: nothing is said. `why` completes "…: the phone". */
export function leftOut(
  place: Place,
  field: string,
  items: readonly string[],
  why: string,
): readonly Finding[] {
  if (items.length === 0) return [];
  const message = `${field}: ${items.join(', ')} is left out: ${why}`;
  return [finding('inventory/left-out', place, message)];
}
