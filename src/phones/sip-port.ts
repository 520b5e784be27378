// The port at which a phone hears SIP: it cannot hear media there as well.

import { type CodeTable, risky } from '../findings/evidence.js';
import { type Finding, findingsOf, type Place } from '../findings/finding.js';
import type { Phone } from '../site/site.js';

export const SIP_PORT_CODES = {
  'inventory/ports-overlap': risky(
    'Ports for media with that for SIP among them',
    'keep them apart: phones take 16384 to 32766 for media unless told others',
  ),
} as const satisfies CodeTable;

const finding = findingsOf(SIP_PORT_CODES);

/** `saidAt`: where the port was written; undefined: it is what the model has. */
export function checkSipPort(
  { rtp: { first, last }, placeOf }: Phone,
  port: number,
  saidAt: Place | undefined,
): readonly Finding[] {
  if (port < first || port > last) return [];
  const message = `the ports for media, ${first} to ${last}, hold ${port}, at which the phone hears SIP`;
  const media = placeOf('rtp');
  const related = saidAt ? [{ place: media, message: 'the ports for media' }] : [];
  return [finding('inventory/ports-overlap', saidAt ?? media, message, { related })];
}
