// Windows' names of time zones, and what Windows and Outlook show in their place -> a place of the IANA database.

import { nearestName } from '../findings/near.js';

/** By Windows' name: the place that is meant where nobody says more. */
export type WindowsZones = Readonly<Record<string, string>>;

/** `(UTC+03:00) Moscow, St. Petersburg`: what a list of choices shows. */
const SHOWN = /^\((?:UTC|GMT)[^)]*\)\s*(?=\S)/i;
/** `Eastern Time (US & Canada)`. */
const WHERE = /\s*\([^)]*\)$/;
/** `Eastern Daylight Time`, `Eastern Time`, and what Cisco phones have: `W. Europe Standard/Daylight Time`. */
const SEASON = /(?: standard| daylight| summer| winter)*(?:\/daylight)? time$/i;

/** Undefined: Windows has no name that is this one but for capitals, blanks and the season. */
export function placeOfWindows(zones: WindowsZones, name: string): string | undefined {
  const words = wordsIn(name);
  const names = [words, words.replace(WHERE, '')].flatMap((each) => [each, standard(each)]);
  const same = new Set(names.map((each) => each.toLowerCase()));
  return Object.entries(zones).find(([zone]) => same.has(zone.toLowerCase()))?.[1];
}

/** Undefined: Windows has no name like it. `placeNamed`: the place of the database that a town names. */
export function windowsPlace(
  zones: WindowsZones,
  name: string,
  placeNamed: (town: string) => string | undefined,
): string | undefined {
  const words = wordsIn(name);
  const place = placeOfWindows(zones, name);
  if (place !== undefined) return place;
  if (SEASON.test(words)) {
    const town = placeNamed(words.replace(SEASON, ''));
    const near = town === undefined ? nearestName(standard(words), Object.keys(zones)) : undefined;
    return near === undefined ? town : zones[near];
  }
  if (!SHOWN.test(name)) return undefined;
  const towns = words.split(/, | & | and /).map((each) => placeNamed(each.trim()));
  return towns.find((each) => each !== undefined);
}

function wordsIn(name: string): string {
  return name
    .replace(SHOWN, '')
    .trim()
    .replaceAll(/[\s_]+/g, ' ');
}

function standard(words: string): string {
  return words.replace(SEASON, ' Standard Time');
}
