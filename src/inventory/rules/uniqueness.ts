// What only one phone may have: a MAC, an address, a line that is not shared.

import { formatIpv4 } from '../../core/ipv4.js';
import { impossible } from '../../findings/evidence.js';
import type { Place } from '../../findings/finding.js';
import type { Complaint } from '../../findings/rule.js';
import type { Claimant, Key, Site } from '../../site/site.js';
import type { SiteRules } from './subject.js';

export const UNIQUENESS_RULES = {
  'inventory/duplicate-mac': {
    ...impossible('Two phones with one MAC', 'remove or correct one of them'),
    run: ({ site: { claimants } }) =>
      clashes(
        claimants.flatMap((phone) => (phone.mac === undefined ? [] : { what: phone.mac, phone })),
        (mac) => `MAC ${mac} belongs to another phone`,
        ({ phone }) => phone.placeOf('mac'),
      ),
  },
  'inventory/duplicate-address': {
    ...impossible('Two phones with one address', 'give each its own'),
    run: ({ site: { claimants } }) =>
      clashes(
        claimants.flatMap((phone) =>
          phone.address === undefined ? [] : { what: formatIpv4(phone.address), phone },
        ),
        (address) => `address ${address} belongs to another phone`,
        ({ phone }) => phone.placeOf('address'),
      ),
  },
  'inventory/line-not-shared': {
    ...impossible(
      'A line on two keys without `shared: true`',
      'write `shared: true` at the line if that is meant',
    ),
    run: ({ site }) =>
      clashes(
        unsharedLines(site),
        (number) => `line "${number}" is on another key and not shared`,
        ({ phone, key }) => phone.placeOf('keys', `${key.button}`, 'line'),
      ),
  },
} as const satisfies SiteRules;

interface Claim {
  /** What is claimed, as a key and for the message. */
  readonly what: string;
  readonly phone: Claimant;
}

interface LineClaim extends Claim {
  readonly key: Key;
}

/** Of a phone that is there twice its first entry. */
function unsharedLines({ claimants }: Site): readonly LineClaim[] {
  const seen = new Set<string>();
  const first = claimants.filter(
    ({ mac }) => mac === undefined || (!seen.has(mac) && seen.add(mac)),
  );
  const claims: LineClaim[] = [];
  for (const phone of first) {
    for (const key of phone.keys) {
      if (key.type !== 'line' || key.line.shared || key.line.standIn) continue;
      claims.push({ what: key.line.number, phone, key });
    }
  }
  return claims;
}

/** One complaint for each claim after the first. */
function clashes<C extends Claim>(
  claims: readonly C[],
  inWords: (what: string) => string,
  placeOf: (claim: C) => Place,
): readonly Complaint<Place>[] {
  const first = new Map<string, C>();
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
