// What was found in an inventory, as lines of the log.

import { withoutConsequences } from '../artifacts/without-consequences.js';
import type { Log } from '../core/log.js';
import type { Severity } from '../findings/evidence.js';
import { type Finding, formatPlace } from '../findings/finding.js';
import type { ReadForServing } from '../serve/site-reader.js';

export type Findings = Pick<ReadForServing, 'findings' | 'findingCount'>;

const LEVELS = { error: 'error', warning: 'warn', info: 'info' } as const satisfies Readonly<
  Record<Severity, keyof Log>
>;

/** Errors first, as they were read. */
export function sayFindings(log: Log, { findings, findingCount }: Findings): void {
  for (const finding of withoutConsequences(findings)) sayFinding(log, finding);
  const more = findingCount - findings.length;
  if (more > 0) log.warn({ more }, 'there are more findings: "offhook validate" tells them all');
}

function sayFinding(log: Log, finding: Finding): void {
  const { code, severity, message, hint, place, related, device } = finding;
  const notes = related.map((each) => `${formatPlace(each.place)}: ${each.message}`);
  const fields = {
    event: 'finding',
    code,
    severity,
    place: formatPlace(place),
    ...place,
    ...(device !== undefined && { mac: device }),
    hint,
    ...(notes.length > 0 && { related: notes }),
  };
  log[LEVELS[severity]](fields, message);
}
