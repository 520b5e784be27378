// Everything that a phone's own file says, in the order in which it says it.

import { accountAssignments } from './accounts.js';
import { type Assignment, flag } from './assignment.js';
import { clockAssignments } from './clock.js';
import type { PhoneContext } from './context.js';
import { functionKeyAssignments } from './function-keys.js';

export function phoneAssignments(context: PhoneContext): readonly Assignment[] {
  return [
    ...clockAssignments(context),
    ...media(context),
    ...csta(context),
    ...accountAssignments(context),
    ...passwords(context),
    ...display(context),
    ...functionKeyAssignments(context),
    ...context.provisioning,
  ];
}

/** What has no known value is left to the phone. */
function display(context: PhoneContext): readonly Assignment[] {
  const { phone, spelling, settings } = context;
  const [language = ''] = phone.locale.split('-');
  const known = spelling.languages[phone.locale] ?? spelling.languages[language];
  const values = {
    title: phone.label,
    language: settings.language || known,
    clock: flag(phone.dateFormat.twelveHour),
    date: spelling.dates[phone.dateFormat.order],
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [context.assign(`display.${name}`, value)],
  );
}

function media(context: PhoneContext): readonly Assignment[] {
  const { rtp, nat } = context.phone;
  const address = nat.enabled ? (nat.address ?? '') : '';
  return [
    context.assign('media.rtpFirst', String(rtp.first), {
      asked: () => context.asked('rtp'),
    }),
    context.assign('media.rtpCount', String(rtp.last - rtp.first + 1)),
    context.assign('sip.externalAddress', address, {
      asked: () => context.asked('nat', 'address'),
    }),
  ];
}

/** The setting is the text for "on"; the flag's other text is "off". */
function csta(context: PhoneContext): readonly Assignment[] {
  const on = context.settings.cstaPolarity ?? '';
  const value = context.phone.csta ? on : flag(on === flag(false));
  return [context.assign('csta.enabled', value, { asked: () => context.asked('csta') })];
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
          context.assign('web.accountName', ADMIN.name, { at }),
          context.assign('web.accountPassword', admin, { at }),
          context.assign('web.accountLevel', ADMIN.level, { at }),
        ]),
    ...(menu === undefined ? [] : [context.assign('phone.menuPassword', menu)]),
  ];
}
