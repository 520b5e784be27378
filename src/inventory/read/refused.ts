// What the shape of an inventory has refused already: nothing that follows from it is told again.

import { type Finding, formatPlace, type Place } from '../../findings/finding.js';
import type { Inventory } from '../inventory.js';
import type { Origin, Path } from './source.js';

/** Of a value or name that is refused, at its own place. */
const REFUSALS: ReadonlySet<string> = new Set([
  'inventory/bad-value',
  'inventory/quote-it',
  'inventory/wrong-type',
]);

/** `found`: what the shape says. */
export function refusedPlaces(found: readonly Finding[]): ReadonlySet<string> {
  return new Set(
    found.filter(({ code }) => REFUSALS.has(code)).map(({ place }) => formatPlace(place)),
  );
}

export function isRefused({ refused }: Pick<Inventory, 'refused'>, place: Place): boolean {
  return refused.size > 0 && refused.has(formatPlace(place));
}

/** Whether an entry of that name, all of its section, or what it cannot be without was left out for its shape. */
export function isCutAway(
  { sources, cut }: Pick<Inventory, 'sources' | 'cut'>,
  section: string,
  name: string,
): boolean {
  if (cut.size === 0) return false;
  return sources.some(({ file }) => {
    if (cut.has(cutKey(file, [section]))) return true;
    const entry = cutKey(file, [section, name]);
    // What is below it begins with all of it but the bracket.
    const below = `${entry.slice(0, -1)},`;
    return cut.has(entry) || [...cut].some((key) => key.startsWith(below));
  });
}

/** Whether the value at `path` below `origin` was left out because it has not the right shape. */
export function isCutBelow(
  { cut }: Pick<Inventory, 'cut'>,
  { source, path: holder }: Origin,
  path: Path,
): boolean {
  return cut.size > 0 && cut.has(cutKey(source.file, [...holder, ...path]));
}

/** Sections in which phones may have stood, one that nobody knows among them. */
const OF_PHONES = new Set(['phones', 'include']);

/** Whether something was left out in which there may have been phones: an entry, a list, a file's name, all of a file. */
export function isCutFromPhones({ cut }: Pick<Inventory, 'cut'>): boolean {
  return [...cut].some((key) => {
    const [, section, name]: readonly (string | undefined)[] = JSON.parse(key);
    return section === undefined || OF_PHONES.has(section) || name === undefined;
  });
}

/** Whether something was left out of where networks and the addresses of phones are said. */
export function isCutFromAddresses({ cut }: Pick<Inventory, 'cut'>): boolean {
  return [...cut].some((key) => {
    const [, section]: readonly (string | undefined)[] = JSON.parse(key);
    return section === undefined || OF_ADDRESSES.has(section);
  });
}

const OF_ADDRESSES = new Set([...OF_PHONES, 'network', 'networks']);

export function cutKey(file: string, path: Path): string {
  return JSON.stringify([file, ...path.map(String)]);
}
