import { describe, expect, it } from 'vitest';
import { readCiscoData } from '../../../../src/phones/cisco/tables/data.js';
import { findZone } from '../../../../src/phones/cisco/tables/time-zone.js';
import { zonePlaces } from '../../../../src/phones/cisco/tables/zone-places.js';
import { vendorData } from '../../../../src/phones/packs/packs.js';
import { PACKS } from '../../shipped-models.js';

const DATA = readCiscoData(vendorData(PACKS.tree, 'cisco'));

describe('zonePlaces', () => {
  it.each([
    { zone: 'W. Europe Standard/Daylight Time', country: '', first: 'Europe/Berlin' },
    { zone: 'W. Europe Standard/Daylight Time', country: 'NL', first: 'Europe/Amsterdam' },
    { zone: 'Eastern Standard/Daylight Time', country: '', first: 'America/New_York' },
    { zone: 'Russian Standard/Daylight Time', country: 'RU', first: 'Europe/Moscow' },
    { zone: 'Saudi Arabia Standard Time', country: '', first: 'Asia/Riyadh' },
    { zone: 'Saudi Arabia Standard Time', country: 'RU', first: 'Europe/Moscow' },
  ])('of $zone in "$country" is $first', ({ zone, country, first }) => {
    expect(zonePlaces(DATA, zone, country)?.names[0]).toBe(first);
  });

  it('is nothing for a zone that the phone does not have', () => {
    expect(zonePlaces(DATA, 'W. Europe Standard/Daylight')).toBeUndefined();
  });

  it.each(Object.keys(DATA.zones))('of %s leads back to it, or says that it does not', (zone) => {
    const places = zonePlaces(DATA, zone);
    const [first = ''] = places?.names ?? [];
    const back = findZone(DATA, first, '');
    expect(places?.exact ?? false).toBe(back.found && back.name === zone);
  });
});
