// Where a phone stands, as its SEP file tells: its time zone and its language.

import type { Draft } from '../../../../../site/draft.js';
import { NO_PLACE, namesOf, type PlaceReading } from '../../../../importer.js';
import type { CiscoData } from '../../../tables/data.js';
import { zonePlaces } from '../../../tables/zone-places.js';
import type { Said } from './said.js';

export function readPlace(said: Said, data: CiscoData): PlaceReading {
  const locale = readLocale(said, data);
  const zone = readZone(said, data, locale.tag);
  return {
    fields: { ...zone.fields, ...locale.fields },
    settings: { ...zone.settings, ...locale.settings },
    notes: zone.notes,
    remarks: zone.remarks,
  };
}

function readZone(said: Said, data: CiscoData, tag: string | undefined): PlaceReading {
  const found = said.find('timeZone');
  const places = found && zonePlaces(data, found.text, tag?.slice(-2));
  const [first, ...others] = places?.names ?? [];
  if (!found || !places || first === undefined) return NO_PLACE;
  const settings: Draft = places.exact ? {} : { timeZone: found.text };
  if (others.length === 0) return { ...NO_PLACE, fields: { timeZone: first }, settings };
  const named = namesOf(others);
  const message = `"${found.text}" is read as ${first}; it is as well that of ${named}`;
  return {
    fields: { timeZone: first },
    settings,
    notes: { timeZone: `"${found.text}", which is as well that of ${named}` },
    remarks: [{ code: 'import/time-zone', at: found.at, message }],
  };
}

interface LocaleReading extends Pick<PlaceReading, 'fields' | 'settings'> {
  readonly tag: string | undefined;
}

/** The folders of language and tones name the locale; those that no locale has are named beside it. */
function readLocale(said: Said, { locales }: CiscoData): LocaleReading {
  const user = said('locale.user');
  const network = said('locale.network');
  const written = said('locale.langCode').replace('_', '-');
  const all = Object.entries(locales);
  const both = all.filter(([, each]) => each.user === user && each.network === network);
  const best = both.find(([name]) => name === written) ?? both[0];
  if (best) return { tag: best[0], fields: { locale: best[0] }, settings: {} };
  const tag = Object.hasOwn(locales, written)
    ? written
    : all.find(([, each]) => each.network === network || each.user === user)?.[0];
  if (user === '' && network === '') return { tag, fields: {}, settings: {} };
  const isTag = /^[a-z]{2,3}-[A-Z]{2}$/.test(written);
  const locale = isTag ? written : tag;
  const known = locale === undefined ? undefined : locales[locale];
  return {
    tag,
    fields: locale === undefined ? {} : { locale },
    settings: {
      ...(user !== '' && user !== known?.user && { userLocale: user }),
      ...(network !== '' && network !== known?.network && { networkLocale: network }),
    },
  };
}
