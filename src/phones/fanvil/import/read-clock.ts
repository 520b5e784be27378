// The clock of a phone -> places whose time it shows: settings/clock.ts the other way round.

import type { Draft } from '../../../site/draft.js';
import { isServer, NO_PLACE, namesOf, type PlaceReading } from '../../importer.js';
import type { Spelling } from '../forms/form.js';
import type { Tables } from '../settings/context.js';
import type { Change, PhoneZone } from '../tables/time-zone.js';
import type { Said } from './said.js';

export function readClock(said: Said, tables: Tables, spelling: Spelling): PlaceReading {
  const ntp = [said('time.sntpServer') ?? '', said('time.secondSntpServer') ?? ''];
  const servers = said('time.sntpEnabled') === '0' ? [] : ntp.filter(isServer);
  const zone = readZone(said, tables, spelling);
  return { ...zone, fields: { ...zone.fields, ...(servers.length > 0 && { ntp: servers }) } };
}

function readZone(said: Said, { timeZones, findZone }: Tables, spelling: Spelling): PlaceReading {
  const setting = said.find('time.zone');
  const offset = setting?.value ?? '';
  if (!setting || !/^-?\d+$/.test(offset)) return NO_PLACE;
  const places = Object.keys(timeZones.zones).filter((name) => PLACE.test(name));
  const like = places.filter((name) => String(findZone(name)?.quarterHours) === offset);
  const exact = like.filter((name) => hasSummer(findZone(name), said, spelling));
  const names = (exact.length > 0 ? exact : like).toSorted((a, b) => rank(a) - rank(b));
  const [first, ...others] = names;
  const says = said('time.dstMode') !== undefined;
  const name = said('time.zoneName');
  const settings: Draft = {
    ...(first === undefined && { timeZoneOffset: Number(offset) }),
    ...((!says || exact.length === 0) && { daylightSaving: 'keep' }),
    ...(name !== undefined &&
      name !== '' &&
      first !== undefined &&
      name !== findZone(first)?.name && { timeZoneName: name }),
  };
  if (first === undefined) return { ...NO_PLACE, settings };
  if (others.length === 0) return { ...NO_PLACE, fields: { timeZone: first }, settings };
  const named = namesOf(others);
  const message = `${offset} quarter-hours from UTC are read as ${first}; they are as well those of ${named}`;
  const { line, col } = setting.keyAt;
  return {
    fields: { timeZone: first },
    settings,
    notes: { timeZone: `as well ${named}` },
    remarks: [{ code: 'import/time-zone', at: { line, col }, message }],
  };
}

/** Europe/Moscow, not GB or Etc/GMT-3. */
const PLACE =
  /^(?!Etc|Antarctica|Arctic|US\/|Canada\/|Mexico\/|Brazil\/|Chile\/)[A-Z][a-z]+\/[A-Z]/;
/** Where most phones stand. */
const AREAS = ['Europe/', 'America/', 'Asia/', 'Australia/', 'Africa/'];
/** Places that people take for their zone. */
const WELL_KNOWN = [
  ...['Europe/London', 'Europe/Berlin', 'Europe/Athens', 'Europe/Moscow', 'America/New_York'],
  ...['America/Chicago', 'America/Denver', 'America/Los_Angeles', 'Asia/Shanghai', 'Asia/Tokyo'],
];

function rank(name: string): number {
  if (WELL_KNOWN.includes(name)) return 0;
  const area = AREAS.findIndex((each) => name.startsWith(each));
  return area === -1 ? AREAS.length + 1 : area + 1;
}

function hasSummer(zone: PhoneZone | undefined, said: Said, { dst }: Spelling): boolean {
  const mode = said('time.dstMode');
  const summer = zone?.summer;
  if (mode === undefined) return true;
  if (mode !== dst.rule || summer === undefined || summer === 'inexpressible') {
    return mode === dst.off && summer === undefined;
  }
  return (
    said('time.dstMinutes') === String(summer.minutes) &&
    isChange('Start', summer.start, said) &&
    isChange('End', summer.end, said)
  );
}

function isChange(when: string, { month, week, weekday, hour }: Change, said: Said): boolean {
  const wanted = { Month: month, Week: week, Weekday: weekday, Hour: hour };
  return Object.entries(wanted).every(
    ([part, value]) => said(`time.dst${when}${part}`) === String(value),
  );
}
