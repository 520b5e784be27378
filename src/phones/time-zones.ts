// The time zones of the world, one table for all vendors: what each name means, and what to say of one that is none.

import { nearestName } from '../findings/near.js';
import type { VendorData } from './packs/packs.js';
import { compileShape } from './packs/shape.js';
import { type PosixZone, readPosixZone } from './posix-zone.js';
import { type WindowsZones, windowsPlace } from './windows-zones.js';

/** How the clocks of a place go on from now. */
export interface TimeZone {
  /** Standard time, minutes east of UTC. */
  readonly minutes: number;
  /** `M3.5.0/2,M10.5.0/3`: when summer time starts and ends, as POSIX TZ writes it. */
  readonly summer?: string;
  /** Minutes of summer time; 60 unless said. */
  readonly shift?: number;
}

export interface TimeZoneTable {
  /** Of the IANA time zone database: `2026f`. */
  readonly release: string;
  /** Minutes from UTC that places keep all year and some vendor's phones cannot. */
  readonly notEverywhere: readonly number[];
  /** By every name of the database, old ones as well. */
  readonly zones: Readonly<Record<string, TimeZone>>;
}

export interface TimeZones extends TimeZoneTable {
  /** Only a hint needs them. Read when first asked for; throws then if the table has another shape. */
  windowsZones(): WindowsZones;
}

export interface UnknownZone {
  readonly message: string;
  readonly hint: string;
}

/** One of JSON Schema for the tables of vendors that hold clocks, too. */
export const TIME_ZONE_PROPERTIES = {
  minutes: { type: 'integer' },
  summer: { type: 'string', minLength: 1 },
  shift: { type: 'integer' },
};

const isTable = compileShape<TimeZoneTable>({
  type: 'object',
  additionalProperties: false,
  properties: {
    source: { type: 'string', minLength: 1 },
    release: { type: 'string', pattern: '^20\\d\\d[a-z]$' },
    notEverywhere: { type: 'array', items: { type: 'integer' } },
    zones: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: TIME_ZONE_PROPERTIES,
        required: ['minutes'],
      },
    },
  },
  required: ['source', 'release', 'notEverywhere', 'zones'],
});

const isWindowsTable = compileShape<{ readonly places: WindowsZones }>({
  type: 'object',
  additionalProperties: false,
  properties: {
    source: { type: 'string', minLength: 1 },
    release: { type: 'string', minLength: 1 },
    places: { type: 'object', additionalProperties: { type: 'string', minLength: 1 } },
  },
  required: ['source', 'release', 'places'],
});

/** Throws if the table is missing or has another shape. */
export function readTimeZones(data: VendorData): TimeZones {
  const table = data('time-zones');
  if (!isTable(table)) throw new Error('time-zones.json has not the shape that drivers need');
  return { ...table, windowsZones: () => readWindowsZones(data) };
}

function readWindowsZones(data: VendorData): WindowsZones {
  const table = data('windows-zones');
  if (!isWindowsTable(table)) throw new Error('windows-zones.json has not the shape of its kind');
  return table.places;
}

/** Undefined: no name of the database, which tells capitals from small letters. */
export function timeZoneOf({ zones }: TimeZoneTable, name: string): TimeZone | undefined {
  return Object.hasOwn(zones, name) ? zones[name] : undefined;
}

const OFFSET = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?([0-5]\d))?$/i;
/** `Europe/Moscow`, not `GB` or `Etc/GMT-3`: names that tell where. */
const PLACE = /^(?!Etc|Antarctica)([A-Z][a-z]+)\/[A-Z]/;

/** `MSK`, `CEST`, `IST`: a letter away from another zone, and often the name of several. */
const ABBREVIATION = /^[A-Z]{2,5}$/i;

const WRITE_A_NAME = 'write a name of the IANA database, such as Europe/Moscow';

const NOT_EVERYWHERE =
  'write the name of your place in the IANA database; not all phones have a zone that keeps this time all year';
const NOWHERE =
  'write the name of your place in the IANA database; none is known that keeps this time all year';

export function explainUnknownZone(table: TimeZones, name: string): UnknownZone {
  const { zones } = table;
  const [, sign, hours, rest = '0'] = OFFSET.exec(name) ?? [];
  if (sign !== undefined) {
    const minutes = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(rest));
    return explainOffset(table, name, minutes);
  }
  const posix = readPosixZone(name);
  if (posix !== undefined) return explainPosix(table, name, posix);
  const ofWindows = windowsPlace(table.windowsZones(), name, (town) => cityOf(town, zones));
  if (ofWindows !== undefined) {
    const message = `"${name}" is what Windows calls a time zone, and phones are told a place`;
    return { message, hint: `write ${ofWindows}, or the name of your place in the IANA database` };
  }
  const lower = name.toLowerCase();
  const near =
    Object.keys(zones).find((each) => each.toLowerCase() === lower) ??
    cityOf(name, zones) ??
    (ABBREVIATION.test(name) ? undefined : nearestName(name, Object.keys(zones))) ??
    cityOf(name.replace(/^.*[/\\]/, ''), zones);
  if (near === undefined) return { message: `"${name}" is no time zone`, hint: WRITE_A_NAME };
  return { message: `"${name}" is no time zone - did you mean "${near}"?`, hint: `write ${near}` };
}

/** `Rome` is that of Europe/Rome, `New York` that of America/New_York. */
function cityOf(town: string, zones: TimeZoneTable['zones']): string | undefined {
  const end = `/${town.toLowerCase().replaceAll(' ', '_')}`;
  return Object.keys(zones).find((each) => each.toLowerCase().endsWith(end));
}

/** Where clocks show that all year: a place keeps its name when its law changes. */
function explainOffset(
  { zones, notEverywhere }: TimeZoneTable,
  name: string,
  minutes: number,
): UnknownZone {
  const message = `"${name}" is a distance from UTC, not a time zone`;
  if (notEverywhere.includes(minutes)) return { message, hint: NOT_EVERYWHERE };
  const places = placesWith(
    zones,
    (zone) => zone.minutes === minutes && zone.summer === undefined,
  ).join(', ');
  const hint = `write the name of a place that keeps it all year, such as ${places}`;
  return { message, hint: places === '' ? NOWHERE : hint };
}

function explainPosix(table: TimeZoneTable, name: string, posix: PosixZone): UnknownZone {
  const { minutes, summer } = posix;
  const message = `"${name}" is a clock as POSIX TZ writes it, and phones are told a place`;
  if (summer === undefined) return { ...explainOffset(table, name, minutes), message };
  const places = placesWith(
    table.zones,
    (zone) =>
      zone.minutes === minutes &&
      zone.summer !== undefined &&
      (summer === '' || zone.summer === summer),
  ).join(', ');
  const hint = `write the name of a place that goes by it, such as ${places}`;
  return { message, hint: places === '' ? WRITE_A_NAME : hint };
}

/** Of each area of the world the first. */
function placesWith(
  zones: TimeZoneTable['zones'],
  fits: (zone: TimeZone) => boolean,
): readonly string[] {
  const byArea = new Map<string, string>();
  for (const [name, zone] of Object.entries(zones)) {
    const [, area] = PLACE.exec(name) ?? [];
    if (area !== undefined && fits(zone) && !byArea.has(area)) byArea.set(area, name);
  }
  return [...byArea.values()];
}
