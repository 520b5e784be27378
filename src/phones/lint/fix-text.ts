// Repairs that can be no other: each stands in the row of its rule. All else of the text stays as it is.

import { lineEndOf } from '../../core/line-end.js';
import type { TextFix } from '../../findings/rule.js';
import type { LintFinding } from './lint-finding.js';

export interface FixedText {
  readonly text: string;
  /** What was repaired. */
  readonly fixed: readonly LintFinding[];
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly to: string;
  readonly finding: LintFinding;
}

/** One round: what shows only then is for the next. */
export function fixText(text: string, findings: readonly LintFinding[]): FixedText {
  const starts = lineStarts(text);
  const edits = findings
    .flatMap((finding) => editOf(text, starts, finding))
    .toSorted((a, b) => b.start - a.start);
  let fixed = text;
  let before = Number.POSITIVE_INFINITY;
  const done: LintFinding[] = [];
  for (const { start, end, to, finding } of edits) {
    // Two of the same place: one is enough, and the other is looked at again.
    if (end > before) continue;
    fixed = fixed.slice(0, start) + to + fixed.slice(end);
    before = start;
    done.push(finding);
  }
  return { text: fixed, fixed: done.reverse() };
}

/** Nothing where what is to be replaced is not there as it is said, such as behind a reference to a character. */
function editOf(text: string, starts: readonly number[], finding: LintFinding): readonly Edit[] {
  const { fix, line, col } = finding;
  const lineStart = starts[line - 1];
  if (!fix || 'rename' in fix || lineStart === undefined) return [];
  const start = placeOf(text, lineStart + col - 1, fix);
  if (start === undefined) return [];
  return [{ start, end: start + fix.from.length, to: fix.to, finding }];
}

const START_TAG = /<[^<>]*>\s*/y;
const ATTRIBUTE = /[\w.:-]+\s*=\s*["']\s*/y;

function placeOf(text: string, at: number, { from }: TextFix): number | undefined {
  if (text.startsWith(from, at)) return at;
  for (const [pattern, ends] of [
    [START_TAG, '<'],
    [ATTRIBUTE, '"\''],
  ] as const) {
    pattern.lastIndex = at;
    const start = pattern.test(text) ? pattern.lastIndex : -1;
    if (start === -1 || !text.startsWith(from, start)) continue;
    const next = /\S/.exec(text.slice(start + from.length, start + from.length + MAX_BLANKS))?.[0];
    if (next !== undefined && ends.includes(next)) return start;
  }
  return undefined;
}

const MAX_BLANKS = 256;

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  const end = lineEndOf(text);
  for (let at = text.indexOf(end); at !== -1; at = text.indexOf(end, at + 1)) starts.push(at + 1);
  return starts;
}
