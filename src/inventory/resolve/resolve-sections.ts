// Sections that vendors bring: each says itself what its entries mean, and phones choose among them by name.

import { findingBy } from '../../findings/finding.js';
import { didYouMean } from '../../findings/near.js';
import type {
  Choice,
  Chosen,
  ChosenEntry,
  Sections,
  UnknownName,
  WrittenEntry,
} from '../../site/section.js';
import type { Entry, WrittenSection } from '../inventory.js';
import { isCutAway } from '../read/refused.js';
import { childOf, placeOf } from '../read/source.js';
import { RESOLVE_CODES } from './codes.js';
import type { Context } from './context.js';
import { findPlace, type Layer, pickText } from './layers.js';

export function resolveSections(written: readonly WrittenSection[]): Sections {
  return new Map(
    written.map(({ section, entries }) => [
      section.name,
      entries.map((entry) => section.resolve(forSection(entry))),
    ]),
  );
}

function forSection({ input, origin }: Entry<unknown>): WrittenEntry<unknown> {
  return { name: nameOf(origin), input, placeOf: (...path) => placeOf(childOf(origin, ...path)) };
}

function nameOf({ path }: Entry<unknown>['origin']): string {
  return String(path.at(-1));
}

/** Unless a section says it in its own way. */
const NO_ENTRY: UnknownName = {
  id: 'inventory/unknown-entry',
  row: RESOLVE_CODES['inventory/unknown-entry'],
};

interface Choosable {
  readonly section: string;
  readonly choice: Choice;
  readonly entries: ReadonlyMap<string, ChosenEntry>;
}

/** What a phone with these layers chooses. A name that no entry has is reported. */
export type Choose = (context: Context, layers: readonly Layer[]) => Chosen;

const NOTHING: Chosen = {};

/** Of phones that choose the same, one object for all. */
export function createChoose(written: readonly WrittenSection[], sections: Sections): Choose {
  const choosable = written.flatMap((each) => choosableOf(each, sections) ?? []);
  const known = new Map<string, Chosen>();
  return (context, layers) => {
    const found = choosable.flatMap((each) => choose(context, layers, each));
    if (found.length === 0) return NOTHING;
    const key = JSON.stringify(found.map(([field, { name }]) => [field, name]));
    const chosen = known.get(key) ?? Object.fromEntries(found);
    known.set(key, chosen);
    return chosen;
  };
}

function choosableOf(
  { section: { name, choice }, entries }: WrittenSection,
  sections: Sections,
): Choosable | undefined {
  if (!choice) return undefined;
  const meanings = sections.get(name) ?? [];
  const byName = entries.map(({ origin }, index) => {
    const chosen = { name: nameOf(origin), meaning: meanings[index] };
    return [chosen.name, chosen] as const;
  });
  return { section: name, choice, entries: new Map(byName) };
}

function choose(
  { inventory, report }: Context,
  layers: readonly Layer[],
  { section, choice: { field, noun, unknown = NO_ENTRY }, entries }: Choosable,
): readonly (readonly [field: string, entry: ChosenEntry])[] {
  const name = pickText(layers, field);
  const place = findPlace(layers, [field]);
  if (name === undefined || !place) return [];
  const entry = entries.get(name);
  if (entry) return [[field, entry]];
  if (isCutAway(inventory, section, name)) return [];
  const message = `no ${noun} is named "${name}"${didYouMean(name, entries.keys())}`;
  const hint = `define it under \`${section}\``;
  report(findingBy(unknown.id, unknown.row, place, message, { hint }));
  return [];
}
