// Time zones against what Node itself knows of them.

import { describe, expect, it } from 'vitest';
import { readZones } from '../../../src/phones/fanvil/time-zone.js';
import { DATA } from './fanvil-under-test.js';

const { zones } = DATA;
/** A year that is over: later versions of the database do not change it. */
const YEAR = 2025;

function offsetMinutes(zone: string, date: Date): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /GMT(?:([+-])(\d+):(\d+))?/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

const known = Object.entries(zones.zones).filter(([name]) => {
  try {
    return offsetMinutes(name, new Date()) !== undefined;
  } catch {
    return false;
  }
});

describe('the zone table', () => {
  it('has the zones of the world', () => {
    expect(known.length).toBeGreaterThan(400);
  });

  it.each(known)('has the offsets of %s', (name, { minutes, summer, shift = 60 }) => {
    const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(YEAR, month, 15)));
    const seen = new Set(months.map((date) => offsetMinutes(name, date)));
    // Morocco is an hour behind in Ramadan, which no rule can say.
    if (name === 'Africa/Casablanca' || name === 'Africa/El_Aaiun') seen.delete(0);
    expect(seen).toEqual(new Set(summer === undefined ? [minutes] : [minutes, minutes + shift]));
  });
});

describe('readZones', () => {
  it('counts quarter-hours from UTC, and names the zone as phones do', () => {
    const rows = [
      { zone: 'Europe/Moscow', quarterHours: 12, name: 'UTC+3', seen: true },
      { zone: 'Europe/Rome', quarterHours: 4, name: 'UTC+1', seen: true },
      { zone: 'Asia/Yekaterinburg', quarterHours: 20, name: 'UTC+5', seen: true },
      { zone: 'Asia/Shanghai', quarterHours: 32, name: 'UTC+8', seen: true },
      { zone: 'America/New_York', quarterHours: -20, name: 'UTC-05', seen: true },
      { zone: 'Etc/UTC', quarterHours: 0, name: 'UTC', seen: true },
      { zone: 'Asia/Kolkata', quarterHours: 22, name: 'UTC+5:30', seen: false },
      { zone: 'Asia/Kathmandu', quarterHours: 23, name: 'UTC+5:45', seen: false },
      { zone: 'America/St_Johns', quarterHours: -14, name: 'UTC-3:30', seen: false },
      { zone: 'Pacific/Tongatapu', quarterHours: 52, name: 'UTC+13', seen: false },
    ];
    for (const { zone, ...expected } of rows) {
      expect(readZones(zones).get(zone)).toMatchObject(expected);
    }
  });

  it('reads a rule for summer time', () => {
    expect(readZones(zones).get('Europe/Berlin')?.summer).toEqual({
      minutes: 60,
      start: { month: 3, week: 5, weekday: 0, hour: 2 },
      end: { month: 10, week: 5, weekday: 0, hour: 3 },
    });
    expect(readZones(zones).get('Europe/Moscow')?.summer).toBeUndefined();
  });

  it.each(['Asia/Gaza', 'America/Nuuk', 'America/Santiago', 'Pacific/Chatham'])(
    'says that no rule can be written for %s',
    (zone) => {
      expect(readZones(zones).get(zone)?.summer).toBe('inexpressible');
    },
  );

  it.each(['Europe/Mosow', 'constructor', ''])('knows no zone "%s"', (zone) => {
    expect(readZones(zones).get(zone)).toBeUndefined();
  });
});
