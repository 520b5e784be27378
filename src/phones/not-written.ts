// What a phone chooses of a section that its vendor does not bring: told, never dropped in silence.

import type { Place } from '../findings/finding.js';
import type { Rules } from '../findings/rule.js';
import type { Phone } from '../site/site.js';
import { UNSUPPORTED } from '../site/unsupported.js';
import type { KnownModel } from './packs/known-models.js';
import type { Packs } from './packs/packs.js';

/** `sections`: of all vendors. */
interface ChoosingPhone extends Pick<KnownModel, 'driver'>, Pick<Packs, 'sections'> {
  readonly phone: Phone;
}

export const NOT_WRITTEN_RULES = {
  'inventory/unsupported': {
    ...UNSUPPORTED,
    run: ({ phone, driver: { sideFiles = [] }, sections }) =>
      sections.flatMap((section) => {
        const { choice } = section;
        if (!choice || !phone.chosen[choice.field]) return [];
        if (sideFiles.some((each) => each.sections.includes(section))) return [];
        const at = phone.placeOf(choice.field);
        const hint = phone.isOwn(at)
          ? 'leave it out, or set the keys of the phone under `raw`'
          : 'write it under `models`, for the phones that take one';
        return [{ at, message: `${choice.noun}s are not written for these phones`, hint }];
      }),
  },
} as const satisfies Rules<ChoosingPhone, Place>;
