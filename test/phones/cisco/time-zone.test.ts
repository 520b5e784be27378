// The table of zones against the clocks of the world, as Intl knows them.

import { describe, expect, it } from 'vitest';
import { readCiscoData } from '../../../src/phones/cisco/data.js';
import { findZone, hasDaylight, offsetMinutes } from '../../../src/phones/cisco/time-zone.js';
import { found, PACKS } from './cisco-under-test.js';

const { zones } = readCiscoData((name) =>
  JSON.parse(found(PACKS.tree.get(`cisco/${name}.json`), name).text),
);

/** Zones whose law changed of late, and the tz release that knows it: an older Node has other clocks. */
const SINCE: Readonly<Record<string, string>> = {
  'Africa/Casablanca': '2026c',
  'Africa/El_Aaiun': '2026c',
  'America/Edmonton': '2026c',
  'America/Vancouver': '2026c',
};
const known = Object.entries(zones.iana).filter(
  ([iana]) => (SINCE[iana] ?? '') <= (process.versions.tz ?? ''),
);

describe('the table of time zones', () => {
  it('is not empty', () => {
    expect(known.length).toBeGreaterThan(300);
  });

  it.each(known)('%s is %s', (iana, name) => {
    const offsets = Array.from({ length: 12 }, (_, month) =>
      offsetMinutes(iana, Date.UTC(zones.year, month, 1)),
    );
    expect(zones.zones[name]?.offsetMinutes).toBe(Math.min(...offsets));
    expect(hasDaylight(name)).toBe(new Set(offsets).size > 1);
  });

  /** Zones whose clocks move on other days must not share a name. */
  it('gives no two of its zones one name that differ on any day of the year', () => {
    const days = new Map<string, string>();
    for (const [iana, name] of known.filter(([, vendorZone]) => hasDaylight(vendorZone))) {
      const noon = new Intl.DateTimeFormat('en', { timeZone: iana, hour: 'numeric' });
      const moves = Array.from({ length: 365 }, (_, day) =>
        noon.format(Date.UTC(zones.year, 0, day + 1, 12)),
      ).join();
      expect.soft(moves, iana).toBe(days.get(name) ?? moves);
      if (!days.has(name)) days.set(name, moves);
    }
    expect(days.size).toBeGreaterThan(10);
  });
});

describe('offsetMinutes', () => {
  it.each([
    { iana: 'UTC', minutes: 0 },
    { iana: 'Asia/Kolkata', minutes: 330 },
    { iana: 'America/St_Johns', minutes: -210 },
    { iana: 'Pacific/Marquesas', minutes: -570 },
    { iana: 'Europe/Moscow', minutes: 180 },
  ])('of $iana in January is $minutes', ({ iana, minutes }) => {
    expect(offsetMinutes(iana, Date.UTC(2026, 0, 1))).toBe(minutes);
  });
});

describe('findZone', () => {
  it.each([
    { iana: 'Europe/Moscow', name: 'Saudi Arabia Standard Time' },
    { iana: 'Europe/Berlin', name: 'W. Europe Standard/Daylight Time' },
    { iana: 'America/New_York', name: 'Eastern Standard/Daylight Time' },
    { iana: 'Asia/Kolkata', name: 'India Standard Time' },
    { iana: 'Asia/Calcutta', name: 'India Standard Time' },
    { iana: 'US/Eastern', name: 'Eastern Standard/Daylight Time' },
    { iana: 'Etc/UTC', name: 'Greenwich Standard Time' },
  ])('knows $iana', ({ iana, name }) => {
    expect(findZone(zones, iana, '')).toEqual({ found: true, name });
  });

  it('says where sources disagree', () => {
    expect(findZone(zones, 'Europe/Athens', '')).toEqual({
      found: true,
      name: 'GTB Standard/Daylight Time',
      unproven: expect.stringContaining('UTC+2'),
    });
  });

  it('takes the name that the inventory insists on', () => {
    const name = 'Russian Standard/Daylight Time';
    expect(findZone(zones, 'Europe/Moscow', name)).toEqual({ found: true, name });
  });

  it.each([
    {
      iana: 'Asia/Kathmandu',
      chosen: '',
      message: /^no zone of the phone is .* \(UTC\+5:45, without daylight time\)$/,
      hint: /"Central Asia Standard Time"/,
    },
    {
      iana: 'America/Santiago',
      chosen: '',
      message: /\(UTC-4, with daylight time\)/,
      hint: /"Atlantic Standard\/Daylight Time"/,
    },
    {
      iana: 'Asia/Jerusalem',
      chosen: '',
      message: /\(UTC\+2, with daylight time\)/,
      hint: /^the nearest are "Jerusalem Standard\/Daylight Time" and "South Africa Standard Time"/,
    },
    { iana: 'Mars/Olympus', chosen: '', message: /^"Mars\/Olympus" is no time zone$/ },
    {
      iana: 'Europe/Berlin',
      chosen: 'W. Europe Standard/Daylight',
      message: /did you mean "W. Europe Standard\/Daylight Time"/,
    },
  ])('refuses $iana $chosen', ({ iana, chosen, message, hint }) => {
    const answer = findZone(zones, iana, chosen);
    expect(answer).toMatchObject({ found: false, message: expect.stringMatching(message) });
    if (hint) expect(answer).toMatchObject({ hint: expect.stringMatching(hint) });
  });
});
