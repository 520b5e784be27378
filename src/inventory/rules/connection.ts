// How a phone is reached from outside: what is said of NAT, and its ports for media.

import { idleNatWords } from '../../core/nat.js';
import { mediaFault } from '../../core/port-range.js';
import { type CodeTable, ignored, impossible } from '../../findings/evidence.js';
import { type Finding, findingsOf } from '../../findings/finding.js';
import type { Phone } from '../../site/site.js';
import { READ_CODES } from '../read/codes.js';

export const CONNECTION_CODES = {
  'inventory/nat-not-enabled': ignored(
    'A word about NAT that does nothing',
    'write `enabled: true` beside it, or remove it',
  ),
  'inventory/port-order': impossible(
    'Ports that end before they begin',
    'the first is the lower one',
  ),
} as const satisfies CodeTable;

const finding = findingsOf({ ...CONNECTION_CODES, ...READ_CODES });

export function checkConnection(phone: Phone): readonly Finding[] {
  return [...checkNat(phone), ...checkPorts(phone)];
}

/** Nothing of it is written into a phone's file as long as NAT is not enabled. */
function checkNat({ nat, saidAt }: Phone): readonly Finding[] {
  return idleNatWords(nat).flatMap((field) => {
    const place = saidAt('nat', field);
    const message = `nat.${field} does nothing as long as NAT is not enabled`;
    return place ? [finding('inventory/nat-not-enabled', place, message)] : [];
  });
}

/** Of services, which have a host for themselves and a phone has not. */
const LAST_WELL_KNOWN = 1023;

function checkPorts({ rtp, placeOf, saidAt }: Phone): readonly Finding[] {
  const { first, last } = rtp;
  const fault = mediaFault(rtp);
  if (fault === 'backwards') {
    const message = `the ports for media end at ${last} before they begin at ${first}`;
    const unsaid = ['first', 'last'].find((field) => saidAt('rtp', field) === undefined);
    const hint = `write \`${unsaid}\` beside it: that is what it is unless said`;
    return [finding('inventory/port-order', placeOf('rtp'), message, unsaid ? { hint } : {})];
  }
  if (fault === 'too few') {
    const message = `one port for media, ${first}, is too few: each call takes two`;
    const hint = 'let the last one be higher';
    return [finding('inventory/port-order', placeOf('rtp'), message, { hint })];
  }
  if (first > LAST_WELL_KNOWN) return [];
  const message = `the ports for media begin at ${first}, among those of known services`;
  const hint = 'write a range above 1023, such as { first: 16384, last: 32766 }';
  return [finding('inventory/doubtful-value', placeOf('rtp', 'first'), message, { hint })];
}
