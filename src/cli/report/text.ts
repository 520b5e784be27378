// For people: the lines that compilers print, which editors know how to jump to.

import { styleText } from 'node:util';
import { KNOWN_CODES } from '../../artifacts/known-codes.js';
import { countOf } from '../../core/count-of.js';
import { printable } from '../../core/printable.js';
import { EVIDENCE, type Severity } from '../../findings/evidence.js';
import type { Finding } from '../../findings/finding.js';
import { type FindingStyle, findingText, type PaintFinding } from '../../findings/finding-text.js';
import { countSeverities, type Report } from './report.js';

type Style = Parameters<typeof styleText>[0];

const STYLES = {
  error: ['bold', 'red'],
  warning: ['bold', 'yellow'],
  info: ['bold', 'blue'],
} satisfies Record<Finding['severity'], Style>;

const plain: PaintFinding = (_style, text) => text;
/** Whether to colour was decided by the caller, who knows the stream. */
const painted: PaintFinding = (style, text) =>
  styleText(isSeverity(style) ? STYLES[style] : style, text, { validateStream: false });

function isSeverity(style: FindingStyle): style is Severity {
  return Object.hasOwn(STYLES, style);
}

export function formatText(report: Report, colour: boolean): string {
  const { diagnostics, verdict, explain = false } = report;
  const findings = diagnostics.map((each) => formatFinding(each, colour, explain));
  const first = verdict === undefined ? [] : [printable(verdict)];
  return [...first, ...findings, formatSummary(report)].map((text) => `${text}\n`).join('');
}

/** As compilers print it, without a last line break. */
export function formatFinding(finding: Finding, colour: boolean, explain = false): string {
  const paint = colour ? painted : plain;
  return findingText(finding, paint, explain ? explanationOf(finding, paint) : []);
}

/** What docs/diagnostics.md says of the code: the cause, what speaks for it, and who says so. */
function explanationOf(finding: Finding, paint: PaintFinding): readonly string[] {
  const row = KNOWN_CODES.get(finding.code);
  if (!row) return [];
  const source = finding.source ?? row.source;
  return [
    `  ${paint('cyan', 'cause')}: ${row.title}`,
    `  ${paint('cyan', 'evidence')}: ${row.evidence}: ${EVIDENCE[row.evidence].meaning}`,
    ...(source === undefined ? [] : [`  ${paint('cyan', 'source')}: ${printable(source)}`]),
  ];
}

function formatSummary({ diagnostics, devices, unshown = [], failure, files }: Report): string {
  const { errors, warnings, infos } = countSeverities([...diagnostics, ...unshown]);
  const found = [
    someOf(errors, 'error'),
    someOf(warnings, 'warning'),
    someOf(infos, 'remark'),
  ].filter((part) => part !== '');
  const findings = found.length > 0 ? found.join(', ') : 'nothing to report';
  const more = unshown.length > 0 ? ' (--quiet shows errors only)' : '';
  const phones = devices.length > 0 ? `${countOf(devices.length, 'phone')}: ` : '';
  const looked = files === undefined ? phones : `${someOf(files.length, 'file') || 'no file'}: `;
  return `${looked}${findings}${more}${failure === undefined ? '' : `; ${failure}`}`;
}

/** Nothing at all for none. */
function someOf(count: number, noun: string): string {
  return count === 0 ? '' : countOf(count, noun);
}
