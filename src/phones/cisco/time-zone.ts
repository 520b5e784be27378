// IANA time zone -> the vendor's zone that shows the right time all year, or why there is none.

import { didYouMean } from '../../core/near.js';
import type { ZoneTable } from './data.js';

export type ZoneAnswer =
  | { readonly found: true; readonly name: string; readonly unproven?: string }
  | { readonly found: false; readonly message: string; readonly hint?: string };

/** `chosen` is the vendor's name that the inventory insists on; empty: none. */
export function findZone(table: ZoneTable, iana: string, chosen: string): ZoneAnswer {
  if (chosen !== '') return findVendorZone(table, chosen);
  const exact = table.iana[iana];
  if (exact !== undefined) return findVendorZone(table, exact);
  const canonical = canonicalName(iana);
  if (canonical === undefined) {
    const near = didYouMean(iana, Object.keys(table.iana));
    return { found: false, message: `"${iana}" is no time zone${near}` };
  }
  const name = table.iana[canonical];
  return name === undefined ? explainMiss(table, iana) : findVendorZone(table, name);
}

/** Whether clocks in a zone of the vendor's move to daylight time. */
export function hasDaylight(vendorZone: string): boolean {
  return vendorZone.includes('Daylight');
}

function findVendorZone(table: ZoneTable, name: string): ZoneAnswer {
  const zone = table.zones[name];
  if (zone) return { found: true, name, ...(zone.unproven && { unproven: zone.unproven }) };
  const near = didYouMean(name, Object.keys(table.zones));
  return { found: false, message: `the phone knows no time zone "${name}"${near}` };
}

function explainMiss(table: ZoneTable, iana: string): ZoneAnswer {
  const offsets = [0, 6].map((month) => offsetMinutes(iana, Date.UTC(table.year, month, 1)));
  const standard = Math.min(...offsets);
  const daylight = Math.max(...offsets) !== standard;
  const nearest = nearestZones(table, standard, daylight).map((name) => `"${name}"`);
  return {
    found: false,
    message: `no zone of the phone is ${iana} (${formatOffset(standard)}, ${daylight ? 'with' : 'without'} daylight time)`,
    hint: `the nearest are ${nearest.join(' and ')}: if one will do, write it as settings.timeZone`,
  };
}

const SUGGESTIONS = 2;

/** Those that err least in standard time come first, and of them those with the same summer. None in doubt. */
function nearestZones(table: ZoneTable, standard: number, daylight: boolean): readonly string[] {
  const error = (name: string, offset: number) =>
    Math.abs(offset - standard) * 2 + (hasDaylight(name) === daylight ? 0 : 1);
  return Object.entries(table.zones)
    .flatMap(([name, { offsetMinutes: offset, unproven }]) =>
      offset === undefined || unproven ? [] : [{ name, error: error(name, offset) }],
    )
    .toSorted((a, b) => a.error - b.error)
    .slice(0, SUGGESTIONS)
    .map(({ name }) => name);
}

/** Undefined: not a time zone. Old names become the ones of today's list. */
function canonicalName(iana: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: iana }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** Minutes east of UTC at an instant. */
export function offsetMinutes(iana: string, instantMs: number): number {
  const format = new Intl.DateTimeFormat('en', { timeZone: iana, timeZoneName: 'longOffset' });
  const name = format.formatToParts(instantMs).find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '') ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function formatOffset(minutes: number): string {
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? '' : `:${`${size % 60}`.padStart(2, '0')}`;
  return `UTC${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${rest}`;
}
