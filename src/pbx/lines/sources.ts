// From where those come who have given their password: what a contact says of itself may be an address that nobody has but behind a NAT.
// Of PJSIP, which tells them apart by Call-ID; chan_sip calls them at the address that it sees, whatever they say.

import { createNewest } from '../../core/newest.js';
import type { Contact } from './contact.js';
import type { Attempt } from './read-event.js';

export interface Sources {
  /** It was taken. */
  accepted(attempt: Attempt): void;
  /** Where the REGISTER of this contact came from, as far as that was told, where it is another address than calls go to. */
  behind(contact: Pick<Contact, 'callId' | 'address'>): string | undefined;
}

/** Whoever calls is told of as well, by other Call-IDs than those of registrations. */
const MAX = 16_384;

export function createSources(): Sources {
  const known = createNewest<string>(MAX);
  return {
    accepted({ callId, address }) {
      if (callId !== undefined && address !== undefined) known.set(callId, address);
    },
    behind({ callId, address }) {
      const source = callId === undefined ? undefined : known.get(callId);
      return source === address ? undefined : source;
    },
  };
}
