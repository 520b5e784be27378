// Where a key was written: found when someone asks, which is seldom, for keys are what most phones have most of.

import type { Place } from '../findings/finding.js';
import type { Key, Phone } from './site.js';

/** Where what the key does is said, be it the phone itself, a group or the defaults. */
export function placeOfKey(
  { placeOf }: Pick<Phone, 'placeOf'>,
  { button }: Pick<Key, 'button'>,
): Place {
  return placeOf('keys', `${button}`);
}
