// What only one phone may have: a MAC, an address, a line that is not shared.

import { formatIpv4 } from '../../core/ipv4.js';
import { impossible } from '../../findings/evidence.js';
import type { Place } from '../../findings/finding.js';
import type { Complaint } from '../../findings/rule.js';
import type { Claimant, Site } from '../../site/site.js';
import type { SiteRules } from './subject.js';

export const UNIQUENESS_RULES = {
  'inventory/duplicate-mac': {
    ...impossible('Two phones with one MAC', 'remove or correct one of them'),
    run: ({ site: { claimants } }) =>
      clashes(
        claimants.flatMap((phone) =>
          phone.mac === undefined ? [] : [{ what: phone.mac, phone, path: ['mac'] }],
        ),
        (mac) => `MAC ${mac} belongs to another phone`,
      ),
  },
  'inventory/duplicate-address': {
    ...impossible('Two phones with one address', 'give each its own'),
    run: ({ site: { claimants } }) =>
      clashes(
        claimants.flatMap((phone) =>
          phone.address === undefined
            ? []
            : [{ what: formatIpv4(phone.address), phone, path: ['address'] }],
        ),
        (address) => `address ${address} belongs to another phone`,
      ),
  },
  'inventory/line-not-shared': {
    ...impossible(
      'A line on two keys without `shared: true`',
      'write `shared: true` at the line if that is meant',
    ),
    run: ({ site }) =>
      clashes(unsharedLines(site), (number) => `line "${number}" is on another key and not shared`),
  },
} as const satisfies SiteRules;

interface Claim {
  /** What is claimed, as a key and for the message. */
  readonly what: string;
  readonly phone: Claimant;
  /** The field of the phone that claims it. */
  readonly path: readonly string[];
}

/** Of a phone that is there twice its first entry. */
function unsharedLines({ claimants }: Site): readonly Claim[] {
  const seen = new Set<string>();
  const first = claimants.filter(
    ({ mac }) => mac === undefined || (!seen.has(mac) && seen.add(mac)),
  );
  const claims: Claim[] = [];
  for (const phone of first) {
    for (const key of phone.keys) {
      if (key.type !== 'line' || key.line.shared || key.line.standIn) continue;
      claims.push({ what: key.line.number, phone, path: ['keys', `${key.button}`, 'line'] });
    }
  }
  return claims;
}

/** One complaint for each claim after the first. */
function clashes(
  claims: readonly Claim[],
  inWords: (what: string) => string,
): readonly Complaint<Place>[] {
  const first = new Map<string, Claim>();
  const complaints: Complaint<Place>[] = [];
  for (const claim of claims) {
    const earlier = first.get(claim.what);
    if (!earlier) {
      first.set(claim.what, claim);
      continue;
    }
    const related = [{ place: placeOf(earlier), message: 'first here' }];
    complaints.push({ at: placeOf(claim), message: inWords(claim.what), related });
  }
  return complaints;
}

function placeOf({ phone, path }: Claim): Place {
  return phone.placeOf(...path);
}
