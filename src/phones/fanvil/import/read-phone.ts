// A file of a phone -> what an inventory says of it. What no field says is found later, when the file is made again.

import { hostFault } from '../../../core/host.js';
import type { Mac } from '../../../core/mac.js';
import { wholeFile } from '../../../findings/finding.js';
import type { Draft, DraftPhone } from '../../../site/draft.js';
import { secretField } from '../../../site/draft-account.js';
import type { Model } from '../../../site/model.js';
import { CODECS } from '../../../site/site.js';
import { type ImportRemark, NO_SERVER, noServer } from '../../importer.js';
import { settingsSaid } from '../../packs/setting-value.js';
import type { Spelling } from '../forms/form.js';
import type { Tables } from '../settings/context.js';
import { readClock } from './read-clock.js';
import { readLines } from './read-lines.js';
import type { Said } from './said.js';

export interface PhoneReading {
  readonly phone: DraftPhone;
  readonly remarks: readonly ImportRemark[];
}

export function readPhone(
  said: Said,
  mac: Mac,
  model: Model,
  tables: Tables,
  spelling: Spelling,
  version: string | undefined,
  file: string,
): PhoneReading {
  const found = readLines(said, model, tables, file);
  const clock = readClock(said, tables, spelling);
  const place = readPlace(said, spelling);
  const [first] = found.lines;
  const admin = readAdminPassword(said);
  const menu = said('phone.menuPassword') ?? '';
  // Whose lines have no number for it is off, whatever the switch means.
  const isWatched = (said('line.cstaNumber', { n: 1 }) ?? '') !== '';
  const title = (said('display.title') ?? '').slice(0, model.labelLength.phone);
  const settings = {
    ...clock.settings,
    ...readSettings(said, model),
    ...(version !== undefined && version !== spelling.version && { configVersion: version }),
    ...(found.serviceKeyType !== undefined && { serviceKeyType: found.serviceKeyType }),
    ...place.settings,
    ...(isWatched && said('csta.enabled') === '0' && { cstaPolarity: '0-is-on' }),
    ...(menu !== admin && secretField('menuPassword', menu)),
  };
  const fields: Draft = {
    ...(title !== '' && title !== first?.number && { label: title }),
    ...(spelling.format !== model.formats[0] && { format: spelling.format }),
    ...place.fields,
    ...clock.fields,
    ...readMedia(said, spelling),
    ...readNat(said, tables),
    ...secretField('adminPassword', admin),
    ...(isWatched && { csta: true }),
    ...(Object.keys(found.keys).length > 0 && { keys: found.keys }),
    ...(Object.keys(settings).length > 0 && { settings }),
  };
  return {
    phone: {
      mac,
      model: model.id,
      fields,
      lines: found.lines,
      pbx: first?.pbx ?? {},
      notes: clock.notes,
      place: wholeFile(file),
    },
    remarks: [
      ...clock.remarks,
      ...found.lines
        .filter(({ pbx }) => pbx.host === NO_SERVER)
        .map(({ number, place }) => noServer(number, place)),
    ],
  };
}

/** Settings of a model, and the rows of the key table that say them. */
const ROWS: Readonly<Record<string, string>> = {
  provisioningProtocol: 'provisioning.protocol',
  provisioningServer: 'provisioning.server',
  provisioningMode: 'provisioning.mode',
  provisioningIntervalHours: 'provisioning.intervalHours',
  pnp: 'provisioning.pnp',
  fdps: 'provisioning.fdps',
};

export function readSettings(said: Said, model: Model): Draft {
  return settingsSaid(model, (name) => {
    const row = ROWS[name];
    const text = name === 'dtmf' ? said('line.dtmf', { n: 1 }) : row && said(row);
    return text === undefined ? undefined : { text };
  });
}

interface PlaceReading {
  readonly fields: Draft;
  readonly settings: Draft;
}

const DATES = { dmy: 'D.M.Y', mdy: 'M/D/Y', ymd: 'Y-M-D' } as const;

function readPlace(said: Said, { languages, dates }: Spelling): PlaceReading {
  const code = said('display.language');
  const found = Object.entries(languages).find(([, each]) => each === code)?.[0];
  const order = (['dmy', 'mdy', 'ymd'] as const).find(
    (each) => dates[each] === said('display.date'),
  );
  const twelve = said('display.clock') === '1' ? 'A' : '';
  const isSaid = order !== undefined || said('display.clock') !== undefined;
  return {
    fields: {
      ...(found !== undefined && { locale: localeOf(found) }),
      ...(isSaid && { dateFormat: `${DATES[order ?? 'dmy']}${twelve}` }),
    },
    settings: code !== undefined && code !== '' && found === undefined ? { language: code } : {},
  };
}

/** A language alone is taken to be that of the country called like it. */
function localeOf(language: string): string {
  if (language.includes('-')) return language;
  return language === 'en' ? 'en-US' : `${language}-${language.toUpperCase()}`;
}

function readMedia(said: Said, spelling: Spelling): Draft {
  const names = said('line.codecs', { n: 1 })?.split(',') ?? [];
  const codecs = names.flatMap(
    (name) => CODECS.find((codec) => spelling.codecs[codec] === name.trim()) ?? [],
  );
  const first = Number(said('media.rtpFirst') ?? 16384);
  const count = Number(said('media.rtpCount') ?? 0);
  const last = Number.isInteger(count) && count > 1 ? first + count - 1 : 32766;
  const isRange = Number.isInteger(first) && first > 0 && last > first && last < 65536;
  const rtp: Draft = {
    ...(first !== 16384 && { first }),
    ...(last !== 32766 && { last }),
  };
  return {
    ...(codecs.length > 0 && { codecs: [...new Set(codecs)] }),
    ...(isRange && Object.keys(rtp).length > 0 && { rtp }),
  };
}

/** What a phone behind NAT is told, whoever told it. */
const OF_NAT = ['line.natKeepAlive', 'line.rport'];

function readNat(said: Said, { names }: Tables): Draft {
  const address = said('sip.externalAddress') ?? '';
  const isReady = OF_NAT.every((row) => said(row, { n: 1 }) === names.row(row).factory);
  const isAddress = address !== '' && hostFault(address) === undefined;
  if (!isReady && !isAddress) return {};
  return { nat: { enabled: true, ...(isAddress && { address }) } };
}

function readAdminPassword(said: Said): string {
  const at = { n: 1 };
  const isAdmin = said('web.accountName', at) === 'admin' && said('web.accountLevel', at) === '10';
  return isAdmin ? (said('web.accountPassword', at) ?? '') : '';
}
