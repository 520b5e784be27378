// How a phone is reached from outside: what is said of NAT, and its ports for media.

import { type Diagnostic, diagnostic } from '../../findings/finding.js';
import type { Phone } from '../../site/site.js';

export function checkConnection(phone: Phone): readonly Diagnostic[] {
  return [...checkNat(phone), ...checkPorts(phone)];
}

/** Nothing of it is written into a phone's file as long as NAT is not enabled. */
function checkNat({ nat, saidAt }: Phone): readonly Diagnostic[] {
  if (nat.enabled) return [];
  const said = [
    ...(nat.address === undefined ? [] : ['address']),
    ...(nat.fromReceived ? ['fromReceived'] : []),
  ];
  return said.flatMap((field) => {
    const place = saidAt('nat', field);
    const message = `nat.${field} does nothing as long as NAT is not enabled`;
    return place ? [diagnostic('inventory/nat-not-enabled', place, message)] : [];
  });
}

function checkPorts({ rtp: { first, last }, placeOf }: Phone): readonly Diagnostic[] {
  if (first < last) return [];
  const message = `the ports for media end at ${last} before they begin at ${first}`;
  return [diagnostic('inventory/port-order', placeOf('rtp'), message)];
}
