// How a phone is reached from outside: what is said of NAT, and its ports for media.

import { idleNatWords } from '../../core/nat.js';
import { beginsTooLow, mediaFault } from '../../core/port-range.js';
import { ignored, impossible } from '../../findings/evidence.js';
import { READ_CODES } from '../read/codes.js';
import type { EntryRules, PhoneRules } from './subject.js';

export const CONNECTION_RULES = {
  // Nothing of it is written into a phone's file as long as NAT is not enabled.
  'inventory/nat-not-enabled': {
    ...ignored(
      'A word about NAT that does nothing',
      'write `enabled: true` beside it, or remove it',
    ),
    run: ({ phone: { nat, saidAt } }) =>
      idleNatWords(nat).flatMap((field) => {
        const at = saidAt('nat', field);
        const message = `nat.${field} does nothing as long as NAT is not enabled`;
        return at ? [{ at, message }] : [];
      }),
  },
} as const satisfies PhoneRules;

export const PORT_RULES = {
  'inventory/port-order': {
    ...impossible('Ports that end before they begin', 'the first is the lower one'),
    run({ rtp, placeOf, saidAt }) {
      if (!rtp) return [];
      const { first, last } = rtp;
      const at = placeOf('rtp');
      switch (mediaFault(rtp)) {
        case 'backwards': {
          const message = `the ports for media end at ${last} before they begin at ${first}`;
          const unsaid = ['first', 'last'].find((field) => saidAt('rtp', field) === undefined);
          const hint = `write \`${unsaid}\` beside it: that is what it is unless said`;
          return [{ at, message, ...(unsaid && { hint }) }];
        }
        case 'too few': {
          const message = `one port for media, ${first}, is too few: each call takes two`;
          return [{ at, message, hint: 'let the last one be higher' }];
        }
        default:
          return [];
      }
    },
  },
  'inventory/doubtful-value': {
    ...READ_CODES['inventory/doubtful-value'],
    run({ rtp, placeOf }) {
      if (!rtp || mediaFault(rtp) || !beginsTooLow(rtp)) return [];
      const message = `the ports for media begin at ${rtp.first}, among those of known services`;
      const hint = 'write a range above 1023, such as { first: 16384, last: 32766 }';
      return [{ at: placeOf('rtp', 'first'), message, hint }];
    },
  },
} as const satisfies EntryRules;
