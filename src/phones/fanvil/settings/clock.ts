// The phone's clock: where it gets the time, its zone, and when summer time is.

import type { Change, PhoneZone, SummerTime } from '../tables/time-zone.js';
import { type Assignment, flag } from './assignment.js';
import type { GeneralContext } from './context.js';

export function clockAssignments(context: GeneralContext): readonly Assignment[] {
  return [...timeServers(context), ...timeZone(context)];
}

/** Without a server the phone is left as it is: DHCP may tell it one. */
function timeServers(context: GeneralContext): readonly Assignment[] {
  const [first, second = ''] = context.phone.ntp;
  if (first === undefined) return [];
  return [
    context.assign('time.sntpEnabled', flag(true)),
    context.assign('time.sntpServer', first),
    context.assign('time.secondSntpServer', second),
  ];
}

/** What of a zone cannot be written is empty here; checkPhone has said so. */
function timeZone(context: GeneralContext): readonly Assignment[] {
  const { phone, settings, tables } = context;
  const zone = tables.findZone(phone.timeZone);
  return [
    context.assign('time.zone', settings.timeZoneOffset || String(zone?.quarterHours ?? '')),
    context.assign('time.zoneName', settings.timeZoneName || (zone?.name ?? '')),
    ...(zone && settings.daylightSaving === 'zone' ? summerTime(context, zone) : []),
  ];
}

function summerTime(context: GeneralContext, { summer }: PhoneZone): readonly Assignment[] {
  if (summer === 'inexpressible') return [];
  const { dst } = context.spelling;
  if (!summer) return [context.assign('time.dstMode', dst.off)];
  return [
    context.assign('time.dstMode', dst.rule, {
      asked: (phone) => phone.asked('timeZone'),
    }),
    context.assign('time.dstRule', dst.byWeek),
    context.assign('time.dstMinutes', String(summer.minutes)),
    ...changes(summer).flatMap(([when, change]) => [
      context.assign(`time.dst${when}Month`, String(change.month)),
      context.assign(`time.dst${when}Week`, String(change.week)),
      context.assign(`time.dst${when}Weekday`, String(change.weekday)),
      context.assign(`time.dst${when}Hour`, String(change.hour)),
    ]),
  ];
}

function changes({ start, end }: SummerTime): readonly (readonly [string, Change])[] {
  return [
    ['Start', start],
    ['End', end],
  ];
}
