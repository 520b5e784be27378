// What a reporter is told, and its shape: findings in, one string out. It never prints, reads or judges.

import type { Finding, Place } from '../../findings/finding.js';
import type { Phone } from '../../site/site.js';

/** A phone that was looked at, found clean or not. */
export interface Device extends Pick<Phone, 'mac' | 'label'> {
  /** Where the inventory defines it. */
  readonly place: Place;
}

export interface Report {
  /** In the order in which they are shown. */
  readonly diagnostics: readonly Finding[];
  /** Empty where the inventory could not be read so far. */
  readonly devices: readonly Device[];
  readonly toolVersion: string;
  /** Findings that were left out, for only errors were asked for. */
  readonly unshown?: readonly Finding[];
  /** What is to be known first, in one sentence. */
  readonly verdict?: string;
  /** Files that were looked at, found clean or not, where these were not made of an inventory. */
  readonly files?: readonly string[];
  /** Cause and evidence are told under each finding. */
  readonly explain?: true;
  /** Why the exit code is not 0, where no error says so. */
  readonly failure?: string;
}

/** Ends in a line break unless it is empty. Only a format that people read heeds `colour`. */
export type Reporter = (report: Report, colour: boolean) => string;

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

export function countSeverities(diagnostics: readonly Finding[]): Counts {
  const count = (severity: Finding['severity']) =>
    diagnostics.filter((each) => each.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), infos: count('info') };
}
