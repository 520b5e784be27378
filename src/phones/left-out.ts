// What an inventory says and a file cannot: never dropped in silence. One note for each list or field.

import { type Diagnostic, diagnostic, type Place } from '../findings/finding.js';

/** `items` are in the words of the inventory; none: nothing is said. `why` completes "…: the phone". */
export function leftOut(
  place: Place,
  field: string,
  items: readonly string[],
  why: string,
): readonly Diagnostic[] {
  if (items.length === 0) return [];
  const message = `${field}: ${items.join(', ')} is left out: ${why}`;
  return [diagnostic('inventory/left-out', place, message)];
}
