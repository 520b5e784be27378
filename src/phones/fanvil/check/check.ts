// What this vendor cannot do with a phone of the inventory, said before anything is written.

import { type Diagnostic, diagnostic } from '../../../findings/finding.js';
import { leftOut } from '../../left-out.js';
import { checkSipPort } from '../../sip-port.js';
import { explainUnknownZone } from '../../time-zones.js';
import { findDottedProblem, type RawProblem, resolveTxtPath } from '../forms/raw.js';
import { type Assignment, flag } from '../settings/assignment.js';
import type { PhoneContext } from '../settings/context.js';
import { phoneAssignments } from '../settings/phone-assignments.js';
import type { FormName } from '../tables/data.js';

type Rule = (context: PhoneContext) => readonly Diagnostic[];

const RULES: readonly Rule[] = [
  checkNames,
  checkTimeZone,
  checkCodecs,
  checkLeftOut,
  checkTimeServers,
  checkUntold,
  checkWebPassword,
  checkRaw,
  ({ phone }) => checkSipPort(phone, SIP_PORT, undefined),
];

/** No key is known that says another. */
const SIP_PORT = 5060;

export function checkPhone(context: PhoneContext): readonly Diagnostic[] {
  const device = context.phone.mac;
  return RULES.flatMap((rule) => rule(context)).map((finding) => ({ ...finding, device }));
}

/** Things that somebody asked for and that this form of file has no name for. */
function checkNames(context: PhoneContext): readonly Diagnostic[] {
  if (context.complete) return [];
  return phoneAssignments(context).flatMap((assignment) =>
    isMissing(assignment, context.form.name) ? missing(assignment, context) : [],
  );
}

function isMissing({ row, value }: Assignment, form: FormName): boolean {
  return row[form] === undefined && row.optional !== true && value !== row.factory;
}

function missing({ row, asked }: Assignment, { form }: PhoneContext): readonly Diagnostic[] {
  const place = asked?.();
  if (!place) return [];
  const message = `no name is known for ${row.title} in ${FORM_TITLES[form.name]} files`;
  const isTime = row.name.startsWith('time.');
  const code = isTime ? 'inventory/time-zone' : 'inventory/unsupported';
  const hint = isTime ? KEEP_HINT : 'use `format: txt`, or leave it to the phone';
  return [diagnostic(code, place, message, { hint })];
}

const KEEP_HINT = 'set `daylightSaving: keep` in `settings`, and summer time on the phone';

const FORM_TITLES: Readonly<Record<FormName, string>> = {
  A: 'older txt',
  B: 'newer txt',
  dotted: 'dotted',
};

function checkTimeZone({ phone, settings, tables }: PhoneContext): readonly Diagnostic[] {
  const place = phone.placeOf('timeZone');
  const zone = tables.findZone(phone.timeZone);
  const report = (message: string, hint: string) => [
    diagnostic('inventory/time-zone', place, message, { hint }),
  ];
  if (!zone) {
    if (settings.timeZoneOffset !== '') return [];
    const { message, hint } = explainUnknownZone(tables.timeZones, phone.timeZone);
    return report(message, hint);
  }
  if (zone.summer !== 'inexpressible' || settings.daylightSaving !== 'zone') return [];
  const message = `summer time of "${phone.timeZone}" changes at an hour that the phone cannot be told`;
  return report(message, KEEP_HINT);
}

function checkCodecs({ phone, form }: PhoneContext): readonly Diagnostic[] {
  const unknown = phone.codecs.filter((codec) => form.codecs[codec] === undefined);
  if (unknown.length === 0) return [];
  const message = `no name is known for ${unknown.join(', ')} in ${FORM_TITLES[form.name]} files`;
  const hint = `use some of: ${Object.keys(form.codecs).join(', ')}`;
  return [diagnostic('inventory/unsupported', phone.placeOf('codecs'), message, { hint })];
}

/** What other vendors' phones take and these do not. */
function checkLeftOut({ phone }: PhoneContext): readonly Diagnostic[] {
  if (phone.firmware === undefined) return [];
  const message = 'these phones are not told which firmware to load';
  const hint = 'leave it out, or set "AUTOUPDATE CONFIG MODULE/Auto Image Url" under `raw`';
  return [diagnostic('inventory/unsupported', phone.placeOf('firmware'), message, { hint })];
}

const TIME_SERVERS = 2;

function checkTimeServers({ phone }: PhoneContext): readonly Diagnostic[] {
  const more = phone.ntp.slice(TIME_SERVERS);
  return leftOut(phone.placeOf('ntp'), 'ntp', more, `the file names ${TIME_SERVERS} time servers`);
}

/** Fields that a form may have no name for, by our name of their key. */
const UNTOLD: Readonly<Record<string, string>> = {
  'display.title': 'label',
  'display.clock': 'dateFormat',
  'display.date': 'dateFormat',
  'display.language': 'locale',
  'time.secondSntpServer': 'ntp',
};

/** What somebody said and this form of file cannot, though a phone works without. */
function checkUntold(context: PhoneContext): readonly Diagnostic[] {
  if (context.complete) return [];
  const { form, phone } = context;
  return phoneAssignments(context).flatMap(({ row, value }) => {
    const field = UNTOLD[row.name];
    const place = field === undefined ? undefined : phone.saidAt(field);
    const isUsual = value === '' || value === flag(false) || value === row.factory;
    if (field === undefined || !place || isUsual || row[form.name] !== undefined) return [];
    const why = `no name is known for it in ${FORM_TITLES[form.name]} files`;
    return leftOut(place, field, [row.title], why);
  });
}

/** The password itself is never shown. */
function checkWebPassword({ phone, facts }: PhoneContext): readonly Diagnostic[] {
  const limit = facts.alphanumericWebPassword;
  const password = phone.adminPassword?.reveal();
  if (limit === undefined || password === undefined) return [];
  // Where secrets are not looked up, asterisks stand for it.
  if (password === `${phone.adminPassword}`) return [];
  if (/^[0-9A-Za-z]+$/.test(password) && password.length <= limit) return [];
  const message = `some firmware takes only 1 to ${limit} letters and digits as web password`;
  return [diagnostic('inventory/unproven', phone.placeOf('adminPassword'), message)];
}

function checkRaw(context: PhoneContext): readonly Diagnostic[] {
  const { phone } = context;
  return Object.keys(phone.raw).flatMap((name) => {
    const found = findRawProblem(context, name);
    if (!found) return [];
    const message = `"${name}" cannot be applied: ${found.problem}`;
    return [diagnostic('render/bad-raw', phone.placeOf('raw', name), message, found)];
  });
}

function findRawProblem({ form, tables }: PhoneContext, name: string): RawProblem | undefined {
  if (form.name === 'dotted') return findDottedProblem(name);
  const path = resolveTxtPath(form, tables.known, name);
  return 'problem' in path ? path : undefined;
}
