// The lines of a phone that may be controlled by uaCSTA, as its inventory has them: plain data.

import type { Snapshot } from '../../artifacts/snapshot.js';
import type { Mac } from '../../core/mac.js';
import type { AskedLine } from '../../csta/session/run-session.js';
import type { Phone } from '../../site/site.js';
import { type Refused, refuse } from '../adoption/plan.js';

/** What of it an inventory can say; where it is, DHCP knows better. */
export type WrittenLine = Omit<AskedLine, 'target'>;

export function cstaLines(snapshot: Snapshot, mac: Mac): readonly WrittenLine[] | Refused {
  const phone = snapshot.phones.get(mac);
  if (!phone) return refuse(`${mac} is not in the inventory`);
  if (!phone.csta) return refuse(`the inventory does not say \`csta: true\` for ${mac}`);
  return linesOf(phone);
}

/** Each account once, in the order of its keys, as the phone counts them. */
export function linesOf({ keys }: Pick<Phone, 'keys'>): readonly WrittenLine[] {
  const lines = keys.flatMap((key) => (key.type === 'line' && !key.line.standIn ? [key.line] : []));
  return lines
    .filter(
      ({ number, pbx }, at) =>
        lines.findIndex((each) => each.number === number && each.pbx === pbx) === at,
    )
    .map(({ number, cstaNumber = number, pbx: { host, port } }) => ({
      number,
      cstaNumber,
      registrar: { host, port },
    }));
}
