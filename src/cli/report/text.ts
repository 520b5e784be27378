// For people: the lines that compilers print, which editors know how to jump to.

import { styleText } from 'node:util';
import { KNOWN_CODES } from '../../artifacts/known-codes.js';
import { printable } from '../../core/printable.js';
import { EVIDENCE } from '../../findings/evidence.js';
import { type Finding, formatPlace } from '../../findings/finding.js';
import { countSeverities, type Report } from './report.js';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const STYLES = {
  error: ['bold', 'red'],
  warning: ['bold', 'yellow'],
  info: ['bold', 'blue'],
} satisfies Record<Finding['severity'], Style>;

const plain: Paint = (_style, text) => text;
/** Whether to colour was decided by the caller, who knows the stream. */
const painted: Paint = (style, text) => styleText(style, text, { validateStream: false });

export function formatText(report: Report, colour: boolean): string {
  const { diagnostics, verdict, explain = false } = report;
  const findings = diagnostics.map((each) => formatFinding(each, colour, explain));
  const first = verdict === undefined ? [] : [printable(verdict)];
  return [...first, ...findings, formatSummary(report)].map((text) => `${text}\n`).join('');
}

/** `file:line:col: error: message [code]`, then the line itself, its hint and related places, without a last line break. */
export function formatFinding(finding: Finding, colour: boolean, explain = false): string {
  const paint = colour ? painted : plain;
  const place = paint('bold', printable(formatPlace(finding.place)));
  const severity = paint(STYLES[finding.severity], finding.severity);
  const lines = [
    `${place}: ${severity}: ${printable(finding.message)} ${paint('dim', `[${finding.code}]`)}`,
    ...excerptOf(finding),
    `  ${paint('cyan', 'hint')}: ${printable(finding.hint)}`,
    ...finding.related.map(
      (each) =>
        `  ${paint('cyan', 'note')}: ${printable(formatPlace(each.place))}: ${printable(each.message)}`,
    ),
    ...(explain ? explanationOf(finding, paint) : []),
  ];
  return lines.join('\n');
}

/** What docs/diagnostics.md says of the code: the cause, what speaks for it, and who says so. */
function explanationOf(finding: Finding, paint: Paint): readonly string[] {
  const row = KNOWN_CODES.get(finding.code);
  if (!row) return [];
  const source = finding.source ?? row.source;
  return [
    `  ${paint('cyan', 'cause')}: ${row.title}`,
    `  ${paint('cyan', 'evidence')}: ${row.evidence}: ${EVIDENCE[row.evidence].meaning}`,
    ...(source === undefined ? [] : [`  ${paint('cyan', 'source')}: ${printable(source)}`]),
  ];
}

/** The line with a caret under the place; a tab takes one column, as an editor counts. */
function excerptOf({ excerpt, place: { line, col } }: Finding): readonly string[] {
  if (excerpt === undefined) return [];
  const gutter = `  ${line} | `;
  const shown = (text: string) => printable(text.replaceAll('\t', ' '));
  const caret = ' '.repeat(gutter.length + shown(excerpt.slice(0, col - 1)).length);
  return [`${gutter}${shown(excerpt)}`, `${caret}^`];
}

function formatSummary({ diagnostics, devices, unshown = [], failure, files }: Report): string {
  const { errors, warnings, infos } = countSeverities([...diagnostics, ...unshown]);
  const found = [
    countOf(errors, 'error'),
    countOf(warnings, 'warning'),
    countOf(infos, 'remark'),
  ].filter((part) => part !== '');
  const findings = found.length > 0 ? found.join(', ') : 'nothing to report';
  const more = unshown.length > 0 ? ' (--quiet shows errors only)' : '';
  const phones = devices.length > 0 ? `${countOf(devices.length, 'phone')}: ` : '';
  const looked = files === undefined ? phones : `${countOf(files.length, 'file') || 'no file'}: `;
  return `${looked}${findings}${more}${failure === undefined ? '' : `; ${failure}`}`;
}

/** `3 errors`; nothing at all for none. */
function countOf(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}
