// manager.conf: the user through which offhook asks an Asterisk, with the least that it needs.

import { formatIpv4 } from '../../core/ipv4.js';
import type { ManagerUser } from '../../site/site.js';
import { formatSections } from './conf.js';

/** What of the events it hears. An Asterisk that does not know such a line (16) passes over it and tells all. */
const EVENTS = [
  ...['PeerStatus', 'ContactStatus', 'DeviceStateChange', 'ExtensionStatus', 'FullyBooted'],
  // Why a phone does not register.
  ...['ChallengeSent', 'ChallengeResponseFailed', 'InvalidAccountID', 'InvalidPassword'],
  'SuccessfulAuth',
  // Who talks with whom.
  ...['Newchannel', 'Newstate', 'Hangup', 'ConfbridgeStart', 'ConfbridgeEnd', 'ConfbridgeJoin'],
  ...['ConfbridgeLeave', 'ConfbridgeMute', 'ConfbridgeUnmute'],
];

export function formatAmiUser({ user, secret, permit }: ManagerUser): string {
  return formatSections([
    {
      name: user,
      comments: [
        'Its class "system" may also read passwords: give its secret to nobody, and keep the port off other networks.',
      ],
      entries: [
        ['secret', secret.reveal()],
        ['deny', '0.0.0.0/0.0.0.0'],
        ['deny', '::/0'],
        ...permit.map((address) => ['permit', `${formatIpv4(address)}/255.255.255.255`] as const),
        ['read', 'system,call,security'],
        ['write', 'system,call,reporting'],
        ['writetimeout', '1000'],
        ...EVENTS.map((event) => [`eventfilter(name(${event}))`, ''] as const),
      ],
    },
  ]);
}
