// IANA time zone -> the vendor's zone that shows the right time all year, or why there is none.

import { oncePer, oncePerKey } from '../../../core/once-per.js';
import { didYouMean } from '../../../findings/near.js';
import { explainUnknownZone, type TimeZone, timeZoneOf } from '../../time-zones.js';
import { placeOfWindows } from '../../windows-zones.js';
import type { CiscoData, Zone, ZoneTable } from './data.js';

export type ZoneAnswer =
  | { readonly found: true; readonly name: string; readonly unproven?: string }
  | { readonly found: false; readonly message: string; readonly hint?: string };

export type ZoneTables = Pick<CiscoData, 'zones' | 'timeZones'>;

/** `chosen` is the vendor's name that the inventory insists on; empty: none. Phones ask again and again for a few. */
export function findZone(tables: ZoneTables, iana: string, chosen: string): ZoneAnswer {
  return findersOf(tables)(chosen)(iana);
}

/** More than any site has; what an inventory once misspelt is forgotten. */
const MAX_NAMES = 500;

const findersOf = oncePer((tables: ZoneTables) =>
  oncePerKey(
    (chosen: string) => oncePerKey((iana: string) => lookUp(tables, iana, chosen), MAX_NAMES),
    MAX_NAMES,
  ),
);

function lookUp({ zones, timeZones }: ZoneTables, iana: string, chosen: string): ZoneAnswer {
  if (chosen !== '') return findChosen({ zones, timeZones }, chosen);
  const timeZone = timeZoneOf(timeZones, iana);
  if (timeZone === undefined) return { found: false, ...explainUnknownZone(timeZones, iana) };
  const name = zoneFor(zones, iana, timeZone);
  return name === undefined ? explainMiss(zones, iana, timeZone) : findVendorZone(zones, name);
}

/** Whether clocks in a zone of the vendor's move to daylight time. */
export function hasDaylight(vendorZone: string): boolean {
  return vendorZone.includes('Daylight');
}

/** The zone of that clock: its own, else one that sources agree on, else any. */
function zoneFor(zones: ZoneTable, iana: string, timeZone: TimeZone): string | undefined {
  const alike = Object.entries(zones).filter(([name, zone]) => isAlike(name, zone, timeZone));
  const best =
    alike.find(([, { of }]) => of?.includes(iana)) ??
    alike.find(([, { unproven }]) => unproven === undefined) ??
    alike[0];
  return best?.[0];
}

/** They may part for some hours of the nights on which clocks are moved. */
function isAlike(name: string, zone: Zone, { minutes, summer, shift = 60 }: TimeZone): boolean {
  if (zone.minutes !== minutes || shift !== 60) return false;
  if (summer === undefined) return !hasDaylight(name);
  return zone.summer !== undefined && daysOf(zone.summer) === daysOf(summer);
}

/** `M3.5.0/2,M10.5.0/3` without the hours. */
function daysOf(summer: string): string {
  return summer.replaceAll(/\/[^,]*/g, '');
}

/** Windows has other names, some of which are near to those of quite other places. */
function findChosen({ zones, timeZones }: ZoneTables, name: string): ZoneAnswer {
  const place = Object.hasOwn(zones, name)
    ? undefined
    : placeOfWindows(timeZones.windowsZones(), name);
  return place === undefined
    ? findVendorZone(zones, name)
    : { found: false, message: unknown(name), hint: sayPlace(place) };
}

/** Of an IANA name in place of the vendor's. */
export function sayPlace(place: string): string {
  return `write \`timeZone: ${place}\` under \`site\` or on the phone, not in \`settings\``;
}

function unknown(name: string): string {
  return `the phone knows no time zone "${name}"`;
}

function findVendorZone(zones: ZoneTable, name: string): ZoneAnswer {
  const zone = zones[name];
  if (zone) return { found: true, name, ...(zone.unproven && { unproven: zone.unproven }) };
  const near = didYouMean(name, Object.keys(zones));
  return { found: false, message: `${unknown(name)}${near}` };
}

function explainMiss(zones: ZoneTable, iana: string, { minutes, summer }: TimeZone): ZoneAnswer {
  const daylight = summer !== undefined;
  const nearest = nearestZones(zones, minutes, daylight).map((name) => `"${name}"`);
  return {
    found: false,
    message: `no zone of the phone is ${iana} (${formatOffset(minutes)}, ${daylight ? 'with' : 'without'} daylight time)`,
    hint: `the nearest are ${nearest.join(' and ')}: if one will do, write it as settings.timeZone`,
  };
}

const SUGGESTIONS = 2;

/** Those that err least in standard time come first, and of them those with the same summer. None in doubt. */
function nearestZones(zones: ZoneTable, standard: number, daylight: boolean): readonly string[] {
  const error = (name: string, minutes: number) =>
    Math.abs(minutes - standard) * 2 + (hasDaylight(name) === daylight ? 0 : 1);
  return Object.entries(zones)
    .flatMap(([name, { minutes, unproven }]) =>
      minutes === undefined || unproven ? [] : [{ name, error: error(name, minutes) }],
    )
    .toSorted((a, b) => a.error - b.error)
    .slice(0, SUGGESTIONS)
    .map(({ name }) => name);
}

function formatOffset(minutes: number): string {
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? '' : `:${`${size % 60}`.padStart(2, '0')}`;
  return `UTC${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${rest}`;
}
