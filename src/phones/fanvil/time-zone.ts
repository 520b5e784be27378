// An IANA time zone as these phones hold it: quarter-hours from UTC, a name, a rule for summer time.

import type { Zone, Zones } from './data.js';

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

/** By IANA name. */
export function readZones({ zones, names }: Zones): ReadonlyMap<string, PhoneZone> {
  return new Map(Object.entries(zones).map(([name, zone]) => [name, readZone(zone, names)]));
}

function readZone(zone: Zone, names: Zones['names']): PhoneZone {
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

function parseSummer({ shift = HOUR_MINUTES }: Zone, rule: string): PhoneZone['summer'] {
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
