// Everything that a phone's own file says, in the order in which it says it.

import { accountAssignments } from './accounts.js';
import { type Assignment, type AssignmentDetails, assign, flag } from './assignment.js';
import type { PhoneContext } from './context.js';
import { functionKeyAssignments } from './function-keys.js';
import { provisioningAssignments } from './provisioning.js';
import { type Change, findZone, type PhoneZone, type SummerTime } from './time-zone.js';

export function phoneAssignments(context: PhoneContext): readonly Assignment[] {
  return [
    ...clock(context),
    ...timeZone(context),
    ...media(context),
    ...csta(context),
    ...accountAssignments(context),
    ...passwords(context),
    ...display(context),
    ...functionKeyAssignments(context),
    ...provisioningAssignments(context),
  ];
}

function set(context: PhoneContext, name: string, value: string, details?: AssignmentDetails) {
  return assign(context.tables.names, name, value, details);
}

/** Without a server the phone is left as it is: DHCP may tell it one. */
function clock(context: PhoneContext): readonly Assignment[] {
  const [first, second = ''] = context.phone.ntp;
  if (first === undefined) return [];
  return [
    set(context, 'time.sntpEnabled', flag(true)),
    set(context, 'time.sntpServer', first),
    set(context, 'time.secondSntpServer', second),
  ];
}

/** A zone that cannot be written leaves nothing here; checkPhone says so. */
function timeZone(context: PhoneContext): readonly Assignment[] {
  const { phone, settings, tables } = context;
  const zone = findZone(tables.zones, phone.timeZone);
  return [
    set(context, 'time.zone', settings.timeZoneOffset || String(zone?.quarterHours ?? '')),
    set(context, 'time.zoneName', settings.timeZoneName || (zone?.name ?? '')),
    ...(zone && settings.daylightSaving === 'zone' ? summerTime(context, zone) : []),
  ];
}

function summerTime(context: PhoneContext, { summer }: PhoneZone): readonly Assignment[] {
  if (summer === 'inexpressible') return [];
  const asked = context.asked('timeZone');
  const dst = context.form.name === 'dotted' ? undefined : context.form.dst;
  if (!summer) return [set(context, 'time.dstMode', dst?.off ?? '0')];
  return [
    set(context, 'time.dstMode', dst?.rule ?? '', { asked }),
    set(context, 'time.dstRule', dst?.byWeek ?? ''),
    set(context, 'time.dstMinutes', String(summer.minutes)),
    ...changes(summer).flatMap(([when, change]) => [
      set(context, `time.dst${when}Month`, String(change.month)),
      set(context, `time.dst${when}Week`, String(change.week)),
      set(context, `time.dst${when}Weekday`, String(change.weekday)),
      set(context, `time.dst${when}Hour`, String(change.hour)),
    ]),
  ];
}

function changes({ start, end }: SummerTime): readonly (readonly [string, Change])[] {
  return [
    ['Start', start],
    ['End', end],
  ];
}

/** What has no known value is left to the phone. */
function display(context: PhoneContext): readonly Assignment[] {
  const { phone, form, settings } = context;
  const [language = ''] = phone.locale.split('-');
  const known = form.languages[phone.locale] ?? form.languages[language];
  const values = {
    title: phone.label,
    language: settings.language || known,
    clock: flag(phone.dateFormat.twelveHour),
    date: form.dates[phone.dateFormat.order],
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [set(context, `display.${name}`, value)],
  );
}

function media(context: PhoneContext): readonly Assignment[] {
  const { rtp, nat } = context.phone;
  const address = nat.enabled ? (nat.address ?? '') : '';
  return [
    set(context, 'media.rtpFirst', String(rtp.first), { asked: context.asked('rtp') }),
    set(context, 'media.rtpCount', String(rtp.last - rtp.first + 1)),
    set(context, 'sip.externalAddress', address, { asked: context.asked('nat', 'address') }),
  ];
}

/** The setting is the text for "on"; the flag's other text is "off". */
function csta(context: PhoneContext): readonly Assignment[] {
  const on = context.settings.cstaPolarity ?? '';
  const value = context.phone.csta ? on : flag(on === flag(false));
  return [set(context, 'csta.enabled', value, { asked: context.asked('csta') })];
}

const ADMIN = { name: 'admin', level: '10' } as const;

function passwords(context: PhoneContext): readonly Assignment[] {
  const at = { n: 1 };
  const admin = context.phone.adminPassword?.reveal();
  const menu = context.settings.menuPassword || admin;
  return [
    ...(admin === undefined
      ? []
      : [
          set(context, 'web.accountName', ADMIN.name, { at }),
          set(context, 'web.accountPassword', admin, { at }),
          set(context, 'web.accountLevel', ADMIN.level, { at }),
        ]),
    ...(menu === undefined ? [] : [set(context, 'phone.menuPassword', menu)]),
  ];
}
