// A finding for people: the lines that compilers print, which editors know how to jump to.

import { printable } from '../core/printable.js';
import type { Severity } from './evidence.js';
import { type Finding, formatPlace } from './finding.js';

/** What is painted: a place, what is said beside it, and each severity in its way. */
export type FindingStyle = 'bold' | 'dim' | 'cyan' | Severity;
export type PaintFinding = (style: FindingStyle, text: string) => string;

const plain: PaintFinding = (_style, text) => text;

/**
 * `file:line:col: error: message [code]`, then the line itself, its hint and related places, without a last line break.
 * `more`: lines at its end.
 */
export function findingText(
  finding: Finding,
  paint: PaintFinding = plain,
  more: readonly string[] = [],
): string {
  const place = paint('bold', printable(formatPlace(finding.place)));
  const severity = paint(finding.severity, finding.severity);
  const lines = [
    `${place}: ${severity}: ${printable(finding.message)} ${paint('dim', `[${finding.code}]`)}`,
    ...excerptOf(finding),
    `  ${paint('cyan', 'hint')}: ${printable(finding.hint)}`,
    ...finding.related.map(
      (each) =>
        `  ${paint('cyan', 'note')}: ${printable(formatPlace(each.place))}: ${printable(each.message)}`,
    ),
    ...more,
  ];
  return lines.join('\n');
}

/** The line with a caret under the place; a tab takes one column, as an editor counts. */
function excerptOf({ excerpt, place: { line, col } }: Finding): readonly string[] {
  if (excerpt === undefined) return [];
  const gutter = `  ${line} | `;
  const shown = (text: string) => printable(text.replaceAll('\t', ' '));
  const caret = ' '.repeat(gutter.length + shown(excerpt.slice(0, col - 1)).length);
  return [`${gutter}${shown(excerpt)}`, `${caret}^`];
}
