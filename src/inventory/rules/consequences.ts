// What only follows from something else that is told: from a file that could not be read, from a value of another type.

import { oncePerKey } from '../../core/once-per.js';
import { type Finding, formatPlace, hasErrors, type Place } from '../../findings/finding.js';
import type { Section } from '../../site/section.js';
import { isOfVendor } from './echoes.js';

/** A whole file is missing behind each of these. */
const LOST_FILE: ReadonlySet<string> = new Set([
  'source/syntax',
  'source/unreadable',
  'source/not-found',
  'source/empty',
]);

/** And what vendors' sections say themselves of a name that no entry has. */
const MAY_FOLLOW: readonly string[] = [
  'inventory/unknown-line',
  'inventory/unknown-pbx',
  'inventory/unknown-group',
  'inventory/unknown-entry',
  'inventory/no-pbx',
];

/** Of phones that may stand in what was not read, or in a row that does not fit its header. */
const MISSES_PHONES: ReadonlySet<string> = new Set([
  'inventory/no-phones',
  'inventory/only-strangers',
]);

/** Of a text as if somebody had written it; what is wrong with a MAC says more than that it lacks quotes. */
const isJudgement = ({ severity, code }: Finding): boolean =>
  severity !== 'error' || code === 'inventory/bad-value' || isOfVendor(code);

/** Quotes alone make nothing of what is no name here. */
const isQuoteIt = ({ code }: Finding): boolean => code === 'inventory/quote-it';

const isBadValue = ({ code }: Finding): boolean => code === 'inventory/bad-value';

/** A MAC that was copied from another phone is of that one's maker. */
function isForeignMac({ code }: Finding): boolean {
  return code === 'inventory/foreign-mac';
}

/** Of what is written in another type nothing else can be said. */
const SAYS_ALL: Readonly<Partial<Record<string, (other: Finding) => boolean>>> = {
  'inventory/quote-it': isJudgement,
  'inventory/wrong-type': isJudgement,
  'inventory/split-text': (other) => isJudgement(other) || isQuoteIt(other),
  'inventory/bad-value': ({ code }) => code === 'inventory/unreachable-server',
  'inventory/unknown-key': isQuoteIt,
  'inventory/no-line-column': ({ code }) => code === 'inventory/unknown-key',
  'inventory/spreadsheet-error': ({ code }) => code !== 'inventory/spreadsheet-error',
  'inventory/look-alike': ({ code }) => code !== 'inventory/look-alike',
  'inventory/unseen-character': ({ code }) => /\/unknown-/.test(code),
  'inventory/unknown-model': isQuoteIt,
  'inventory/bad-mac': isQuoteIt,
  'inventory/excel-mac': isQuoteIt,
  'inventory/text-for-reference': ({ code }) => code === 'inventory/plain-secret',
  'inventory/relayed-network': ({ code }) => code === 'inventory/duplicate-interface',
  'inventory/duplicate-mac': isForeignMac,
};

/** A vendor's rule says it better of a phone that refuses its file without a line. */
const NO_LINE = /\/no-line$/;
/** Also a vendor's, of a phone whose one line is not enough. */
const missesLine = ({ code }: Finding): boolean => /\/(no-line|one-call)$/.test(code);
const isOurNoLine = ({ code }: Finding): boolean => code === 'inventory/no-line';

/** One cause, one finding. */
export function withoutConsequences(
  diagnostics: readonly Finding[],
  sections: readonly Section[],
): readonly Finding[] {
  const told = new Map<string, Set<(other: Finding) => boolean>>();
  const cover = (place: Place, covers: (other: Finding) => boolean): void => {
    const at = formatPlace(place);
    told.set(at, (told.get(at) ?? new Set()).add(covers));
  };
  for (const { code, severity, place, related = [] } of diagnostics) {
    const covers =
      SAYS_ALL[code] ?? (NO_LINE.test(code) && severity === 'error' ? isOurNoLine : undefined);
    if (covers) cover(place, covers);
    // Of a key that is there twice the first is put together from both.
    if (code === 'inventory/duplicate-key') {
      for (const first of related) cover(first.place, isBadValue);
    }
    if (code === 'inventory/duplicate-mac') {
      for (const first of related) cover(first.place, isForeignMac);
    }
  }
  const splits = splitTexts(diagnostics);
  const isTold = (each: Finding) =>
    (isQuoteIt(each) && each.place.col > (splits.get(lineOf(each)) ?? Infinity)) ||
    [...(told.get(formatPlace(each.place)) ?? [])].some((covers) => covers(each));
  const untold = told.size === 0 ? diagnostics : diagnostics.filter((each) => !isTold(each));
  const own = withoutLostNames(withoutLostLines(ofTables(untold), diagnostics), sections);
  return onePerCause(withoutUnused(own));
}

/** By line: the column of the first text in braces that is split there. What stands behind it may be the rest of it. */
function splitTexts(diagnostics: readonly Finding[]): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  for (const each of diagnostics) {
    if (each.code !== 'inventory/split-text') continue;
    const line = lineOf(each);
    columns.set(line, Math.min(each.place.col, columns.get(line) ?? Infinity));
  }
  return columns;
}

function lineOf({ place: { file, line } }: Finding): string {
  return `${file}:${line}`;
}

/** Whoever uses an entry may stand in what is wrong, or name it wrongly. */
function withoutUnused(diagnostics: readonly Finding[]): readonly Finding[] {
  if (!hasErrors(diagnostics)) return diagnostics;
  return diagnostics.filter(({ code }) => code !== 'inventory/unused-entry');
}

/** What makes several of them one: the same text for the same cause. Undefined: each stands for itself. */
const CAUSES: Readonly<Partial<Record<string, (each: Finding) => string>>> = {
  // A lookup that fails fails in many rows.
  'inventory/spreadsheet-error': ({ place, message }) => `${place.file}\n${message}`,
  // One file or variable may be the password of several.
  'inventory/missing-secret': ({ message }) => message.replace(/^.*? is not there: /, ''),
  // One word in `defaults` is missing.
  'inventory/no-pbx': () => '',
  // One pool is too wide.
  'inventory/address-in-pool': ({ related }) =>
    related.map(({ place }) => formatPlace(place)).join(),
};

function onePerCause(diagnostics: readonly Finding[]): readonly Finding[] {
  const causes = diagnostics.map((each) => causeOf(each));
  const counts = new Map<string, number>();
  for (const cause of causes) {
    if (cause !== undefined) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  }
  const told = new Set<string>();
  return diagnostics.flatMap((each, index) => {
    const cause = causes[index];
    if (cause === undefined) return [each];
    if (told.has(cause)) return [];
    told.add(cause);
    const more = (counts.get(cause) ?? 1) - 1;
    return [more > 0 ? { ...each, message: `${each.message}; so in ${more} more` } : each];
  });
}

function causeOf(each: Finding): string | undefined {
  const cause = CAUSES[each.code]?.(each);
  return cause === undefined ? undefined : `${each.code}\n${cause}`;
}

/** What one name of a column does to every row. */
function ofTables(diagnostics: readonly Finding[]): readonly Finding[] {
  const files = (code: Finding['code']) =>
    new Set(diagnostics.filter((each) => each.code === code).map(({ place }) => place.file));
  const withoutLines = files('inventory/no-line-column');
  const withoutAccounts = files('inventory/account-column');
  return diagnostics.filter(
    (each) =>
      !(withoutLines.has(each.place.file) && (missesLine(each) || isOurNoLine(each))) &&
      !(withoutAccounts.has(each.place.file) && OF_ACCOUNTS.has(each.code)),
  );
}

/** What the columns of an account say once they are named so. */
const OF_ACCOUNTS: ReadonlySet<string> = new Set([
  'inventory/unknown-line',
  'inventory/no-password',
]);

/** Behind each of these a key, or all of them, may be missing. */
const CUTS: ReadonlySet<string> = new Set([
  'inventory/bad-value',
  'inventory/unknown-key',
  'inventory/wrong-type',
]);

/** The keys are where the line is missed, or below. `found`: all, with what is not told. */
function withoutLostLines(
  diagnostics: readonly Finding[],
  found: readonly Finding[],
): readonly Finding[] {
  if (!diagnostics.some(missesLine)) return diagnostics;
  const cutsOf = oncePerKey((_device: string) => [] as Finding[]);
  for (const each of found) {
    if (each.device !== undefined && CUTS.has(each.code)) cutsOf(each.device).push(each);
  }
  return diagnostics.filter(
    (each) =>
      !missesLine(each) ||
      !(each.device && cutsOf(each.device).some((cut) => cutsLine(cut, each.place))),
  );
}

/** Also by a line that is said beside the keys, and not on one. */
function cutsLine({ code, place, hint = '' }: Finding, keys: Place): boolean {
  const isAside = code === 'inventory/unknown-key' && hint.startsWith('write keys: {');
  return isAside || isAtOrBelow(place, keys);
}

function isAtOrBelow(one: Place, other: Place): boolean {
  if (one.file !== other.file) return false;
  return one.line > other.line || (one.line === other.line && one.col >= other.col);
}

function withoutLostNames(
  diagnostics: readonly Finding[],
  sections: readonly Section[],
): readonly Finding[] {
  const isLost = diagnostics.some(({ code }) => LOST_FILE.has(code));
  const mayLackPhones =
    isLost ||
    diagnostics.some(({ code, severity }) => code === 'source/csv' && severity === 'error');
  if (!mayLackPhones) return diagnostics;
  const mayFollow = new Set([
    ...MAY_FOLLOW,
    ...sections.flatMap(({ choice }) => choice?.unknown?.id ?? []),
  ]);
  return diagnostics.filter(
    ({ code }) => !MISSES_PHONES.has(code) && !(isLost && mayFollow.has(code)),
  );
}
