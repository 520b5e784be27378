// What only one phone may have: a MAC, an address, a line that is not shared.

import { formatIpv4 } from '../../core/ipv4.js';
import { type CodeTable, impossible } from '../../findings/evidence.js';
import { type Finding, findingsOf, type Place } from '../../findings/finding.js';
import type { Phone, Site } from '../../site/site.js';

export const UNIQUENESS_CODES = {
  'inventory/duplicate-mac': impossible('Two phones with one MAC', 'remove or correct one of them'),
  'inventory/duplicate-address': impossible('Two phones with one address', 'give each its own'),
  'inventory/line-not-shared': impossible(
    'A line on two keys without `shared: true`',
    'write `shared: true` at the line if that is meant',
  ),
} as const satisfies CodeTable;

const finding = findingsOf(UNIQUENESS_CODES);

interface Claim {
  /** What is claimed, as a key and for the message. */
  readonly what: string;
  readonly phone: Phone;
  /** The field of the phone that claims it. */
  readonly path: readonly string[];
}

export function checkUniqueness(site: Site): readonly Finding[] {
  const macs = site.phones.map((phone) => ({ what: phone.mac, phone, path: ['mac'] }));
  const addresses = site.phones.flatMap((phone) =>
    phone.address === undefined
      ? []
      : [{ what: formatIpv4(phone.address), phone, path: ['address'] }],
  );
  return [
    ...clashes('inventory/duplicate-mac', macs, (mac) => `MAC ${mac} belongs to another phone`),
    ...clashes(
      'inventory/duplicate-address',
      addresses,
      (address) => `address ${address} belongs to another phone`,
    ),
    ...clashes(
      'inventory/line-not-shared',
      unsharedLines(site),
      (number) => `line "${number}" is on another key and not shared`,
    ),
  ];
}

/** Of a phone that is there twice its first entry. */
function unsharedLines({ phones }: Site): readonly Claim[] {
  const seen = new Set<string>();
  const first = phones.filter(({ mac }) => !seen.has(mac) && seen.add(mac));
  return first.flatMap((phone) =>
    phone.keys.flatMap((key) =>
      key.type === 'line' && !key.line.shared && !key.line.standIn
        ? [{ what: key.line.number, phone, path: ['keys', `${key.button}`, 'line'] }]
        : [],
    ),
  );
}

/** One finding for each claim after the first. */
function clashes(
  code: keyof typeof UNIQUENESS_CODES,
  claims: readonly Claim[],
  message: (what: string) => string,
): readonly Finding[] {
  const first = new Map<string, Claim>();
  return claims.flatMap((claim) => {
    const earlier = first.get(claim.what);
    if (!earlier) {
      first.set(claim.what, claim);
      return [];
    }
    const related = [{ place: placeOf(earlier), message: 'first here' }];
    return [finding(code, placeOf(claim), message(claim.what), { related })];
  });
}

function placeOf({ phone, path }: Claim): Place {
  return phone.placeOf(...path);
}
