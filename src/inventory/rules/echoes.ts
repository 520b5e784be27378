// What the rules of two vendors say of one value in the same words is told once, of the phones of both.

import type { FindingId } from '../../findings/evidence.js';
import { type Finding, formatPlace } from '../../findings/finding.js';

export function isOfVendor(code: FindingId): boolean {
  return !/^(inventory|source|render|model)\//.test(code);
}

/** Vendors call by one name what they mean alike: `cisco/odd-media-port` and `fanvil/odd-media-port` are `/odd-media-port`. */
export function ruleOf(code: FindingId): string {
  return isOfVendor(code) ? code.slice(code.indexOf('/')) : code;
}

/** `(cisco-7931g, phone 00:1b:d4:00:00:01 and 2 more)`. */
const PHONES_BEHIND = /, phone [^()]*\)$/;
const MORE = /( and \d+ more)?\)$/;

/** What is allowed of one vendor's phones must be gone by now: the phones behind a value are of both. */
export function withoutEchoes(findings: readonly Finding[]): readonly Finding[] {
  const firstOf = new Map<string, { finding: Finding }>();
  const told: { finding: Finding }[] = [];
  for (const finding of findings) {
    const cause = isOfVendor(finding.code) ? causeOf(finding) : undefined;
    const first = cause === undefined ? undefined : firstOf.get(cause);
    if (first && PHONES_BEHIND.test(finding.message)) {
      first.finding = withPhonesOf(first.finding, finding);
      continue;
    }
    const own = { finding };
    if (cause !== undefined) firstOf.set(cause, own);
    told.push(own);
  }
  return told.map(({ finding }) => finding);
}

function causeOf({ code, place, message }: Finding): string {
  return `${formatPlace(place)} ${ruleOf(code)} ${message.replace(/ \([^()]*\)$/, '')}`;
}

function withPhonesOf(first: Finding, { device, others = [] }: Finding): Finding {
  const all = [...(first.others ?? []), ...(device === undefined ? [] : [device]), ...others];
  const message = PHONES_BEHIND.test(first.message)
    ? first.message.replace(MORE, ` and ${all.length} more)`)
    : first.message;
  return { ...first, message, others: all };
}
