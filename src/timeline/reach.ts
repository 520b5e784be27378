// How far a boot came, so that two boots of one phone can be compared.

import type { FileEvent, PhoneEvent } from './events.js';
import type { Boot } from './history.js';

/** In the order in which phones are about them; what all ask for only when they have their configuration is one. */
const RANK: Readonly<Record<FileEvent['role'], number>> = {
  trust: 2,
  'boot-list': 3,
  common: 4,
  config: 5,
  default: 5,
  load: 6,
  part: 7,
  locale: 8,
  tones: 8,
  side: 8,
  other: 8,
};

/** Grows with each thing that a phone comes to, and with that thing done; 0: nothing was seen of it. */
export function reachOf(boot: Pick<Boot, 'steps'> | undefined): number {
  let reach = 0;
  for (const { last } of boot?.steps ?? []) reach = Math.max(reach, reachOfEvent(last));
  return reach;
}

function reachOfEvent(event: PhoneEvent): number {
  switch (event.kind) {
    case 'dhcp':
      return event.reply === 'ACK' ? 3 : 2;
    case 'file':
      return RANK[event.role] * 2 + (event.outcome === 'sent' ? 1 : 0);
    case 'sip':
      return event.state === 'registered' ? 19 : 18;
    default:
      return 0;
  }
}
