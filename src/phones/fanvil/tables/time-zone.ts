// An IANA time zone as these phones hold it: quarter-hours from UTC, a name, a rule for summer time.

import { type TimeZone, type TimeZoneTable, timeZoneOf } from '../../time-zones.js';
import type { ZoneNames } from './data.js';

/** Wall clock time: the week-th weekday of the month, week 5 being the last, weekday 0 Sunday. */
export interface Change {
  readonly month: number;
  readonly week: number;
  readonly weekday: number;
  readonly hour: number;
}

export interface SummerTime {
  readonly minutes: number;
  readonly start: Change;
  readonly end: Change;
}

export interface PhoneZone {
  readonly quarterHours: number;
  readonly name: string;
  /** The number and the name were seen on phones; else they follow from the rule. */
  readonly seen: boolean;
  /** `inexpressible`: it changes at an hour that no phone can be told. */
  readonly summer?: SummerTime | 'inexpressible';
}

const QUARTER_HOUR_MINUTES = 15;
const HOUR_MINUTES = 60;

/** Undefined: no name of the IANA database. */
export type FindZone = (iana: string) => PhoneZone | undefined;

export function createFindZone(timeZones: TimeZoneTable, names: ZoneNames): FindZone {
  return (iana) => {
    const zone = timeZoneOf(timeZones, iana);
    return zone && phoneZone(zone, names);
  };
}

function phoneZone(zone: TimeZone, names: ZoneNames): PhoneZone {
  const quarterHours = zone.minutes / QUARTER_HOUR_MINUTES;
  const seen = names[quarterHours];
  const summer = zone.summer === undefined ? undefined : parseSummer(zone, zone.summer);
  return {
    quarterHours,
    name: seen ?? formatOffset(zone.minutes),
    seen: seen !== undefined,
    ...(summer && { summer }),
  };
}

function formatOffset(minutes: number): string {
  const sign = minutes < 0 ? '-' : '+';
  const hours = Math.floor(Math.abs(minutes) / HOUR_MINUTES);
  const rest = Math.abs(minutes) % HOUR_MINUTES;
  return `UTC${sign}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

function parseSummer({ shift = HOUR_MINUTES }: TimeZone, rule: string): PhoneZone['summer'] {
  const [start, end] = rule.split(',').map(parseChange);
  return start && end ? { minutes: shift, start, end } : 'inexpressible';
}

/** `M3.5.0/2` of a POSIX TZ text; full hours of the same day only. */
function parseChange(text: string): Change | undefined {
  const [, month, week, weekday, hour] = /^M(\d+)\.(\d)\.(\d)\/(\d+)$/.exec(text) ?? [];
  if (hour === undefined || Number(hour) > 23) return undefined;
  return {
    month: Number(month),
    week: Number(week),
    weekday: Number(weekday),
    hour: Number(hour),
  };
}
