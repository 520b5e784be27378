// Names of SIP accounts that a PBX may have given, and that are rather numbers written for people.

import { shownAccount } from '../../core/account-text.js';
import { spelledFault } from '../../core/spelled-number.js';
import type { TextFault } from '../../core/text-fault.js';
import {
  commaFault,
  DIGITS,
  dialledFault,
  extensionFault,
  nothingFault,
  userPartFault,
} from '../../core/user-part.js';
import type { Place } from '../../findings/finding.js';
import type { Complaint } from '../../findings/rule.js';
import type { Inventory } from '../inventory.js';
import { READ_CODES } from '../read/codes.js';
import { childOf, placeOf } from '../read/source.js';
import { RESOLVE_CODES } from '../resolve/codes.js';
import type { SiteRules } from './subject.js';

const REFERENCE = /^(?:env|file|credential):\S|^\$\{\w+\}$|^\{\{.*\}\}$/i;

export const ACCOUNT_NAME_RULES = {
  'inventory/doubtful-value': {
    ...READ_CODES['inventory/doubtful-value'],
    run: ({ inventory }) => [...doubtfulNames(inventory), ...doubtfulNumbers(inventory)],
  },
  'inventory/text-for-reference': {
    ...RESOLVE_CODES['inventory/text-for-reference'],
    // Of a line only the password is looked up.
    run: ({ inventory: { lines } }) =>
      [...lines.values()].flatMap(({ input, origin }) =>
        (['authName', 'name'] as const).flatMap((field) => {
          const text = input[field];
          if (text === undefined || !REFERENCE.test(text)) return [];
          const message = `${field}: "${text}" looks like a reference, and only secrets are looked up`;
          const hint = 'write the name itself, or let the program that fills it in run before';
          return [{ at: placeOf(childOf(origin, field)), message, hint }];
        }),
      ),
  },
} as const satisfies SiteRules;

/** Unless said, a line's own number is the name for authentication. */
function doubtfulNames({ lines }: Inventory): readonly Complaint<Place>[] {
  return [...lines.values()].flatMap(({ input: { authName = '' }, origin }) => {
    const nothing = nothingFault(authName);
    const fault = nothing
      ? { ...nothing, hint: 'leave it out where the name is the number of the line' }
      : addressFault(authName);
    if (!fault || REFERENCE.test(authName)) return [];
    const { what, hint } = fault;
    const message = `authName: "${authName}" ${what}`;
    return [{ at: placeOf(childOf(origin, 'authName')), message, hint }];
  });
}

/** Some providers' names hold an @, and some a blank; none is a SIP address, or goes on behind its colon. */
function addressFault(name: string): TextFault | undefined {
  const [, user] = /^<?(?:sips?|tel):([^@;>]*)/i.exec(name) ?? [];
  if (user !== undefined) {
    return { what: 'is a SIP address, and a name stands alone here', hint: `write "${user}"` };
  }
  const [bad] = /[<>]/.exec(name) ?? [];
  if (bad !== undefined) {
    return { what: `holds "${bad}"`, hint: 'write the name as the PBX has it, without brackets' };
  }
  if (!name.includes(':')) return undefined;
  const what = 'holds ":", which ends the name where the PBX checks the password';
  return { what, hint: 'write the name alone; the password has a field of its own' };
}

/** What cannot be an account at all is an error of the schema. */
function doubtfulNumbers({ lines }: Inventory): readonly Complaint<Place>[] {
  const others = [...lines].filter(([number]) => !DIGITS.test(number));
  return others.flatMap(([number, { origin }]) => {
    const doubt =
      userPartFault(number) === undefined
        ? (dialledFault(number) ??
          spelledFault(number) ??
          extensionFault(number) ??
          commaFault(number))
        : undefined;
    if (!doubt) return [];
    const message = `line "${shownAccount(number)}" ${doubt.what}`;
    const hint = `${doubt.hint}, unless the PBX has an account of exactly this name`;
    return [{ at: placeOf(origin, 'key'), message, hint }];
  });
}
