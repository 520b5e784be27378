// Names of SIP accounts that a PBX may have given, and that are rather numbers written for people.

import { spelledFault } from '../../core/spelled-number.js';
import { dialledFault, userPartFault } from '../../core/user-part.js';
import { type Diagnostic, diagnostic } from '../../findings/finding.js';
import type { Inventory } from '../inventory.js';
import { placeOf } from '../read/source.js';

/** What cannot be an account at all is an error of the schema. */
export function checkAccountNames({ lines }: Inventory): readonly Diagnostic[] {
  return [...lines].flatMap(([number, { origin }]) => {
    const doubt =
      userPartFault(number) === undefined
        ? (dialledFault(number) ?? spelledFault(number))
        : undefined;
    if (!doubt) return [];
    const message = `line "${number}" ${doubt.what}`;
    const hint = `${doubt.hint}, unless the PBX has an account of exactly this name`;
    return [diagnostic('inventory/doubtful-value', placeOf(origin, 'key'), message, { hint })];
  });
}
