// The phone's zones by their exact names. That they show the right time: ../time-zones.test.ts.

import { describe, expect, it } from 'vitest';
import { readCiscoData } from '../../../../src/phones/cisco/tables/data.js';
import { findZone } from '../../../../src/phones/cisco/tables/time-zone.js';
import { vendorData } from '../../../../src/phones/packs/packs.js';
import { PACKS } from '../cisco-under-test.js';

const data = readCiscoData(vendorData(PACKS.tree, 'cisco'));

describe('findZone', () => {
  it.each([
    { iana: 'Europe/Moscow', name: 'Saudi Arabia Standard Time' },
    { iana: 'Europe/Berlin', name: 'W. Europe Standard/Daylight Time' },
    { iana: 'America/New_York', name: 'Eastern Standard/Daylight Time' },
    { iana: 'Asia/Kolkata', name: 'India Standard Time' },
    { iana: 'Asia/Calcutta', name: 'India Standard Time' },
    { iana: 'US/Eastern', name: 'Eastern Standard/Daylight Time' },
    { iana: 'Etc/UTC', name: 'Greenwich Standard Time' },
    { iana: 'Etc/GMT-3', name: 'Saudi Arabia Standard Time' },
    { iana: 'CET', name: 'W. Europe Standard/Daylight Time' },
    { iana: 'EST5EDT', name: 'Eastern Standard/Daylight Time' },
    { iana: 'GB', name: 'GMT Standard/Daylight Time' },
    { iana: 'America/Vancouver', name: 'US Mountain Standard Time' },
    { iana: 'Australia/Hobart', name: 'Tasmania Standard/Daylight Time' },
    { iana: 'Australia/Brisbane', name: 'E. Australia Standard Time' },
    { iana: 'Asia/Vladivostok', name: 'West Pacific Standard Time' },
  ])('knows $iana', ({ iana, name }) => {
    expect(findZone(data, iana, '')).toEqual({ found: true, name });
  });

  it('looks once for what phones ask again', () => {
    for (const [iana, chosen] of [
      ['Europe/Moscow', ''],
      ['Europe/Nowhere', ''],
      ['Europe/Moscow', 'Russian Standard/Daylight Time'],
    ] as const) {
      expect(findZone(data, iana, chosen)).toBe(findZone(data, iana, chosen));
    }
    expect(findZone(data, 'Europe/Berlin', '')).not.toEqual(findZone(data, 'Europe/Moscow', ''));
  });

  it('says where sources disagree', () => {
    expect(findZone(data, 'Europe/Athens', '')).toEqual({
      found: true,
      name: 'GTB Standard/Daylight Time',
      unproven: expect.stringContaining('UTC+2'),
    });
  });

  it('takes the name that the inventory insists on', () => {
    const name = 'Russian Standard/Daylight Time';
    expect(findZone(data, 'Europe/Moscow', name)).toEqual({ found: true, name });
  });

  it.each([
    ['Russian Standard Time', 'Europe/Moscow'],
    ['Eastern Daylight Time', 'America/New_York'],
  ])('%s in its place is told as %s', (chosen, place) => {
    expect(findZone(data, 'Etc/UTC', chosen)).toEqual({
      found: false,
      message: `the phone knows no time zone "${chosen}"`,
      hint: expect.stringContaining(`write \`timeZone: ${place}\``),
    });
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
    const answer = findZone(data, iana, chosen);
    expect(answer).toMatchObject({ found: false, message: expect.stringMatching(message) });
    if (hint) expect(answer).toMatchObject({ hint: expect.stringMatching(hint) });
  });
});
