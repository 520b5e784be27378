// The port at which a phone hears SIP: it cannot hear media there as well.

import { beginsTooLow, type PortRange } from '../core/port-range.js';
import { risky } from '../findings/evidence.js';
import type { Place } from '../findings/finding.js';
import type { Rules } from '../findings/rule.js';
import type { Phone } from '../site/site.js';

/** The cause as a heading, and the way out. */
export const SIP_AMONG_MEDIA = [
  'Ports for media with that for SIP among them',
  'keep them apart: phones take 16384 to 32766 for media unless told others',
] as const;

/** What is to be said of it; undefined: they are apart. */
export function sipAmongMedia({ first, last }: PortRange, port: number): string | undefined {
  if (port < first || port > last) return undefined;
  return `the ports for media, ${first} to ${last}, hold ${port}, at which the phone hears SIP`;
}

interface SipPort {
  readonly port: number;
  /** Where it was written; undefined: it is what the model has. */
  readonly saidAt?: Place | undefined;
}

interface OfPhone {
  readonly phone: Phone;
}

/** For phones that hear SIP where `sipPortOf` says. */
export function sipPortRules(sipPortOf: (phone: Phone) => SipPort) {
  return {
    'inventory/ports-overlap': {
      ...risky(...SIP_AMONG_MEDIA),
      run({ phone }) {
        // Another range is asked for already.
        if (beginsTooLow(phone.rtp)) return [];
        const { port, saidAt } = sipPortOf(phone);
        const message = sipAmongMedia(phone.rtp, port);
        if (message === undefined) return [];
        const media = phone.placeOf('rtp');
        const related = saidAt ? [{ place: media, message: 'the ports for media' }] : [];
        return [{ at: saidAt ?? media, message, related }];
      },
    },
  } as const satisfies Rules<OfPhone, Place>;
}
