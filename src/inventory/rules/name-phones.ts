// What one phone cannot do may stand where many say it: such a finding names the phone, and how many more it is about.

import type { Mac } from '../../core/mac.js';
import { type Finding, formatPlace } from '../../findings/finding.js';
import type { Phone } from '../../site/site.js';

/** The findings about each phone by itself, those of one cause as one. */
export function namePhones(
  phones: readonly Phone[],
  check: (phone: Phone) => readonly Finding[],
): readonly Finding[] {
  const own: Finding[] = [];
  const shared = new Map<string, Shared>();
  for (const phone of phones) {
    for (const found of check(phone)) {
      const finding = { device: phone.mac, ...found };
      if (phone.isOwn(finding.place)) own.push(finding);
      else addTo(shared, finding, phone);
    }
  }
  return [...own, ...[...shared.values()].map(inWords)];
}

interface Shared {
  readonly finding: Finding;
  readonly first: Phone;
  readonly macs: Set<Mac>;
}

function addTo(shared: Map<string, Shared>, finding: Finding, phone: Phone): void {
  const cause = `${finding.code} ${formatPlace(finding.place)} ${finding.message}`;
  const known = shared.get(cause);
  if (known) known.macs.add(phone.mac);
  else shared.set(cause, { finding, first: phone, macs: new Set([phone.mac]) });
}

function inWords({ finding, first, macs }: Shared): Finding {
  const others = [...macs].filter((mac) => mac !== first.mac);
  const about = others.length > 0 ? { ...finding, others } : finding;
  if (finding.message.includes(first.mac)) return about;
  const more = macs.size === 1 ? '' : ` and ${macs.size - 1} more`;
  return { ...about, message: `${finding.message} (${first.model}, phone ${first.mac}${more})` };
}
