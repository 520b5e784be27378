// Everything that a phone's own file says, in the order in which it says it.

import { accountAssignments } from './accounts.js';
import type { Assignment } from './assignment.js';
import type { PhoneContext } from './context.js';
import { functionKeyAssignments } from './function-keys.js';

export function phoneAssignments(context: PhoneContext): readonly Assignment[] {
  const general = context.general(context.phone);
  return [
    ...general.first,
    ...accountAssignments(context),
    ...passwords(context),
    context.assign('display.title', context.phone.label),
    ...general.display,
    ...functionKeyAssignments(context),
    ...context.provisioning,
    ...context.directory,
  ];
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
