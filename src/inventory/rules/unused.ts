// Groups that no phone is in, and entries of sections that nobody chooses: prepared, or misspelt where they were meant.

import { style } from '../../findings/evidence.js';
import type { Place } from '../../findings/finding.js';
import type { Complaint } from '../../findings/rule.js';
import type { Inventory, WrittenSection } from '../inventory.js';
import { type Origin, placeOf } from '../read/source.js';
import { writtenLayers } from '../resolve/layers.js';
import type { SiteRules } from './subject.js';

export const UNUSED_RULES = {
  'inventory/unused-entry': {
    ...style(
      'A group or another entry that nobody uses',
      'name it where it is meant, or remove it',
    ),
    applies: ({ inventory }) => inventory.phones.length > 0,
    run: ({ inventory }) => [
      ...unusedGroups(inventory),
      ...inventory.sections.flatMap((each) => unusedEntries(inventory, each)),
    ],
  },
} as const satisfies SiteRules;

function unusedGroups({ groups, phones }: Inventory): readonly Complaint<Place>[] {
  const used = new Set(phones.flatMap(({ input }) => input.groups ?? []));
  const origins = [...groups].flatMap(([name, { origin }]) => (used.has(name) ? [] : [origin]));
  return complain(origins, 'group', 'no phone is in');
}

function unusedEntries(
  inventory: Inventory,
  { section: { choice }, entries }: WrittenSection,
): readonly Complaint<Place>[] {
  if (!choice || entries.length === 0) return [];
  const layers = [...writtenLayers(inventory)];
  const used = new Set(layers.map(({ input }) => Reflect.get(input, choice.field)));
  const origins = entries.flatMap(({ origin }) => (used.has(nameOf(origin)) ? [] : [origin]));
  return complain(origins, choice.noun, 'nobody chooses');
}

/** Of several in one section the first. */
function complain(
  [first, ...others]: readonly Origin[],
  noun: string,
  fault: string,
): readonly Complaint<Place>[] {
  if (!first) return [];
  const more = others.length === 0 ? '' : `, nor ${others.length} more`;
  return [{ at: placeOf(first, 'key'), message: `${fault} the ${noun} "${nameOf(first)}"${more}` }];
}

function nameOf({ path }: Origin): string {
  return String(path.at(-1));
}
