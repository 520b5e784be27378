// What a phone chooses of a section that its vendor does not bring: told, never dropped in silence.

import type { Finding } from '../findings/finding.js';
import { finding } from '../site/codes.js';
import type { Section } from '../site/section.js';
import type { Phone } from '../site/site.js';
import type { Driver } from './driver.js';

/** `sections`: of all vendors. */
export function checkNotWritten(
  phone: Phone,
  { sideFiles = [] }: Driver,
  sections: readonly Section[],
): readonly Finding[] {
  return sections.flatMap((section) => {
    const { choice } = section;
    if (!choice || !phone.chosen[choice.field]) return [];
    if (sideFiles.some((each) => each.sections.includes(section))) return [];
    const place = phone.placeOf(choice.field);
    const hint = phone.isOwn(place)
      ? 'leave it out, or set the keys of the phone under `raw`'
      : 'write it under `models`, for the phones that take one';
    const message = `${choice.noun}s are not written for these phones`;
    return [finding('inventory/unsupported', place, message, { hint })];
  });
}
