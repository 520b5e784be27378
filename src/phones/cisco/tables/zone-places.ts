// The vendor's time zone -> places of the IANA database whose clocks it shows: time-zone.ts the other way round.

import { oncePer, oncePerKey } from '../../../core/once-per.js';
import type { TimeZone } from '../../time-zones.js';
import type { Zone } from './data.js';
import { findZone, hasDaylight, type ZoneTables } from './time-zone.js';

export interface ZonePlaces {
  /** The most likely first. */
  readonly names: readonly string[];
  /** The vendor's zone is found for each of them; false: it only has their standard time, and has to be named beside. */
  readonly exact: boolean;
}

/** `country`: of two letters, if it is known. Undefined: the vendor has no such zone, or nobody knows its clock. */
export function zonePlaces(
  tables: ZoneTables,
  vendorZone: string,
  country = '',
): ZonePlaces | undefined {
  const zone = tables.zones[vendorZone];
  if (!zone) return undefined;
  const exact = placesByZone(tables)().get(vendorZone) ?? [];
  const like = exact.length > 0 ? exact : likePlaces(tables, vendorZone, zone);
  const { place } = zone;
  const names = place === undefined || like.includes(place) ? like : [place, ...like];
  if (names.length === 0) return undefined;
  const order = orderOf(names, place, country, usualPlaces(tables.zones));
  const sorted = names.toSorted((a, b) => order(a) - order(b));
  return { names: sorted, exact: exact.includes(sorted[0] ?? '') };
}

const placesByZone = oncePer((tables: ZoneTables) =>
  once(() => {
    const found = new Map<string, string[]>();
    for (const name of Object.keys(tables.timeZones.zones)) {
      const answer = isPlace(name) ? findZone(tables, name, '') : undefined;
      if (answer?.found) found.set(answer.name, [...(found.get(answer.name) ?? []), name]);
    }
    return found;
  }),
);

/** Europe/Moscow, not GB or Etc/GMT-3. */
function isPlace(name: string): boolean {
  return /^(?!Etc|Antarctica|US\/|Canada\/|Mexico\/|Brazil\/|Chile\/)[A-Z][a-z]+\/[A-Z]/.test(name);
}

function likePlaces({ timeZones }: ZoneTables, vendorZone: string, zone: Zone): readonly string[] {
  const isLike = ({ minutes, summer }: TimeZone) =>
    minutes === zone.minutes && summer === undefined;
  const isLikeInSummer = ({ minutes, summer }: TimeZone) =>
    minutes === zone.minutes && summer !== undefined;
  const all = Object.entries(timeZones.zones).filter(([name]) => isPlace(name));
  const wanted = hasDaylight(vendorZone) ? [isLikeInSummer, isLike] : [isLike];
  return wanted
    .flatMap((fits) => all.filter(([, each]) => fits(each)))
    .map(([name]) => name)
    .toSorted();
}

/** Places of the country, of them the usual one; then the usual one of all, and those of its area. */
function orderOf(
  names: readonly string[],
  usual: string | undefined,
  country: string,
  wellKnown: ReadonlySet<string>,
): (name: string) => number {
  const own = placesOf(country);
  const area = usual?.split('/')[0] ?? '';
  const rank = (name: string) => {
    const isUsual = name === usual;
    if (own.includes(name)) return isUsual ? 0 : wellKnown.has(name) ? 1 : 2;
    if (isUsual) return 3;
    return name.startsWith(`${area}/`) ? 4 : 5;
  };
  return (name) => rank(name) * names.length + names.indexOf(name);
}

const usualPlaces = oncePer(
  (zones: ZoneTables['zones']) =>
    new Set(Object.values(zones).flatMap(({ place }) => place ?? [])) as ReadonlySet<string>,
);

/** What ICU knows of a country; nothing where it does not tell. */
const placesOf = oncePerKey((country: string): readonly string[] => {
  if (!/^[A-Z]{2}$/.test(country)) return [];
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & TellsZones;
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
});

/** The older name, and the newer one. */
interface TellsZones {
  readonly timeZones?: readonly string[];
  getTimeZones?(): readonly string[];
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
