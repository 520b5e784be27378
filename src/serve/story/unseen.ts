// Whether a diagnosis that is no longer there is over, or is one that a phone's PBX told, which tells nothing any more.

import { REGISTRATION_ROWS } from '../../timeline/rows/registration.js';
import { REGISTRATION_NOTES } from '../../timeline/rows/registration-notes.js';
import type { PhoneFacts } from '../../timeline/view.js';

const OF_REGISTRATION: ReadonlySet<string> = new Set(
  [...REGISTRATION_ROWS, ...REGISTRATION_NOTES].map(({ id }) => id),
);

/** `diagnosis`: by the id of its row. */
export function isOfRegistration(diagnosis: string): boolean {
  return OF_REGISTRATION.has(diagnosis);
}

/** Nobody knows whether the phone has it still. */
export function isUnseen(diagnosis: string, { pbxLink }: Pick<PhoneFacts, 'pbxLink'>): boolean {
  return !pbxLink && isOfRegistration(diagnosis);
}
