// Findings -> the chosen format, and whether they are reason to fail.

import { withoutConsequences } from '../artifacts/without-consequences.js';
import type { Severity } from '../findings/evidence.js';
import { type Finding, sortFindings } from '../findings/finding.js';
import type { Site } from '../site/site.js';
import type { Io } from './io.js';
import type { FormatName } from './report/format-names.js';
import { FORMATS } from './report/formats.js';
import type { Report } from './report/report.js';
import { TOOL_VERSION } from './tool-version.js';

export type FailOn = 'error' | 'warning' | 'never';

export interface ReportOptions {
  /** Absent: text, or GitHub's annotations where a workflow of theirs runs us. */
  readonly format?: FormatName;
  readonly failOn?: FailOn;
  readonly quiet?: boolean;
}

const FAILING: Readonly<Record<FailOn, readonly Severity[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  never: [],
};

export function formatOf(
  { format }: { readonly format?: FormatName | undefined },
  { env }: Pick<Io, 'env'>,
): FormatName {
  return format ?? (env.GITHUB_ACTIONS === 'true' ? 'github' : 'text');
}

/** Returns whether there is a finding at or above `failOn`. */
export function writeReport(
  diagnostics: readonly Finding[],
  snapshot: { readonly site: Pick<Site, 'phones'> },
  { format, failOn = 'error', quiet = false }: ReportOptions,
  write: (text: string) => void,
  io: Io,
  more: Pick<Report, 'verdict' | 'files' | 'explain'> = {},
): boolean {
  const sorted = sortFindings(withoutConsequences(diagnostics));
  const shown = quiet ? sorted.filter(({ severity }) => severity === 'error') : sorted;
  const name = formatOf({ format }, io);
  const devices = snapshot.site.phones.map((phone) => ({
    mac: phone.mac,
    label: phone.label,
    place: phone.placeOf(),
  }));
  const fails = sorted.some(({ severity }) => FAILING[failOn].includes(severity));
  const byError = sorted.some(({ severity }) => severity === 'error');
  const report: Report = {
    ...more,
    diagnostics: shown,
    devices,
    toolVersion: TOOL_VERSION,
    ...(quiet && { unshown: sorted.filter(({ severity }) => severity !== 'error') }),
    ...(fails && !byError && { failure: `--fail-on ${failOn} makes the exit code 1` }),
  };
  const colour = write === io.out ? io.colour.out : io.colour.err;
  write(FORMATS[name](report, colour));
  return fails;
}
