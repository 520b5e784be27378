// A SEP file -> what an inventory says of its phone. What no field says is found later, when the file is made again.

import { hostFault } from '../../../../../core/host.js';
import type { Mac } from '../../../../../core/mac.js';
import type { XmlElement } from '../../../../../render/xml/tree.js';
import type { Draft, DraftPhone } from '../../../../../site/draft.js';
import { secretField } from '../../../../../site/draft-account.js';
import type { Model } from '../../../../../site/model.js';
import { type ForeignFile, type ImportRemark, isServer } from '../../../../importer.js';
import { codecOf } from '../../../tables/codec.js';
import type { CiscoData } from '../../../tables/data.js';
import { factsOf } from '../../../tables/facts.js';
import type { Inverse } from './inverse.js';
import { readKeys } from './read-keys.js';
import { portOf, readPbx } from './read-pbx.js';
import { readPlace } from './read-place.js';
import { readSettings } from './read-settings.js';
import { type Said, saidAt } from './said.js';

/** As much of it as the phone shows: the rest is found when the file is made again. */
function readLabel(label: string, unless: string, model: Model): Draft {
  const shown = (label || unless).slice(0, model.labelLength.phone);
  return shown === unless ? {} : { label: shown };
}

export interface SepReading {
  readonly phone: DraftPhone;
  /** What the file says, by the names that templates have for it. */
  readonly said: Said;
  readonly remarks: readonly ImportRemark[];
}

export function readSep(
  device: XmlElement,
  file: ForeignFile,
  mac: Mac,
  model: Model,
  data: CiscoData,
  inverse: Inverse,
): SepReading {
  const said = saidAt(device, inverse);
  const settings = readSettings(said, model, data);
  const pbx = readPbx(said);
  const keys = readKeys(device, inverse, model, data, file, pbx);
  const place = readPlace(said, data);
  const firmware = said('firmware');
  const label = said('label');
  const fields: Draft = {
    ...readLabel(label, keys.firstNumber, model),
    ...optional('firmware', firmware.startsWith(factsOf(model).loadPrefix) ? firmware : ''),
    ...place.fields,
    ...readClock(said),
    ...readMedia(said),
    ...secretField('adminPassword', said('phonePassword')),
    ...group('keys', keys.keys),
    ...group('settings', { ...settings, ...place.settings, ...keys.settings }),
  };
  const found = keys.lines[0]?.pbx ?? pbx.byCallManager;
  return {
    phone: {
      mac,
      model: model.id,
      fields,
      lines: keys.lines,
      pbx: found,
      notes: place.notes,
      place: { file: file.path, line: device.line, col: device.col },
    },
    said,
    remarks: [...place.remarks, ...keys.remarks],
  };
}

const DATE = /^(D([./-])M\2Y|M([./-])D\3Y|Y([./-])M\4D)A?$/;

function readClock(said: Said): Draft {
  const dateFormat = said('dateTemplate');
  const ntp = said.all('ntp').map(({ text }) => text);
  const good = ntp.filter(isServer);
  return {
    ...(DATE.test(dateFormat) && { dateFormat }),
    ...(good.length > 0 && { ntp: good }),
  };
}

function readMedia(said: Said): Draft {
  const codec = codecOf(said('codec'));
  const [first, last] = [portOf(said('rtp.first')), portOf(said('rtp.last'))];
  const rtp: Draft = {
    ...(first !== undefined && first !== 16384 && { first }),
    ...(last !== undefined && last !== 32766 && { last }),
  };
  const address = said('nat.address');
  const nat: Draft = {
    ...(said('nat.enabled') === 'true' && { enabled: true }),
    ...(said('nat.fromReceived') === 'true' && { fromReceived: true }),
    ...(address !== '' && hostFault(address) === undefined && { address }),
  };
  return {
    ...(codec !== undefined && { codecs: [codec] }),
    ...group('nat', nat),
    ...group('rtp', rtp),
  };
}

function optional(name: string, text: string): Draft {
  return text === '' ? {} : { [name]: text };
}

function group(name: string, fields: Draft): Draft {
  return Object.keys(fields).length === 0 ? {} : { [name]: fields };
}
