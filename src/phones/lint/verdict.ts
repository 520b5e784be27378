// What is to be known first of all: would a phone refuse it? One sentence.

import type { LintedFile } from './lint-file.js';
import type { LintFinding } from './lint-finding.js';

/** What is kept of a file when it has been looked at. */
export interface FileVerdict {
  /** As it is shown. */
  readonly file: string;
  /** Completes "… would refuse this file": whose it is. */
  readonly reader: string;
  /** Why; absent: nothing is known that would be refused. */
  readonly refusal?: Pick<LintFinding, 'message' | 'line'>;
  /** Completes "FILE: …", where it was not judged. */
  readonly unjudged?: string;
}

const UNJUDGED = new Set(['file/unknown', 'file/not-judged', 'file/encrypted', 'file/too-large']);

export function verdictOn(file: string, { findings, model }: LintedFile): FileVerdict {
  const refusal = findings.find(({ severity }) => severity === 'error');
  const unjudged = findings.find(({ rule }) => UNJUDGED.has(rule));
  return {
    file,
    reader: model ? `a ${model.name}` : 'a phone',
    ...(refusal && { refusal: { message: refusal.message, line: refusal.line } }),
    ...(unjudged && { unjudged: unjudged.message }),
  };
}

/** Without a full stop. `more`: findings that are about no file of these. */
export function sayVerdict(verdicts: readonly FileVerdict[], more = 0): string {
  const [only, ...others] = verdicts;
  if (!only) return more > 0 ? 'there is something to see to' : 'there is no file to look at';
  if (others.length === 0) return sayOne(only);
  const refused = verdicts.filter(({ refusal }) => refusal);
  const judged = verdicts.filter(({ unjudged }) => unjudged === undefined).length;
  const [first] = refused;
  const of = `${verdicts.length} files${judged < verdicts.length ? `, ${judged} of them judged` : ''}`;
  if (!first?.refusal) return `nothing that a phone is known to refuse (${of})`;
  const rest = `${first.file}: ${first.refusal.message}`;
  return `phones would refuse ${refused.length} of ${of}; the first: ${rest}`;
}

function sayOne({ reader, refusal, unjudged }: FileVerdict): string {
  if (refusal) {
    return `${reader} would refuse this file, because ${refusal.message} (line ${refusal.line})`;
  }
  if (unjudged !== undefined) return `nothing was judged: ${unjudged}`;
  return 'nothing that a phone is known to refuse';
}
