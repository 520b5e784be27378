// Writes templates/windows-zones.json: which place of the IANA database each of Windows' names of time zones means.
// node scripts/write-windows-zones.mjs CORE BCP47, the unpacked npm packages cldr-core and cldr-bcp47 of one release.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [core, bcp47] = process.argv.slice(2);
if (core === undefined || bcp47 === undefined) throw new Error('name the folders of both packages');

const read = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));
const { version: release } = read(core, 'package.json');
if (read(bcp47, 'package.json').version !== release) throw new Error('they are of two releases');

/** CLDR keeps the name that a place had first: `Asia/Calcutta`. */
const today = new Map(
  Object.values(read(bcp47, 'bcp47', 'timezone.json').keyword.u.tz).flatMap(
    ({ _alias: names = '', _iana: iana }) =>
      iana === undefined ? [] : names.split(' ').map((name) => [name, iana]),
  ),
);
/** That of all places where people have the zone. */
const WORLD = '001';
const rows = read(core, 'supplemental', 'windowsZones.json')
  .supplemental.windowsZones.mapTimezones.map(({ mapZone }) => mapZone)
  // The others are distances from UTC.
  .filter(({ _other: name, _territory: of }) => of === WORLD && name.includes(' '))
  .map(({ _other: name, _type: place }) => [name, today.get(place) ?? place]);
const table = {
  source: `Unicode CLDR ${release}, windowsZones; © 2004-2026 Unicode, Inc., https://www.unicode.org/license.txt`,
  release,
  places: Object.fromEntries(rows),
};
const target = new URL('../templates/windows-zones.json', import.meta.url);
writeFileSync(target, `${JSON.stringify(table, null, 2)}\n`);
