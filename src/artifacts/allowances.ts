// Findings that somebody allows: by the id of their rule, with a reason. What phones refuse is never silent, and what
// nothing can be made of cannot be allowed.

import type { Mac } from '../core/mac.js';
import { maskSecretsIn } from '../core/secret-in-text.js';
import { type CodeRow, severityOf } from '../findings/evidence.js';
import { type Finding, wholeFile } from '../findings/finding.js';
import { didYouMean } from '../findings/near.js';
import type { Allowance } from '../site/allowance.js';
import { finding } from './codes.js';
import { KNOWN_CODES } from './known-codes.js';

export interface Allowances {
  /** What is wrong with what is allowed. */
  readonly problems: readonly Finding[];
  /** What is left to be told. */
  apply(diagnostics: readonly Finding[]): readonly Finding[];
  /** Those of the inventory that nothing has needed so far; none as long as an error hides what else would be found. */
  unused(): readonly Finding[];
  /** Whether one of them is for this phone; undefined: for what phones share. */
  awaits(mac: Mac | undefined): boolean;
}

/** `everywhere`: ids that are allowed for all of the site, whose reason stands elsewhere. */
export function createAllowances(
  said: readonly Allowance[],
  everywhere: readonly string[] = [],
  codes: ReadonlyMap<string, CodeRow> = KNOWN_CODES,
): Allowances {
  const byRule = new Map<string, Allowance[]>();
  const used = new Set<Allowance>();
  const usable = said.filter(({ rule }) => whyNot(rule, codes) === undefined);
  const onCommandLine = everywhere.map((rule) => ({ rule, reason: BY_OPTION, place: NOWHERE }));
  for (const each of [...usable, ...onCommandLine]) {
    byRule.set(each.rule, [...(byRule.get(each.rule) ?? []), each]);
  }
  let isBlind = false;
  const isUnused = (each: Allowance) => !used.has(each);
  /** Undefined: not for all that it is about. */
  function findReason({ code, device, others = [] }: Finding): string | undefined {
    const { sameAs = code } = codes.get(code) ?? {};
    const candidates = byRule.get(code) ?? byRule.get(sameAs);
    if (!candidates) return undefined;
    const covering = [device, ...others].map((mac) => candidates.find((each) => covers(each, mac)));
    const [first] = covering;
    if (covering.includes(undefined) || !first) return undefined;
    for (const each of covering) if (each) used.add(each);
    return first.reason;
  }
  return {
    problems: said.flatMap((each) => judge(each, codes)),
    apply: (diagnostics) =>
      byRule.size === 0
        ? diagnostics
        : diagnostics.flatMap((each) => {
            const reason = findReason(each);
            if (reason === undefined) {
              isBlind ||= each.severity === 'error';
              return [each];
            }
            return each.severity === 'error' ? [inWords(each, reason)] : [];
          }),
    unused: () => (isBlind ? [] : usable.filter(isUnused).map(nothingAllowed)),
    awaits: (mac) => usable.some((each) => isUnused(each) && covers(each, mac)),
  };
}

const BY_OPTION = 'by --allow';
const NOWHERE = wholeFile('');

function covers({ phones }: Allowance, mac: Mac | undefined): boolean {
  return phones === undefined || (mac !== undefined && phones.has(mac));
}

function inWords(finding: Finding, reason: string): Finding {
  const message = `${finding.message} (allowed: ${maskSecretsIn(reason)})`;
  return { ...finding, severity: 'info', message };
}

/** Completes "… cannot be allowed"; undefined: it can. */
export function whyNot(
  rule: string,
  codes: ReadonlyMap<string, CodeRow> = KNOWN_CODES,
): 'unknown' | 'firm' | undefined {
  const row = codes.get(rule);
  if (!row) return 'unknown';
  return row.firm ? 'firm' : undefined;
}

/** One line; undefined: it can be allowed. */
export function explainWhyNot(
  rule: string,
  codes: ReadonlyMap<string, CodeRow> = KNOWN_CODES,
): string | undefined {
  const row = codes.get(rule);
  if (!row) return `no rule is called "${rule}"${didYouMean(rule, codes.keys())}`;
  if (!row.firm) return undefined;
  return `${rule} cannot be allowed: nothing can be made of what it finds (${severityOf(row)})`;
}

function judge({ rule, place }: Allowance, codes: ReadonlyMap<string, CodeRow>) {
  const message = explainWhyNot(rule, codes);
  if (message === undefined) return [];
  const code =
    whyNot(rule, codes) === 'unknown' ? 'inventory/unknown-rule' : 'inventory/not-allowable';
  return [finding(code, place, message)];
}

function nothingAllowed({ rule, place }: Allowance): Finding {
  return finding('inventory/allows-nothing', place, `nothing is found that "${rule}" allows`);
}
