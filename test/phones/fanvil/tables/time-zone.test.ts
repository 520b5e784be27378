// A time zone as these phones hold it. That it is the right time: ../time-zones.test.ts.

import { describe, expect, it } from 'vitest';
import { createFindZone } from '../../../../src/phones/fanvil/tables/time-zone.js';
import { DATA } from '../fanvil-under-test.js';

const findZone = createFindZone(DATA.timeZones, DATA.zoneNames);

describe('a zone of the phone', () => {
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
      expect(findZone(zone)).toMatchObject(expected);
    }
  });

  it('reads a rule for summer time', () => {
    expect(findZone('Europe/Berlin')?.summer).toEqual({
      minutes: 60,
      start: { month: 3, week: 5, weekday: 0, hour: 2 },
      end: { month: 10, week: 5, weekday: 0, hour: 3 },
    });
    expect(findZone('Europe/Moscow')?.summer).toBeUndefined();
  });

  it.each(['Asia/Gaza', 'America/Nuuk', 'America/Santiago', 'Pacific/Chatham'])(
    'says that no rule can be written for %s',
    (zone) => {
      expect(findZone(zone)?.summer).toBe('inexpressible');
    },
  );

  it.each(['Europe/Mosow', 'constructor', ''])('knows no zone "%s"', (zone) => {
    expect(findZone(zone)).toBeUndefined();
  });
});
