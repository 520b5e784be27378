// `offhook-allow RULE: reason` in a comment of a file that somebody brings: at a line for that line, alone in a line for
// the next one as well, at the head for the whole file.

import { lineEndOf } from '../../core/line-end.js';
import { maskSecretsIn } from '../../core/secret-in-text.js';
import type { CodeRow } from '../../findings/evidence.js';
import { didYouMean } from '../../findings/near.js';
import type { LintFinding } from './lint-finding.js';

export interface AllowComment {
  readonly rule: string;
  readonly reason: string;
  /** Where it stands, from 1. */
  readonly line: number;
  /** From 1; undefined: of the whole file. */
  readonly lines: readonly number[] | undefined;
}

/** What is wrong with such a comment. */
export type CommentFault = Pick<LintFinding, 'line' | 'message' | 'hint'>;

export interface AllowComments {
  readonly comments: readonly AllowComment[];
  readonly faults: readonly CommentFault[];
}

const COMMENT =
  /(?:<!--|#+)\s*offhook-allow\b[ \t]*([^\s:]*)[ \t]*(?::[ \t]*(.*?))?[ \t]*(?:-->.*)?$/;
/** Before these lines nothing of a file has been said. */
const HEAD = /^\s*(?:<\?xml.*|<!--.*|#.*|<<VOIP CONFIG FILE>>.*)?\s*$/;

/** `codes`: all rules that there are. */
export function readAllowComments(
  text: string,
  codes: ReadonlyMap<string, CodeRow>,
): AllowComments {
  const comments: AllowComment[] = [];
  const faults: CommentFault[] = [];
  let isHead = true;
  for (const [index, written] of text.split(lineEndOf(text)).entries()) {
    const content = written.replace(/\r$/, '');
    const line = index + 1;
    const [found, rule = '', reason = ''] = COMMENT.exec(content) ?? [];
    if (found !== undefined) {
      const fault = findFault(rule, reason, codes);
      if (fault) faults.push({ line, ...fault });
      else comments.push({ rule, reason, line, lines: linesOf(content, found, line, isHead) });
    }
    isHead &&= HEAD.test(content);
  }
  return { comments, faults };
}

function linesOf(content: string, found: string, line: number, isHead: boolean) {
  const isAlone = content.replace(found, '').trim() === '';
  if (!isAlone) return [line];
  return isHead ? undefined : [line, line + 1];
}

function findFault(
  rule: string,
  reason: string,
  codes: ReadonlyMap<string, CodeRow>,
): Omit<CommentFault, 'line'> | undefined {
  const row = codes.get(rule);
  if (!row) {
    const message = `no rule is called "${rule}"${didYouMean(rule, codes.keys())}`;
    return { message, hint: 'write the code as it stands in brackets behind the finding' };
  }
  if (row.firm) return { message: `${rule} cannot be allowed`, hint: 'mend what it finds' };
  if (reason !== '') return undefined;
  return {
    message: `${rule} is allowed without a reason`,
    hint: `write offhook-allow ${rule}: why`,
  };
}

export interface AfterComments {
  /** What is left to be told. What phones refuse is never silent. */
  readonly findings: readonly LintFinding[];
  /** Those that allow nothing. */
  readonly unused: readonly AllowComment[];
}

export function applyAllowComments(
  findings: readonly LintFinding[],
  comments: readonly AllowComment[],
): AfterComments {
  const used = new Set<AllowComment>();
  const left = findings.flatMap((finding): readonly LintFinding[] => {
    const allowing = comments.find(
      ({ rule, lines }) => rule === finding.rule && (lines?.includes(finding.line) ?? true),
    );
    if (!allowing) return [finding];
    used.add(allowing);
    if (finding.severity !== 'error') return [];
    const message = `${finding.message} (allowed: ${maskSecretsIn(allowing.reason)})`;
    return [{ ...finding, severity: 'info', message }];
  });
  return { findings: left, unused: comments.filter((each) => !used.has(each)) };
}
