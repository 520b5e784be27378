// What these phones cannot do, told at the inventory's own lines.

import type { DiagnosticCode } from '../../../findings/codes.js';
import { type Diagnostic, diagnostic, type Place } from '../../../findings/finding.js';
import type { Model } from '../../../site/model.js';
import type { Phone } from '../../../site/site.js';
import { leftOut } from '../../left-out.js';
import { checkSipPort } from '../../sip-port.js';
import { parseRawPath } from '../files/sep/raw.js';
import { type FindPlaces, findTooNew } from '../files/sep/setting-places.js';
import { pbxOf } from '../files/sep/view.js';
import { preferredCodec } from '../tables/codec.js';
import type { CiscoData } from '../tables/data.js';
import { factsOf } from '../tables/facts.js';
import { findLocale } from '../tables/locale.js';
import { findZone } from '../tables/time-zone.js';
import { readerOf } from '../tables/trains.js';
import { checkLines, checkServices } from './check-lines.js';
import { checkTiming } from './check-timing.js';

type Rule = (
  phone: Phone,
  model: Model,
  data: CiscoData,
  placesOf: FindPlaces,
) => readonly Diagnostic[];

const RULES: readonly Rule[] = [
  checkZone,
  checkLocale,
  checkLabel,
  checkLines,
  checkServices,
  checkTransport,
  checkCodec,
  checkLeftOut,
  checkPorts,
  checkTiming,
  checkNat,
  checkFirmware,
  checkTooNew,
  checkModuleKeys,
  checkRaw,
];

export function checkPhone(
  phone: Phone,
  model: Model,
  data: CiscoData,
  placesOf: FindPlaces,
): readonly Diagnostic[] {
  return RULES.flatMap((rule) => rule(phone, model, data, placesOf));
}

function one(
  code: DiagnosticCode,
  place: Place,
  message: string,
  hint?: string,
): readonly Diagnostic[] {
  return [diagnostic(code, place, message, hint === undefined ? {} : { hint })];
}

function checkZone(phone: Phone, _model: Model, data: CiscoData): readonly Diagnostic[] {
  const chosen = String(phone.settings.timeZone ?? '');
  const place = chosen ? phone.placeOf('settings', 'timeZone') : phone.placeOf('timeZone');
  const answer = findZone(data, phone.timeZone, chosen);
  return answer.found ? [] : one('inventory/time-zone', place, answer.message, answer.hint);
}

function checkLocale(phone: Phone, _model: Model, { locales }: CiscoData): readonly Diagnostic[] {
  if (findLocale(locales, phone)) return [];
  return one(
    'inventory/unsupported',
    phone.placeOf('locale'),
    `no language of the phone is known for "${phone.locale}"`,
    'name its folders in settings.userLocale and settings.networkLocale',
  );
}

function checkLabel(phone: Phone): readonly Diagnostic[] {
  if (!/\s/.test(phone.label)) return [];
  const message = `label "${phone.label}" has a space in it`;
  const hint = 'write it without: several sources say that the phone takes none';
  return one('inventory/doubtful-value', phone.placeOf('label'), message, hint);
}

function checkTransport(phone: Phone): readonly Diagnostic[] {
  const pbx = pbxOf(phone);
  if (pbx?.transport !== 'tls' || phone.settings.deviceSecurityMode !== 'nonSecure') return [];
  const said = phone.saidAt('settings', 'deviceSecurityMode') ?? pbx.saidAt.transport;
  return one(
    'inventory/unsupported',
    said ?? phone.placeOf(),
    'TLS is not used by a phone that is not secure',
    'set settings.deviceSecurityMode and give the phone a CTL file, or use udp or tcp',
  );
}

function checkCodec(phone: Phone): readonly Diagnostic[] {
  if (preferredCodec(phone.codecs) !== undefined) return [];
  const message = `the phone has no codec of these: ${phone.codecs.join(', ') || 'none is named'}`;
  const hint = 'add g711alaw, g711ulaw, g722, g729 or ilbc';
  return one('inventory/unsupported', phone.placeOf('codecs'), message, hint);
}

/** Of several codecs the file names the first that the phone has; the phone offers its others by itself. */
function checkLeftOut({ codecs, placeOf }: Phone): readonly Diagnostic[] {
  const foreign = codecs.filter((codec) => preferredCodec([codec]) === undefined);
  if (foreign.length === codecs.length) return [];
  return leftOut(placeOf('codecs'), 'codecs', foreign, 'the phone has no such codec');
}

function checkPorts(phone: Phone): readonly Diagnostic[] {
  const { rtp, settings, saidAt, placeOf } = phone;
  const port = Number(settings.voipControlPort);
  const overlap = checkSipPort(phone, port, saidAt('settings', 'voipControlPort'));
  if (rtp.first % 2 === 0) return overlap;
  const message = `the first port for media, ${rtp.first}, is odd`;
  const hint = `write ${rtp.first + 1}: RTP begins at even ports`;
  return [...overlap, ...one('inventory/doubtful-value', placeOf('rtp', 'first'), message, hint)];
}

function checkNat({ nat, placeOf }: Phone): readonly Diagnostic[] {
  if (nat.enabled && !nat.fromReceived && nat.address === undefined) {
    const message = 'the phone would tell its inside address, for it learns no other';
    const hint = 'set fromReceived or address';
    return one('inventory/doubtful-value', placeOf('nat'), message, hint);
  }
  return [];
}

const LOAD_LIMIT = 64;

function checkFirmware(phone: Phone, model: Model): readonly Diagnostic[] {
  const { firmware } = phone;
  if (firmware === undefined) return [];
  const { loadPrefix } = factsOf(model);
  const place = phone.placeOf('firmware');
  const bad = (message: string, hint: string) => one('inventory/bad-value', place, message, hint);
  if (firmware.endsWith('.loads')) {
    return bad(`"${firmware}" ends in .loads`, 'leave that out: the phone adds it');
  }
  if (!firmware.startsWith(loadPrefix)) {
    return bad(
      `"${firmware}" is no SIP load of the ${model.name}`,
      `they begin with ${loadPrefix}`,
    );
  }
  if (firmware.length <= LOAD_LIMIT) return [];
  return bad(`"${firmware}" is longer than ${LOAD_LIMIT} characters`, 'use the name as shipped');
}

/** Settings that somebody chose and the firmware of the phone does not know yet. */
function checkTooNew(
  { firmware = '', placeOf, saidAt }: Phone,
  model: Model,
  data: CiscoData,
  placesOf: FindPlaces,
): readonly Diagnostic[] {
  const reader = readerOf(data.trains, firmware, model);
  return findTooNew(placesOf(model), reader, data).flatMap(({ name, only }) => {
    if (!saidAt('settings', name)) return [];
    const from = only.find((each) => each.from)?.from;
    const why = `firmware knows it from ${from} on, and ${firmware === '' ? 'none is named' : `this is ${firmware}`}`;
    return leftOut(placeOf('settings', name), 'settings', [name], why);
  });
}

const MODULES = 'addOnModules';

/** Keys above the phone's own are those of an expansion module, which the file must name. */
function checkModuleKeys(
  { keys, settings, raw }: Phone,
  model: Model,
  _data: CiscoData,
  placesOf: FindPlaces,
): readonly Diagnostic[] {
  const { ownKeys } = factsOf(model);
  const first = keys.find(({ button }) => button > (ownKeys ?? button));
  if (!first) return [];
  const places = placesOf(model).settings.filter(({ path }) => path.startsWith(`${MODULES}/`));
  const isNamed =
    places.some(({ name }) => settings[name]) ||
    Object.keys(raw).some((path) => path.startsWith(`${MODULES}/`));
  if (isNamed) return [];
  const message = `key ${first.button} is no key of the phone itself, which has ${ownKeys}, and no expansion module is named`;
  const names = places.map(({ name }) => name).join(', ');
  const hint = `name it in the settings: ${names}`;
  return one('inventory/doubtful-value', first.place, message, names === '' ? undefined : hint);
}

function checkRaw(phone: Phone, _model: Model, { elements }: CiscoData): readonly Diagnostic[] {
  return Object.keys(phone.raw).flatMap((path) => {
    const answer = parseRawPath(path, elements);
    if (answer.ok) return [];
    const message = `the path "${path}" cannot be applied: ${answer.why}`;
    return one('render/bad-raw', phone.placeOf('raw', path), message);
  });
}
