// What this vendor cannot do with a phone of the inventory, said before anything is written.

import { impossible, rejected, risky } from '../../../findings/evidence.js';
import type { Finding, Place } from '../../../findings/finding.js';
import { type Complaint, findingOf, judgeBy, type Rules } from '../../../findings/rule.js';
import { LEFT_OUT, leftOut } from '../../left-out.js';
import { sipPortRules } from '../../sip-port.js';
import { explainUnknownZone } from '../../time-zones.js';
import { isOddMediaPort, ODD_MEDIA_PORT } from '../media-port.js';
import { SIP_PORT } from '../notify.js';
import { type Assignment, flag } from '../settings/assignment.js';
import type { PhoneContext } from '../settings/context.js';
import { phoneAssignments } from '../settings/phone-assignments.js';
import { saidBy } from '../tables/sources.js';

const KEEP_HINT = 'set `daylightSaving: keep` in `settings`, and summer time on the phone';

export const CHECK_RULES = {
  'fanvil/no-name': {
    ...rejected(
      'Something that this form of file has no name for',
      'use `format: txt`, or leave it to the phone',
      saidBy('program'),
    ),
    applies: ({ complete }) => !complete,
    run: (context) =>
      nameless(context)
        .filter(({ row }) => !isTime(row))
        .flatMap((each) => inWords(each, context)),
  },
  'fanvil/time-zone': {
    ...impossible(
      'A time zone or a summer time that the phone cannot be told',
      'choose another, or set the vendor zone in `settings`',
      saidBy('exports', 'templates'),
    ),
    run: (context) => [
      ...(context.complete ? [] : nameless(context))
        .filter(({ row }) => isTime(row))
        .flatMap((each) => inWords(each, context))
        .map((each) => ({ ...each, hint: KEEP_HINT })),
      ...checkTimeZone(context),
    ],
  },
  'fanvil/codec': {
    ...rejected(
      'A codec that this form of file has no name for',
      'use others',
      saidBy('exports', 'program'),
    ),
    run({ phone, spelling }) {
      const unknown = phone.codecs.filter((codec) => spelling.codecs[codec] === undefined);
      if (unknown.length === 0) return [];
      const message = `no name is known for ${unknown.join(', ')} in ${spelling.title} files`;
      const hint = `use some of: ${Object.keys(spelling.codecs).join(', ')}`;
      return [{ at: phone.placeOf('codecs'), message, hint }];
    },
  },
  'fanvil/odd-media-port': {
    ...ODD_MEDIA_PORT,
    run({ phone: { rtp, placeOf } }) {
      if (!isOddMediaPort(rtp.first)) return [];
      const message = `the first port for media, ${rtp.first}, is odd`;
      const hint = `write ${rtp.first + 1}: RTP begins at even ports`;
      return [{ at: placeOf('rtp', 'first'), message, hint }];
    },
  },
  // What other vendors' phones take and these do not.
  'fanvil/firmware': {
    ...rejected(
      'Firmware for phones that are told of none',
      'leave it out, or set "AUTOUPDATE CONFIG MODULE/Auto Image Url" under `raw`',
      saidBy('exports'),
    ),
    run: ({ phone }) =>
      phone.firmware === undefined
        ? []
        : [
            {
              at: phone.placeOf('firmware'),
              message: 'these phones are not told which firmware to load',
            },
          ],
  },
  'fanvil/web-password': {
    ...risky(
      'A password of the web page that some firmware does not take',
      'see the README of the model; tell us what your phone does',
      saidBy('password'),
    ),
    run: checkWebPassword,
  },
  'fanvil/raw-key': {
    ...impossible(
      'A raw key that cannot be applied',
      'see docs/inventory.md, "raw"',
      saidBy('exports'),
    ),
    run: ({ phone, spelling }) =>
      Object.keys(phone.raw).flatMap((name) => {
        const found = spelling.findRawProblem(name);
        if (!found) return [];
        const message = `"${name}" cannot be applied: ${found.problem}`;
        return [{ at: phone.placeOf('raw', name), message, hint: found.hint }];
      }),
  },
  ...sipPortRules(() => ({ port: SIP_PORT })),
  'inventory/left-out': {
    ...LEFT_OUT,
    run: (context) => [...surplusTimeServers(context), ...untold(context)],
  },
} as const satisfies Rules<PhoneContext, Place>;

const judge = judgeBy<PhoneContext, Place>(CHECK_RULES);

export function checkPhone(context: PhoneContext): readonly Finding[] {
  const device = context.phone.mac;
  return judge(context).map((found) => ({ ...findingOf(found), device }));
}

/** Things that somebody may have asked for and that this form of file has no name for. */
function nameless(context: PhoneContext): readonly Assignment[] {
  return phoneAssignments(context).filter(
    ({ row, value }) =>
      !context.spelling.has(row) && row.optional !== true && value !== row.factory,
  );
}

function isTime({ name }: Assignment['row']): boolean {
  return name.startsWith('time.');
}

/** Nothing where nobody asked for it. */
function inWords({ row, asked }: Assignment, context: PhoneContext): readonly Complaint<Place>[] {
  const { spelling } = context;
  const at = asked?.(context);
  if (!at) return [];
  return [{ at, message: `no name is known for ${row.title} in ${spelling.title} files` }];
}

function checkTimeZone({ phone, settings, tables }: PhoneContext): readonly Complaint<Place>[] {
  const at = phone.placeOf('timeZone');
  const zone = tables.findZone(phone.timeZone);
  if (!zone) {
    if (settings.timeZoneOffset !== '') return [];
    return [{ at, ...explainUnknownZone(tables.timeZones, phone.timeZone) }];
  }
  if (zone.summer !== 'inexpressible' || settings.daylightSaving !== 'zone') return [];
  const message = `summer time of "${phone.timeZone}" changes at an hour that the phone cannot be told`;
  return [{ at, message, hint: KEEP_HINT }];
}

const TIME_SERVERS = 2;

function surplusTimeServers({ phone }: PhoneContext): readonly Complaint<Place>[] {
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
function untold(context: PhoneContext): readonly Complaint<Place>[] {
  if (context.complete) return [];
  const { spelling, phone } = context;
  return phoneAssignments(context).flatMap(({ row, value }) => {
    const field = UNTOLD[row.name];
    const place = field === undefined ? undefined : phone.saidAt(field);
    const isUsual = value === '' || value === flag(false) || value === row.factory;
    if (field === undefined || !place || isUsual || spelling.has(row)) return [];
    const why = `no name is known for it in ${spelling.title} files`;
    return leftOut(place, field, [row.title], why);
  });
}

/** The password itself is never shown. */
function checkWebPassword({ phone, facts }: PhoneContext): readonly Complaint<Place>[] {
  const limit = facts.alphanumericWebPassword;
  const password = phone.adminPassword?.reveal();
  if (limit === undefined || password === undefined) return [];
  // Where secrets are not looked up, asterisks stand for it.
  if (password === `${phone.adminPassword}`) return [];
  if (/^[0-9A-Za-z]+$/.test(password) && password.length <= limit) return [];
  const message = `some firmware takes only 1 to ${limit} letters and digits as web password`;
  return [{ at: phone.placeOf('adminPassword'), message }];
}
