// The port at which a phone hears SIP: it cannot hear media there as well.

import { risky } from '../findings/evidence.js';
import type { Place } from '../findings/finding.js';
import type { Rules } from '../findings/rule.js';
import type { Phone } from '../site/site.js';

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
      ...risky(
        'Ports for media with that for SIP among them',
        'keep them apart: phones take 16384 to 32766 for media unless told others',
      ),
      run({ phone }) {
        const { first, last } = phone.rtp;
        const { port, saidAt } = sipPortOf(phone);
        if (port < first || port > last) return [];
        const message = `the ports for media, ${first} to ${last}, hold ${port}, at which the phone hears SIP`;
        const media = phone.placeOf('rtp');
        const related = saidAt ? [{ place: media, message: 'the ports for media' }] : [];
        return [{ at: saidAt ?? media, message, related }];
      },
    },
  } as const satisfies Rules<OfPhone, Place>;
}
