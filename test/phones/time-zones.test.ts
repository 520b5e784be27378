// One table of time zones for all vendors, against the clocks that Node knows, and both vendors against the table.

import { describe, expect, it } from 'vitest';
import { readCiscoData } from '../../src/phones/cisco/tables/data.js';
import { findZone } from '../../src/phones/cisco/tables/time-zone.js';
import { createFindZone, type PhoneZone } from '../../src/phones/fanvil/tables/time-zone.js';
import { vendorData } from '../../src/phones/packs/packs.js';
import {
  explainUnknownZone,
  readTimeZones,
  type TimeZone,
  timeZoneOf,
} from '../../src/phones/time-zones.js';
import { soak } from '../soak.js';
import { found, PACKS } from './cisco/cisco-under-test.js';
import { clockOf } from './clocks.js';
import { DATA } from './fanvil/fanvil-under-test.js';

const cisco = readCiscoData(vendorData(PACKS.tree, 'cisco'));
const table = cisco.timeZones;
const names = Object.keys(table.zones);
const DAY_MS = 86_400_000;

/** Places whose law changed of late, and the release of the database that knows it. */
const SINCE: Readonly<Record<string, string>> = {
  'Africa/Casablanca': '2026f',
  'Africa/El_Aaiun': '2026f',
  'America/Edmonton': '2026f',
  'America/Inuvik': '2026f',
  'America/Rainy_River': '2026f',
  'America/Vancouver': '2026f',
  'America/Winnipeg': '2026f',
  'America/Yellowknife': '2026f',
  'Canada/Central': '2026f',
  'Canada/Mountain': '2026f',
  'Canada/Pacific': '2026f',
  'Europe/Chisinau': '2026f',
  'Europe/Tiraspol': '2026f',
};
const judged = names.filter(
  (name) => clockOf(name) !== undefined && (SINCE[name] ?? '') <= (process.versions.tz ?? ''),
);

/** The day of the month on which the rule moves the clock: week 5 is the last. */
function dayOf(rule: string, year: number): number {
  const [, month = '', week = '', weekday = ''] = /^M(\d+)\.(\d)\.(\d)/.exec(rule) ?? [];
  const first = new Date(Date.UTC(year, Number(month) - 1, 1));
  const last = new Date(Date.UTC(year, Number(month), 0)).getUTCDate();
  const start = 1 + ((Number(weekday) - first.getUTCDay() + 7) % 7);
  const day = Math.min(start + (Number(week) - 1) * 7, start + Math.floor((last - start) / 7) * 7);
  return Date.UTC(year, Number(month) - 1, day);
}

/** At noon by UTC, or undefined within two days of a move: when it is depends on the hour. */
function expectedMinutes(zone: TimeZone, instantMs: number): number | undefined {
  const { minutes, summer, shift = 60 } = zone;
  if (summer === undefined) return minutes;
  const year = new Date(instantMs).getUTCFullYear();
  const [start = 0, end = 0] = summer.split(',').map((rule) => dayOf(rule, year));
  if ([start, end].some((day) => Math.abs(day - instantMs) < 3 * DAY_MS)) return undefined;
  const isSummer =
    start < end ? start < instantMs && instantMs < end : instantMs > start || instantMs < end;
  return isSummer ? minutes + shift : minutes;
}

describe('the table of time zones', () => {
  it('names its release, and has the names of the world, old ones as well', () => {
    expect(table.release).toMatch(/^20\d\d[a-z]$/);
    expect(names).toEqual(expect.arrayContaining(['Europe/Moscow', 'GB', 'CET', 'Etc/GMT-3']));
    expect(judged.length).toBeGreaterThan(500);
  });

  it('goes as the clocks of the world in 2027 and 2028', () => {
    const days = Array.from({ length: soak(24, 48) }, (_, index) =>
      Date.UTC(2027, 0, 1 + index * soak(30, 15), 12),
    );
    const wrong = judged.filter((name) => {
      const clock = found(clockOf(name), name);
      const zone = found(timeZoneOf(table, name), name);
      return days.some((day) => {
        const expected = expectedMinutes(zone, day);
        return expected !== undefined && expected !== clock(day);
      });
    });
    expect(wrong).toEqual([]);
  });
});

describe('both vendors', () => {
  const fanvil = createFindZone(DATA.timeZones, DATA.zoneNames);

  it('read one table', () => {
    const rest = { windowsZones: expect.any(Function) };
    expect(DATA.timeZones).toEqual({ ...table, ...rest });
    expect(DATA.timeZones.windowsZones()).toEqual(table.windowsZones());
  });

  it.each([2026, 2027, 2028])(
    'show the time of the table in %i, wherever they show one',
    (year) => {
      const days = Array.from({ length: 12 }, (_, month) => Date.UTC(year, month, 15, 12));
      const wrong = names.flatMap((name) => {
        const zone = found(timeZoneOf(table, name), name);
        const answer = findZone(cisco, name, '');
        const vendor = answer.found ? cisco.zones[answer.name] : undefined;
        const phone = found(fanvil(name), name);
        const isSame = days.every((day) => {
          const expected = expectedMinutes(zone, day);
          const byCisco =
            vendor && expectedMinutes({ ...vendor, minutes: vendor.minutes ?? 0 }, day);
          return (
            (vendor === undefined || byCisco === expected) &&
            fanvilMinutes(phone, zone, day) === expected
          );
        });
        return isSame ? [] : [name];
      });
      expect(wrong).toEqual([]);
    },
  );

  /** A rule that the phone cannot be told is an error of its own, and the phone keeps standard time. */
  function fanvilMinutes(phone: PhoneZone, zone: TimeZone, day: number): number | undefined {
    const { summer } = phone;
    const minutes = phone.quarterHours * 15;
    if (summer === undefined) return minutes;
    if (summer === 'inexpressible') return expectedMinutes({ ...zone, minutes }, day);
    const rules = [summer.start, summer.end].map((at) => `M${at.month}.${at.week}.${at.weekday}`);
    return expectedMinutes({ minutes, summer: rules.join(','), shift: summer.minutes }, day);
  }
});

describe('what is no time zone', () => {
  it.each([
    { name: 'Europe/Mosow', proposes: /Europe\/Moscow/ },
    { name: 'europe/moscow', proposes: /Europe\/Moscow/ },
    { name: 'gb', proposes: /GB/ },
    { name: 'Moscow', proposes: /write Europe\/Moscow$/ },
    { name: 'New York', proposes: /write America\/New_York$/ },
    { name: 'Russia/Moscow', proposes: /write Europe\/Moscow$/ },
    { name: 'Moskow Thyme' },
    { name: 'MSK-3', proposes: /such as .*Europe\/Istanbul/ },
    { name: '<+05>-5', proposes: /such as .*Asia\/A/ },
    { name: 'IST-5:30', proposes: /such as .*Asia\/(Calcutta|Colombo)/ },
    { name: 'CET-1CEST', proposes: /goes by it, such as .*Europe\/A/ },
    { name: 'CET-1CEST,M3.5.0,M10.5.0/3', proposes: /goes by it, such as .*Europe\/Amsterdam/ },
    { name: 'EST5EDT,M3.2.0,M11.1.0', proposes: /goes by it, such as .*America\/Detroit/ },
    { name: 'XXX5YYY,M1.1.1,M2.1.1', proposes: /such as Europe\/Moscow/ },
    { name: 'constructor' },
    { name: 'UTC+3', proposes: /Europe\/Istanbul/ },
    { name: 'GMT+05:30', proposes: /Asia\/\w/ },
    { name: '-3', proposes: /America\/\w/ },
    { name: 'UTC+2:15' },
  ])('$name', ({ name, proposes }) => {
    expect(timeZoneOf(table, name)).toBeUndefined();
    const { message, hint } = explainUnknownZone(table, name);
    expect(message).toContain(`"${name}"`);
    if (proposes) expect(hint).toMatch(proposes);
  });

  it.each([
    { name: 'Russian Standard Time', place: 'Europe/Moscow' },
    { name: 'W. Europe Standard Time', place: 'Europe/Berlin' },
    { name: 'Eastern Standard Time', place: 'America/New_York' },
    { name: 'India Standard Time', place: 'Asia/Kolkata' },
    { name: 'Russia Time Zone 3', place: 'Europe/Samara' },
    { name: 'russian  standard time', place: 'Europe/Moscow' },
    { name: 'Russian Standart Time', place: 'Europe/Moscow' },
    { name: 'Eastern Daylight Time', place: 'America/New_York' },
    { name: 'W. Europe Standard/Daylight Time', place: 'Europe/Berlin' },
    { name: 'Moscow Standard Time', place: 'Europe/Moscow' },
    { name: '(UTC+03:00) Moscow, St. Petersburg', place: 'Europe/Moscow' },
    { name: '(UTC-05:00) Eastern Time (US & Canada)', place: 'America/New_York' },
    { name: '(GMT-06:00) Guadalajara, Mexico City, Monterrey', place: 'America/Mexico_City' },
    { name: '(UTC+09:30) Darwin', place: 'Australia/Darwin' },
  ])('$name is of Windows, and means $place', ({ name, place }) => {
    expect(timeZoneOf(table, name)).toBeUndefined();
    const { message, hint } = explainUnknownZone(table, name);
    expect(message).toContain(`"${name}" is what Windows calls a time zone`);
    expect(hint).toMatch(new RegExp(`^write ${place},`));
  });

  it('and the names of Windows are not read before', () => {
    const asked: string[] = [];
    const own = readTimeZones((name) => {
      asked.push(name);
      return vendorData(PACKS.tree, 'cisco')(name);
    });
    expect(explainUnknownZone(own, 'UTC+3').hint).toContain('Europe/Istanbul');
    expect(asked).toEqual(['time-zones']);
  });

  it('and of each name of Windows the place is in the table', () => {
    const places = Object.values(table.windowsZones());
    expect(places.length).toBeGreaterThan(130);
    expect(places.filter((place) => timeZoneOf(table, place) === undefined)).toEqual([]);
  });

  it('and a place that is proposed for a distance suits the phones of every vendor', () => {
    const findFanvil = createFindZone(table, DATA.zoneNames);
    const offsets = new Set(Object.values(table.zones).map(({ minutes }) => minutes));
    const proposed = [...offsets].flatMap((minutes) => {
      const size = Math.abs(minutes);
      const rest = String(size % 60).padStart(2, '0');
      const offset = `UTC${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}:${rest}`;
      return explainUnknownZone(table, offset).hint.match(/[A-Z]\w+\/[A-Z][\w/-]+/g) ?? [];
    });
    expect(proposed).toContain('Europe/Istanbul');
    const refused = proposed.filter(
      (name) => !findZone(cisco, name, '').found || findFanvil(name) === undefined,
    );
    expect(refused).toEqual([]);
  });

  it.each(['UTC+1', 'UTC+5:45', 'UTC-12', '-3:30'])('%s proposes no place', (name) => {
    expect(explainUnknownZone(table, name).hint).not.toMatch(/[a-z]\/[A-Z]/);
  });
});
