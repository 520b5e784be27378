// What an Asterisk has to know of the phones of each vendor. One more is one row.

import type { NotifyWay } from '../../site/notify.js';
import type { Entry } from './conf.js';

export interface VendorRow {
  readonly vendor: string;
  /** Of its endpoints, and the same for chan_sip. */
  readonly pjsip: readonly Entry[];
  readonly chanSip: readonly Entry[];
  /** What one can tell its phones by a NOTIFY. */
  readonly notifies: readonly Notify[];
}

export interface Notify extends Pick<NotifyWay, 'event'> {
  /** What it brings about, `offhook-<vendor>-<this>`. */
  readonly name: string;
  readonly comment: string;
}

/** The first that has a phone of a line is what the line needs: a row further up is harder to please. */
export const VENDORS: readonly VendorRow[] = [
  {
    vendor: 'cisco',
    // A 79xx sends from a port that changes, and hears answers at its control port alone: captures of a 7931G with SIP 8.5.3.
    pjsip: [
      ['force_rport', 'no'],
      ['rewrite_contact', 'no'],
    ],
    chanSip: [['nat', 'no']],
    notifies: [
      {
        name: 'check-sync',
        event: 'check-sync',
        comment:
          'The phone answers 200; whether it fetches its file again, no owner of a 79xx has shown.',
      },
    ],
  },
  {
    vendor: 'fanvil',
    pjsip: [],
    chanSip: [],
    notifies: [
      { name: 'reboot', event: 'check-sync;reboot=true', comment: 'The phone restarts at once.' },
    ],
  },
];
