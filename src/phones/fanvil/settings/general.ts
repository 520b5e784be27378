// What a phone's own file says that others of its model mostly say as well, and so is made once for all that do.

import { onceWhileSame } from '../../../core/once-while-same.js';
import type { Phone } from '../../../site/site.js';
import { type Assignment, flag } from './assignment.js';
import { clockAssignments } from './clock.js';
import {
  GENERAL_FIELDS,
  type GeneralAssignments,
  type GeneralContext,
  type SettingsContext,
} from './context.js';

/** A site has as many as its phones have combinations of these. */
const MAX_KEPT = 16;

export function createGeneral(context: SettingsContext): (phone: Phone) => GeneralAssignments {
  const make = (phone: GeneralContext['phone']) => generalAssignments({ ...context, phone });
  return onceWhileSame(GENERAL_FIELDS, make, MAX_KEPT);
}

function generalAssignments(context: GeneralContext): GeneralAssignments {
  return {
    first: [...clockAssignments(context), ...media(context), ...csta(context)],
    display: display(context),
  };
}

/** What has no known value is left to the phone. */
function display(context: GeneralContext): readonly Assignment[] {
  const { phone, spelling, settings } = context;
  const [language = ''] = phone.locale.split('-');
  const known = spelling.languages[phone.locale] ?? spelling.languages[language];
  const values = {
    language: settings.language || known,
    clock: flag(phone.dateFormat.twelveHour),
    date: spelling.dates[phone.dateFormat.order],
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [context.assign(`display.${name}`, value)],
  );
}

function media(context: GeneralContext): readonly Assignment[] {
  const { rtp, nat } = context.phone;
  const address = nat.enabled ? (nat.address ?? '') : '';
  return [
    context.assign('media.rtpFirst', String(rtp.first), { asked: (phone) => phone.asked('rtp') }),
    context.assign('media.rtpCount', String(rtp.last - rtp.first + 1)),
    context.assign('sip.externalAddress', address, {
      asked: (phone) => phone.asked('nat', 'address'),
    }),
  ];
}

/** The setting is the text for "on"; the flag's other text is "off". */
export function cstaValue(
  phone: Pick<Phone, 'csta'>,
  settings: Readonly<Record<string, string>>,
): string {
  const on = settings.cstaPolarity ?? '';
  return phone.csta ? on : flag(on === flag(false));
}

function csta(context: GeneralContext): readonly Assignment[] {
  const value = cstaValue(context.phone, context.settings);
  return [context.assign('csta.enabled', value, { asked: (phone) => phone.asked('csta') })];
}
