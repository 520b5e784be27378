// What is wrong with the user's data: a value with a code, a place and a way out. Collected, never thrown.

import type { Mac } from '../core/mac.js';
import { maskSecretsIn } from '../core/secret-in-text.js';
import {
  type CodeRow,
  type CodeTable,
  type FindingId,
  type Severity,
  severityOf,
} from './evidence.js';

/** A position in a file as the user knows it. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units as editors count. */
  readonly col: number;
}

/** Of what is said of all of a file, or of what is not in it. */
export const WHOLE_FILE = { line: 1, col: 1 } as const;

export function wholeFile(file: string): Place {
  return { file, ...WHOLE_FILE };
}

export interface Related {
  readonly place: Place;
  readonly message: string;
}

export interface Finding {
  readonly code: FindingId;
  readonly severity: Severity;
  /** One line: what is wrong, with the offending text in quotes. Never a secret. */
  readonly message: string;
  /** One line: what to do about it. */
  readonly hint: string;
  readonly place: Place;
  readonly related: readonly Related[];
  /** The line at the place, for people; absent: it may hold a secret, or says nothing more. */
  readonly excerpt?: string;
  /** The phone that it is about; absent: the site, or an entry whose MAC cannot be read. */
  readonly device?: Mac;
  /** Further phones that it is about. */
  readonly others?: readonly Mac[];
  /** It was seen in a file that is made, and not in the inventory. */
  readonly inFile?: true;
  /** Who says so, where that is known. */
  readonly source?: string;
  /** What it is about, one by one, where the message names the first of many. For programs. */
  readonly each?: readonly string[];
}

/** What a finding may say beside its message; `hint` stands in for the code's general one. */
export type FindingDetails = Partial<
  Pick<Finding, 'hint' | 'related' | 'excerpt' | 'device' | 'inFile' | 'source' | 'each'>
>;

/** What makes findings by the codes of this table. */
export function findingsOf<Codes extends CodeTable>(
  codes: Codes,
): (
  code: keyof Codes & FindingId,
  place: Place,
  message: string,
  details?: FindingDetails,
) => Finding {
  return (code, place, message, details) => {
    const row = codes[code];
    if (!row) throw new Error(`no row says what ${code} is`);
    return findingBy(code, row, place, message, details);
  };
}

/** `row`: what is known of the code. */
export function findingBy(
  code: FindingId,
  row: CodeRow,
  place: Place,
  message: string,
  details: FindingDetails = {},
): Finding {
  return {
    code,
    severity: severityOf(row),
    message: maskSecretsIn(message),
    hint: maskSecretsIn(details.hint ?? row.hint),
    place,
    related: details.related ?? [],
    ...(details.excerpt === undefined ? {} : { excerpt: details.excerpt }),
    ...(details.device === undefined ? {} : { device: details.device }),
    ...(details.inFile === undefined ? {} : { inFile: details.inFile }),
    ...(details.source === undefined ? {} : { source: details.source }),
    ...(details.each === undefined ? {} : { each: details.each.map((one) => maskSecretsIn(one)) }),
  };
}

/** The same findings, as findings about this phone where they do not say so themselves. */
export function aboutDevice(device: Mac, diagnostics: readonly Finding[]): Finding[] {
  return diagnostics.map((each) => ({ device, ...each }));
}

/** By file, line, column, code: the order of every report, whatever the order of the checks. Each once. */
export function sortFindings(diagnostics: readonly Finding[]): readonly Finding[] {
  const once = new Map(diagnostics.map((each) => [identityOf(each), each]));
  return [...once.values()].toSorted(
    (a, b) =>
      compare(a.place.file, b.place.file) ||
      a.place.line - b.place.line ||
      a.place.col - b.place.col ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
}

function identityOf({ code, place, message }: Finding): string {
  return `${code} ${formatPlace(place)} ${message}`;
}

export function hasErrors(diagnostics: readonly Finding[]): boolean {
  return diagnostics.some((each) => each.severity === 'error');
}

export function formatPlace(place: Place): string {
  return `${place.file}:${place.line}:${place.col}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
